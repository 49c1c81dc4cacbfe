package cn.tongxing.idp.protocol.grant;

import cn.tongxing.idp.audit.Audit;
import cn.tongxing.idp.audit.AuditEvent;
import cn.tongxing.idp.audit.AuditEventType;
import cn.tongxing.idp.client.Client;
import cn.tongxing.idp.client.Client.GrantType;
import cn.tongxing.idp.client.PairwiseSubjects;
import cn.tongxing.idp.consent.Consents;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.kernel.TimeOrderedId;
import cn.tongxing.idp.protocol.ProtocolSettings;
import cn.tongxing.idp.protocol.grant.Redemption.Redeemed;
import cn.tongxing.idp.protocol.grant.Redemption.Refused;
import cn.tongxing.idp.protocol.grant.Redemption.Refused.Reason;
import cn.tongxing.idp.protocol.grant.Redemption.Replayed;
import cn.tongxing.idp.protocol.grant.store.Codes;
import cn.tongxing.idp.protocol.grant.store.GrantRows;
import cn.tongxing.idp.protocol.grant.store.PendingCodeJson;
import cn.tongxing.idp.session.SessionOver;
import cn.tongxing.idp.session.Sessions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Redeems codes, each once (RFC 6749 4.1.2).
 *
 * <p>Redis tells everyone who brings a code what it stands for; PostgreSQL says who may have it.
 * The grant's primary key is inside the code, so the row that is inserted spends the code, also
 * when Redis came back with yesterday's data. Of several that insert it at the same moment one wins
 * and the others wait for its commit, find the row, and revoke it. A code that may not be redeemed
 * is burnt by the same row, revoked from its beginning.
 */
@Service
public class RedeemCode {

  private final GrantTokens tokens;
  private final Codes codes;
  private final GrantRows grants;
  private final Sessions sessions;
  private final Consents consents;
  private final PairwiseSubjects subjects;
  private final TransactionOperations transactions;
  private final Audit audit;
  private final ProtocolSettings settings;
  private final InstantSource clock;

  RedeemCode(
      GrantTokens tokens,
      Codes codes,
      GrantRows grants,
      Sessions sessions,
      Consents consents,
      PairwiseSubjects subjects,
      TransactionOperations transactions,
      Audit audit,
      ProtocolSettings settings,
      InstantSource clock) {
    this.tokens = tokens;
    this.codes = codes;
    this.grants = grants;
    this.sessions = sessions;
    this.consents = consents;
    this.subjects = subjects;
    this.transactions = transactions;
    this.audit = audit;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * Redeems a code, or burns it.
   *
   * @param presented the code as it came
   * @param redirectUri of the token request; blank if there was none
   * @param verifier of the token request (RFC 7636 4.5)
   */
  public Redemption redeem(
      Client client,
      String presented,
      String redirectUri,
      Optional<String> verifier,
      RequestOrigin origin) {
    var code = tokens.parse(GrantToken.Kind.CODE, presented);
    if (code.isEmpty()) {
      return new Refused(Reason.MALFORMED); // nobody's code: not worth a query or a row
    }
    var pending = codes.find(code.get().grant()).flatMap(PendingCodeJson::read);
    return pending.isPresent()
        ? redeem(code.get(), pending.get(), client, redirectUri, verifier, origin)
        : cameAgain(code.get(), client, origin);
  }

  private Redemption redeem(
      GrantToken code,
      PendingCode pending,
      Client client,
      String redirectUri,
      Optional<String> verifier,
      RequestOrigin origin) {
    Instant now = clock.instant();
    var mismatch = mismatch(code, pending, client, redirectUri, verifier, now);
    // stored as the person allowed it: a scope that the client gets back counts again
    var grant = grant(code, pending, now, Optional.empty());
    var usable = grant.at(client).filter(_ -> client.mayReturnTo(redirectUri));
    if (mismatch.isPresent() || usable.isEmpty()) {
      Reason reason = mismatch.orElse(Reason.NOT_REGISTERED);
      return burn(code, pending, client, reason, origin);
    }
    Redemption redemption =
        transactions.execute(status -> {
          var outcome = insert(code, pending, grant, client, origin);
          if (!(outcome instanceof Redeemed)) {
            status.setRollbackOnly();
          }
          return outcome;
        });
    return switch (redemption) {
      case Redeemed(_, var nonce, var refreshToken) ->
          new Redeemed(usable.get(), nonce, refreshToken);
      case Replayed _ -> cameAgain(code, client, origin);
      case Refused(Reason reason) -> refused(code, client, reason, origin);
    };
  }

  private Optional<Reason> mismatch(
      GrantToken code,
      PendingCode pending,
      Client client,
      String redirectUri,
      Optional<String> verifier,
      Instant now) {
    if (!pending.authorization().client().equals(client.id())) {
      return Optional.of(Reason.OTHER_CLIENT);
    }
    // Redis forgets by its own clock, and a fail-over may stretch it
    if (!now.isBefore(TimeOrderedId.timeOf(code.grant().value()).plus(settings.codeLifetime()))) {
      return Optional.of(Reason.EXPIRED);
    }
    if (!pending.redirectUri().equals(redirectUri)) {
      return Optional.of(Reason.OTHER_REDIRECT_URI);
    }
    if (!Pkce.verifies(pending.challenge(), verifier)) {
      return Optional.of(Reason.WRONG_VERIFIER);
    }
    return Optional.empty();
  }

  /** The one transaction: grant, participation, audit. */
  private Redemption insert(
      GrantToken code, PendingCode pending, Grant grant, Client client, RequestOrigin origin) {
    var refresh =
        client.permissions().grantTypes().contains(GrantType.REFRESH_TOKEN)
            ? Optional.of(tokens.mint(GrantToken.Kind.REFRESH, grant.id()))
            : Optional.<GrantToken>empty();
    if (!grants.insert(grant, tokens.hash(code), refresh.map(tokens::hash))) {
      return new Replayed();
    }
    // what is left of a session in the order of locks (ADR 0020) comes before it
    subjects.subject(client, grant.person()); // made here if it is the first at this department
    if (client.demands().consentRequired() && !restsOnAgreements(pending.authorization())) {
      return new Refused(Reason.CONSENT_WITHDRAWN);
    }
    try {
      // joining locks the session's row: one that ends later finds this grant and revokes it.
      // So nobody asks here whether the person may use the service: who shuts them out, freezes,
      // takes over or joins the account ends all its sessions in the same transaction.
      var session = pending.authorization().session().orElseThrow();
      sessions.join(session.id(), session.lowered(), client.id(), grant.id());
    } catch (SessionOver over) {
      return new Refused(Reason.SESSION_ENDED);
    }
    audit.record(GrantEvents.about(AuditEventType.CODE_REDEEMED, grant, origin));
    return new Redeemed(grant, pending.nonce(), refresh);
  }

  /** A client may have come to need them after the code was made. */
  private boolean restsOnAgreements(Authorization authorization) {
    return !authorization.agreements().isEmpty() && consents.hold(authorization.agreements());
  }

  /** Nobody gets it any more; whoever got it before loses it. */
  private Redemption burn(
      GrantToken code, PendingCode pending, Client client, Reason reason, RequestOrigin origin) {
    Instant now = clock.instant();
    boolean burnt =
        transactions.execute(_ -> {
          var row = grant(code, pending, now, Optional.of(now));
          boolean first = grants.insert(row, tokens.hash(code), Optional.empty());
          if (first) {
            refused(code, client, reason, origin);
          }
          return first;
        });
    return burnt ? new Refused(reason) : cameAgain(code, client, origin);
  }

  /** A code that was spent before: if it became a grant, that ends now. */
  private Redemption cameAgain(GrantToken code, Client client, RequestOrigin origin) {
    var stored = grants.find(code.grant());
    if (stored.isEmpty()) {
      return refused(code, client, Reason.GONE, origin);
    }
    transactions.executeWithoutResult(_ -> {
      if (grants.revoke(code.grant(), "code_replayed", clock.instant())) {
        audit.record(
            GrantEvents.about(AuditEventType.CODE_REPLAYED, stored.get(), origin)
                .detail("presented_by", client.id().value()));
      }
    });
    return new Replayed();
  }

  private Refused refused(GrantToken code, Client client, Reason reason, RequestOrigin origin) {
    audit.record(
        AuditEvent.of(AuditEventType.CODE_REFUSED, origin)
            .client(client.id())
            .grant(code.grant())
            .detail("reason", reason.name().toLowerCase(Locale.ROOT)));
    return new Refused(reason);
  }

  /** Nothing but the client holds a code's grant: no request proves a key of its own yet. */
  private static Grant grant(
      GrantToken code, PendingCode pending, Instant now, Optional<Instant> revokedAt) {
    return Grant.of(
        code.grant(),
        GrantOrigin.CODE,
        pending.authorization(),
        SenderConstraint.none(),
        now,
        revokedAt);
  }
}
