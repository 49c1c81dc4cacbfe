package cn.tongxing.idp.platform.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Answers for a request whose parameters are too long, too many or wrongly encoded. The container
 * says so by an exception to whoever asks for the first of them, perhaps in the middle of a page:
 * without this it would be a fault of ours, with a stack trace in the log for everybody who likes
 * to fill it.
 */
final class UnreadableParametersFilter extends OncePerRequestFilter {

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    try {
      chain.doFilter(request, response);
    } catch (ServletException | RuntimeException thrown) {
      Optional<InvalidParameterException> unreadable = unreadable(thrown);
      if (unreadable.isEmpty() || response.isCommitted()) {
        throw thrown;
      }
      response.sendError(unreadable.get().getErrorCode());
    }
  }

  private static Optional<InvalidParameterException> unreadable(Throwable thrown) {
    return Stream.iterate(thrown, each -> each != null, Throwable::getCause)
        .limit(10)
        .filter(InvalidParameterException.class::isInstance)
        .map(InvalidParameterException.class::cast)
        .findFirst();
  }
}
