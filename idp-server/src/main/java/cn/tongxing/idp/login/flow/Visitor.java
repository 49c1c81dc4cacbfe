package cn.tongxing.idp.login.flow;

import cn.tongxing.idp.audit.AuditEvent;
import cn.tongxing.idp.audit.AuditEventType;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.login.transaction.Transaction;
import cn.tongxing.idp.proofing.Prover;

/**
 * Who stands before the page.
 *
 * @param sessionCookie of a session the browser may have already; blank without
 */
public record Visitor(Prover prover, String sessionCookie) {

  RequestOrigin origin() {
    return prover.origin();
  }

  /** What happens in a sign-in by one of its ways. */
  AuditEvent event(AuditEventType type, Transaction transaction, String way) {
    return prover.event(type, transaction.proving(), way);
  }

  /** Without cookies. */
  @Override
  public String toString() {
    return "Visitor[" + origin().address() + "]";
  }
}
