package cn.tongxing.idp.notice.outbox;

import cn.tongxing.idp.audit.Audit;
import cn.tongxing.idp.audit.AuditEvent;
import cn.tongxing.idp.audit.AuditEventType;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.notice.sms.NoticeMessage;
import cn.tongxing.idp.notice.sms.SmsSender;
import cn.tongxing.idp.notice.store.NoticeRows;
import cn.tongxing.idp.notice.store.NoticeRows.Due;
import cn.tongxing.idp.upkeep.Job;
import cn.tongxing.idp.upkeep.RetryPlan;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Sends what is due in the outbox. Any number of nodes may do so; a notice is with one of them at a
 * time, and is sent again only if its node died between the provider's answer and the note of it.
 */
@Component
class DeliverNotices implements Job {

  private static final Logger LOG = LoggerFactory.getLogger(DeliverNotices.class);
  private static final int AT_ONCE = 16;

  /** Longer than a try can take; then the notices of a node that died are taken over. */
  private static final Duration LEASE = Duration.ofSeconds(30);

  private final NoticeRows rows;
  private final SmsSender sms;
  private final TransactionOperations database;
  private final Audit audit;
  private final InstantSource clock;

  DeliverNotices(
      NoticeRows rows,
      SmsSender sms,
      TransactionOperations database,
      Audit audit,
      InstantSource clock) {
    this.rows = rows;
    this.sms = sms;
    this.database = database;
    this.audit = audit;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "notices";
  }

  @Override
  public Duration every() {
    return Duration.ofSeconds(2);
  }

  /** Until nothing is due: what fails is due later, so that this ends. */
  @Override
  public void run() {
    List<Due> due;
    do {
      Instant now = clock.instant();
      due = rows.claim(AT_ONCE, now, now.plus(LEASE));
      sideBySide(due);
    } while (due.size() == AT_ONCE && !Thread.currentThread().isInterrupted());
  }

  private void sideBySide(List<Due> due) {
    if (due.isEmpty()) {
      return;
    }
    try (ExecutorService each = Executors.newVirtualThreadPerTaskExecutor()) {
      due.forEach(notice -> each.execute(() -> attempt(notice)));
    }
  }

  private void attempt(Due notice) {
    try {
      switch (sms.send(message(notice))) {
        case ACCEPTED -> rows.sent(notice.id(), clock.instant());
        case FAILED -> later(notice);
      }
    } catch (RuntimeException e) {
      LOG.warn("notice {} not tried, will be again: {}", notice.id(), e.toString());
      later(notice);
    }
  }

  private NoticeMessage message(Due notice) {
    return NoticeMessage.of(rows.phone(notice), notice.kind(), notice.language());
  }

  private void later(Due notice) {
    Instant now = clock.instant();
    Optional<Instant> next = RetryPlan.next(notice.attempts(), notice.occurredAt(), now);
    next.ifPresentOrElse(at -> rows.again(notice.id(), at), () -> giveUp(notice, now));
  }

  private void giveUp(Due notice, Instant now) {
    boolean over =
        Boolean.TRUE.equals(
            database.execute(_ -> {
              boolean failed = rows.failed(notice.id(), now);
              if (failed) {
                audit.record(
                    AuditEvent.of(AuditEventType.NOTICE_FAILED, RequestOrigin.SERVER)
                        .person(notice.person())
                        .detail("kind", notice.kind().code())
                        .detail("attempts", Integer.toString(notice.attempts())));
              }
              return failed;
            }));
    if (over) {
      LOG.warn(
          "notice {} ({}) given up after {} tries",
          notice.id(),
          notice.kind().code(),
          notice.attempts());
    }
  }
}
