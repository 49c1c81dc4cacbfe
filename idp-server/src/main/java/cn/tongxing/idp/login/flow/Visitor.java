package cn.tongxing.idp.login.flow;

import cn.tongxing.idp.audit.AuditEvent;
import cn.tongxing.idp.audit.AuditEventType;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.login.transaction.Transaction;
import cn.tongxing.idp.proofing.Action;
import cn.tongxing.idp.proofing.Proofs;
import cn.tongxing.idp.proofing.Prover;
import cn.tongxing.idp.session.Kiosks.Kiosk;
import cn.tongxing.idp.session.SsoSession;
import java.util.Optional;

/**
 * Who stands before the page.
 *
 * @param sessionCookie of a session the browser may have already; blank without
 * @param mark the long-lived one that the browser has, or gets if it signs somebody in; empty for a
 *     kiosk, which remembers nobody
 * @param kiosk the self-service machine; empty for other browsers
 */
public record Visitor(
    Prover prover, String sessionCookie, Optional<Mark> mark, Optional<Kiosk> kiosk) {

  /**
   * Tells a browser that has signed somebody in from others, for a long time.
   *
   * @param cookie its value
   * @param hash keyed
   */
  public record Mark(String cookie, byte[] hash) {
    /** Without the cookie. */
    @Override
    public String toString() {
      return "Mark";
    }
  }

  /** Whether it asks for what is nobody's at a machine that others use next. */
  boolean mayNot(Action action) {
    return kiosk.isPresent()
        && (action.is(Proofs.PASSKEY) || action.way().filter(Proofs.PASSKEY::equals).isPresent());
  }

  RequestOrigin origin() {
    return prover.origin();
  }

  /** Of what a sign-in does to an account. */
  RequestOrigin during(Transaction transaction) {
    return origin().during(transaction.id());
  }

  /** Of what a sign-in does in a session. */
  RequestOrigin in(SsoSession session, Transaction transaction) {
    return origin().in(session.id(), transaction.id());
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
