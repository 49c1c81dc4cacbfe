package cn.tongxing.idp.login.flow;

import cn.tongxing.idp.audit.AuditEvent;
import cn.tongxing.idp.audit.AuditEventType;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.login.limits.Limits;
import cn.tongxing.idp.login.transaction.Transaction;

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

  /** What happens in a sign-in by one of its ways. */
  AuditEvent event(AuditEventType type, Transaction transaction, String way) {
    return AuditEvent.of(type, origin).signIn(transaction.id()).detail("way", way);
  }

  /** Without cookies. */
  @Override
  public String toString() {
    return "Visitor[" + origin.address() + "]";
  }
}
