package cn.tongxing.idp.proofing.peer;

import cn.tongxing.adapter.spi.CitizenNews;
import cn.tongxing.adapter.spi.PersonFacts;
import cn.tongxing.adapter.spi.Told;
import cn.tongxing.idp.adapters.PeerHost;
import cn.tongxing.idp.audit.Audit;
import cn.tongxing.idp.audit.AuditEvent;
import cn.tongxing.idp.audit.AuditEventType;
import cn.tongxing.idp.identity.LinkedWays;
import cn.tongxing.idp.identity.PersonProfile;
import cn.tongxing.idp.identity.PersonProfile.Part;
import cn.tongxing.idp.identity.Profiles;
import cn.tongxing.idp.kernel.IdentityAssurance;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.proofing.store.PeerNewsRows;
import cn.tongxing.idp.proofing.store.PeerNewsRows.Due;
import cn.tongxing.idp.proofing.store.PeerNewsRows.End;
import cn.tongxing.idp.proofing.store.PeerNewsRows.News;
import cn.tongxing.idp.upkeep.Job;
import cn.tongxing.idp.upkeep.RetryPlan;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Tells upstreams what is due in their outbox, at least once. What is told is read now: of whoever
 * is gone, shut out or no longer linked nothing is.
 */
@Component
class TellNews implements Job {

  private static final Logger LOG = LoggerFactory.getLogger(TellNews.class);
  private static final int AT_ONCE = 16;

  /** Longer than an adapter may take; then the news of a node that died are taken over. */
  private static final Duration LEASE = Duration.ofSeconds(30);

  private final PeerNewsRows rows;
  private final PeerHost host;
  private final Profiles profiles;
  private final LinkedWays links;
  private final TransactionOperations database;
  private final Audit audit;
  private final InstantSource clock;

  TellNews(
      PeerNewsRows rows,
      PeerHost host,
      Profiles profiles,
      LinkedWays links,
      TransactionOperations database,
      Audit audit,
      InstantSource clock) {
    this.rows = rows;
    this.host = host;
    this.profiles = profiles;
    this.links = links;
    this.database = database;
    this.audit = audit;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "peer-news";
  }

  @Override
  public Duration every() {
    return Duration.ofSeconds(5);
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
      due.forEach(news -> each.execute(() -> attempt(news)));
    }
  }

  private void attempt(Due due) {
    try {
      News news = due.news();
      Told told =
          told(news)
              .map(each -> host.tell(news.adapter(), each))
              .orElseGet(() -> new Told.Refused("nobody any more"));
      switch (told) {
        case Told.Taken _ -> over(news, End.TOLD, AuditEventType.PEER_TOLD);
        case Told.Refused(String diagnosis) -> {
          LOG.info("news {} is not told: {}", news.id(), diagnosis);
          rows.over(news.id(), End.REFUSED, clock.instant());
        }
        case Told.Later _ -> later(due);
      }
    } catch (RuntimeException e) {
      LOG.warn("news {} not told, will be again: {}", due.news().id(), e.toString());
      later(due);
    }
  }

  private Optional<CitizenNews> told(News news) {
    return profiles
        .find(news.person(), Set.of(Part.NAME, Part.DOCUMENTS, Part.LEVEL))
        .map(person ->
            new CitizenNews(
                news.id().toString(),
                news.kind(),
                news.occurredAt(),
                number(person.level()),
                news.way(),
                links.subjects(news.person(), news.adapter()),
                facts(person)));
  }

  /** P3 is 3. */
  private static int number(IdentityAssurance level) {
    return Integer.parseInt(level.name().substring(1));
  }

  private static PersonFacts facts(PersonProfile person) {
    PersonFacts facts = PersonFacts.none();
    for (var document : person.documents()) {
      facts = facts.holding(document);
    }
    return person.name().map(facts::named).orElse(facts);
  }

  private void later(Due due) {
    Instant now = clock.instant();
    RetryPlan.next(due.attempts(), due.news().occurredAt(), now)
        .ifPresentOrElse(
            at -> rows.again(due.news().id(), at),
            () -> over(due.news(), End.FAILED, AuditEventType.PEER_NOT_TOLD));
  }

  private void over(News news, End end, AuditEventType type) {
    database.executeWithoutResult(_ -> {
      if (rows.over(news.id(), end, clock.instant())) {
        audit.record(
            AuditEvent.of(type, RequestOrigin.SERVER)
                .person(news.person())
                .detail("adapter", news.adapter())
                .detail("kind", news.kind().name().toLowerCase(Locale.ROOT)));
      }
    });
  }
}
