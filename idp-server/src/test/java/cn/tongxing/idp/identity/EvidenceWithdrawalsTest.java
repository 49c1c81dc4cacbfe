package cn.tongxing.idp.identity;

import static cn.tongxing.idp.identity.ProofFixtures.proof;
import static cn.tongxing.idp.identity.ProofFixtures.resident;
import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.adapter.spi.EvidenceItem.Method;
import cn.tongxing.adapter.spi.Factor;
import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.identity.AccountRule.Own;
import cn.tongxing.idp.identity.AccountRule.Shown;
import cn.tongxing.idp.identity.EvidenceWithdrawals.Outcome;
import cn.tongxing.idp.identity.Merges.Approval;
import cn.tongxing.idp.identity.Standings.Reason;
import cn.tongxing.idp.kernel.IdentityAssurance;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.session.Sessions;
import cn.tongxing.idp.testing.Clause;
import cn.tongxing.idp.testing.identity.AuditTrail;
import cn.tongxing.idp.testing.identity.IdentitySlice;
import cn.tongxing.idp.testing.identity.RegisteredClients;
import cn.tongxing.idp.testing.identity.TakingPart;
import cn.tongxing.idp.testing.identity.Window;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Levels count only evidence that is valid. */
@IdentitySlice
class EvidenceWithdrawalsTest {

  private static final RequestOrigin BROWSER = new RequestOrigin("203.0.113.7", "test");
  private static final Approval FOUR_EYES =
      new Approval(new Reason("forged-reading"), "op-1", "op-2");
  private static final String REGISTER = "population-register";

  @Autowired private EvidenceWithdrawals withdrawals;
  @Autowired private Enrolments enrolments;
  @Autowired private PhoneChanges changes;
  @Autowired private Profiles profiles;
  @Autowired private Sessions sessions;
  @Autowired private RegisteredClients clients;
  @Autowired private JdbcClient jdbc;

  private final String number = ProofFixtures.idNumber();
  private final String phone = ProofFixtures.phone();

  private Enrolment enrol(Method method, Factor factor) {
    var pair = proof().document(resident(number)).name("林晓月").phone(phone);
    return enrolments.enrol(
        pair.by(method, REGISTER, factor).build(), new SignInId(UUID.randomUUID()), BROWSER);
  }

  private PersonId registered() {
    return ((Enrolment.Created) enrol(Method.NAME_NUMBER_MATCH, Factor.SMS)).person();
  }

  private Outcome withdraw(PersonId person, Method method, Optional<String> source) {
    return withdrawals.withdraw(person, method, source, FOUR_EYES, RequestOrigin.SERVER);
  }

  private IdentityAssurance level(PersonId person) {
    return profiles.find(person).orElseThrow().level();
  }

  private Optional<String> name(PersonId person) {
    return profiles.find(person).orElseThrow().name().map(each -> each.reveal());
  }

  @Test
  @Clause("L3")
  void theLevelFallsToWhatIsLeftAndWhatRestedOnItEnds() {
    PersonId person = registered();
    enrol(Method.LIVE_PORTRAIT_MATCH, Factor.FACE);
    assertThat(level(person)).isEqualTo(IdentityAssurance.P4);
    var takingPart = new TakingPart(sessions, clients, jdbc);
    TakingPart.Session at = takingPart.of(person);

    assertThat(withdraw(person, Method.LIVE_PORTRAIT_MATCH, Optional.of("alipay")))
        .as("of another source")
        .isEqualTo(Outcome.NOTHING);
    assertThat(withdraw(person, Method.LIVE_PORTRAIT_MATCH, Optional.of(REGISTER)))
        .isEqualTo(Outcome.WITHDRAWN);

    assertThat(level(person)).isEqualTo(IdentityAssurance.P2);
    assertThat(
            profiles
                .find(person)
                .orElseThrow()
                .verification(IdentityAssurance.P5)
                .orElseThrow()
                .method())
        .isEqualTo(Method.NAME_NUMBER_MATCH);
    assertThat(name(person)).as("said by the other piece too").contains("林晓月");
    assertThat(sessions.find(at.id())).isEmpty();
    assertThat(takingPart.told(at.id())).isEqualTo(1);
    assertThat(new AuditTrail(jdbc).of(person)).contains("evidence.withdrawn", "session.ended");
    assertThat(withdraw(person, Method.LIVE_PORTRAIT_MATCH, Optional.of(REGISTER)))
        .as("once")
        .isEqualTo(Outcome.NOTHING);
  }

  @Test
  void whoHasNothingElseIsKnownByThePhoneUntilProvenAgain() {
    PersonId person = registered();

    assertThat(withdraw(person, Method.NAME_NUMBER_MATCH, Optional.empty()))
        .isEqualTo(Outcome.WITHDRAWN);

    assertThat(level(person)).isEqualTo(IdentityAssurance.P1);
    assertThat(name(person)).isEmpty();

    assertThat(enrol(Method.NAME_NUMBER_MATCH, Factor.SMS))
        .isEqualTo(new Enrolment.Recognised(person));
    assertThat(level(person)).isEqualTo(IdentityAssurance.P2);
    assertThat(name(person)).contains("林晓月");
  }

  private Outcome forged(PersonId person) {
    return withdraw(person, Method.BANK_CARD_FOUR_ELEMENTS, Optional.empty());
  }

  private PhoneChanges.Outcome asks(PersonId person, PhoneNumber wanted, Shown shown) {
    return changes.ask(person, wanted, shown, BROWSER);
  }

  private List<String> told(PersonId person) {
    return jdbc.sql(
            """
            SELECT kind FROM notice WHERE person = ? AND kind LIKE 'PHONE%'
             ORDER BY occurred_at, kind
            """)
        .param(person.value())
        .query(String.class)
        .list();
  }

  @Test
  @Clause({"L3", "A13"})
  void aChangeOfPhoneThatOnlyTheProofBeganEndsWithIt() {
    PersonId person = registered();
    SignInId signIn = new SignInId(UUID.randomUUID());
    var card = proof().document(resident(number)).name("林晓月").phone(phone);
    enrolments.enrol(
        card.by(Method.BANK_CARD_FOUR_ELEMENTS, "unionpay", Factor.SMS).build(), signIn, BROWSER);
    Shown shown = changes.shownIn(person, signIn, Set.of(Factor.SMS), OwnShown.NOTHING);
    PhoneNumber forgers = ProofFixtures.phone(ProofFixtures.phone());
    assertThat(asks(person, forgers, shown)).isInstanceOf(PhoneChanges.Outcome.Waits.class);

    withdraw(person, Method.NAME_NUMBER_MATCH, Optional.empty());
    assertThat(changes.waiting(person)).as("that began nothing").isPresent();

    assertThat(forged(person)).isEqualTo(Outcome.WITHDRAWN);

    assertThat(changes.waiting(person)).isEmpty();
    assertThat(outcomes(person)).containsExactly("WITHDRAWN");
    assertThat(new AuditTrail(jdbc).of(person))
        .containsSubsequence("phone.change.cancelled", "evidence.withdrawn");
    assertThat(told(person))
        .as("the bound phone and the wanted one")
        .containsExactly(
            "PHONE_CHANGE_BEGUN",
            "PHONE_WANTED",
            "PHONE_CHANGE_CANCELLED",
            "PHONE_CHANGE_CANCELLED");
    assertThat(changes.wasStopped(person)).as("nobody's word against the next").isFalse();
  }

  @Test
  @Clause({"L3", "A13"})
  void aChangeOfPhoneThatAnOwnFactorOrAnOperatorBeganGoesOn() {
    Standings.Reason lost = new Standings.Reason("lost");
    PhoneNumber wanted = ProofFixtures.phone(ProofFixtures.phone());
    for (boolean byOperator : List.of(false, true)) {
      PersonId person =
          ((Enrolment.Created)
                  enrolments.enrol(
                      proof()
                          .document(resident(ProofFixtures.idNumber()))
                          .name("林晓月")
                          .phone(phone)
                          .build(),
                      new SignInId(UUID.randomUUID()),
                      BROWSER))
              .person();
      if (byOperator) {
        changes.askFor(person, wanted, Window.decided(lost, lost), RequestOrigin.SERVER);
      } else {
        asks(person, wanted, new Shown(Set.of(Own.PHONE), Optional.empty(), false));
      }

      assertThat(withdraw(person, Method.NAME_NUMBER_MATCH, Optional.empty()))
          .isEqualTo(Outcome.WITHDRAWN);

      assertThat(changes.waiting(person)).isPresent();
    }
  }

  private List<String> outcomes(PersonId person) {
    return jdbc.sql("SELECT outcome FROM phone_change WHERE person = ?")
        .param(person.value())
        .query(String.class)
        .list();
  }

  @Test
  void ofNobodyNothingIsWithdrawn() {
    assertThat(
            withdraw(new PersonId(UUID.randomUUID()), Method.NAME_NUMBER_MATCH, Optional.empty()))
        .isEqualTo(Outcome.UNKNOWN);
  }

  @Test
  void whatWasWithdrawnStaysInTheRecord() {
    PersonId person = registered();
    withdraw(person, Method.NAME_NUMBER_MATCH, Optional.empty());

    Executable undone = () -> jdbc.sql("DELETE FROM evidence_status").update();

    org.junit.jupiter.api.Assertions.assertThrows(RuntimeException.class, undone);
    assertThat(
            jdbc.sql("SELECT count(*) FROM evidence WHERE person = ?")
                .param(person.value())
                .query(Long.class)
                .single())
        .isPositive();
  }
}
