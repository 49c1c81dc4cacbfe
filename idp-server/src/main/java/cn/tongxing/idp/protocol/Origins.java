package cn.tongxing.idp.protocol;

import cn.tongxing.idp.kernel.RequestOrigin;
import jakarta.servlet.http.HttpServletRequest;

/** Where a request came from; the trusted-proxy rules have been applied before. */
public final class Origins {

  private Origins() {}

  /** The address and the user agent. */
  public static RequestOrigin of(HttpServletRequest request) {
    String userAgent = request.getHeader("User-Agent");
    return new RequestOrigin(request.getRemoteAddr(), userAgent == null ? "" : userAgent);
  }
}
