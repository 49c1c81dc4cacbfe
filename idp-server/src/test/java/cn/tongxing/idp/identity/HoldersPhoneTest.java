package cn.tongxing.idp.identity;

import static cn.tongxing.idp.identity.ProofFixtures.proof;
import static cn.tongxing.idp.identity.ProofFixtures.resident;
import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.adapter.spi.AnswerChannel;
import cn.tongxing.adapter.spi.EvidenceItem.Method;
import cn.tongxing.adapter.spi.Factor;
import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.identity.AccountRule.Own;
import cn.tongxing.idp.identity.AccountRule.RegisteredTo;
import cn.tongxing.idp.identity.AccountRule.Shown;
import cn.tongxing.idp.identity.PhoneChanges.Stopped;
import cn.tongxing.idp.identity.PhoneOwner.TheirOwn;
import cn.tongxing.idp.kernel.IdentityAssurance;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.kernel.TimeOrderedId;
import cn.tongxing.idp.testing.Clause;
import cn.tongxing.idp.testing.identity.AuditTrail;
import cn.tongxing.idp.testing.identity.Carriers;
import cn.tongxing.idp.testing.identity.IdentitySlice;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Row c: who lost the phone has another, in their own name. */
@IdentitySlice
@Clause("A13")
class HoldersPhoneTest {

  private static final RequestOrigin BROWSER = new RequestOrigin("203.0.113.11", "test");

  @Autowired private Enrolments enrolments;
  @Autowired private PhoneHolders holders;
  @Autowired private PhoneChanges changes;
  @Autowired private PhoneCredentials phones;
  @Autowired private PasswordCredentials passwords;
  @Autowired private Profiles profiles;
  @Autowired private Carriers carriers;
  @Autowired private EvidenceWithdrawals withdrawals;
  @Autowired private InstantSource clock;
  @Autowired private SecureRandom random;
  @Autowired private JdbcClient jdbc;

  private final String number = ProofFixtures.idNumber();
  private final PhoneNumber lost = ProofFixtures.phone(ProofFixtures.phone());
  private final PhoneNumber fresh = ProofFixtures.phone(ProofFixtures.phone());

  @BeforeEach
  void theCarriersKnow() {
    carriers.say(lost, RegisteredTo.THEIRS);
    carriers.say(fresh, RegisteredTo.THEIRS);
  }

  private ProofFixtures.Builder pair(PhoneNumber phone) {
    return proof().document(resident(number)).name("林晓月").phone(phone.reveal());
  }

  private Enrolment enrol(ProofFixtures.Builder proof) {
    return enrolments.enrol(
        holders.witnessed(proof.build(), new TakeOversTest.Hears(true, true)),
        new SignInId(TimeOrderedId.at(clock.instant(), random)),
        BROWSER);
  }

  private PersonId registered(ProofFixtures.Builder proof) {
    return ((Enrolment.Created) enrol(proof)).person();
  }

  /** By name and number, before anybody asked the carriers. */
  private PersonId unasked(PhoneNumber phone) {
    Proof proof = pair(phone).build();
    SignInId signIn = new SignInId(TimeOrderedId.at(clock.instant(), random));
    return ((Enrolment.Created) enrolments.enrol(proof, signIn, BROWSER)).person();
  }

  private void holdIsOver(PersonId person) {
    jdbc.sql("UPDATE phone_change SET due_at = started_at WHERE person = ? AND ended_at IS NULL")
        .param(person.value())
        .update();
    changes.finishDue();
  }

  private List<String> trail(PersonId person) {
    return new AuditTrail(jdbc).of(person);
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

  private void nothingBegan(PersonId person) {
    assertThat(changes.waiting(person)).isEmpty();
    assertThat(trail(person)).doesNotContain("phone.change.started");
    assertThat(profiles.find(person).orElseThrow().phone()).contains(lost);
  }

  @Test
  @Clause("A1")
  void whoLostThePhoneAndShowsOneInTheirOwnNameHasItAfterTwoDays() {
    PersonId person = registered(pair(lost));
    assertThat(profiles.find(person).orElseThrow().level()).isEqualTo(IdentityAssurance.P3);

    Enrolment.PhoneWaits waits = (Enrolment.PhoneWaits) enrol(pair(fresh));

    assertThat(waits.person()).isEqualTo(person);
    assertThat(Duration.between(clock.instant(), waits.dueAt()))
        .isBetween(AccountRule.HOLD.minusMinutes(1), AccountRule.HOLD);
    assertThat(changes.waiting(person).orElseThrow().phone()).isEqualTo(fresh);
    assertThat(phones.owner(fresh, BROWSER)).as("not yet").isEqualTo(new PhoneOwner.Nobody());
    assertThat(trail(person)).last().isEqualTo("phone.change.started");
    assertThat(told(person))
        .as("old and wanted phone hear of it")
        .containsExactly("PHONE_CHANGE_BEGUN", "PHONE_WANTED");
    assertThat(enrol(pair(fresh))).as("a second try goes on waiting").isEqualTo(waits);
    assertThat(trail(person)).filteredOn("phone.change.started"::equals).hasSize(1);

    holdIsOver(person);

    assertThat(phones.owner(fresh, BROWSER)).isEqualTo(new TheirOwn(person));
    assertThat(phones.owner(lost, BROWSER)).isEqualTo(new PhoneOwner.Nobody());
    assertThat(enrol(pair(fresh))).isEqualTo(new Enrolment.Recognised(person));
  }

  @Test
  @Clause({"L3", "A13"})
  void whatBeganByTheCarriersWordAloneEndsWhenThatIsWithdrawn() {
    PersonId person = unasked(lost);
    assertThat(enrol(pair(fresh))).isInstanceOf(Enrolment.PhoneWaits.class);
    var eyes = new Merges.Approval(new Standings.Reason("forged-answer"), "op-1", "op-2");

    assertThat(
            withdrawals.withdraw(
                person,
                Method.CARRIER_THREE_ELEMENTS,
                Optional.empty(),
                eyes,
                RequestOrigin.SERVER))
        .isEqualTo(EvidenceWithdrawals.Outcome.WITHDRAWN);

    assertThat(changes.waiting(person)).isEmpty();
    assertThat(trail(person)).containsSubsequence("phone.change.cancelled", "evidence.withdrawn");
    assertThat(told(person)).endsWith("PHONE_CHANGE_CANCELLED", "PHONE_CHANGE_CANCELLED");
    assertThat(changes.wasStopped(person)).as("nobody's word against the next").isFalse();
    assertThat(profiles.find(person).orElseThrow().phone()).contains(lost);
  }

  @Test
  void anAccountByNameAndNumberWhosePhoneIsTheHoldersOwnIsNoStrangers() {
    PersonId person = unasked(lost);

    assertThat(enrol(pair(fresh))).isInstanceOf(Enrolment.PhoneWaits.class);
    assertThat(changes.waiting(person)).isPresent();
  }

  private EvidenceWithdrawals.Outcome withdraw(PersonId person, Method method, String source) {
    var eyes = new Merges.Approval(new Standings.Reason("forged"), "op-1", "op-2");
    return withdrawals.withdraw(person, method, Optional.of(source), eyes, RequestOrigin.SERVER);
  }

  private void endedAsIfItHadNeverBegun(PersonId person) {
    assertThat(changes.waiting(person)).isEmpty();
    holdIsOver(person);
    assertThat(profiles.find(person).orElseThrow().phone()).contains(lost);
    assertThat(trail(person)).containsSubsequence("phone.change.cancelled", "evidence.withdrawn");
    assertThat(told(person)).contains("PHONE_CHANGE_CANCELLED");
    assertThat(changes.wasStopped(person)).as("nobody's word against the next").isFalse();
  }

  @Test
  @Clause({"L3", "A13"})
  void whatTheCarriersWordBeganHereEndsWithItThoughNoEvidenceOfItStands() {
    PersonId person = unasked(lost);
    assertThat(enrol(pair(fresh))).isInstanceOf(Enrolment.PhoneWaits.class);

    assertThat(withdraw(person, Method.CARRIER_THREE_ELEMENTS, "carrier"))
        .isEqualTo(EvidenceWithdrawals.Outcome.WITHDRAWN);

    endedAsIfItHadNeverBegun(person);
    carriers.say(fresh, RegisteredTo.ANOTHERS);
    assertThat(enrol(pair(fresh)))
        .as("the carriers are asked anew of the wanted phone too")
        .isEqualTo(new Enrolment.Unbound(person, Enrolment.Phone.ANOTHER));
  }

  @Test
  @Clause({"L3", "A13"})
  void whatAForgedPaymentAccountBeganHereEndsWithItAndNotWithAnothersWord() {
    PersonId person = registered(pair(lost).by(Method.BANK_CARD_FOUR_ELEMENTS, "bank"));
    Method account = Method.CERTIFIED_PAYMENT_ACCOUNT;
    Proof forged = pair(fresh).by(account, "wallet", Factor.UPSTREAM_ACCOUNT).build();
    SignInId signIn = new SignInId(TimeOrderedId.at(clock.instant(), random));
    assertThat(enrolments.enrol(forged, signIn, BROWSER)).isInstanceOf(Enrolment.PhoneWaits.class);

    assertThat(withdraw(person, account, "another-wallet"))
        .isEqualTo(EvidenceWithdrawals.Outcome.NOTHING);
    withdraw(person, Method.BANK_CARD_FOUR_ELEMENTS, "bank");
    assertThat(changes.waiting(person)).as("that began nothing").isPresent();

    assertThat(withdraw(person, account, "wallet"))
        .isEqualTo(EvidenceWithdrawals.Outcome.WITHDRAWN);

    endedAsIfItHadNeverBegun(person);
  }

  @Test
  void theOldPhoneStopsItAndThenOnlyBetterEvidenceChangesIt() {
    PersonId person = registered(pair(lost));
    enrol(pair(fresh));

    assertThat(changes.cancel(person, Shown.of(Own.PHONE), BROWSER)).isEqualTo(Stopped.STOPPED);

    assertThat(enrol(pair(fresh)))
        .as("the truth and the counter")
        .isEqualTo(new Enrolment.Unbound(person, Enrolment.Phone.ANOTHER));
    assertThat(changes.waiting(person)).isEmpty();
    assertThat(profiles.find(person).orElseThrow().phone()).contains(lost);
    assertThat(told(person))
        .as("both phones hear of the end")
        .containsExactly(
            "PHONE_CHANGE_BEGUN",
            "PHONE_WANTED",
            "PHONE_CHANGE_CANCELLED",
            "PHONE_CHANGE_CANCELLED");
  }

  @Test
  @Clause("A1")
  void nameAndNumberAndASimOfOnesOwnBeginNothing() {
    PersonId person = registered(pair(lost));
    for (RegisteredTo answer : List.of(RegisteredTo.ANOTHERS, RegisteredTo.UNKNOWN)) {
      PhoneNumber thiefs = ProofFixtures.phone(ProofFixtures.phone());
      carriers.say(thiefs, answer);

      assertThat(enrol(pair(thiefs)))
          .isEqualTo(new Enrolment.Unbound(person, Enrolment.Phone.ANOTHER));
    }

    nothingBegan(person);
    assertThat(told(person)).isEmpty();
  }

  /** Each question is billed, and tells of whoever is named whose phone it is. */
  @Test
  @Clause("A1")
  void aProofThatDoesNotRestOnNameAndNumberAsksTheCarriersNothing() {
    PhoneNumber unknown = ProofFixtures.phone(ProofFixtures.phone());
    carriers.say(unknown, RegisteredTo.THEIRS);
    Proof portrait =
        pair(unknown).by(Method.LIVE_PORTRAIT_MATCH, "population-register", Factor.FACE).build();
    var hears = new TakeOversTest.Hears(true, true);

    assertThat(holders.witnessed(portrait, hears)).isEqualTo(portrait);
    assertThat(carriers.timesAsked(unknown)).isZero();

    Proof compared = pair(unknown).build();
    assertThat(holders.witnessed(compared, hears)).isNotEqualTo(compared);
    assertThat(carriers.timesAsked(unknown)).isEqualTo(1);
  }

  @Test
  @Clause("A1")
  void whatWasConfirmedOnAnotherDeviceBeginsNothing() {
    PersonId person = registered(pair(lost));
    Proof card = pair(fresh).by(Method.BANK_CARD_FOUR_ELEMENTS, "bank", Factor.SMS).build();
    Proof polled =
        new Proof(
            card.adapter(),
            card.way(),
            card.subjects(),
            Set.of(Factor.SMS),
            card.evidence().stream().map(each -> each.cameBy(AnswerChannel.POLLED)).toList(),
            card.possessedPhone());

    assertThat(
            enrolments.enrol(
                polled, new SignInId(TimeOrderedId.at(clock.instant(), random)), BROWSER))
        .isEqualTo(new Enrolment.NotTheirs(person));
    nothingBegan(person);
  }

  @Test
  void anAccountThatRestsOnMoreIsTheCounters() {
    PersonId person =
        registered(pair(lost).by(Method.LIVE_PORTRAIT_MATCH, "population-register", Factor.FACE));
    Proof card = pair(fresh).by(Method.BANK_CARD_FOUR_ELEMENTS, "bank", Factor.SMS).build();

    assertThat(
            enrolments.enrol(
                card, new SignInId(TimeOrderedId.at(clock.instant(), random)), BROWSER))
        .isEqualTo(new Enrolment.Unbound(person, Enrolment.Phone.ANOTHER));
    nothingBegan(person);
  }

  @Test
  @Clause("L1")
  void whatASquatterMayHaveOpenedIsNotHandedOverWithTheSquattersPasswordInIt() {
    carriers.say(lost, RegisteredTo.UNKNOWN);
    PersonId person = unasked(lost);
    passwords.set(person, "correct horse battery", BROWSER);

    assertThat(enrol(pair(fresh)))
        .isEqualTo(new Enrolment.Unbound(person, Enrolment.Phone.ANOTHER));
    nothingBegan(person);
  }

  private void unused(PersonId person) {
    jdbc.sql("UPDATE phone_credential SET own_use_at = ? WHERE person = ?")
        .param(clock.instant().minus(Duration.ofDays(99)).atOffset(ZoneOffset.UTC))
        .param(person.value())
        .update();
  }

  @Test
  void aPhoneNotUsedForLongThatIsInTheHoldersOwnNameIsFreshAgain() {
    PersonId person = unasked(lost);
    unused(person);
    assertThat(phones.owner(lost, BROWSER)).isEqualTo(new PhoneOwner.Choose());

    assertThat(enrol(pair(lost))).isEqualTo(new Enrolment.Recognised(person));

    assertThat(phones.owner(lost, BROWSER)).isEqualTo(new TheirOwn(person));
    assertThat(trail(person)).contains("credential.confirmed");
  }

  @Test
  @Clause("A1")
  void whoeverGotTheNumberAnewFreshensNothingByTheEarlierHoldersNameAndNumber() {
    carriers.say(lost, RegisteredTo.ANOTHERS);
    PersonId person = unasked(lost);
    unused(person);

    assertThat(enrol(pair(lost)))
        .isEqualTo(new Enrolment.Unbound(person, Enrolment.Phone.NOT_FRESH));

    assertThat(phones.owner(lost, BROWSER)).isEqualTo(new PhoneOwner.Choose());
    assertThat(trail(person)).doesNotContain("credential.confirmed");
  }

  @Test
  void theCarriersWordIsAsOldAsTheirAnswer() {
    PersonId person = unasked(lost);
    enrol(pair(lost));
    unused(person);
    Duration ago = Duration.ofDays(29);
    OffsetDateTime asked = clock.instant().minus(ago).atOffset(ZoneOffset.UTC);
    jdbc.sql("UPDATE phone_holder SET asked_at = ? WHERE asked_at > ? AND answer = 'THEIRS'")
        .param(asked)
        .param(clock.instant().minusSeconds(60).atOffset(ZoneOffset.UTC))
        .update();

    enrol(pair(lost));

    assertThat(
            jdbc.sql("SELECT held_at FROM phone_credential WHERE person = ?")
                .param(person.value())
                .query(OffsetDateTime.class)
                .single())
        .isBefore(asked.plusMinutes(1));
  }

  @Test
  void whereAnotherPhoneWaitsNobodyIsToldThatItIsTheirs() {
    PersonId person = registered(pair(lost));
    PhoneNumber thiefs = ProofFixtures.phone(ProofFixtures.phone());
    changes.ask(person, thiefs, new Shown(Set.of(Own.PHONE), Optional.empty(), false), BROWSER);

    assertThat(enrol(pair(fresh)))
        .isEqualTo(new Enrolment.Unbound(person, Enrolment.Phone.ANOTHER));
    assertThat(changes.waiting(person).orElseThrow().phone()).isEqualTo(thiefs);
  }
}
