package cn.tongxing.idp.session.backchannel;

import cn.tongxing.idp.audit.Audit;
import cn.tongxing.idp.audit.AuditEvent;
import cn.tongxing.idp.audit.AuditEventType;
import cn.tongxing.idp.client.Client;
import cn.tongxing.idp.client.Clients;
import cn.tongxing.idp.client.SectorSessions;
import cn.tongxing.idp.kernel.Issuer;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.keys.TokenSigner;
import cn.tongxing.idp.session.backchannel.LogoutReceivers.Answer;
import cn.tongxing.idp.session.store.LogoutDeliveryRows;
import cn.tongxing.idp.session.store.LogoutDeliveryRows.LogoutDelivery;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** One try of one delivery: sign, post, note what became of it together with the audit event. */
@Component
class DeliverLogout {

  private static final String EVENT = "http://schemas.openid.net/event/backchannel-logout";
  private static final long TOKEN_SECONDS = 120;

  private final Clients clients;
  private final SectorSessions sessions;
  private final TokenSigner signer;
  private final Issuer issuer;
  private final LogoutReceivers receivers;
  private final LogoutDeliveryRows rows;
  private final TransactionTemplate transaction;
  private final Audit audit;
  private final InstantSource clock;

  DeliverLogout(
      Clients clients,
      SectorSessions sessions,
      TokenSigner signer,
      Issuer issuer,
      LogoutReceivers receivers,
      LogoutDeliveryRows rows,
      TransactionTemplate transaction,
      Audit audit,
      InstantSource clock) {
    this.clients = clients;
    this.sessions = sessions;
    this.signer = signer;
    this.issuer = issuer;
    this.receivers = receivers;
    this.rows = rows;
    this.transaction = transaction;
    this.audit = audit;
    this.clock = clock;
  }

  void attempt(LogoutDelivery delivery) {
    Optional<Client> client = clients.find(delivery.client());
    if (client.isEmpty()) {
      giveUp(delivery, "client-gone");
      return;
    }
    Answer answer = receivers.post(delivery.uri(), token(delivery, client.get()));
    Instant now = clock.instant();
    Optional<Instant> next = RetryPlan.next(delivery.attempts(), delivery.queuedAt(), now);
    if (answer.delivered()) {
      delivered(delivery, answer.code());
    } else if (next.isPresent()) {
      rows.again(delivery.id(), answer.code(), next.get());
    } else {
      giveUp(delivery, answer.code());
    }
  }

  /** Back-Channel Logout 1.0, 2.4. The {@code jti} stays over all tries; there is no nonce. */
  private String token(LogoutDelivery delivery, Client client) {
    long now = clock.instant().getEpochSecond();
    return signer.sign(
        client.idTokenAlgorithm(),
        "logout+jwt",
        Map.of(
            "iss", issuer.toString(),
            "sub", delivery.subject(),
            "aud", client.id().value(),
            "iat", now,
            "exp", now + TOKEN_SECONDS,
            "jti", delivery.id().toString(),
            "events", Map.of(EVENT, Map.of()),
            "sid", sessions.sid(client, delivery.session())));
  }

  private void delivered(LogoutDelivery delivery, String code) {
    transaction.executeWithoutResult(status -> {
      if (rows.delivered(delivery.id())) {
        record(AuditEventType.LOGOUT_DELIVERED, delivery, code);
      }
    });
  }

  private void giveUp(LogoutDelivery delivery, String code) {
    transaction.executeWithoutResult(status -> {
      if (rows.failed(delivery.id(), code)) {
        record(AuditEventType.LOGOUT_FAILED, delivery, code);
      }
    });
  }

  private void record(AuditEventType type, LogoutDelivery delivery, String code) {
    audit.record(
        AuditEvent.of(type, RequestOrigin.SERVER)
            .client(delivery.client())
            .session(delivery.session())
            .detail("answer", code)
            .detail("attempts", Integer.toString(delivery.attempts())));
  }
}
