package cn.tongxing.idp.protocol.grant;

import cn.tongxing.idp.audit.Audit;
import cn.tongxing.idp.audit.AuditEvent;
import cn.tongxing.idp.audit.AuditEventType;
import cn.tongxing.idp.consent.ConsentWithdrawn;
import cn.tongxing.idp.consent.Consents;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.protocol.grant.store.GrantRows;
import cn.tongxing.idp.protocol.grant.store.GrantRows.Ended;
import cn.tongxing.idp.session.PersonSignedOut;
import cn.tongxing.idp.session.PersonSigningOut;
import cn.tongxing.idp.session.SessionEnded;
import cn.tongxing.idp.session.Sessions;
import cn.tongxing.idp.session.SessionsLowered;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
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
  private final Sessions sessions;
  private final TransactionOperations transactions;
  private final Audit audit;
  private final InstantSource clock;

  EndGrants(
      GrantRows grants,
      Consents consents,
      Sessions sessions,
      TransactionOperations transactions,
      Audit audit,
      InstantSource clock) {
    this.grants = grants;
    this.consents = consents;
    this.sessions = sessions;
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

  /**
   * A way to the account has ended, and sessions go on with what was shown of others: grants of
   * theirs, and those of no session, that rest on it end, for no token says that it was shown, nor
   * promises a level that rested on it. Those that say the same without it go on.
   */
  @EventListener
  void on(SessionsLowered lowered) {
    String reason = "session_lowered";
    AuditEvent event =
        AuditEvent.of(AuditEventType.GRANT_REVOKED, lowered.ended().origin())
            .person(lowered.ended().person());
    grants
        .revokeResting(
            lowered.ended().person(),
            lowered.sessions(),
            shown -> !shown.saysAsMuchWithout(lowered.ended()),
            reason,
            clock.instant())
        .forEach(grant ->
            record(List.of(grant), reason, grant.session().map(event::session).orElse(event)));
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
   * nameless account met its owner, and where accounts were joined or parted. Nor is anything
   * agreed to by somebody who was erased.
   */
  @EventListener
  void on(PersonSigningOut ending) {
    switch (ending.reason()) {
      case TAKEN_OVER, PROVEN_ANEW, PERSON_ERASED ->
          consents.disown(ending.person(), word(ending.reason()), ending.origin());
      default -> {} // the same person comes back
    }
  }

  private static String word(Sessions.EndReason reason) {
    return reason.name().toLowerCase(Locale.ROOT);
  }

  /**
   * What is left once the sessions have ended: grants of no session, and those whose session is
   * forgotten. Nobody knows who took part in these but the grants, so that their clients hear of
   * the end by them.
   */
  @EventListener
  void on(PersonSignedOut ended) {
    String reason = word(ended.reason());
    List<Ended> left = grants.revokeAll(ended.person(), reason, clock.instant());
    record(
        left,
        reason,
        AuditEvent.of(AuditEventType.GRANT_REVOKED, ended.origin()).person(ended.person()));
    left.stream()
        .filter(grant -> grant.session().isPresent())
        .collect(
            Collectors.groupingBy(
                grant -> grant.session().orElseThrow(),
                LinkedHashMap::new,
                Collectors.mapping(Ended::client, Collectors.toCollection(LinkedHashSet::new))))
        .forEach((session, clients) -> sessions.endForgotten(session, ended.person(), clients));
  }

  /** The client gives a refresh token back (RFC 7009): the grant ends, and all tokens of it. */
  public void revoke(Grant grant, RequestOrigin origin) {
    transactions.executeWithoutResult(_ -> {
      if (grants.revoke(grant.id(), "client", clock.instant())) {
        record(
            List.of(new Ended(grant.id(), grant.client(), grant.session())),
            "client",
            GrantEvents.about(AuditEventType.GRANT_REVOKED, grant, origin));
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

  private void record(List<Ended> ended, String reason, AuditEvent event) {
    ended.forEach(grant -> audit.record(event.grant(grant.id()).detail("reason", reason)));
  }
}
