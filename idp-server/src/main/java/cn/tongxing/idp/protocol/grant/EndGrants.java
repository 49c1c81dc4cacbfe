package cn.tongxing.idp.protocol.grant;

import cn.tongxing.idp.audit.Audit;
import cn.tongxing.idp.audit.AuditEvent;
import cn.tongxing.idp.audit.AuditEventType;
import cn.tongxing.idp.consent.ConsentWithdrawn;
import cn.tongxing.idp.consent.Consents;
import cn.tongxing.idp.kernel.GrantId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.protocol.grant.store.GrantRows;
import cn.tongxing.idp.session.PersonSignedOut;
import cn.tongxing.idp.session.PersonSigningOut;
import cn.tongxing.idp.session.SessionEnded;
import cn.tongxing.idp.session.SessionLowered;
import cn.tongxing.idp.session.Sessions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Ends grants: with their session, with the person's agreement (both inside the transaction that
 * ends those), with the last session of a person who is shut out, or because the client says so.
 */
@Service
public class EndGrants {

  private final GrantRows grants;
  private final Consents consents;
  private final TransactionOperations transactions;
  private final Audit audit;
  private final InstantSource clock;

  EndGrants(
      GrantRows grants,
      Consents consents,
      TransactionOperations transactions,
      Audit audit,
      InstantSource clock) {
    this.grants = grants;
    this.consents = consents;
    this.transactions = transactions;
    this.audit = audit;
    this.clock = clock;
  }

  @EventListener
  void on(SessionEnded ended) {
    String reason = "session_" + word(ended.reason());
    record(
        grants.revokeAll(ended.session(), reason, clock.instant()),
        reason,
        AuditEvent.of(AuditEventType.GRANT_REVOKED, ended.origin())
            .person(ended.person())
            .session(ended.session()));
  }

  /** What was shown in the session counts no more: no token says that it does. */
  @EventListener
  void on(SessionLowered lowered) {
    String reason = "session_lowered";
    record(
        grants.revokeAbove(lowered.left(), lowered.session(), reason, clock.instant()),
        reason,
        AuditEvent.of(AuditEventType.GRANT_REVOKED, lowered.origin())
            .person(lowered.person())
            .session(lowered.session()));
  }

  @EventListener
  void on(ConsentWithdrawn withdrawn) {
    String reason = "consent_withdrawn";
    record(
        grants.revokeAll(withdrawn.person(), withdrawn.client(), reason, clock.instant()),
        reason,
        AuditEvent.of(AuditEventType.GRANT_REVOKED, withdrawn.origin())
            .person(withdrawn.person())
            .client(withdrawn.client()));
  }

  /**
   * What a stranger agreed to binds nobody who has the account now: after a take-over, where a
   * nameless account met its owner, and where accounts were joined or parted.
   */
  @EventListener
  void on(PersonSigningOut ending) {
    switch (ending.reason()) {
      case TAKEN_OVER, PROVEN_ANEW ->
          consents.disown(ending.person(), word(ending.reason()), ending.origin());
      default -> {} // the same person comes back
    }
  }

  private static String word(Sessions.EndReason reason) {
    return reason.name().toLowerCase(Locale.ROOT);
  }

  /** What is left once the sessions have ended: grants whose session is forgotten. */
  @EventListener
  void on(PersonSignedOut ended) {
    String reason = word(ended.reason());
    record(
        grants.revokeAll(ended.person(), reason, clock.instant()),
        reason,
        AuditEvent.of(AuditEventType.GRANT_REVOKED, ended.origin()).person(ended.person()));
  }

  /** The client gives a refresh token back (RFC 7009): the grant ends, and all tokens of it. */
  public void revoke(Grant grant, RequestOrigin origin) {
    transactions.executeWithoutResult(_ -> {
      if (grants.revoke(grant.id(), "client", clock.instant())) {
        record(
            List.of(grant.id()),
            "client",
            AuditEvent.of(AuditEventType.GRANT_REVOKED, origin)
                .person(grant.person())
                .client(grant.client())
                .session(grant.session()));
      }
    });
  }

  /** The client gives one access token back. */
  public void revokeToken(String jti, Instant expiresAt, AuditEvent event) {
    transactions.executeWithoutResult(_ -> {
      if (grants.revokeToken(jti, expiresAt)) {
        audit.record(event.detail("reason", "client").detail("jti", jti));
      }
    });
  }

  private void record(List<GrantId> ended, String reason, AuditEvent event) {
    ended.forEach(grant -> audit.record(event.grant(grant).detail("reason", reason)));
  }
}
