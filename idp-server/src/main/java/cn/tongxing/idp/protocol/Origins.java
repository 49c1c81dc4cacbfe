package cn.tongxing.idp.protocol;

import cn.tongxing.idp.kernel.RequestOrigin;
import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.util.HexFormat;

/** Where a request came from; the trusted-proxy rules have been applied before. */
public final class Origins {

  private Origins() {}

  /** The address and the user agent. */
  public static RequestOrigin of(HttpServletRequest request) {
    String userAgent = request.getHeader("User-Agent");
    return new RequestOrigin(request.getRemoteAddr(), userAgent == null ? "" : userAgent);
  }

  /** What to count by: an IPv4 address, or the /48 that one holder of IPv6 addresses has. */
  public static String line(RequestOrigin origin) {
    try {
      byte[] address = InetAddress.ofLiteral(origin.address()).getAddress();
      return HexFormat.of().formatHex(address, 0, Math.min(address.length, 6));
    } catch (IllegalArgumentException notAnAddress) {
      return "none";
    }
  }
}
