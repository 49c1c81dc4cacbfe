package cn.tongxing.idp.login.flow;

import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.login.limits.Limits;

/**
 * Who stands before the page.
 *
 * @param browser keyed hash of the browser's cookie
 * @param sessionCookie of a session the browser may have already; blank without
 */
public record Visitor(RequestOrigin origin, byte[] browser, String sessionCookie, boolean onPhone) {

  Limits.Source source() {
    return new Limits.Source(origin, browser);
  }

  /** Without cookies. */
  @Override
  public String toString() {
    return "Visitor[" + origin.address() + "]";
  }
}
