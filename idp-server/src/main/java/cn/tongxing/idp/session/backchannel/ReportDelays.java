package cn.tongxing.idp.session.backchannel;

import cn.tongxing.idp.audit.Audit;
import cn.tongxing.idp.audit.AuditEvent;
import cn.tongxing.idp.audit.AuditEventType;
import cn.tongxing.idp.kernel.CitizenTime;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.session.backchannel.LogoutReceivers.Answer;
import cn.tongxing.idp.session.store.LogoutDeliveryRows.LogoutDelivery;
import cn.tongxing.idp.session.store.LogoutReportRows;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Says that a department's receiver cannot be reached: at the first failure, then once an hour for
 * as long as it lasts, once for the whole cluster. A receiver that is down has thousands of
 * failures, and a receiver that nobody hears of keeps citizens signed in.
 */
@Component
class ReportDelays {

  private static final Logger LOG = LoggerFactory.getLogger(ReportDelays.class);
  private static final Duration APART = Duration.ofHours(1);

  private final LogoutReportRows reports;
  private final TransactionTemplate transaction;
  private final Audit audit;
  private final InstantSource clock;

  ReportDelays(
      LogoutReportRows reports, TransactionTemplate transaction, Audit audit, InstantSource clock) {
    this.reports = reports;
    this.transaction = transaction;
    this.audit = audit;
    this.clock = clock;
  }

  void report(LogoutDelivery delivery, URI receiver, Answer answer) {
    boolean due =
        Boolean.TRUE.equals(
            transaction.execute(status -> {
              boolean claimed = reports.claim(delivery.client(), clock.instant(), APART);
              if (claimed) {
                record(delivery, receiver, answer);
              }
              return claimed;
            }));
    if (due) {
      LOG.warn(
          "back-channel logout to {} at {} does not arrive: {} ({}), tried {} times since {};"
              + " './idp client deliveries' lists what waits",
          delivery.client(),
          receiver.getRawAuthority(),
          answer.code(),
          answer.explanation(),
          delivery.attempts(),
          CitizenTime.stamp(delivery.queuedAt()));
    }
  }

  private void record(LogoutDelivery delivery, URI receiver, Answer answer) {
    audit.record(
        AuditEvent.of(AuditEventType.LOGOUT_DELAYED, RequestOrigin.SERVER)
            .client(delivery.client())
            .detail("answer", answer.code())
            .detail("receiver", String.valueOf(receiver.getRawAuthority())));
  }
}
