package cn.tongxing.idp.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import cn.tongxing.idp.consent.Consents.Agreement;
import cn.tongxing.idp.kernel.ClientId;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.testing.MovableClock;
import cn.tongxing.idp.testing.ServerNode;
import cn.tongxing.idp.testing.TestServices;
import cn.tongxing.idp.testing.Within;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.event.EventListener;

class ConsentsTest {

  private static final RequestOrigin ORIGIN = new RequestOrigin("10.0.0.1", "browser");
  private static final ClientId HOSPITAL = new ClientId("hospital");
  private static final ClientId FUND = new ClientId("fund");
  private static final Instant NOW = Instant.parse("2026-11-26T08:00:00Z");

  @TempDir static Path folder;
  private static final MovableClock CLOCK = new MovableClock(NOW);
  private static ServerNode node;
  private static Consents consents;
  private static int persons;
  private PersonId person = new PersonId(new UUID(0, 0));

  /** Hears of withdrawals, and refuses one when told to. */
  static final class Listener {

    private final List<ConsentWithdrawn> heard = new ArrayList<>();
    private boolean refusing;

    @EventListener
    void hear(ConsentWithdrawn withdrawn) {
      heard.add(withdrawn);
      if (refusing) {
        throw new IllegalStateException("grants cannot be ended");
      }
    }
  }

  @BeforeAll
  static void start() {
    node =
        ServerNode.start(
            TestServices.newDatabase(),
            folder.resolve("kek"),
            CLOCK,
            context -> {
              context.registerBean(TermsInForce.class, () -> new TermsInForce("of-a-test"));
              context.scan("cn.tongxing.idp.consent");
              context.registerBean(Listener.class, Listener::new);
            });
    consents = node.get(Consents.class);
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  @BeforeEach
  void somebodyElse() {
    person = new PersonId(new UUID(7, ++persons));
  }

  @Test
  void agreeingAddsARowForEachScopeThatIsNewAndSaysWhichTextWasShown() {
    agree(HOSPITAL, "openid", "realname");
    agree(HOSPITAL, "realname", "phone");
    agree(HOSPITAL, "phone");

    assertThat(consents.agreed(person, HOSPITAL).scopes())
        .containsExactlyInAnyOrder("openid", "realname", "phone");
    assertThat(consents.agreed(person, FUND).scopes()).isEmpty();
    assertThat(rows()).isEqualTo(3);
    assertThat(audited())
        .containsExactly(
            "consent.given {\"scopes\":\"openid realname\",\"text_version\":\"v1\"}",
            "consent.given {\"scopes\":\"phone\",\"text_version\":\"v1\"}");
  }

  @Test
  void withdrawingAddsATimeAndTellsOnceAndTheLedgerKeepsAll() {
    agree(HOSPITAL, "openid", "phone");
    agree(FUND, "openid");
    CLOCK.advance(Duration.ofHours(1));

    consents.withdraw(person, HOSPITAL, ORIGIN);
    consents.withdraw(person, HOSPITAL, ORIGIN);

    assertThat(consents.agreed(person, HOSPITAL).scopes()).isEmpty();
    assertThat(consents.agreed(person, FUND).scopes()).containsExactly("openid");
    assertThat(rows()).isEqualTo(3);
    assertThat(audited()).filteredOn(event -> event.startsWith("consent.withdrawn")).hasSize(1);
    assertThat(heard()).containsExactly(new ConsentWithdrawn(person, HOSPITAL, ORIGIN));

    agree(HOSPITAL, "phone");
    assertThat(consents.agreed(person, HOSPITAL).scopes()).containsExactly("phone");
    assertThat(rows()).isEqualTo(4);
  }

  @Test
  void agreementsAreShownLatestFirstWithTheirBeginning() {
    agree(HOSPITAL, "openid");
    Instant first = CLOCK.instant();
    CLOCK.advance(Duration.ofDays(1));
    agree(FUND, "openid");
    Instant second = CLOCK.instant();
    CLOCK.advance(Duration.ofDays(1));
    agree(HOSPITAL, "phone");

    assertThat(consents.agreements(person))
        .containsExactly(
            new Agreement(FUND, Set.of("openid"), second),
            new Agreement(HOSPITAL, Set.of("openid", "phone"), first));
    consents.withdraw(person, FUND, ORIGIN);
    assertThat(consents.agreements(person)).extracting(Agreement::client).containsExactly(HOSPITAL);
  }

  @Test
  void aWithdrawalThatCannotEndWhatRestsOnItDoesNotHappen() {
    agree(HOSPITAL, "openid");
    node.get(Listener.class).refusing = true;
    try {
      assertThatThrownBy(() -> consents.withdraw(person, HOSPITAL, ORIGIN))
          .isInstanceOf(IllegalStateException.class);
    } finally {
      node.get(Listener.class).refusing = false;
    }
    assertThat(consents.agreed(person, HOSPITAL).scopes()).containsExactly("openid");
    assertThat(audited()).noneMatch(event -> event.startsWith("consent.withdrawn"));
  }

  @Test
  void twoPressesAtOnceMakeOneAgreement() throws Exception {
    CountDownLatch together = new CountDownLatch(2);
    Callable<Boolean> press =
        () -> {
          together.countDown();
          together.await(10, TimeUnit.SECONDS);
          agree(HOSPITAL, "openid", "phone");
          return true;
        };
    try (var executor = Executors.newFixedThreadPool(2)) {
      for (var pressed : Within.all(executor, List.of(press, press))) {
        assertThat(Within.done(pressed)).isTrue();
      }
    }
    assertThat(rows()).isEqualTo(2);
    assertThat(audited()).hasSize(1);
  }

  @Test
  void whatIsHeldIsNotWithdrawnBeforeTheHoldersEnd() throws Exception {
    agree(HOSPITAL, "openid");
    try (var executor = Executors.newSingleThreadExecutor()) {
      var withdrawal =
          node.transaction()
              .execute(status -> {
                var agreed = consents.agreed(person, HOSPITAL).to(Set.of("openid"));
                assertThat(consents.hold(agreed)).isTrue();
                var running = executor.submit(() -> consents.withdraw(person, HOSPITAL, ORIGIN));
                await().until(ConsentsTest::somebodyWaits);
                assertThat(running.isDone()).isFalse();
                return running;
              });
      withdrawal.get(30, TimeUnit.SECONDS);
    }
    assertThat(consents.agreed(person, HOSPITAL).scopes()).isEmpty();
  }

  @Test
  void scopesAreShownInTheOrderInWhichPeopleReadThem() {
    assertThat(Consents.ordered(Set.of("phone", "zeta", "openid", "alpha", "profile", "realname")))
        .containsExactly("openid", "realname", "profile", "phone", "alpha", "zeta");
  }

  @Test
  void whatIsAcceptedIsTheVersionInForceAndTheLastOneCounts() {
    Terms terms = node.get(Terms.class);
    assertThat(terms.accepted(person)).isEmpty();

    terms.accept(person, ORIGIN);
    CLOCK.advance(Duration.ofHours(1));
    Instant second = CLOCK.instant();
    terms.accept(person, ORIGIN);

    assertThat(terms.accepted(person)).contains(new Terms.Accepted("of-a-test", second));
    assertThat(audited())
        .containsExactly(
            "terms.accepted {\"version\":\"of-a-test\"}",
            "terms.accepted {\"version\":\"of-a-test\"}");
    assertThat(terms.accepted(new PersonId(new UUID(7, 0)))).as("of somebody else").isEmpty();
  }

  /** Whoever took the account over accepted nothing yet. */
  @Test
  void whatAStrangerAcceptedIsNotWhatThePersonDid() {
    Terms terms = node.get(Terms.class);
    terms.accept(person, ORIGIN);
    agree(HOSPITAL, "openid", "phone");
    agree(FUND, "openid");

    consents.disown(person, "takeover", ORIGIN);

    assertThat(terms.accepted(person)).isEmpty();
    assertThat(consents.agreements(person)).isEmpty();
    assertThat(heard()).as("the caller ends what was granted").isEmpty();
    assertThat(rows()).as("the ledger keeps all").isEqualTo(3);
  }

  private void agree(ClientId client, String... scopes) {
    consents.agree(person, client, Set.of(scopes), "v1", ORIGIN);
  }

  private long rows() {
    return node.jdbc()
        .sql("SELECT count(*) FROM consent WHERE person_id = ?")
        .param(person.value())
        .query(Long.class)
        .single();
  }

  private List<String> audited() {
    return node.jdbc()
        .sql("SELECT type || ' ' || details FROM audit_event WHERE person = ? ORDER BY id")
        .param(person.value())
        .query(String.class)
        .list();
  }

  private List<ConsentWithdrawn> heard() {
    return node.get(Listener.class).heard.stream()
        .filter(withdrawn -> withdrawn.person().equals(person))
        .toList();
  }

  private static boolean somebodyWaits() {
    return node.jdbc()
        .sql(
            """
            SELECT EXISTS (SELECT 1 FROM pg_stat_activity
                            WHERE datname = current_database() AND wait_event_type = 'Lock')
            """)
        .query(Boolean.class)
        .single();
  }
}
