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
import cn.tongxing.idp.testing.identity.AuditTrail;
import cn.tongxing.idp.testing.identity.IdentitySlice;
import cn.tongxing.idp.testing.identity.Window;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whatever id an operator has of an account that became part of another, that one is meant. */
@IdentitySlice
@Clause({"L9", "L10"})
class NamedAccountsTest {

  private static final RequestOrigin SERVER = RequestOrigin.SERVER;
  private static final Standings.Reason WHY = new Standings.Reason("case-7");

  @Autowired private Enrolments enrolments;
  @Autowired private Merges merges;
  @Autowired private Standings standings;
  @Autowired private EvidenceWithdrawals withdrawals;
  @Autowired private PhoneChanges changes;
  @Autowired private TakeOvers takeOvers;
  @Autowired private Profiles profiles;
  @Autowired private JdbcClient jdbc;

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

  @Test
  void bothAreOneAlready() {
    assertThat(merges.merge(kept, gone, Window.approved(WHY), SERVER))
        .isEqualTo(Merges.Outcome.SAME);
    assertThat(merges.merge(gone, kept, Window.approved(WHY), SERVER))
        .isEqualTo(Merges.Outcome.SAME);
  }
}
