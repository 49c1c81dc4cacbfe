package cn.tongxing.idp.identity;

import static cn.tongxing.idp.identity.ProofFixtures.proof;
import static cn.tongxing.idp.identity.ProofFixtures.resident;
import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.adapter.spi.EvidenceItem.Method;
import cn.tongxing.adapter.spi.Factor;
import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.identity.AccountRule.Own;
import cn.tongxing.idp.identity.AccountRule.Piece;
import cn.tongxing.idp.identity.AccountRule.Shown;
import cn.tongxing.idp.identity.AccountRule.When;
import cn.tongxing.idp.identity.PasswordCredentials.Change;
import cn.tongxing.idp.identity.PhoneChanges.Outcome;
import cn.tongxing.idp.identity.PhoneChanges.Stopped;
import cn.tongxing.idp.identity.PhoneOwner.TheirOwn;
import cn.tongxing.idp.identity.store.PersonRows;
import cn.tongxing.idp.kernel.IdentityAssurance;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.kernel.TimeOrderedId;
import cn.tongxing.idp.session.Authentication;
import cn.tongxing.idp.session.Sessions;
import cn.tongxing.idp.testing.Clause;
import cn.tongxing.idp.testing.Within;
import cn.tongxing.idp.testing.identity.AuditTrail;
import cn.tongxing.idp.testing.identity.IdentitySlice;
import cn.tongxing.idp.testing.identity.Window;
import cn.tongxing.idp.upkeep.Job;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

@IdentitySlice
class PhoneChangesTest {

  private static final RequestOrigin BROWSER = new RequestOrigin("203.0.113.7", "test");
  private static final Standings.Reason LOST = new Standings.Reason("lost");
  private static final Standings.Reason CASE = new Standings.Reason("lost/2026-114");

  @Autowired private Enrolments enrolments;
  @Autowired private PhoneChanges changes;
  @Autowired private PhoneCredentials phones;
  @Autowired private Profiles profiles;
  @Autowired private Standings standings;
  @Autowired private PasswordCredentials passwords;
  @Autowired private PasskeyCredentials passkeys;
  @Autowired private TakeOvers takeOvers;
  @Autowired private Sessions sessions;
  @Autowired private SecureRandom random;
  @Autowired private List<Job> jobs;
  @Autowired private InstantSource clock;
  @Autowired private JdbcClient jdbc;
  @Autowired private PersonRows persons;
  @Autowired private TransactionOperations database;

  private final PhoneNumber old = ProofFixtures.phone(ProofFixtures.phone());
  private final PhoneNumber fresh = ProofFixtures.phone(ProofFixtures.phone());

  private PersonId registered(PhoneNumber phone) {
    Proof proof =
        proof()
            .document(resident(ProofFixtures.idNumber()))
            .name("林晓月")
            .phone(phone.reveal())
            .build();
    return ((Enrolment.Created) enrolments.enrol(proof, new SignInId(UUID.randomUUID()), BROWSER))
        .person();
  }

  private Enrolment enrol(ProofFixtures.Builder proof) {
    return enrolments.enrol(proof.build(), new SignInId(UUID.randomUUID()), BROWSER);
  }

  private static Shown own(Own... things) {
    return new Shown(Set.of(things), Optional.empty(), false);
  }

  private static Shown proven(IdentityAssurance level, boolean possession) {
    Piece card = new Piece(Method.BANK_CARD_FOUR_ELEMENTS, "bank", "card-1");
    return new Shown(Set.of(), Optional.of(level), possession, List.of(card));
  }

  private Outcome ask(PersonId person, Shown shown) {
    return changes.ask(person, fresh, shown, BROWSER);
  }

  private PhoneNumber phoneOf(PersonId person) {
    return profiles.find(person).orElseThrow().phone().orElseThrow();
  }

  /** As if the hold were over, for this person alone. */
  private void holdIsOver(PersonId person) {
    jdbc.sql("UPDATE phone_change SET due_at = started_at WHERE person = ? AND ended_at IS NULL")
        .param(person.value())
        .update();
  }

  private List<String> trail(PersonId person) {
    return new AuditTrail(jdbc).of(person);
  }

  @Test
  @Clause("A13")
  void twoFactorsOfDifferentKindChangeThePhoneAtOnce() {
    PersonId person = registered(old);

    assertThat(ask(person, own(Own.PASSWORD, Own.PHONE))).isEqualTo(new Outcome.Changed());

    assertThat(phones.owner(fresh, BROWSER)).isEqualTo(new TheirOwn(person));
    assertThat(phones.owner(old, BROWSER)).isEqualTo(new PhoneOwner.Nobody());
    assertThat(trail(person)).last().isEqualTo("phone.changed");
  }

  /**
   * It stops what waits, for its owner may have nothing else, and says no more than a withdrawal.
   */
  @Test
  @Clause({"A13", "N9"})
  void whatIsYoungStopsAChangeAndBindsNobodyByIt() {
    PersonId person = registered(old);
    ask(person, own(Own.PHONE));
    jdbc.sql("INSERT INTO password_credential (person, encoded, set_at) VALUES (?, 'x', ?)")
        .params(person.value(), java.sql.Timestamp.from(clock.instant()))
        .update();

    Shown young =
        changes.shownIn(
            person,
            new SignInId(UUID.randomUUID()),
            Set.of(Factor.PASSWORD),
            new OwnShown(Set.of(Own.PASSWORD), Set.of()));
    assertThat(changes.cancel(person, young, BROWSER)).isEqualTo(Stopped.STOPPED);

    assertThat(changes.needsBetterEvidence(person)).isFalse();
    assertThat(changes.when(person, own(Own.PHONE))).isEqualTo(When.AT_COUNTER);
    assertThat(changes.when(person, own(Own.PHONE, Own.PASSKEY))).isEqualTo(When.AT_ONCE);
    assertThat(trail(person)).contains("phone.change.cancelled");
  }

  @Test
  void aFaceChangesThePhoneAtOnce() {
    PersonId person = registered(old);

    assertThat(ask(person, proven(IdentityAssurance.P4, true))).isEqualTo(new Outcome.Changed());
    assertThat(phoneOf(person)).isEqualTo(fresh);
  }

  @Test
  @Clause("A13")
  void oneFactorChangesThePhoneAfterTwoDays() {
    PersonId person = registered(old);

    Outcome outcome = ask(person, own(Own.PHONE));

    assertThat(outcome).isInstanceOf(Outcome.Waits.class);
    assertThat(((Outcome.Waits) outcome).dueAt())
        .isBetween(
            clock.instant().plus(Duration.ofHours(47)), clock.instant().plus(Duration.ofHours(48)));
    assertThat(changes.waiting(person).orElseThrow().phone()).isEqualTo(fresh);
    changes.finishDue();
    assertThat(phoneOf(person)).isEqualTo(old);
    assertThat(phones.owner(fresh, BROWSER)).isEqualTo(new PhoneOwner.Nobody());
    holdIsOver(person);
    changes.finishDue(); // unless the job was quicker
    assertThat(changes.finishDue()).isZero();
    assertThat(phoneOf(person)).isEqualTo(fresh);
    assertThat(phones.owner(old, BROWSER)).isEqualTo(new PhoneOwner.Nobody());
    assertThat(trail(person)).endsWith("phone.change.started", "phone.changed");
  }

  @Test
  @Clause("A1")
  void nameAndNumberBeginNothing() {
    PersonId person = registered(old);

    assertThat(ask(person, proven(IdentityAssurance.P2, true))).isEqualTo(new Outcome.NotShown());
    assertThat(ask(person, own())).isEqualTo(new Outcome.NotShown());
    assertThat(changes.waiting(person)).isEmpty();
    assertThat(trail(person)).doesNotContain("phone.change.started");
  }

  @Test
  void whileOneWaitsNoOtherBegins() {
    PersonId person = registered(old);
    ask(person, own(Own.PHONE));

    assertThat(ask(person, own(Own.PASSWORD))).isInstanceOf(Outcome.WaitsAlready.class);
  }

  @Test
  void betterEvidenceDoesNotWaitForWhatBeganWithLess() {
    PersonId person = registered(old);
    PhoneNumber theirs = ProofFixtures.phone(ProofFixtures.phone());
    changes.ask(person, theirs, own(Own.PHONE), BROWSER);

    assertThat(ask(person, proven(IdentityAssurance.P4, true))).isEqualTo(new Outcome.Changed());

    assertThat(changes.waiting(person)).isEmpty();
    assertThat(changes.wasStopped(person)).as("nobody's word against the next").isFalse();
    assertThat(trail(person))
        .as("what began has an end")
        .endsWith("phone.change.started", "phone.changed", "phone.change.cancelled");
    assertThat(told(person))
        .as("the phones of the account of the change, the one that waited of its end")
        .containsExactlyInAnyOrder(
            "PHONE_CHANGE_BEGUN",
            "PHONE_WANTED",
            "PHONE_CHANGED",
            "PHONE_CHANGED",
            "PHONE_CHANGE_CANCELLED");
    holdIsOver(person);
    changes.finishDue();
    assertThat(phoneOf(person)).isEqualTo(fresh);
  }

  @Test
  @Clause("A13")
  void whatWaitedForTheSamePhoneHasComeTrueAndNobodyIsToldOtherwise() {
    PersonId person = registered(old);
    ask(person, own(Own.PHONE));

    assertThat(ask(person, own(Own.PHONE, Own.PASSWORD))).isEqualTo(new Outcome.Changed());

    assertThat(changes.waiting(person)).isEmpty();
    assertThat(trail(person)).endsWith("phone.change.started", "phone.changed");
    assertThat(told(person)).doesNotContain("PHONE_CHANGE_CANCELLED");
  }

  @Test
  void aPhoneWhoseCodeWasNeverShownOpensNothingAlone() {
    PersonId person = registered(old);
    changes.askFor(person, fresh, Window.decided(LOST, CASE), RequestOrigin.SERVER);
    holdIsOver(person);
    changes.finishDue();

    assertThat(phoneOf(person)).isEqualTo(fresh);
    assertThat(phones.owner(fresh, BROWSER)).isInstanceOf(PhoneOwner.Choose.class);
    assertThat(told(person))
        .as("old and new at once, and when it is done")
        .containsExactly("PHONE_CHANGE_BEGUN", "PHONE_WANTED", "PHONE_CHANGED", "PHONE_CHANGED");

    phones.chosen(person, fresh);
    assertThat(phones.owner(fresh, BROWSER)).isEqualTo(new TheirOwn(person));
    unused(person);
    phones.chosen(person, fresh);
    assertThat(phones.owner(fresh, BROWSER))
        .as("the first time alone")
        .isInstanceOf(PhoneOwner.Choose.class);
  }

  @Test
  @Clause("A13")
  void ofAPhoneThatOthersHaveTooNoFactIsAFirstUse() {
    PersonId person = registered(old);
    changes.askFor(person, fresh, Window.decided(LOST, CASE), RequestOrigin.SERVER);
    holdIsOver(person);
    changes.finishDue();
    registered(fresh);

    phones.chosen(person, fresh);

    assertThat(
            jdbc.sql(
                    "SELECT own_use_at IS NULL FROM phone_credential"
                        + " WHERE person = ? AND ended_at IS NULL")
                .param(person.value())
                .query(Boolean.class)
                .single())
        .isTrue();
  }

  private void unused(PersonId person) {
    jdbc.sql("UPDATE phone_credential SET own_use_at = now() - interval '99 days' WHERE person = ?")
        .param(person.value())
        .update();
  }

  @Test
  @Clause("A13")
  void theSameNumberProvenAgainBesideAnOwnFactorIsFreshAndBesideNothingIsNot() {
    PersonId person = registered(old);
    unused(person);

    assertThat(changes.shownAgain(person, old, own())).isTrue();
    assertThat(changes.shownAgain(person, old, proven(IdentityAssurance.P2, true))).isTrue();
    assertThat(changes.shownAgain(person, fresh, own(Own.PASSWORD))).isFalse();
    assertThat(phones.owner(old, BROWSER)).isInstanceOf(PhoneOwner.Choose.class);

    assertThat(changes.shownAgain(person, old, own(Own.PASSWORD))).isTrue();
    assertThat(phones.owner(old, BROWSER)).isEqualTo(new TheirOwn(person));
  }

  @Test
  @Clause("A13")
  void aFaceBesideAnotherPhoneChangesThePhoneAtOnceWhereverItIsShown() {
    String number = ProofFixtures.idNumber();
    PersonId person = ((Enrolment.Created) enrol(named(number).phone(old.reveal()))).person();
    Enrolment first = enrol(face(number).phone(old.reveal()));
    assertThat(first).isEqualTo(new Enrolment.Recognised(person));
    assertThat(phoneOf(person)).isEqualTo(old);

    assertThat(enrol(face(number).phone(fresh.reveal())))
        .isEqualTo(new Enrolment.Recognised(person));

    assertThat(phoneOf(person)).isEqualTo(fresh);
    assertThat(phones.owner(fresh, BROWSER)).isEqualTo(new TheirOwn(person));
    assertThat(phones.owner(old, BROWSER)).isEqualTo(new PhoneOwner.Nobody());
    assertThat(told(person)).as("both phones").containsExactly("PHONE_CHANGED", "PHONE_CHANGED");
    assertThat(trail(person)).last().isEqualTo("phone.changed");
  }

  @Test
  @Clause("A13")
  void aLesserProofBesideAnotherPhoneLeavesThePhone() {
    String account = UUID.randomUUID().toString();
    String number = ProofFixtures.idNumber();
    PersonId person =
        ((Enrolment.Created) enrol(alipay(account).document(resident(number)).phone(old.reveal())))
            .person();

    assertThat(enrol(alipay(account).document(resident(number)).phone(fresh.reveal())))
        .isEqualTo(new Enrolment.Recognised(person));

    assertThat(phoneOf(person)).isEqualTo(old);
    assertThat(changes.waiting(person)).isEmpty();
  }

  @Test
  @Clause("A13")
  void aPhoneThatOthersHaveIsNotTakenByAFaceAlone() {
    registered(fresh); // whoever helps, and lends the phone
    String number = ProofFixtures.idNumber();
    PersonId person = ((Enrolment.Created) enrol(face(number).phone(old.reveal()))).person();

    assertThat(enrol(face(number).phone(fresh.reveal())))
        .isEqualTo(new Enrolment.Recognised(person));

    assertThat(phoneOf(person)).isEqualTo(old);
  }

  @Test
  void anyFactorStopsItAndOneAloneBeginsNoneAfterwards() {
    PersonId person = registered(old);
    ask(person, own(Own.PASSWORD));

    assertThat(changes.cancel(person, Shown.of(), BROWSER)).isEqualTo(Stopped.NOT_SHOWN);
    assertThat(changes.cancel(person, Shown.of(Own.PHONE), BROWSER)).isEqualTo(Stopped.STOPPED);
    assertThat(changes.cancel(person, Shown.of(Own.PHONE), BROWSER))
        .isEqualTo(Stopped.NOTHING_WAITS);

    holdIsOver(person);
    changes.finishDue();
    assertThat(phoneOf(person)).isEqualTo(old);
    assertThat(trail(person)).last().isEqualTo("phone.change.cancelled");
    assertThat(ask(person, own(Own.PASSWORD))).isEqualTo(new Outcome.AtCounter());
    assertThat(ask(person, proven(IdentityAssurance.P4, true))).isEqualTo(new Outcome.Changed());
  }

  @Test
  @Clause("A13")
  void afterAStopNoNumberOfOwnFactorsChangesThePhoneUntilBetterEvidenceDid() {
    PersonId person = registered(old);
    ask(person, own(Own.PASSWORD));
    changes.cancel(person, Shown.of(Own.PHONE), BROWSER);

    assertThat(changes.when(person, own(Own.PASSWORD, Own.PASSKEY))).isEqualTo(When.AT_COUNTER);
    assertThat(ask(person, own(Own.PASSWORD, Own.PASSKEY))).isEqualTo(new Outcome.AtCounter());
    assertThat(ask(person, proven(IdentityAssurance.P3, true))).isEqualTo(new Outcome.AtCounter());
    assertThat(phoneOf(person)).isEqualTo(old);
    assertThat(trail(person)).last().isEqualTo("phone.change.cancelled");

    assertThat(ask(person, proven(IdentityAssurance.P4, true))).isEqualTo(new Outcome.Changed());
    assertThat(changes.wasStopped(person)).as("it is settled").isFalse();
    assertThat(changes.ask(person, old, own(Own.PASSWORD, Own.PASSKEY), BROWSER))
        .isEqualTo(new Outcome.Changed());
  }

  @Test
  @Clause("A13")
  void whoStopsWhatThingsOfThatKindBeganTakesNothingFromWhoeverHasMore() {
    PersonId person = registered(old);
    ask(person, own(Own.PHONE));
    assertThat(changes.cancel(person, Shown.of(Own.PHONE), BROWSER)).isEqualTo(Stopped.STOPPED);

    assertThat(changes.needsBetterEvidence(person)).isFalse();
    assertThat(changes.when(person, own(Own.PHONE))).isEqualTo(When.AT_COUNTER);
    assertThat(changes.when(person, proven(IdentityAssurance.P3, true))).isEqualTo(When.AT_COUNTER);
    assertThat(changes.when(person, own(Own.PASSWORD, Own.PASSKEY))).isEqualTo(When.AT_ONCE);
    assertThat(ask(person, own(Own.PASSWORD, Own.PASSKEY))).isEqualTo(new Outcome.Changed());
    assertThat(changes.when(person, own(Own.PHONE))).as("settled").isEqualTo(When.AFTER_HOLD);
  }

  @Test
  @Clause("A13")
  void whoStopsWhatThingsOfAnotherKindOrNoneBeganLeavesItToBetterEvidence() {
    PersonId byPhone = registered(old);
    ask(byPhone, own(Own.PHONE));
    changes.cancel(byPhone, Shown.of(Own.PASSWORD), BROWSER);
    PersonId byCounter = registered(old);
    changes.askFor(
        byCounter,
        fresh,
        Window.decided(new Standings.Reason("PHONE"), new Standings.Reason("PHONE")),
        BROWSER);
    changes.cancel(byCounter, Shown.of(Own.PHONE), BROWSER);
    PersonId byProof = registered(old);
    ask(byProof, proven(IdentityAssurance.P3, true));
    changes.cancel(byProof, Shown.of(Own.PHONE), BROWSER);

    for (PersonId each : List.of(byPhone, byCounter, byProof)) {
      assertThat(changes.when(each, own(Own.PASSWORD, Own.PASSKEY))).isEqualTo(When.AT_COUNTER);
    }
  }

  @Test
  @Clause({"A13", "L1"})
  void whatWhoeverHadANamelessAccountStoppedBindsItsOwnerNot() {
    String account = UUID.randomUUID().toString();
    PersonId person = ((Enrolment.Created) enrol(alipay(account).phone(old.reveal()))).person();
    ask(person, own(Own.PASSWORD));
    changes.cancel(person, Shown.of(Own.PHONE), BROWSER);
    assertThat(changes.needsBetterEvidence(person)).isTrue();

    String number = ProofFixtures.idNumber();
    PhoneNumber owners = ProofFixtures.phone(ProofFixtures.phone());
    assertThat(enrol(alipay(account).document(resident(number)).phone(owners.reveal())))
        .isEqualTo(new Enrolment.Recognised(person));

    assertThat(changes.wasStopped(person)).isFalse();
    assertThat(ask(person, own(Own.PASSWORD, Own.PASSKEY))).isEqualTo(new Outcome.Changed());
    assertThat(phoneOf(person)).isEqualTo(fresh);
  }

  @Test
  void whatTheCounterBeganAfterAStopSettlesItWhenItIsDone() {
    PersonId person = registered(old);
    ask(person, own(Own.PASSWORD));
    changes.cancel(person, Shown.of(Own.PHONE), BROWSER);
    changes.askFor(person, fresh, Window.decided(LOST, CASE), RequestOrigin.SERVER);
    assertThat(changes.wasStopped(person)).isTrue();

    holdIsOver(person);
    changes.finishDue();

    assertThat(phoneOf(person)).isEqualTo(fresh);
    assertThat(changes.wasStopped(person)).isFalse();
  }

  @Test
  @Clause("A13")
  void whoNeverHadAPhoneGetsNoneBesideAProofOfLessAfterAStop() {
    String account = UUID.randomUUID().toString();
    String number = ProofFixtures.idNumber();
    PersonId person =
        ((Enrolment.Created) enrol(alipay(account).document(resident(number)))).person();
    ask(person, own(Own.PASSKEY));
    changes.cancel(person, Shown.of(Own.LINKED_WAY), BROWSER);

    assertThat(enrol(alipay(account).phone(fresh.reveal())))
        .isEqualTo(new Enrolment.Recognised(person));

    assertThat(profiles.find(person).orElseThrow().phone()).isEmpty();
    assertThat(changes.waiting(person)).isEmpty();
  }

  @Test
  void anOperatorsChangeWaitsAndTwoStopsByOneThingSendBothSidesToTheCounter() {
    PersonId person = registered(old);
    for (int i = 0; i < 2; i++) {
      assertThat(changes.askFor(person, fresh, Window.decided(LOST, CASE), RequestOrigin.SERVER))
          .isInstanceOf(Outcome.Waits.class);
      assertThat(changes.cancel(person, Shown.of(Own.PHONE), BROWSER)).isEqualTo(Stopped.STOPPED);
    }

    assertThat(changes.askFor(person, fresh, Window.decided(LOST, CASE), RequestOrigin.SERVER))
        .isEqualTo(new Outcome.AtCounter());
    assertThat(phoneOf(person)).isEqualTo(old);
  }

  @Test
  void whoIsShutOutMeanwhileKeepsTheOldPhone() {
    PersonId person = registered(old);
    ask(person, own(Own.PHONE));
    holdIsOver(person);
    standings.disable(person, CASE, Window.OPERATOR, BROWSER);

    changes.finishDue();
    assertThat(ask(person, own(Own.PASSWORD, Own.PHONE))).isEqualTo(new Outcome.Nobody());

    standings.enable(person, Window.approved(CASE), BROWSER);
    assertThat(phoneOf(person)).isEqualTo(old);
  }

  @Test
  @Clause("A13")
  void whoIsLetInAgainHasTwoDaysToStopWhatWaited() {
    PersonId person = registered(old);
    ask(person, own(Own.PHONE));
    standings.disable(person, CASE, Window.OPERATOR, BROWSER);
    holdIsOver(person);
    standings.enable(person, Window.approved(CASE), BROWSER);

    assertThat(changes.waiting(person).orElseThrow().dueAt())
        .isAfter(clock.instant().plus(Duration.ofHours(47)));
    changes.finishDue();
    assertThat(phoneOf(person)).isEqualTo(old);
    assertThat(trail(person)).endsWith("person.enabled", "phone.change.started");
    assertThat(told(person))
        .containsExactly(
            "PHONE_CHANGE_BEGUN", "PHONE_WANTED", "PHONE_CHANGE_BEGUN", "PHONE_WANTED");
    assertThat(changes.cancel(person, Shown.of(Own.PHONE), BROWSER)).isEqualTo(Stopped.STOPPED);
  }

  @Test
  void theHoldIsEndedByTheClock() {
    PersonId person = registered(old);
    Job job =
        jobs.stream().filter(each -> each.name().equals("phone-changes")).findFirst().orElseThrow();
    ask(person, own(Own.PHONE));
    job.run();
    assertThat(phoneOf(person)).isEqualTo(old);

    holdIsOver(person);
    job.run();

    assertThat(phoneOf(person)).isEqualTo(fresh);
    assertThat(job.every()).isLessThanOrEqualTo(Duration.ofMinutes(1));
  }

  @Test
  @Clause("A13")
  void whileOneWaitsNothingElseChangesOnAnyPath() throws Exception {
    PersonId person = registered(old);
    assertThat(passwords.set(person, "床前明月光疑是地上霜", BROWSER)).isEqualTo(Change.ACCEPTED);
    FakeAuthenticator authenticator = new FakeAuthenticator();
    assertThat(addPasskey(person, authenticator)).isTrue();
    UUID passkey =
        jdbc.sql("SELECT id FROM passkey_credential WHERE person = ?")
            .param(person.value())
            .query(UUID.class)
            .single();
    ask(person, own(Own.PHONE));

    assertThat(passwords.set(person, "疑是地上霜举头望明月", BROWSER)).isEqualTo(Change.PHONE_WAITS);
    assertThat(addPasskey(person, new FakeAuthenticator())).isFalse();
    assertThat(passkeys.remove(person, passkey, Optional.empty(), BROWSER)).isFalse();
    assertThat(
            changes.askFor(
                person,
                ProofFixtures.phone(ProofFixtures.phone()),
                Window.decided(LOST, CASE),
                BROWSER))
        .isInstanceOf(Outcome.WaitsAlready.class);
    assertThat(trail(person)).last().isEqualTo("phone.change.started");

    changes.cancel(person, Shown.of(Own.PASSKEY), BROWSER);
    assertThat(passkeys.remove(person, passkey, Optional.empty(), BROWSER)).isTrue();
  }

  private boolean addPasskey(PersonId person, FakeAuthenticator authenticator) throws Exception {
    PasskeyCredentials.Ceremony ceremony = passkeys.register(person);
    return passkeys.finishRegistration(
        person,
        ceremony.challenge(),
        authenticator.create(ceremony.optionsJson()),
        PasskeyCredentials.label(true),
        BROWSER);
  }

  @Test
  void noWayIsLinkedWhileOneWaits() {
    String number = ProofFixtures.idNumber();
    PersonId person = ((Enrolment.Created) enrol(named(number).phone(old.reveal()))).person();
    ask(person, own(Own.PHONE));
    String account = UUID.randomUUID().toString();

    assertThat(enrol(face(number).phone(old.reveal()).account("alipay", "app-1", account)))
        .isEqualTo(new Enrolment.Recognised(person));
    assertThat(links(person)).isZero();

    changes.cancel(person, Shown.of(Own.PHONE), BROWSER);
    enrol(face(number).phone(old.reveal()).account("alipay", "app-1", account));
    assertThat(links(person)).isEqualTo(1);
  }

  /** What the outbox holds for the person, the earliest first. */
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

  private static ProofFixtures.Builder named(String number) {
    return proof().document(resident(number)).name("林晓月");
  }

  private static ProofFixtures.Builder face(String number) {
    return named(number).by(Method.LIVE_PORTRAIT_MATCH, "population-register", Factor.FACE);
  }

  private long links(PersonId person) {
    return jdbc.sql("SELECT count(*) FROM upstream_link WHERE person = ?")
        .param(person.value())
        .query(Long.class)
        .single();
  }

  @Test
  void thingsOfOneKindAreOneWeakFactor() {
    PersonId person = registered(old);
    for (int i = 0; i < 2; i++) {
      changes.askFor(person, fresh, Window.decided(LOST, CASE), RequestOrigin.SERVER);
      changes.cancel(person, Shown.of(Own.PHONE, Own.LINKED_WAY), BROWSER);
    }
    assertThat(changes.askFor(person, fresh, Window.decided(LOST, CASE), RequestOrigin.SERVER))
        .isEqualTo(new Outcome.AtCounter());
  }

  @Test
  @Clause("A13")
  void twoStopsByThingsOfOneKindAreTwoWhicheverTheyWere() {
    PersonId person = registered(old);
    for (Own each : List.of(Own.PHONE, Own.LINKED_WAY)) {
      assertThat(changes.askFor(person, fresh, Window.decided(LOST, CASE), RequestOrigin.SERVER))
          .isInstanceOf(Outcome.Waits.class);
      assertThat(changes.cancel(person, Shown.of(each), BROWSER)).isEqualTo(Stopped.STOPPED);
    }

    assertThat(changes.askFor(person, fresh, Window.decided(LOST, CASE), RequestOrigin.SERVER))
        .isEqualTo(new Outcome.AtCounter());
    PersonId other = registered(old);
    for (Own each : List.of(Own.PHONE, Own.PASSWORD)) {
      changes.askFor(other, fresh, Window.decided(LOST, CASE), RequestOrigin.SERVER);
      changes.cancel(other, Shown.of(each), BROWSER);
    }
    changes.askFor(other, fresh, Window.decided(LOST, CASE), RequestOrigin.SERVER);
    assertThat(changes.cancel(other, Shown.of(Own.PHONE, Own.LINKED_WAY), BROWSER))
        .as("the second of its kind")
        .isEqualTo(Stopped.STOPPED);
    assertThat(changes.askFor(other, fresh, Window.decided(LOST, CASE), RequestOrigin.SERVER))
        .isEqualTo(new Outcome.AtCounter());
  }

  @Test
  void aPhoneOfFiveHasNoRoom() {
    PersonId person = registered(old);
    for (int i = 0; i < 5; i++) {
      // three are opened in thirty days: as if each had come a month after the other
      jdbc.sql(
              "UPDATE phone_credential SET bound_at = bound_at - interval '31 days' WHERE person = ?")
          .param(registered(fresh).value())
          .update();
    }

    assertThat(ask(person, own(Own.PASSWORD, Own.PHONE))).isEqualTo(new Outcome.NoRoom());
    assertThat(phoneOf(person)).isEqualTo(old);
  }

  @Test
  @Clause("A13")
  void aNumberThatIsNotTheirsEndsOnlyWhatIsNotFresh() {
    PersonId earlier = registered(old);
    jdbc.sql("UPDATE phone_credential SET own_use_at = now() - interval '99 days' WHERE person = ?")
        .param(earlier.value())
        .update();
    PersonId family = registered(old);

    assertThat(changes.disown(old, BROWSER)).isEqualTo(1);

    assertThat(phones.owner(old, BROWSER)).isEqualTo(new TheirOwn(family));
    assertThat(trail(earlier)).last().isEqualTo("credential.removed");
  }

  /** As a merge of the two does: the one with the lower id first (ADR 0020). */
  @Test
  @Clause("N5")
  void aNumberThatIsNobodysAnyMoreLocksItsPersonsInTheOrderOfTheirIds() throws Exception {
    PersonId first = registered(ProofFixtures.phone(ProofFixtures.phone()));
    PersonId second = registered(old);
    changes.ask(first, old, own(Own.PHONE, Own.PASSWORD), BROWSER);
    List.of(first, second).forEach(this::unused);
    try (ExecutorService other = Executors.newSingleThreadExecutor()) {
      Future<Integer> ended =
          database.execute(_ -> {
            persons.find(first);
            Future<Integer> running = other.submit(() -> changes.disown(old, BROWSER));
            Awaitility.await().pollInSameThread().until(this::somebodyWaits);
            persons.find(second); // deadlocks with whoever has this one and waits for the first
            return running;
          });

      assertThat(Within.done(ended)).isEqualTo(2);
    }
    assertThat(phones.owner(old, BROWSER)).isEqualTo(new PhoneOwner.Nobody());
  }

  private boolean somebodyWaits() {
    return jdbc.sql(
            """
            SELECT EXISTS (SELECT 1 FROM pg_stat_activity
                            WHERE pg_backend_pid() = ANY (pg_blocking_pids(pid)))
            """)
        .query(Boolean.class)
        .single();
  }

  /** Signed in a while ago. */
  private Sessions.Started signedIn(PersonId person, String way, Factor... factors) {
    SignInId signIn = new SignInId(TimeOrderedId.at(clock.instant().minusSeconds(9), random));
    return sessions.start(
        new Sessions.Authenticated(person, signIn, way, Set.of(factors)),
        Optional.empty(),
        BROWSER);
  }

  private boolean lives(Sessions.Started started) {
    return sessions.find(started.cookieValue()).isPresent();
  }

  @Test
  @Clause("A13")
  void aNumberThatFallsEndsTheSessionsAndSignInsThatRestOnIt() {
    PersonId earlier = registered(old);
    Sessions.Started code = signedIn(earlier, "sms", Factor.SMS);
    Sessions.Started named = signedIn(earlier, "test-form", Factor.SMS);
    Sessions.Started fact = signedIn(earlier, Authentication.BY_FACT, Factor.SMS);
    Sessions.Started known = signedIn(earlier, Authentication.KNOWN_BROWSER);
    Sessions.Started word = signedIn(earlier, "password", Factor.PASSWORD);
    Sessions.Started face = signedIn(earlier, "test-face", Factor.FACE, Factor.SMS);
    SignInId waits = new SignInId(TimeOrderedId.at(clock.instant(), random));
    int shown = takeOvers.ways(earlier);
    assertThat(takeOvers.mayStart(earlier, waits, shown)).isEqualTo(TakeOvers.Start.ALLOWED);
    jdbc.sql("UPDATE phone_credential SET own_use_at = now() - interval '99 days' WHERE person = ?")
        .param(earlier.value())
        .update();

    assertThat(changes.disown(old, BROWSER)).isEqualTo(1);

    assertThat(List.of(lives(code), lives(named), lives(fact), lives(known))).containsOnly(false);
    assertThat(List.of(lives(word), lives(face))).as("what is not the phone's").containsOnly(true);
    assertThat(takeOvers.mayStart(earlier, waits, shown))
        .isEqualTo(TakeOvers.Start.ENDED_MEANWHILE);
    assertThat(trail(earlier))
        .endsWith(
            "credential.removed",
            "session.ended",
            "session.ended",
            "session.ended",
            "session.ended");
  }

  @Test
  @Clause("A13")
  void anotherPhoneEndsTheSessionsThatRestOnTheOldOneButThatInWhichItWasChanged() {
    PersonId person = registered(old);
    Sessions.Started here = signedIn(person, "sms", Factor.SMS);
    Sessions.Started elsewhere = signedIn(person, "sms", Factor.SMS);
    Sessions.Started word = signedIn(person, "password", Factor.PASSWORD);
    SignInId signIn = sessions.find(here.cookieValue()).orElseThrow().signIn();

    assertThat(changes.ask(person, fresh, own(Own.PASSWORD, Own.PHONE), signIn, BROWSER))
        .isEqualTo(new Outcome.Changed());

    assertThat(List.of(lives(here), lives(word))).containsOnly(true);
    assertThat(lives(elsewhere)).isFalse();
    assertThat(trail(person)).endsWith("phone.changed", "session.ended");
  }

  @Test
  @Clause("A13")
  void whenTheHoldIsOverNoSessionRestsOnTheOldPhone() {
    PersonId person = registered(old);
    Sessions.Started code = signedIn(person, "sms", Factor.SMS);
    Sessions.Started word = signedIn(person, "password", Factor.PASSWORD);
    SignInId signIn = sessions.find(code.cookieValue()).orElseThrow().signIn();
    changes.ask(person, fresh, own(Own.PHONE), signIn, BROWSER);
    assertThat(lives(code)).isTrue();

    holdIsOver(person);
    changes.finishDue();

    assertThat(lives(code)).isFalse();
    assertThat(lives(word)).isTrue();
  }

  private static ProofFixtures.Builder alipay(String account) {
    return proof()
        .account("alipay", "app-1", account)
        .by(Method.CERTIFIED_PAYMENT_ACCOUNT, "alipay", Factor.UPSTREAM_ACCOUNT);
  }

  @Test
  @Clause("A13")
  void inPlaceOfAFallenPhoneALinkedWayAloneGetsAnotherAfterTheHold() {
    PersonId person = registered(old);
    String account = UUID.randomUUID().toString();
    PersonId linked =
        ((Enrolment.Created)
                enrol(
                    alipay(account)
                        .document(ProofFixtures.resident(ProofFixtures.idNumber()))
                        .phone(old.reveal()))) // shares the phone
            .person();
    jdbc.sql("UPDATE phone_credential SET ended_at = now() WHERE person = ?")
        .param(linked.value())
        .update();

    assertThat(enrol(alipay(account).phone(fresh.reveal())))
        .isEqualTo(new Enrolment.Recognised(linked));

    assertThat(profiles.find(linked).orElseThrow().phone()).isEmpty();
    assertThat(changes.waiting(linked).orElseThrow().phone()).isEqualTo(fresh);
    assertThat(phones.owner(old, BROWSER)).isEqualTo(new TheirOwn(person));
  }

  @Test
  void ofTwoAtOnceOneBegins() throws Exception {
    PersonId person = registered(old);

    List<Outcome> outcomes = EnrolmentsTest.atOnce(8, () -> ask(person, own(Own.PHONE)));

    assertThat(outcomes).filteredOn(Outcome.Waits.class::isInstance).hasSize(1);
    assertThat(outcomes).filteredOn(Outcome.WaitsAlready.class::isInstance).hasSize(7);
  }

  @Test
  @Clause("T10")
  void theNewNumberStandsNowhereInTheClear() {
    PersonId person = registered(old);
    ask(person, own(Own.PHONE));

    String row =
        jdbc.sql("SELECT c::text FROM phone_change c WHERE person = ?")
            .param(person.value())
            .query(String.class)
            .single();
    assertThat(row).doesNotContain(fresh.reveal().substring(3));
  }
}
