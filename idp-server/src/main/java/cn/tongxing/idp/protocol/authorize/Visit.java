package cn.tongxing.idp.protocol.authorize;

import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.protocol.Endpoints;
import cn.tongxing.idp.session.Origins;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import org.springframework.http.HttpHeaders;

/** One request of a browser: its cookies, its language, where it comes from. */
record Visit(HttpServletRequest request, HttpServletResponse response, Locale locale) {
  /**
   * Whether this is a browser that shows what it is answered, and may ask for it again: the request
   * itself, by GET. A program is told where to go, and so is who comes back from a page.
   */
  boolean isForPage() {
    String accepted = request.getHeader(HttpHeaders.ACCEPT);
    return request.getMethod().equals("GET")
        && request.getRequestURI().equals(Endpoints.AUTHORIZE)
        && accepted != null
        && accepted.contains("text/html");
  }

  RequestOrigin origin() {
    return Origins.of(request);
  }
}
