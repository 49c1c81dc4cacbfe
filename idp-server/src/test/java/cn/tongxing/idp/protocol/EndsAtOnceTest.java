package cn.tongxing.idp.protocol;

import static cn.tongxing.idp.protocol.RunningServer.codeGrant;
import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.consent.Consents;
import cn.tongxing.idp.identity.Standings;
import cn.tongxing.idp.kernel.ClientId;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.session.Sessions;
import cn.tongxing.idp.session.Sessions.EndReason;
import cn.tongxing.idp.testing.Clause;
import cn.tongxing.idp.testing.Within;
import cn.tongxing.idp.testing.identity.Window;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Everything that ends what a person has open, at the same moment: none may be the other's victim,
 * and nothing may be left.
 */
@Clause({"C8", "N5"})
class EndsAtOnceTest {

  private static final String GRANTS =
      "select 1 from authorization_grant where session_id = ? for update";

  private static final String FUND = "https://fund.example/cb";
  private static final String HOSPITAL = "https://hospital.example/callback";
  private static final ClientId AGREED = new ClientId("hospital");
  private static final Standings.Reason CASE = new Standings.Reason("case/116");
  private static final int ROUNDS = 25;

  private final RunningServer server = RunningServer.shared();
  private final Standings standings = server.bean(Standings.class);
  private final Sessions sessions = server.bean(Sessions.class);
  private final Consents consents = server.bean(Consents.class);
  private final JdbcClient jdbc = server.bean(JdbcClient.class);

  private void redeem(String client, String code, String redirectUri) {
    assertThat(server.call(Endpoints.TOKEN, client, codeGrant(code, redirectUri)).statusCode())
        .isIn(200, 400);
  }

  private void grant(Sessions.Started session) {
    redeem("fund", server.code("fund", FUND, session.cookieValue()), FUND);
  }

  private long living(PersonId person) {
    return jdbc.sql(
            "select count(*) from authorization_grant where person_id = ? and revoked_at is null")
        .param(person.value())
        .query(Long.class)
        .single();
  }

  private static void allAtOnce(List<Runnable> acts) throws Exception {
    var ready = new CountDownLatch(acts.size());
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> running = new ArrayList<>();
      for (Runnable act : acts) {
        running.add(
            threads.submit(() -> {
              ready.countDown();
              Within.opened(ready);
              act.run();
              return null;
            }));
      }
      for (Future<?> each : running) {
        Within.done(each);
      }
    }
  }

  @Test
  void nothingIsLeftAndNobodyGivesUp() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      PersonId person = server.person();
      consents.agree(person, AGREED, Set.of("openid"), "1", RequestOrigin.SERVER);
      var one = server.signIn(person);
      var two = server.signIn(person);
      var three = server.signIn(person);
      List<Runnable> acts = new ArrayList<>();
      // in turn, so that a session's grants lie between those of the others
      for (var session : List.of(three, one, two, one, three, two)) {
        grant(session);
        redeem("hospital", server.code("hospital", HOSPITAL, session.cookieValue()), HOSPITAL);
        String pending = server.code("hospital", HOSPITAL, session.cookieValue());
        acts.add(() -> redeem("hospital", pending, HOSPITAL));
        acts.add(() -> redeem("hospital", pending, HOSPITAL));
      }
      acts.add(() -> consents.withdraw(person, AGREED, RequestOrigin.SERVER));
      acts.add(() -> sessions.endOthers(three.session(), RequestOrigin.SERVER));
      acts.add(() -> sessions.endOthers(one.session(), RequestOrigin.SERVER));
      for (var each : List.of(two, three)) {
        acts.add(() ->
            sessions.end(each.session().id(), Sessions.EndReason.LOGOUT, RequestOrigin.SERVER));
      }
      acts.add(() -> standings.disable(person, CASE, Window.OPERATOR, RequestOrigin.SERVER));

      allAtOnce(acts);

      assertThat(living(person)).as("round %s", round).isZero();
      assertThat(sessions.open(person)).isEmpty();
    }
  }

  /** Nobody waits for whoever waits for them, also at a department where the person is new. */
  @Test
  @Clause({"C8", "L1"})
  void aTakeOverMeetsRedemptionsWithdrawalsAndSignOuts() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      PersonId person = server.person();
      consents.agree(person, AGREED, Set.of("openid", "realname"), "1", RequestOrigin.SERVER);
      List<Runnable> acts = new ArrayList<>();
      for (var session : List.of(server.signIn(person), server.signIn(person))) {
        String atFund = server.code("fund", FUND, session.cookieValue());
        String atHospital = server.code("hospital", HOSPITAL, session.cookieValue());
        acts.add(() -> redeem("fund", atFund, FUND));
        acts.add(() -> redeem("hospital", atHospital, HOSPITAL));
        acts.add(() ->
            sessions.end(session.session().id(), Sessions.EndReason.LOGOUT, RequestOrigin.SERVER));
      }
      acts.add(() -> consents.withdraw(person, AGREED, RequestOrigin.SERVER));
      acts.add(() -> changesHands(person, EndReason.TAKEN_OVER));

      allAtOnce(acts);

      assertThat(living(person)).as("round %s", round).isZero();
      assertThat(sessions.open(person)).isEmpty();
      assertThat(consents.agreements(person)).isEmpty();
    }
  }

  /** As the account changes hands: with the person's row, before anything else. */
  private void changesHands(PersonId person, EndReason reason) {
    server
        .bean(TransactionTemplate.class)
        .executeWithoutResult(_ -> {
          jdbc.sql("select 1 from person where id = ? for update")
              .param(person.value())
              .query()
              .listOfRows();
          sessions.endAll(person, reason, RequestOrigin.SERVER);
        });
  }

  /** A person who is let in again finds their agreements; a holder binds themself to nothing. */
  @ParameterizedTest
  @EnumSource(names = {"TAKEN_OVER", "PROVEN_ANEW"})
  @Clause({"L1", "PIPL 14"})
  void whatAStrangerAgreedToEndsWhereTheAccountIsAnothersAndOnlyThere(EndReason reason) {
    PersonId person = server.person();
    consents.agree(person, AGREED, Set.of("openid", "profile"), "1", RequestOrigin.SERVER);
    grant(server.signIn(person));
    standings.disable(person, CASE, Window.OPERATOR, RequestOrigin.SERVER);
    assertThat(consents.agreed(person, AGREED).scopes())
        .containsExactlyInAnyOrder("openid", "profile");

    changesHands(person, reason);

    assertThat(consents.agreements(person)).isEmpty();
    assertThat(living(person)).isZero();
    assertThat(
            jdbc.sql(
                    "select details::json ->> 'reason' from audit_event"
                        + " where person = ? and type = 'consent.withdrawn'")
                .param(person.value())
                .query(String.class)
                .list())
        .containsExactly(reason.name().toLowerCase(Locale.ROOT));
  }

  /** The one who shuts a person out holds a grant while the session of that grant ends. */
  @Test
  void shuttingOutAndSigningOutDoNotWaitForEachOther() throws Exception {
    PersonId person = server.person();
    var started =
        Stream.of(server.signIn(person), server.signIn(person))
            .sorted(Comparator.comparing(each -> each.session().id().toString()))
            .toList(); // as they are ended: ids of one millisecond are in no order
    var first = started.getFirst();
    var second = started.getLast();
    grant(first);
    grant(second);
    var blocked = new CountDownLatch(1);
    var free = new CountDownLatch(1);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      try {
        Future<?> blocker = threads.submit(() -> hold(GRANTS, second, blocked, free));
        Within.opened(blocked);
        Future<?> disabling =
            threads.submit(
                () -> standings.disable(person, CASE, Window.OPERATOR, RequestOrigin.SERVER));
        waiting(1);
        Future<?> ending =
            threads.submit(() ->
                sessions.end(
                    first.session().id(), Sessions.EndReason.LOGOUT, RequestOrigin.SERVER));
        waiting(2);
        free.countDown();
        for (Future<?> each : List.of(blocker, disabling, ending)) {
          isDone(each);
        }
      } finally {
        free.countDown();
      }
    }
    assertThat(living(person)).isZero();
    assertThat(sessions.open(person)).isEmpty();
  }

  /** Sessions before their grants (ADR 0020): who waits for a session holds no grant. */
  @Test
  void whoeverShutsOutLocksASessionBeforeItsGrants() throws Exception {
    PersonId person = server.person();
    var started = server.signIn(person);
    grant(started);
    var blocked = new CountDownLatch(1);
    var free = new CountDownLatch(1);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      try {
        Future<?> blocker =
            threads.submit(() ->
                hold("select 1 from sso_session where id = ? for update", started, blocked, free));
        Within.opened(blocked);
        Future<?> disabling =
            threads.submit(
                () -> standings.disable(person, CASE, Window.OPERATOR, RequestOrigin.SERVER));
        waiting(1);
        assertThat(
                jdbc.sql(
                        """
                        select count(*) from (select 1 from authorization_grant
                         where session_id = ? for update skip locked) as unlocked
                        """)
                    .param(started.session().id().value())
                    .query(Long.class)
                    .single())
            .as("grants that nobody holds")
            .isEqualTo(1);
        free.countDown();
        isDone(blocker);
        isDone(disabling);
      } finally {
        free.countDown();
      }
    }
    assertThat(living(person)).isZero();
  }

  private static void isDone(Future<?> future) throws InterruptedException {
    try {
      Within.done(future);
    } catch (ExecutionException failed) {
      throw new AssertionError(failed.getCause());
    }
  }

  /** Holds a session, or its grants, until told. */
  private void hold(
      String rows, Sessions.Started session, CountDownLatch held, CountDownLatch free) {
    server
        .bean(TransactionTemplate.class)
        .executeWithoutResult(_ -> {
          jdbc.sql(rows).param(session.session().id().value()).query().listOfRows();
          held.countDown();
          Within.opened(free);
        });
  }

  private void waiting(long most) {
    Awaitility.await()
        .until(
            () ->
                jdbc.sql(
                        """
                        select count(distinct pid) from pg_locks
                         where not granted and pid in (select pid from pg_stat_activity
                                                        where datname = current_database())
                        """)
                    .query(Long.class)
                    .single(),
            found -> found >= most);
  }
}
