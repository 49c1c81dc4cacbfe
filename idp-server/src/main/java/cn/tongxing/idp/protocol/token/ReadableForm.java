package cn.tongxing.idp.protocol.token;

import cn.tongxing.idp.protocol.error.BackChannelError;
import cn.tongxing.idp.protocol.error.BackChannelErrors;
import cn.tongxing.idp.protocol.error.Reason;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A request of the back channel is a form that can be read, with each parameter once (RFC 6749
 * 3.2), but for {@code resource} (RFC 8707 2). Before anything else reads it, so that it is said in
 * the words of the protocol.
 */
final class ReadableForm implements Filter {

  private static final String FORM = "application/x-www-form-urlencoded";

  private final Set<String> paths;
  private final BackChannelErrors errors;

  ReadableForm(Set<String> paths, BackChannelErrors errors) {
    this.paths = paths;
    this.errors = errors;
  }

  @Override
  public void doFilter(ServletRequest asked, ServletResponse answer, FilterChain chain)
      throws ServletException, IOException {
    var request = (HttpServletRequest) asked;
    if (paths.contains(request.getRequestURI())) {
      var objection = objection(request);
      if (objection.isPresent()) {
        errors.refuse(request, (HttpServletResponse) answer, objection.get());
        return;
      }
    }
    chain.doFilter(asked, answer);
  }

  private static Optional<Reason> objection(HttpServletRequest request) {
    String type = request.getContentType();
    if (type == null) {
      return Optional.of(BackChannelError.CONTENT_TYPE.with("missing"));
    }
    String bare = type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    if (!bare.equals(FORM)) {
      return Optional.of(BackChannelError.CONTENT_TYPE.with(bare));
    }
    try {
      return request.getParameterMap().entrySet().stream()
          .filter(each -> each.getValue().length > 1 && !each.getKey().equals("resource"))
          .map(Map.Entry::getKey)
          .findFirst()
          .map(BackChannelError.REPEATED::with);
    } catch (IllegalStateException unreadable) { // what the container throws
      return Optional.of(BackChannelError.UNREADABLE.with());
    }
  }
}
