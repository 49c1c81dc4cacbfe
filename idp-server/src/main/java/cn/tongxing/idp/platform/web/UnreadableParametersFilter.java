package cn.tongxing.idp.platform.web;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Answers for a request whose parameters are too long, too many, wrongly encoded, or announced and
 * never sent. The container says so by an exception to whoever asks for the first of them, perhaps
 * in the middle of a page: without this it would be a fault of ours, with a stack trace in the log
 * for everybody who likes to fill it. The page of the error finds no parameters then.
 */
final class UnreadableParametersFilter extends OncePerRequestFilter {

  /** Messages of upstreams' servers are read as they were sent. */
  private static final String MESSAGES = "/sign-in/notify/";

  /** The protocol's endpoints say it in the protocol's words. */
  private static final String PROTOCOL = "/oauth2/";

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (request.getDispatcherType() == DispatcherType.ERROR) {
      chain.doFilter(new Read(request), response);
      return;
    }
    try {
      readForm(request);
      chain.doFilter(request, response);
    } catch (ServletException | RuntimeException thrown) {
      Optional<InvalidParameterException> unreadable = unreadable(thrown);
      if (unreadable.isEmpty() || response.isCommitted()) {
        throw thrown;
      }
      response.sendError(unreadable.get().getErrorCode());
    }
  }

  /**
   * Whoever asks for the first parameter later may do so within a page, half of which is written.
   */
  private static void readForm(HttpServletRequest request) {
    String type = request.getContentType();
    boolean isForm =
        request.getMethod().equals("POST")
            && type != null
            && type.startsWith(MediaType.APPLICATION_FORM_URLENCODED_VALUE);
    String path = request.getRequestURI();
    if (isForm && !path.startsWith(MESSAGES) && !path.startsWith(PROTOCOL)) {
      var _ = request.getParameterMap();
    }
  }

  @Override
  protected void doFilterNestedErrorDispatch(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    chain.doFilter(new Read(request), response);
  }

  @Override
  protected boolean shouldNotFilterErrorDispatch() {
    return false;
  }

  private static Optional<InvalidParameterException> unreadable(Throwable thrown) {
    return Stream.iterate(thrown, each -> each != null, Throwable::getCause)
        .limit(10)
        .filter(InvalidParameterException.class::isInstance)
        .map(InvalidParameterException.class::cast)
        .findFirst();
  }

  /** The request as the page of its error sees it: without parameters that cannot be read. */
  private static final class Read extends HttpServletRequestWrapper {

    Read(HttpServletRequest request) {
      super(request);
    }

    @Override
    public @Nullable String getParameter(String name) {
      String[] values = getParameterValues(name);
      return values == null || values.length == 0 ? null : values[0];
    }

    @Override
    public String @Nullable [] getParameterValues(String name) {
      return getParameterMap().get(name);
    }

    @Override
    public Enumeration<String> getParameterNames() {
      return Collections.enumeration(getParameterMap().keySet());
    }

    @Override
    public Map<String, String[]> getParameterMap() {
      return unless(super::getParameterMap);
    }

    private static Map<String, String[]> unless(Supplier<Map<String, String[]>> read) {
      try {
        return read.get();
      } catch (InvalidParameterException unreadable) {
        return Map.of();
      }
    }
  }
}
