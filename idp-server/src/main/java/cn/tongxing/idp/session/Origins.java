package cn.tongxing.idp.session;

import cn.tongxing.idp.kernel.RequestOrigin;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;

/** Where a request came from; the trusted-proxy rules have been applied before. */
public final class Origins {

  private Origins() {}

  /** The address and the user agent. */
  public static RequestOrigin of(HttpServletRequest request) {
    return new RequestOrigin(
        request.getRemoteAddr(), Objects.requireNonNullElse(request.getHeader("User-Agent"), ""));
  }

  /** Whether the browser says that it runs on a phone. */
  public static boolean onPhone(HttpServletRequest request) {
    return "?1".equals(request.getHeader("Sec-CH-UA-Mobile"))
        || Objects.requireNonNullElse(request.getHeader("User-Agent"), "").contains("Mobile");
  }
}
