package cn.tongxing.idp.identity;

import static cn.tongxing.idp.identity.ProofFixtures.proof;
import static cn.tongxing.idp.identity.ProofFixtures.resident;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cn.tongxing.adapter.spi.EvidenceItem.Method;
import cn.tongxing.adapter.spi.Factor;
import cn.tongxing.idp.identity.store.NamedAccounts;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.testing.Clause;
import cn.tongxing.idp.testing.Within;
import cn.tongxing.idp.testing.identity.AuditTrail;
import cn.tongxing.idp.testing.identity.IdentitySlice;
import cn.tongxing.idp.testing.identity.Window;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Whatever id an operator has of an account that became part of another, that one is meant. */
@IdentitySlice
@Clause({"L9", "L10"})
class NamedAccountsTest {

  private static final RequestOrigin SERVER = RequestOrigin.SERVER;

  /** Whether somebody has the person's row. */
  private static final String HELD =
      """
      SELECT NOT EXISTS (
        SELECT FROM (SELECT id FROM person WHERE id = :person FOR UPDATE SKIP LOCKED) AS free)
      """;

  /** Whether somebody has the place of who decides about the person. */
  private static final String PLACE =
      "SELECT NOT pg_try_advisory_xact_lock(1886545267, hashtext(CAST(:person AS text)))";

  /** Whether somebody waits, whoever it is. */
  private static final String WAITS =
      """
      SELECT :person IS NOT NULL AND EXISTS (
        SELECT FROM pg_stat_activity
         WHERE datname = current_database() AND wait_event_type = 'Lock')
      """;

  private static final Standings.Reason WHY = new Standings.Reason("case-7");

  @Autowired private Enrolments enrolments;
  @Autowired private Merges merges;
  @Autowired private Standings standings;
  @Autowired private EvidenceWithdrawals withdrawals;
  @Autowired private PhoneChanges changes;
  @Autowired private TakeOvers takeOvers;
  @Autowired private Profiles profiles;
  @Autowired private NamedAccounts accounts;
  @Autowired private TransactionTemplate database;
  @Autowired private JdbcClient jdbc;

  private volatile boolean placeOfGone;

  private PersonId kept;
  private PersonId gone;

  private PersonId enrol(ProofFixtures.Builder proof) {
    return ((Enrolment.Created)
            enrolments.enrol(proof.build(), new SignInId(UUID.randomUUID()), SERVER))
        .person();
  }

  @BeforeEach
  void twoAccountsBecomeOne() {
    kept =
        enrol(
            proof()
                .document(resident(ProofFixtures.idNumber()))
                .name("林晓月")
                .phone(ProofFixtures.phone()));
    gone =
        enrol(
            proof()
                .account("police-network", "organisation-1", UUID.randomUUID().toString())
                .by(Method.NETWORK_CREDENTIAL, "network-identity", Factor.NETWORK_CREDENTIAL));
    assertThat(merges.merge(kept, gone, Window.approved(WHY), SERVER))
        .isEqualTo(Merges.Outcome.DONE);
  }

  /** Whom the operator named, in the event of the account that was meant. */
  private void isTold(String event) {
    assertThat(new AuditTrail(jdbc).of(gone)).doesNotContain(event);
    assertThat(
            jdbc.sql(
                    "SELECT details::jsonb ->> 'named' FROM audit_event"
                        + " WHERE person = ? AND type = ?")
                .params(kept.value(), event)
                .query(String.class)
                .single())
        .isEqualTo(gone.toString());
  }

  @Test
  void itIsShutOutAndLetInAgain() {
    assertThat(standings.disable(gone, WHY, Window.OPERATOR, SERVER))
        .isEqualTo(Standings.Change.CHANGED);
    assertThat(profiles.isActive(kept)).isFalse();
    isTold("person.disabled");

    assertThat(standings.disable(gone, WHY, Window.OPERATOR, SERVER))
        .isEqualTo(Standings.Change.UNCHANGED);
    assertThat(standings.enable(gone, Window.approved(WHY), SERVER))
        .isEqualTo(Standings.Change.CHANGED);
    assertThat(profiles.isActive(kept)).isTrue();
    isTold("person.enabled");
  }

  @Test
  void itsEvidenceIsWithdrawn() {
    assertThat(
            withdrawals.withdraw(
                gone, Method.NAME_NUMBER_MATCH, Optional.empty(), Window.approved(WHY), SERVER))
        .isEqualTo(EvidenceWithdrawals.Outcome.WITHDRAWN);

    isTold("evidence.withdrawn");
  }

  @Test
  void itsPhoneIsChanged() {
    assertThat(
            changes.askFor(
                gone, ProofFixtures.phone(ProofFixtures.phone()), Window.decided(WHY, WHY), SERVER))
        .isInstanceOf(PhoneChanges.Outcome.Waits.class);

    assertThat(changes.waiting(kept)).isPresent();
    isTold("phone.change.started");
  }

  @Test
  void itIsTakenOverAndNothingElseIsUndoneInItsName() {
    assertThat(
            takeOvers.atCounter(
                gone, ProofFixtures.phone(ProofFixtures.phone()), Window.decided(WHY, WHY), SERVER))
        .isEqualTo(TakeOvers.Outcome.DONE);
    isTold("takeover.completed");

    assertThat(takeOvers.undo(gone, Window.decided(WHY, WHY), SERVER))
        .isEqualTo(TakeOvers.Outcome.PART_OF_ANOTHER);
    assertThat(takeOvers.undo(kept, Window.decided(WHY, WHY), SERVER))
        .isEqualTo(TakeOvers.Outcome.DONE);
  }

  /** What two operators do at once: one undoes the merge while another waits to decide. */
  private PersonId partedWhile(Function<PersonId, PersonId> waited) throws Exception {
    try (var operators = Executors.newVirtualThreadPerTaskExecutor()) {
      var waiting = new CountDownLatch(1);
      Future<PersonId> meant =
          database.execute(_ -> {
            merges.unmerge(gone, Window.approved(WHY), SERVER);
            Future<PersonId> other =
                operators.submit(() ->
                    database.execute(_ -> {
                      waiting.countDown();
                      PersonId account = waited.apply(gone);
                      assertThat(elsewhere(operators, HELD, gone)).as("its row").isTrue();
                      assertThat(elsewhere(operators, HELD, kept)).as("the other's").isFalse();
                      assertThat(elsewhere(operators, PLACE, kept)).as("and its place").isFalse();
                      placeOfGone = elsewhere(operators, PLACE, gone);
                      return account;
                    }));
            Within.opened(waiting);
            await().until(() -> elsewhere(operators, WAITS, gone));
            return other;
          });
      return Within.done(Objects.requireNonNull(meant));
    }
  }

  /** By another connection, which gives back at once what it could have. */
  private boolean elsewhere(ExecutorService operators, String question, PersonId person) {
    try {
      return Within.done(
          operators.submit(() ->
              database.execute(_ ->
                  jdbc.sql(question)
                      .param("person", person.value())
                      .query(Boolean.class)
                      .single())));
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void whoeverIsPartedWhileTheOtherWasWaitedForIsDecidedAboutInTheirOwnPlace() throws Exception {
    assertThat(partedWhile(accounts::decide)).isEqualTo(gone);
    assertThat(placeOfGone).isTrue();
  }

  @Test
  void whoeverIsPartedMeanwhileIsHeldAndTheOtherIsNot() throws Exception {
    assertThat(partedWhile(accounts::hold)).isEqualTo(gone);
    assertThat(placeOfGone).isFalse();
  }

  @Test
  void bothAreOneAlready() {
    assertThat(merges.merge(kept, gone, Window.approved(WHY), SERVER))
        .isEqualTo(Merges.Outcome.SAME);
    assertThat(merges.merge(gone, kept, Window.approved(WHY), SERVER))
        .isEqualTo(Merges.Outcome.SAME);
  }
}
