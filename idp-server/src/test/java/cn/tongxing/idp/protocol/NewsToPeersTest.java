package cn.tongxing.idp.protocol;

import static cn.tongxing.idp.protocol.PeersThatHear.HEARD;
import static cn.tongxing.idp.protocol.PeersThatHear.LINKED;
import static cn.tongxing.idp.protocol.PeersThatHear.TOLD;
import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.adapter.spi.CitizenNews;
import cn.tongxing.adapter.spi.CitizenNews.Kind;
import cn.tongxing.adapter.spi.EvidenceItem.Method;
import cn.tongxing.adapter.spi.ExternalSubject;
import cn.tongxing.adapter.spi.Factor;
import cn.tongxing.adapter.spi.PersonFacts;
import cn.tongxing.adapter.spi.Told;
import cn.tongxing.idp.identity.Enrolment;
import cn.tongxing.idp.identity.Enrolments;
import cn.tongxing.idp.identity.Erasures;
import cn.tongxing.idp.identity.Merges;
import cn.tongxing.idp.identity.Merges.Approval;
import cn.tongxing.idp.identity.ProofFixtures;
import cn.tongxing.idp.identity.Standings;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.testing.Clause;
import cn.tongxing.idp.upkeep.Job;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** An upstream that keeps accounts of the same citizens hears of them, after the commit. */
@Clause("issue 6 item 2: registered and level raised")
class NewsToPeersTest {

  private static final Approval EYES = new Approval(new Standings.Reason("case-9"), "op-1", "op-2");

  private static RunningServer server;

  private final String number = ProofFixtures.idNumber();
  private final String phone = ProofFixtures.phone();

  @BeforeAll
  static void start() {
    server =
        RunningServer.with(
            "--spring.main.sources=" + PeersThatHear.class.getName(),
            "--idp.adapters.test-form.tells-identity=true",
            "--idp.adapters.test-scan.note=offered",
            "--idp.adapters.test-counter.note=offered");
  }

  @AfterAll
  static void stop() {
    server.stop();
  }

  @BeforeEach
  void usual() {
    HEARD.clear();
    PeersThatHear.ANSWER.set(_ -> new Told.Taken());
  }

  private ProofFixtures.Builder proof() {
    return ProofFixtures.proof()
        .name("李明")
        .document(ProofFixtures.resident(number))
        .phone(phone)
        .by(Method.NAME_NUMBER_MATCH, "population-register", Factor.SMS);
  }

  private PersonId enrolled(ProofFixtures.Builder proof) {
    var signIn = new SignInId(UUID.randomUUID());
    return switch (server
        .bean(Enrolments.class)
        .enrol(proof.build(), signIn, RequestOrigin.SERVER)) {
      case Enrolment.Created(var person) -> person;
      case Enrolment.Recognised(var person) -> person;
      case Enrolment other -> throw new AssertionError(other);
    };
  }

  private ProofFixtures.Builder face() {
    return proof().by(Method.LIVE_PORTRAIT_MATCH, "population-register", Factor.FACE);
  }

  /** What the server does every five seconds; how the person's news are then, the oldest first. */
  private static List<String> delivered(PersonId person) {
    Instant most = Instant.now().plusSeconds(20);
    List<String> states;
    do {
      server.beans(Job.class).stream()
          .filter(job -> job.name().equals("peer-news"))
          .forEach(Job::run);
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
      states = states(person, " AND (attempts = 0 OR next_attempt_at > now() + interval '20 s')");
    } while (states.contains("WAITING") && Instant.now().isBefore(most));
    return states(person, "");
  }

  /** Until somebody has heard something, and once more. */
  private static void untilHeard() {
    Instant most = Instant.now().plusSeconds(20);
    boolean heard;
    do {
      heard = !HEARD.isEmpty();
      server.beans(Job.class).stream()
          .filter(job -> job.name().equals("peer-news"))
          .forEach(Job::run);
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    } while (!heard && Instant.now().isBefore(most));
  }

  private static void due(PersonId person) {
    jdbc()
        .sql("UPDATE peer_news SET next_attempt_at = now() WHERE person = ? AND state = 'WAITING'")
        .param(person.value())
        .update();
  }

  private static List<String> states(PersonId person, String which) {
    return jdbc()
        .sql("SELECT state FROM peer_news WHERE person = ?" + which + " ORDER BY occurred_at, id")
        .param(person.value())
        .query(String.class)
        .list();
  }

  private static JdbcClient jdbc() {
    return server.bean(JdbcClient.class);
  }

  private static List<CitizenNews> heard(String peer) {
    assertThat(HEARD).noneMatch(PeersThatHear.Heard::inRequest);
    return HEARD.stream()
        .filter(each -> each.peer().equals(peer))
        .map(PeersThatHear.Heard::news)
        .toList();
  }

  /** What is in the trail: each telling with its outcome, and whether facts went along. */
  private static List<String> told(PersonId person) {
    return jdbc()
        .sql(
            """
            SELECT concat_ws(' ', type, details::jsonb ->> 'outcome', details::jsonb ->> 'facts')
              FROM audit_event
             WHERE person = ? AND details::jsonb ->> 'adapter' IN ('test-form', 'test-scan')
               AND type LIKE 'peer.%'
             ORDER BY id, xact
            """)
        .param(person.value())
        .query(String.class)
        .list();
  }

  @Test
  void whoRegistersByAnotherWayIsToldWithWhatTheUpstreamMayHave() {
    PersonId person = enrolled(proof());

    assertThat(delivered(person)).containsExactly("TOLD");
    assertThat(heard(LINKED)).as("knows nobody who is new").isEmpty();
    assertThat(heard(TOLD)).hasSize(1);
    CitizenNews news = heard(TOLD).getFirst();
    assertThat(news.kind()).isEqualTo(Kind.REGISTERED);
    assertThat(news.way()).isEqualTo("police");
    assertThat(news.identityLevel()).isEqualTo(2);
    assertThat(news.subjects()).isEmpty();
    assertThat(news.facts())
        .isEqualTo(
            PersonFacts.none()
                .named(ProofFixtures.name("李明"))
                .holding(ProofFixtures.resident(number)));
    assertThat(told(person)).containsExactly("peer.told taken yes");
  }

  @Test
  void aHigherLevelIsToldOnceAndTheSameLevelNot() {
    PersonId person = enrolled(proof());
    enrolled(proof());
    assertThat(delivered(person)).as("registered alone").containsExactly("TOLD");

    enrolled(face());
    enrolled(face());
    delivered(person);

    assertThat(heard(TOLD))
        .extracting(CitizenNews::kind)
        .containsExactly(Kind.REGISTERED, Kind.LEVEL_RAISED);
    assertThat(heard(TOLD).getLast().identityLevel()).isEqualTo(4);
    assertThat(heard(LINKED)).as("has no account of theirs").isEmpty();
    assertThat(told(person)).containsExactly("peer.told taken yes", "peer.told taken yes");
  }

  @Test
  void anUpstreamThatMayHaveNothingHearsOfItsOwnAccountsAndItsOwnNewsNobody() {
    PersonId person = enrolled(proof().account(LINKED, "https://peer.example", phone));
    delivered(person);
    enrolled(face());
    delivered(person);

    assertThat(heard(LINKED)).hasSize(1);
    CitizenNews news = heard(LINKED).getFirst();
    assertThat(news.kind()).isEqualTo(Kind.LEVEL_RAISED);
    assertThat(news.subjects()).containsExactly(new ExternalSubject("https://peer.example", phone));
    assertThat(news.facts()).isEqualTo(PersonFacts.none());
    assertThat(told(person)).contains("peer.told taken no");
  }

  @Test
  void whatDidNotHappenIsNotTold() {
    PersonId person =
        server
            .bean(TransactionTemplate.class)
            .execute(status -> {
              PersonId made = enrolled(proof());
              status.setRollbackOnly();
              return made;
            });

    assertThat(delivered(person)).isEmpty();
    assertThat(HEARD).isEmpty();
  }

  /** At least once: the same news has the same key. */
  @Test
  void whatDoesNotArriveIsToldAgainWithTheSameKey() {
    AtomicInteger tries = new AtomicInteger();
    PeersThatHear.ANSWER.set(_ -> {
      if (tries.incrementAndGet() == 1) {
        throw new IllegalStateException("a bug that prints " + number);
      }
      return tries.get() == 2 ? new Told.Later("down") : new Told.Taken();
    });
    PersonId person = enrolled(proof());
    for (int i = 0; i < 3; i++) {
      delivered(person);
      due(person);
    }

    assertThat(delivered(person)).containsExactly("TOLD");
    assertThat(heard(TOLD))
        .hasSize(3)
        .extracting(CitizenNews::key)
        .containsOnly(heard(TOLD).getFirst().key());
    assertThat(told(person))
        .containsExactly(
            "peer.told unanswered yes", "peer.told unanswered yes", "peer.told taken yes");
  }

  @Test
  void whatIsRefusedIsToldNoMoreAndWhatIsDownForADayIsGivenUp() {
    PeersThatHear.ANSWER.set(_ -> new Told.Later("down"));
    String other = ProofFixtures.idNumber();
    PersonId down =
        enrolled(
            ProofFixtures.proof()
                .name("王小明")
                .document(ProofFixtures.resident(other))
                .phone(ProofFixtures.phone())
                .by(Method.NAME_NUMBER_MATCH, "population-register", Factor.SMS));
    delivered(down);
    jdbc()
        .sql(
            """
            UPDATE peer_news SET next_attempt_at = now(), occurred_at = now() - interval '25 h'
             WHERE person = ? AND state = 'WAITING'
            """)
        .param(down.value())
        .update();

    assertThat(delivered(down)).containsExactly("FAILED");
    assertThat(told(down)).endsWith("peer.told unanswered yes", "peer.not.told");

    PeersThatHear.ANSWER.set(_ -> new Told.Refused("not of this city"));
    PersonId refused = enrolled(proof());
    assertThat(delivered(refused)).containsExactly("REFUSED");
    assertThat(told(refused)).as("it has seen them").containsExactly("peer.told refused yes");
  }

  /** A newer state never goes beside, or before, an older one. */
  @Test
  void whatIsNewerWaitsUntilWhatIsOlderIsOver() {
    PeersThatHear.ANSWER.set(_ -> new Told.Later("down"));
    PersonId person = enrolled(proof());
    enrolled(face());
    untilHeard();
    assertThat(heard(TOLD)).extracting(CitizenNews::kind).containsOnly(Kind.REGISTERED);

    PeersThatHear.ANSWER.set(_ -> new Told.Taken());
    due(person);
    assertThat(delivered(person)).doesNotContain("WAITING");
    assertThat(heard(TOLD))
        .extracting(CitizenNews::kind)
        .containsExactly(Kind.REGISTERED, Kind.REGISTERED, Kind.LEVEL_RAISED);
  }

  @Test
  @Clause("PIPL 47")
  void ofAccountsThatBecamePartOfTheErasedOneNothingIsLeftEither() {
    PersonId gone =
        enrolled(
            ProofFixtures.proof()
                .account("wechat", "https://other.example", phone)
                .phone(ProofFixtures.phone()));
    PersonId kept = enrolled(proof());
    jdbc()
        .sql(
            """
            INSERT INTO peer_news
            VALUES (gen_random_uuid(), ?, 'a', 'REGISTERED', 'w', 'TOLD', 1, now(), now(), now())
            """)
        .param(gone.value())
        .update();
    assertThat(server.bean(Merges.class).merge(kept, gone, EYES, RequestOrigin.SERVER))
        .isEqualTo(Merges.Outcome.DONE);

    server.bean(Erasures.class).erase(kept, EYES, RequestOrigin.SERVER);

    assertThat(states(gone, "")).isEmpty();
    assertThat(states(kept, "")).isEmpty();
  }

  @Test
  @Clause("PIPL 47")
  void ofWhoIsErasedNothingIsToldAnyMore() {
    PeersThatHear.ANSWER.set(_ -> new Told.Later("down"));
    PersonId person = enrolled(proof());
    delivered(person);

    server.bean(Erasures.class).erase(person, EYES, RequestOrigin.SERVER);

    assertThat(states(person, "")).isEmpty();
  }
}
