package cn.tongxing.idp.session.backchannel;

import cn.tongxing.idp.audit.Audit;
import cn.tongxing.idp.audit.AuditEvent;
import cn.tongxing.idp.audit.AuditEventType;
import cn.tongxing.idp.client.Client;
import cn.tongxing.idp.client.Clients;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.session.backchannel.LogoutReceivers.Answer;
import cn.tongxing.idp.session.store.LogoutDeliveryRows;
import cn.tongxing.idp.session.store.LogoutDeliveryRows.LogoutDelivery;
import cn.tongxing.idp.upkeep.RetryPlan;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** One try of one delivery: sign, post, note what became of it together with the audit event. */
@Component
class DeliverLogout {

  private final Clients clients;
  private final LogoutTokens tokens;
  private final LogoutReceivers receivers;
  private final LogoutDeliveryRows rows;
  private final ReportDelays delays;
  private final TransactionTemplate transaction;
  private final Audit audit;
  private final InstantSource clock;

  DeliverLogout(
      Clients clients,
      LogoutTokens tokens,
      LogoutReceivers receivers,
      LogoutDeliveryRows rows,
      ReportDelays delays,
      TransactionTemplate transaction,
      Audit audit,
      InstantSource clock) {
    this.clients = clients;
    this.tokens = tokens;
    this.receivers = receivers;
    this.rows = rows;
    this.delays = delays;
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
    // a corrected address counts at once, also for what was queued before
    URI receiver = client.get().addresses().backchannelLogoutUri().orElse(delivery.uri());
    Answer answer = receivers.post(receiver, tokens.token(delivery, client.get()));
    if (answer.delivered()) {
      delivered(delivery, answer.code());
      return;
    }
    Instant now = clock.instant();
    Optional<Instant> next = RetryPlan.next(delivery.attempts(), delivery.queuedAt(), now);
    next.ifPresentOrElse(
        at -> rows.again(delivery.id(), answer.code(), at), () -> giveUp(delivery, answer.code()));
    delays.report(delivery, receiver, answer);
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
