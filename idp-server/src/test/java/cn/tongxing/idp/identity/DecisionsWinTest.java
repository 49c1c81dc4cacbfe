package cn.tongxing.idp.identity;

import static cn.tongxing.idp.identity.ProofFixtures.proof;
import static cn.tongxing.idp.identity.ProofFixtures.resident;
import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.adapter.spi.EvidenceItem.Method;
import cn.tongxing.adapter.spi.Factor;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.testing.Clause;
import cn.tongxing.idp.testing.Within;
import cn.tongxing.idp.testing.identity.IdentitySlice;
import cn.tongxing.idp.testing.identity.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Sign-ins that follow one another without a gap keep nobody waiting who decides about the account:
 * on the real database, whose shared row locks would (ADR 0040).
 */
@IdentitySlice
@Clause({"L1", "N5"})
class DecisionsWinTest {

  private static final RequestOrigin DESK = RequestOrigin.SERVER;
  private static final Standings.Reason WHY = new Standings.Reason("squatted");
  private static final Freezes.Case CASE = new Freezes.Case(WHY, new Standings.Reason("case-9"));
  private static final int SIGN_INS = 6;

  @Autowired private Enrolments enrolments;
  @Autowired private TakeOvers takeOvers;
  @Autowired private Standings standings;
  @Autowired private Freezes freezes;
  @Autowired private Merges merges;
  @Autowired private EvidenceWithdrawals withdrawals;
  @Autowired private TransactionTemplate database;
  @Autowired private JdbcClient jdbc;

  private final AtomicBoolean over = new AtomicBoolean();
  private final AtomicInteger allowed = new AtomicInteger();

  private PersonId registered() {
    return ((Enrolment.Created)
            enrolments.enrol(
                proof()
                    .document(resident(ProofFixtures.idNumber()))
                    .name("林晓月")
                    .phone(ProofFixtures.phone())
                    .build(),
                new SignInId(UUID.randomUUID()),
                DESK))
        .person();
  }

  /** One who decides, or a page of the person's, or a proof of better evidence. */
  private enum Decider {
    TAKE_OVER,
    DISABLE,
    FREEZE,
    MERGE,
    WITHDRAW,
    PAGE
  }

  private Object decide(Decider decider, PersonId person) {
    return switch (decider) {
      case TAKE_OVER ->
          takeOvers.atCounter(
              person,
              ProofFixtures.phone(ProofFixtures.phone()),
              Window.decided(WHY, new Standings.Reason("case-9")),
              DESK);
      case DISABLE -> standings.disable(person, WHY, Window.OPERATOR, DESK);
      case FREEZE -> freezes.freeze(person, Freezes.Desk.COUNTER, CASE, Window.OPERATOR, DESK);
      case MERGE -> merges.merge(nameless(), person, Window.approved(WHY), DESK);
      case WITHDRAW ->
          withdrawals.withdraw(
              person, Method.NAME_NUMBER_MATCH, Optional.empty(), Window.approved(WHY), DESK);
      case PAGE -> database.execute(_ -> standings.hold(person));
    };
  }

  private PersonId nameless() {
    return ((Enrolment.Created)
            enrolments.enrol(
                proof()
                    .account("alipay", "app", UUID.randomUUID().toString())
                    .by(Method.CERTIFIED_PAYMENT_ACCOUNT, "alipay", Factor.UPSTREAM_ACCOUNT)
                    .build(),
                new SignInId(UUID.randomUUID()),
                DESK))
        .person();
  }

  /** A sign-in that takes its time between being let in and its end. */
  private void signIn(PersonId person, CountDownLatch begun) {
    while (!over.get()) {
      database.executeWithoutResult(_ -> {
        int ways = takeOvers.ways(person);
        if (takeOvers.mayStart(person, new SignInId(UUID.randomUUID()), ways)
            == TakeOvers.Start.ALLOWED) {
          allowed.incrementAndGet();
          jdbc.sql("SELECT pg_sleep(0.03)").query().singleRow();
        }
      });
      begun.countDown();
    }
  }

  @ParameterizedTest
  @EnumSource(Decider.class)
  void whoeverDecidesComesToItWithinTheTimeOfAStatement(Decider decider) throws Exception {
    PersonId person = registered();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      CountDownLatch begun = new CountDownLatch(SIGN_INS);
      List<Future<?>> signIns = new ArrayList<>();
      for (int i = 0; i < SIGN_INS; i++) {
        signIns.add(threads.submit(() -> signIn(person, begun)));
      }
      try {
        Within.opened(begun);
        assertThat(allowed).hasPositiveValue();

        Object outcome = Within.done(threads.submit(() -> decide(decider, person)));

        assertThat(outcome.toString()).isIn("DONE", "CHANGED", "WITHDRAWN", "true");
      } finally {
        over.set(true);
        for (Future<?> each : signIns) {
          Within.done(each);
        }
      }
    }
  }

  /** Nor does it wait, so that no connection is held by whoever signs in as that person. */
  @Test
  void whileSomebodyDecidesASignInIsAnsweredAtOnce() throws Exception {
    PersonId person = registered();
    int ways = takeOvers.ways(person);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<TakeOvers.Start> meanwhile =
          database.execute(_ -> {
            standings.disable(person, WHY, Window.OPERATOR, DESK);
            return done(
                threads.submit(() ->
                    database.execute(
                        _ -> takeOvers.mayStart(person, new SignInId(UUID.randomUUID()), ways))));
          });
      assertThat(Within.done(meanwhile)).isEqualTo(TakeOvers.Start.ENDED_MEANWHILE);
    }
    assertThat(takeOvers.mayStart(person, new SignInId(UUID.randomUUID()), ways))
        .isEqualTo(TakeOvers.Start.SHUT_OUT);
  }

  private static <T> Future<T> done(Future<T> running) {
    try {
      T _ = Within.done(running);
      return running;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
