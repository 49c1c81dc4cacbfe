package cn.tongxing.idp.proofing.peer;

import cn.tongxing.adapter.spi.CitizenNews;
import cn.tongxing.adapter.spi.PersonFacts;
import cn.tongxing.adapter.spi.Told;
import cn.tongxing.idp.adapters.PeerHost;
import cn.tongxing.idp.adapters.PeerHost.Handed;
import cn.tongxing.idp.adapters.PeerHost.Telling;
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
  private static final Set<Part> LEVEL = Set.of(Part.LEVEL);
  private static final Set<Part> ALL = Set.of(Part.NAME, Part.DOCUMENTS, Part.LEVEL);

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
      due = rows.claim(AT_ONCE, host.resting(), now, now.plus(LEASE));
      sideBySide(due);
    } while (!due.isEmpty() && !Thread.currentThread().isInterrupted());
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
      Telling telling =
          told(news)
              .map(each -> host.tell(news.adapter(), each))
              .orElseGet(() -> Telling.withoutCall(new Told.Refused("nobody any more")));
      database.executeWithoutResult(_ -> settle(due, telling));
    } catch (RuntimeException e) {
      LOG.warn("news {} not told, will be again: {}", due.news().id(), e.toString());
      database.executeWithoutResult(_ -> later(due, due.attempts()));
    }
  }

  /** What was handed over is in the trail whatever the upstream says of it. */
  private void settle(Due due, Telling telling) {
    News news = due.news();
    boolean called = telling.handed() != Handed.NOTHING;
    if (called) {
      audit.record(
          event(AuditEventType.PEER_TOLD, news)
              .detail("outcome", word(telling.told()))
              .detail("facts", telling.handed() == Handed.FACTS ? "yes" : "no"));
    }
    switch (telling.told()) {
      case Told.Taken _ -> rows.over(news.id(), End.TOLD, clock.instant());
      case Told.Refused(String diagnosis) -> {
        LOG.info("news {} is not told: {}", news.id(), diagnosis);
        rows.over(news.id(), End.REFUSED, clock.instant());
      }
      // what was not sent costs no attempt
      case Told.Later _ -> later(due, called ? due.attempts() : due.attempts() - 1);
    }
  }

  private static String word(Told told) {
    return switch (told) {
      case Told.Taken _ -> "taken";
      case Told.Refused _ -> "refused";
      case Told.Later _ -> "unanswered";
    };
  }

  private Optional<CitizenNews> told(News news) {
    return profiles
        .find(news.person(), host.mayKnowIdentity(news.adapter()) ? ALL : LEVEL)
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

  private void later(Due due, int attempts) {
    News news = due.news();
    Instant now = clock.instant();
    RetryPlan.next(Math.max(attempts, 1), news.occurredAt(), now)
        .ifPresentOrElse(
            at -> rows.again(news.id(), attempts, at),
            () -> {
              if (rows.over(news.id(), End.FAILED, now)) {
                audit.record(event(AuditEventType.PEER_NOT_TOLD, news));
              }
            });
  }

  private static AuditEvent event(AuditEventType type, News news) {
    return AuditEvent.of(type, RequestOrigin.SERVER)
        .person(news.person())
        .detail("adapter", news.adapter())
        .detail("kind", news.kind().name().toLowerCase(Locale.ROOT));
  }
}
