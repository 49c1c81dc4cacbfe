package cn.tongxing.idp.identity;

import static cn.tongxing.idp.identity.ProofFixtures.proof;
import static cn.tongxing.idp.identity.ProofFixtures.resident;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.tongxing.adapter.spi.EvidenceItem.Method;
import cn.tongxing.adapter.spi.Factor;
import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.identity.AccountRule.Own;
import cn.tongxing.idp.identity.AccountRule.RegisteredTo;
import cn.tongxing.idp.identity.TakeOvers.Decision;
import cn.tongxing.idp.identity.TakeOvers.Outcome;
import cn.tongxing.idp.identity.store.HolderRows;
import cn.tongxing.idp.identity.store.PhoneRows;
import cn.tongxing.idp.kernel.IdentityAssurance;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.kernel.TimeOrderedId;
import cn.tongxing.idp.session.Sessions;
import cn.tongxing.idp.testing.Clause;
import cn.tongxing.idp.testing.identity.AuditTrail;
import cn.tongxing.idp.testing.identity.Carriers;
import cn.tongxing.idp.testing.identity.IdentitySlice;
import cn.tongxing.idp.testing.identity.Window;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Row t: somebody has opened an account by another's name and number. */
@IdentitySlice
class TakeOversTest {

  private static final RequestOrigin BROWSER = new RequestOrigin("203.0.113.9", "test");
  private static final String SQUATTERS_PASSWORD = "correct horse battery";
  private static final Decision FOUR_EYES = decision("window-3", "window-4");
  private static final Freezes.Case CALMED =
      new Freezes.Case(new Standings.Reason("calmed"), new Standings.Reason("case/8"));

  @Autowired private TakeOvers takeOvers;
  @Autowired private EvidenceWithdrawals withdrawals;
  @Autowired private PhoneHolders holders;
  @Autowired private Enrolments enrolments;
  @Autowired private PhoneCredentials phones;
  @Autowired private PhoneChanges changes;
  @Autowired private PasswordCredentials passwords;
  @Autowired private PasskeyCredentials passkeys;
  @Autowired private Profiles profiles;
  @Autowired private Freezes freezes;
  @Autowired private Standings standings;
  @Autowired private Merges merges;
  @Autowired private Subjects subjects;
  @Autowired private Sessions sessions;
  @Autowired private HolderRows holderRows;
  @Autowired private PhoneRows phoneRows;
  @Autowired private Carriers carriers;
  @Autowired private TransactionOperations database;
  @Autowired private InstantSource clock;
  @Autowired private SecureRandom random;
  @Autowired private JdbcClient jdbc;

  private final String number = ProofFixtures.idNumber();
  private final PhoneNumber squatters = ProofFixtures.phone(ProofFixtures.phone());
  private final PhoneNumber owners = ProofFixtures.phone(ProofFixtures.phone());

  @BeforeEach
  void theCarriersKnow() {
    carriers.say(owners, RegisteredTo.THEIRS);
    carriers.say(squatters, RegisteredTo.ANOTHERS);
  }

  private static Decision decision(String operator, String second) {
    return new Decision(
        new Standings.Reason("squatted"),
        new Standings.Reason("case/2026-11"),
        new Standings.Reason(operator),
        new Standings.Reason(second));
  }

  private SignInId signIn() {
    return new SignInId(TimeOrderedId.at(clock.instant(), random));
  }

  private ProofFixtures.Builder pair(PhoneNumber phone) {
    return proof().document(resident(number)).name("林晓月").phone(phone.reveal());
  }

  private Enrolment enrol(ProofFixtures.Builder proof) {
    return enrolments.enrol(
        holders.witnessed(proof.build(), new Hears(true, true)), signIn(), BROWSER);
  }

  record Hears(boolean isTaken, boolean tells) implements PhoneHolders.Hearing {
    @Override
    public boolean takes(Optional<PersonId> holder) {
      return isTaken;
    }
  }

  @Test
  @Clause({"A1", "L6"})
  void nobodyIsAskedWhereTheAnswerIsThatOfAMismatchAllTheSame() {
    PersonId person = squatted();
    PhoneNumber strangers = ProofFixtures.phone(ProofFixtures.phone());
    Proof right = pair(strangers).build();
    Proof renamed =
        proof().document(resident(number)).name("林晓星").phone(strangers.reveal()).build();

    holders.witnessed(right, new Hears(true, false));
    holders.witnessed(right, new Hears(false, true));
    holders.witnessed(renamed, new Hears(true, true));
    freezes.freeze(person, BROWSER);
    holders.witnessed(right, new Hears(true, true));
    freezes.thaw(person, Freezes.Recent.KEEP, Window.decided(CALMED), BROWSER);
    standings.disable(person, new Standings.Reason("checked"), Window.OPERATOR, BROWSER);
    holders.witnessed(right, new Hears(true, true));
    assertThat(carriers.timesAsked(strangers)).isZero();

    standings.enable(person, Window.approved(new Standings.Reason("checked")), BROWSER);
    holders.witnessed(right, new Hears(true, true));
    assertThat(carriers.timesAsked(strangers)).isEqualTo(1);
  }

  @Test
  void theCarriersAreAskedForWhoIsNew() {
    holders.witnessed(pair(owners).build(), new Hears(true, false));

    assertThat(carriers.timesAsked(owners)).isEqualTo(1);
  }

  /** Somebody opens the account by name and number, and settles in. */
  private PersonId squatted() {
    PersonId person = ((Enrolment.Created) enrol(pair(squatters))).person();
    passwords.set(person, SQUATTERS_PASSWORD, BROWSER);
    return person;
  }

  private Sessions.Started signedIn(PersonId person) {
    return sessions.start(
        new Sessions.Authenticated(person, signIn(), "password", Set.of(Factor.PASSWORD)),
        Optional.empty(),
        BROWSER);
  }

  /** The types of the documents that the carriers' word is about. */
  private List<String> namedByCarriers(PersonId person) {
    return jdbc.sql(
            """
            SELECT d.type FROM evidence e
              JOIN evidence_document n ON n.evidence = e.id
              JOIN identity_document d ON d.id = n.document
             WHERE e.person = ? AND e.method = 'CARRIER_THREE_ELEMENTS'
            """)
        .param(person.value())
        .query(String.class)
        .list();
  }

  private void holdIsOver(PersonId person) {
    jdbc.sql("UPDATE take_over SET due_at = started_at WHERE person = ? AND ended_at IS NULL")
        .param(person.value())
        .update();
  }

  private IdentityAssurance level(PersonId person) {
    return profiles.find(person).orElseThrow().level();
  }

  private List<String> toldOf(PersonId person) {
    return jdbc.sql("SELECT kind FROM notice WHERE person = ? AND kind LIKE 'TAKE%'")
        .param(person.value())
        .query(String.class)
        .list();
  }

  private List<String> trail(PersonId person) {
    return new AuditTrail(jdbc).of(person);
  }

  @Test
  @Clause({"L1", "A1"})
  void theTrueHolderTakesTheAccountOverAfterTwoDaysAndEverythingFromBeforeEnds() {
    PersonId person = squatted();
    String subject = subjects.of(person, "hospital");
    Sessions.Started session = signedIn(person);

    Enrolment.TakesOver told = (Enrolment.TakesOver) enrol(pair(owners));

    assertThat(told.person()).isEqualTo(person);
    assertThat(Duration.between(clock.instant(), told.dueAt()))
        .isBetween(AccountRule.HOLD.minusMinutes(1), AccountRule.HOLD);
    takeOvers.finishDue();
    assertThat(passwords.asked(squatters.reveal()).check(SQUATTERS_PASSWORD)).contains(person);
    assertThat(level(person)).as("nothing is lent to the squatter").isEqualTo(IdentityAssurance.P2);
    holdIsOver(person);
    assertThat(takeOvers.finishDue()).isEqualTo(1);
    assertThat(takeOvers.finishDue()).isZero();

    assertThat(phones.owner(owners, BROWSER)).isEqualTo(new PhoneOwner.TheirOwn(person));
    assertThat(phones.owner(squatters, BROWSER)).isEqualTo(new PhoneOwner.Nobody());
    assertThat(passwords.exists(person)).isFalse();
    assertThat(passwords.asked(number).check(SQUATTERS_PASSWORD)).isEmpty();
    assertThat(sessions.find(session.cookieValue())).isEmpty();
    assertThat(subjects.of(person, "hospital")).isEqualTo(subject);
    assertThat(level(person)).isEqualTo(IdentityAssurance.P3);
    assertThat(namedByCarriers(person)).as("by the carriers, too").containsExactly("111");
    assertThat(trail(person)).contains("takeover.started", "takeover.completed", "session.ended");
    assertThat(toldOf(person))
        .as("both phones, both times")
        .containsExactlyInAnyOrder(
            "TAKE_OVER_BEGUN", "TAKE_OVER_BEGUN", "TAKEN_OVER", "TAKEN_OVER");
    assertThat(enrol(pair(owners))).isInstanceOf(Enrolment.Recognised.class);
  }

  @Test
  @Clause("A1")
  void aSecondTryOfTheHolderStartsNoSecondHold() {
    PersonId person = squatted();
    Enrolment first = enrol(pair(owners));

    assertThat(enrol(pair(owners))).isEqualTo(first);
    assertThat(trail(person)).filteredOn("takeover.started"::equals).hasSize(1);
  }

  @Test
  @Clause("L1")
  void theSquatterStopsNothingByAFactorAndKeepsNothingThatIsAddedMeanwhile() {
    PersonId person = squatted();
    enrol(pair(owners));

    assertThat(changes.cancel(person, AccountRule.Shown.of(Own.PHONE, Own.PASSWORD), BROWSER))
        .isEqualTo(PhoneChanges.Stopped.NOTHING_WAITS);
    assertThat(enrol(pair(squatters))).isInstanceOf(Enrolment.Recognised.class);
    jdbc.sql(
            """
            INSERT INTO upstream_link
            VALUES (gen_random_uuid(), :person, 'peer', 'issuer', '\\x02' || uuid_send(:person),
                    :index, true, now(), null, 'peer')
            """)
        .param("person", person.value())
        .param("index", new byte[32])
        .update();
    assertThat(takeOvers.waiting(person)).isPresent();
    holdIsOver(person);
    takeOvers.finishDue();

    assertThat(passwords.exists(person)).isFalse();
    assertThat(
            jdbc.sql("SELECT count(*) FROM upstream_link WHERE person = ?")
                .param(person.value())
                .query(Long.class)
                .single())
        .isZero();
    assertThat(enrol(pair(squatters))).isNotInstanceOf(Enrolment.Recognised.class);
  }

  @Test
  void betterEvidenceOfTheOtherSideStopsItAndTheCounterDecides() {
    PersonId person = squatted();
    enrol(pair(owners));
    Enrolment raised =
        enrol(pair(squatters).by(Method.LIVE_PORTRAIT_MATCH, "register", Factor.FACE));
    assertThat(raised).isEqualTo(new Enrolment.Recognised(person));

    holdIsOver(person);
    takeOvers.finishDue();

    assertThat(passwords.exists(person)).isTrue();
    assertThat(phones.owner(squatters, BROWSER)).isEqualTo(new PhoneOwner.TheirOwn(person));
    assertThat(trail(person)).contains("takeover.stopped").doesNotContain("takeover.completed");
    assertThat(takeOvers.atCounter(person, owners, FOUR_EYES, BROWSER))
        .isEqualTo(Outcome.RESTS_ON_MORE);
  }

  @Test
  void anAccountThatRestsOnMoreIsNotTakenOver() {
    PersonId person =
        ((Enrolment.Created)
                enrol(pair(squatters).by(Method.LIVE_PORTRAIT_MATCH, "register", Factor.FACE)))
            .person();

    assertThat(enrol(pair(owners))).isNotInstanceOf(Enrolment.TakesOver.class);
    assertThat(takeOvers.waiting(person)).isEmpty();
  }

  @Test
  void whereTheOtherPhoneIsTheirsOrNothingIsKnownTheCounterDecides() {
    carriers.say(squatters, RegisteredTo.UNKNOWN);
    PersonId person = squatted();

    assertThat(enrol(pair(owners)))
        .isNotInstanceOfAny(Enrolment.TakesOver.class, Enrolment.Recognised.class);
    assertThat(takeOvers.waiting(person)).isEmpty();
  }

  @Test
  void aPhoneInAnothersNameTakesNothingOver() {
    PersonId person = squatted();
    carriers.say(owners, RegisteredTo.ANOTHERS);

    assertThat(enrol(pair(owners))).isNotInstanceOf(Enrolment.TakesOver.class);
    assertThat(takeOvers.waiting(person)).isEmpty();
  }

  @Test
  void aPhoneInTheirOwnNameOpensTheAccountAtP3AndAnothersRefusesNobody() {
    PersonId own = ((Enrolment.Created) enrol(pair(owners))).person();
    PersonId childs =
        ((Enrolment.Created)
                enrol(
                    proof()
                        .document(resident(ProofFixtures.idNumber()))
                        .name("林小雨")
                        .phone(squatters.reveal())))
            .person();

    assertThat(level(own)).isEqualTo(IdentityAssurance.P3);
    assertThat(level(childs)).isEqualTo(IdentityAssurance.P2);
  }

  @Test
  void theCarriersAreAskedOnceForAPersonAndAPhone() {
    enrol(pair(owners));
    enrol(pair(owners));
    enrol(pair(owners));

    assertThat(carriers.timesAsked(owners)).isEqualTo(1);
  }

  @Test
  void beyondTheNumberOfTheDayNobodyIsAsked() {
    assertThat(holderRows.claim(resident(number), owners, 0, clock.instant())).isFalse();
    assertThat(holderRows.claim(resident(number), owners, 5000, clock.instant())).isTrue();
    assertThat(holderRows.claim(resident(number), owners, 5000, clock.instant()))
        .as("asked once, also where the answer says nothing")
        .isFalse();
  }

  @Test
  void ofManyAtOnceNoneIsAskedBeyondTheNumberOfTheDay() throws Exception {
    int most = 4 + claimedToday();
    var number = new java.util.concurrent.atomic.AtomicInteger();

    List<Boolean> claims =
        EnrolmentsTest.atOnce(
            24,
            () ->
                holderRows.claim(
                    resident(this.number),
                    ProofFixtures.phone("1331122%04d".formatted(number.getAndIncrement())),
                    most,
                    clock.instant()));

    assertThat(claims).filteredOn(Boolean.TRUE::equals).hasSize(4);
    assertThat(claimedToday()).isEqualTo(most);
  }

  private int claimedToday() {
    return jdbc.sql("SELECT count(*) FROM phone_holder WHERE asked_at > ?")
        .param(clock.instant().minus(Duration.ofDays(1)).atOffset(ZoneOffset.UTC))
        .query(Integer.class)
        .single();
  }

  @Test
  void aLinkThatComesBackIsFoundUnderTheIndexesOfNow() {
    String account = UUID.randomUUID().toString();
    PersonId person =
        ((Enrolment.Created) enrol(pair(squatters).account("alipay", "app-1", account))).person();
    takeOvers.atCounter(person, owners, FOUR_EYES, BROWSER);
    jdbc.sql(
            """
            UPDATE ended_factor
               SET content = jsonb_set(content, '{subject_index}', to_jsonb(sha256('another key')))
             WHERE place = 'upstream_link' AND content ->> 'person' = ?
            """)
        .param(person.toString())
        .update();

    assertThat(takeOvers.undo(person, FOUR_EYES, BROWSER)).isEqualTo(Outcome.DONE);

    assertThat(
            enrol(
                proof()
                    .account("alipay", "app-1", account)
                    .by(Method.CERTIFIED_PAYMENT_ACCOUNT, "alipay", Factor.UPSTREAM_ACCOUNT)))
        .isEqualTo(new Enrolment.Recognised(person));
  }

  /** A change of phone that the owner stopped; two things of different kinds change it no more. */
  private PersonId stopped() {
    PersonId person = squatted();
    PhoneNumber thiefs = ProofFixtures.phone(ProofFixtures.phone());
    changes.ask(person, thiefs, own(Own.PASSWORD), BROWSER);
    assertThat(changes.cancel(person, AccountRule.Shown.of(Own.PHONE), BROWSER))
        .isEqualTo(PhoneChanges.Stopped.STOPPED);
    return person;
  }

  private static AccountRule.Shown own(Own... things) {
    return new AccountRule.Shown(Set.of(things), Optional.empty(), false);
  }

  private void assertStopCounts(PersonId person) {
    assertThat(takeOvers.undo(person, FOUR_EYES, BROWSER)).isEqualTo(Outcome.DONE);
    assertThat(changes.wasStopped(person)).isTrue();
    assertThat(changes.ask(person, owners, own(Own.PASSWORD, Own.PHONE), BROWSER))
        .isEqualTo(new PhoneChanges.Outcome.AtCounter());
    assertThat(phones.owner(squatters, BROWSER)).isEqualTo(new PhoneOwner.TheirOwn(person));
  }

  @Test
  @Clause({"A13", "L9"})
  void undoingATakeOverAtTheCounterBringsBackTheStopOfAChangeOfPhone() {
    PersonId person = stopped();

    assertThat(takeOvers.atCounter(person, owners, FOUR_EYES, BROWSER)).isEqualTo(Outcome.DONE);

    assertThat(changes.wasStopped(person)).as("whoever stopped it is out").isFalse();
    assertStopCounts(person);
  }

  @Test
  @Clause({"A13", "L9"})
  void soItDoesWhereAFaceTookTheAccountOver() {
    PersonId person = stopped();
    enrol(pair(owners).by(Method.LIVE_PORTRAIT_MATCH, "register", Factor.FACE));
    assertThat(changes.wasStopped(person)).isFalse();

    assertStopCounts(person);
  }

  @Test
  @Clause("A13")
  void whatTheTakerStoppedIsUndoneWithTheTakeOver() {
    PersonId person = squatted();
    takeOvers.atCounter(person, owners, FOUR_EYES, BROWSER);
    changes.ask(person, ProofFixtures.phone(ProofFixtures.phone()), own(Own.PHONE), BROWSER);
    changes.cancel(person, AccountRule.Shown.of(Own.PHONE), BROWSER);
    assertThat(changes.wasStopped(person)).isTrue();

    assertThat(takeOvers.undo(person, FOUR_EYES, BROWSER)).isEqualTo(Outcome.DONE);

    assertThat(changes.wasStopped(person)).isFalse();
  }

  /** Told of 48 hours at a phone that is bound to nobody. */
  private PersonId waitsForAnother(PersonId person) {
    PhoneNumber wanted = ProofFixtures.phone(ProofFixtures.phone());
    assertThat(changes.ask(person, wanted, own(Own.PASSWORD), BROWSER))
        .isInstanceOf(PhoneChanges.Outcome.Waits.class);
    return person;
  }

  private void assertTheChangeEndedBefore(PersonId person, String event) {
    assertThat(changes.waiting(person)).isEmpty();
    assertThat(trail(person)).containsSubsequence("phone.change.cancelled", event);
    assertThat(cancelsTold(person)).as("the phone that waited").isEqualTo(1);
  }

  private int cancelsTold(PersonId person) {
    return jdbc.sql(
            "SELECT count(*) FROM notice WHERE person = ? AND kind = 'PHONE_CHANGE_CANCELLED'")
        .param(person.value())
        .query(Integer.class)
        .single();
  }

  @Test
  @Clause({"L1", "A13"})
  void thePhoneThatWaitedAndIsTheTakersHearsOfTheTakeOverAlone() {
    PersonId person = squatted();
    changes.ask(person, owners, own(Own.PASSWORD), BROWSER);

    takeOvers.atCounter(person, owners, FOUR_EYES, BROWSER);

    assertThat(changes.waiting(person)).isEmpty();
    assertThat(cancelsTold(person)).isZero();
    assertThat(toldOf(person)).containsExactly("TAKEN_OVER", "TAKEN_OVER");
  }

  @Test
  @Clause({"L1", "A13"})
  void aChangeOfPhoneThatWaitsEndsWithATakeOverAndItsPhoneHears() {
    PersonId person = waitsForAnother(squatted());

    takeOvers.atCounter(person, owners, FOUR_EYES, BROWSER);

    assertTheChangeEndedBefore(person, "takeover.completed");
  }

  @Test
  @Clause({"L1", "A13"})
  void soItDoesWhereAFaceTakesTheAccountOver() {
    PersonId person = waitsForAnother(squatted());

    enrol(pair(owners).by(Method.LIVE_PORTRAIT_MATCH, "register", Factor.FACE));

    assertTheChangeEndedBefore(person, "takeover.completed");
  }

  @Test
  @Clause({"L9", "A13"})
  void andWithTheUndoingOfOne() {
    PersonId person = squatted();
    takeOvers.atCounter(person, owners, FOUR_EYES, BROWSER);
    waitsForAnother(person);

    assertThat(takeOvers.undo(person, FOUR_EYES, BROWSER)).isEqualTo(Outcome.DONE);

    assertTheChangeEndedBefore(person, "takeover.undone");
  }

  @Test
  void carriersThatAreDownChangeNothing() {
    PhoneNumber broken = ProofFixtures.phone(ProofFixtures.phone());
    carriers.fail(broken);

    PersonId person = ((Enrolment.Created) enrol(pair(broken))).person();

    assertThat(level(person)).isEqualTo(IdentityAssurance.P2);
  }

  @Test
  @Clause("L1")
  void aFaceTakesTheAccountOverAtOnce() {
    PersonId person = squatted();
    Sessions.Started session = signedIn(person);

    Enrolment taken = enrol(pair(owners).by(Method.LIVE_PORTRAIT_MATCH, "register", Factor.FACE));

    assertThat(taken).isEqualTo(new Enrolment.Recognised(person));
    assertThat(passwords.exists(person)).isFalse();
    assertThat(sessions.find(session.cookieValue())).isEmpty();
    assertThat(phones.owner(owners, BROWSER)).isEqualTo(new PhoneOwner.TheirOwn(person));
    assertThat(phones.owner(squatters, BROWSER)).isEqualTo(new PhoneOwner.Nobody());
    assertThat(trail(person)).contains("takeover.completed");
    assertThat(profiles.find(person).orElseThrow().reverifiedAt()).isPresent();
  }

  @Test
  void theOwnerWhoRaisesTheLevelBesideTheirPhoneKeepsWhatTheyHave() {
    PersonId person = squatted();

    enrol(pair(squatters).by(Method.LIVE_PORTRAIT_MATCH, "register", Factor.FACE));

    assertThat(passwords.exists(person)).isTrue();
    assertThat(trail(person)).doesNotContain("takeover.completed");
  }

  @Test
  void fourEyesUndoATakeOverAndWhatHadEndedIsBack() {
    PersonId person = squatted();
    byte[] handle = new byte[64];
    random.nextBytes(handle);
    jdbc.sql("INSERT INTO passkey_user VALUES (?, ?)").param(person.value()).param(handle).update();
    enrol(pair(owners));
    holdIsOver(person);
    takeOvers.finishDue();
    passwords.set(person, "another long password", BROWSER);
    Sessions.Started takers = signedIn(person);

    Instant taken = profiles.find(person).orElseThrow().reverifiedAt().orElseThrow();
    assertThat(takeOvers.undo(person, FOUR_EYES, BROWSER)).isEqualTo(Outcome.DONE);

    assertThat(profiles.find(person).orElseThrow().reverifiedAt().orElseThrow()).isAfter(taken);
    assertThat(phones.owner(squatters, BROWSER)).isEqualTo(new PhoneOwner.TheirOwn(person));
    assertThat(phones.owner(owners, BROWSER)).isEqualTo(new PhoneOwner.Nobody());
    assertThat(passwords.asked(number).check(SQUATTERS_PASSWORD)).contains(person);
    assertThat(passwords.asked(number).check("another long password")).isEmpty();
    assertThat(
            jdbc.sql("SELECT handle FROM passkey_user WHERE person = ?")
                .param(person.value())
                .query(byte[].class)
                .single())
        .isEqualTo(handle);
    assertThat(sessions.find(takers.cookieValue())).isEmpty();
    assertThat(level(person)).as("the taker's evidence").isEqualTo(IdentityAssurance.P2);
    assertThat(trail(person)).contains("takeover.undone");
    assertThat(takeOvers.undo(person, FOUR_EYES, BROWSER)).isEqualTo(Outcome.NOTHING);
  }

  @Test
  void oneOperatorIsNotTwo() {
    assertThatThrownBy(() -> decision("window-3", "WINDOW-3"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  @Clause("L1")
  void theCounterTakesOverAtOnce() {
    PersonId person = squatted();

    assertThat(takeOvers.atCounter(person, owners, FOUR_EYES, BROWSER)).isEqualTo(Outcome.DONE);

    assertThat(passwords.exists(person)).isFalse();
    assertThat(phones.owner(owners, BROWSER)).isEqualTo(new PhoneOwner.TheirOwn(person));
    assertThat(
            jdbc.sql(
                    "SELECT details::text FROM audit_event WHERE person = ?"
                        + " AND type = 'takeover.completed'")
                .param(person.value())
                .query(String.class)
                .single())
        .contains("window-3", "window-4", "case/2026-11", "squatted");
  }

  @Test
  @Clause("L1")
  void whatWasShownBeforeTheTakeOverEndsInNoSession() {
    PersonId person = squatted();
    int before = takeOvers.ways(person);
    takeOvers.atCounter(person, owners, FOUR_EYES, BROWSER);

    assertThat(takeOvers.mayStart(person, signIn(), before))
        .isEqualTo(TakeOvers.Start.ENDED_MEANWHILE);
    assertThat(takeOvers.mayStart(person, signIn(), takeOvers.ways(person)))
        .isEqualTo(TakeOvers.Start.ALLOWED);
  }

  @Test
  @Clause("L1")
  void whatWasShownBeforeAnyWayEndedEndsInNoSession() {
    PersonId person = squatted();
    int before = takeOvers.ways(person);
    assertThat(takeOvers.mayStart(person, signIn(), before)).isEqualTo(TakeOvers.Start.ALLOWED);

    passwords.set(person, "another horse battery", BROWSER);
    int after = takeOvers.ways(person);
    assertThat(takeOvers.mayStart(person, signIn(), before))
        .as("the password was replaced")
        .isEqualTo(TakeOvers.Start.ENDED_MEANWHILE);
    assertThat(takeOvers.mayStart(person, signIn(), after)).isEqualTo(TakeOvers.Start.ALLOWED);

    jdbc.sql("UPDATE person SET status = 'DISABLED' WHERE id = ?").param(person.value()).update();
    assertThat(takeOvers.mayStart(person, signIn(), after))
        .as("shut out")
        .isEqualTo(TakeOvers.Start.SHUT_OUT);
  }

  @Test
  @Clause("L1")
  void theSignInThatTakesOverGoesOnUnlessAnotherEndsSomethingBesideIt() {
    PersonId person = squatted();
    int before = takeOvers.ways(person);
    SignInId own = signIn();
    var face = pair(owners).by(Method.LIVE_PORTRAIT_MATCH, "population-register", Factor.FACE);
    enrolments.enrol(face.build(), own, BROWSER);

    assertThat(takeOvers.mayStart(person, own, before)).isEqualTo(TakeOvers.Start.ALLOWED);
    assertThat(takeOvers.mayStart(person, signIn(), before))
        .isEqualTo(TakeOvers.Start.ENDED_MEANWHILE);
    int between = takeOvers.ways(person);
    passwords.set(person, "another horse battery", BROWSER);
    passwords.set(person, "another horse staple", Optional.empty(), () -> true, BROWSER);
    assertThat(takeOvers.mayStart(person, own, before)).isEqualTo(TakeOvers.Start.ENDED_MEANWHILE);
    assertThat(takeOvers.mayStart(person, own, between)).isEqualTo(TakeOvers.Start.ENDED_MEANWHILE);
    passwords.set(person, "a third horse staple", Optional.of(own), () -> true, BROWSER);
    assertThat(takeOvers.mayStart(person, own, before))
        .as("its own end of something makes another's not its own")
        .isEqualTo(TakeOvers.Start.ENDED_MEANWHILE);
  }

  @Test
  @Clause("L1")
  void aSignInAndATakeOverAtOnceLeaveNoSessionOfBefore() throws Exception {
    for (int round = 0; round < 5; round++) {
      PersonId person = person(round);
      int before = takeOvers.ways(person);
      PhoneNumber fresh = ProofFixtures.phone(ProofFixtures.phone());
      try (ExecutorService both = Executors.newFixedThreadPool(2)) {
        Callable<Optional<Sessions.Started>> signingIn =
            () ->
                database.execute(_ ->
                    takeOvers.mayStart(person, signIn(), before) == TakeOvers.Start.ALLOWED
                        ? Optional.of(signedIn(person))
                        : Optional.<Sessions.Started>empty());
        Future<Optional<Sessions.Started>> started = both.submit(signingIn);
        Future<Outcome> taken =
            both.submit(() -> takeOvers.atCounter(person, fresh, FOUR_EYES, BROWSER));

        assertThat(taken.get(1, TimeUnit.MINUTES)).isEqualTo(Outcome.DONE);
        assertThat(
                started.get(1, TimeUnit.MINUTES).flatMap(each -> sessions.find(each.cookieValue())))
            .isEmpty();
      }
    }
  }

  private PersonId person(int round) {
    Proof proof =
        proof()
            .document(resident(ProofFixtures.idNumber()))
            .name("林晓" + "一二三四五".charAt(round))
            .phone(ProofFixtures.phone())
            .build();
    return ((Enrolment.Created) enrolments.enrol(proof, signIn(), BROWSER)).person();
  }

  @Test
  @Clause("A1")
  void onePhoneOpensThreeAccountsByNameAndNumberInThirtyDays() {
    PhoneNumber shared = ProofFixtures.phone(ProofFixtures.phone());
    for (int i = 0; i < 3; i++) {
      assertThat(another(shared)).isInstanceOf(Enrolment.Created.class);
    }

    assertThat(another(shared)).isEqualTo(new Enrolment.TooMany());

    jdbc.sql("UPDATE phone_credential SET ended_at = now() WHERE phone_index = ?")
        .param(lastIndex())
        .update();
    assertThat(another(shared)).as("ended ones count").isEqualTo(new Enrolment.TooMany());
  }

  private byte[] lastIndex() {
    return jdbc.sql("SELECT phone_index FROM phone_credential ORDER BY bound_at DESC, id DESC")
        .query(byte[].class)
        .list()
        .getFirst();
  }

  private Enrolment another(PhoneNumber shared) {
    return enrol(
        proof().document(resident(ProofFixtures.idNumber())).name("林晓月").phone(shared.reveal()));
  }

  @Test
  @Clause("A13")
  void whoIsLetInAgainHasTwoDaysMoreAgainstATakeOverThatWaited() {
    PersonId person = squatted();
    enrol(pair(owners));
    freezes.freeze(person, Freezes.Desk.COUNTER, CALMED, Window.OPERATOR, BROWSER);
    holdIsOver(person);
    assertThat(takeOvers.finishDue()).as("what the counter froze stands still").isZero();
    assertThat(enrol(pair(owners))).isEqualTo(new Enrolment.Disabled(person));
    freezes.thaw(person, Freezes.Recent.KEEP, Window.decided(CALMED), BROWSER);

    takeOvers.finishDue();

    assertThat(takeOvers.waiting(person).orElseThrow().dueAt())
        .isAfter(clock.instant().plus(AccountRule.HOLD).minus(Duration.ofHours(1)));
    assertThat(passwords.exists(person)).isTrue();
    assertThat(trail(person)).filteredOn("takeover.started"::equals).hasSize(2);
    assertThat(trail(person)).doesNotContain("takeover.completed");
    assertThat(toldOf(person))
        .as("both sides, both times")
        .hasSize(4)
        .containsOnly("TAKE_OVER_BEGUN");
  }

  @Test
  @Clause({"L1", "A13"})
  void whoeverFreezesByAFactorHoldsUpNoTakeOver() {
    PersonId person = squatted();
    Instant due = ((Enrolment.TakesOver) enrol(pair(owners))).dueAt();

    freezes.freeze(person, BROWSER);

    assertThat(enrol(pair(owners)))
        .as("the holder hears the same as before")
        .isEqualTo(new Enrolment.TakesOver(person, due));
    assertThat(enrol(pair(ProofFixtures.phone(ProofFixtures.phone()))))
        .as("any other phone hears nothing")
        .isEqualTo(new Enrolment.Disabled(person));
    holdIsOver(person);
    assertThat(takeOvers.finishDue()).isEqualTo(1);
    assertThat(freezes.isFrozen(person)).as("the squatter's freeze ends with their ways").isFalse();
    assertThat(passwords.exists(person)).isFalse();
    assertThat(phones.owner(owners, BROWSER)).isEqualTo(new PhoneOwner.TheirOwn(person));
    assertThat(enrol(pair(owners))).isEqualTo(new Enrolment.Recognised(person));
    assertThat(trail(person)).contains("takeover.completed", "person.thawed");
    assertThat(toldOf(person))
        .containsExactlyInAnyOrder(
            "TAKE_OVER_BEGUN", "TAKE_OVER_BEGUN", "TAKEN_OVER", "TAKEN_OVER");
  }

  @Test
  @Clause({"L1", "A13"})
  void neitherFreezingAndThawingNorACallToTheHotlinePutsATakeOverOff() {
    PersonId person = squatted();
    jdbc.sql("UPDATE person SET created_at = created_at - interval '30 days' WHERE id = ?")
        .param(person.value())
        .update();
    jdbc.sql(
            "UPDATE phone_credential SET bound_at = bound_at - interval '30 days' WHERE person = ?")
        .param(person.value())
        .update();
    Instant due = ((Enrolment.TakesOver) enrol(pair(owners))).dueAt();

    freezes.freeze(person, BROWSER);
    freezes.thaw(person, Freezes.Recent.KEEP, Window.decided(CALMED), BROWSER);
    freezes.freeze(person, Freezes.Desk.HOTLINE, CALMED, Window.OPERATOR, BROWSER);

    assertThat(takeOvers.waiting(person).orElseThrow().dueAt()).isEqualTo(due);
    assertThat(trail(person)).filteredOn("takeover.started"::equals).hasSize(1);
    holdIsOver(person);
    assertThat(takeOvers.finishDue()).isEqualTo(1);
    assertThat(freezes.isFrozen(person)).isFalse();
  }

  @Test
  @Clause({"L1", "A13"})
  void itStandsStillWhereTheCountersFreezeTakesThePlaceOfAFactors() {
    PersonId person = squatted();
    enrol(pair(owners));
    freezes.freeze(person, BROWSER);

    freezes.freeze(person, Freezes.Desk.COUNTER, CALMED, Window.OPERATOR, BROWSER);

    holdIsOver(person);
    takeOvers.finishDue();
    assertThat(takeOvers.waiting(person)).isPresent();
    assertThat(passwords.exists(person)).isTrue();
    assertThat(trail(person)).doesNotContain("takeover.completed");
  }

  @Test
  @Clause("A13")
  void betterEvidenceIsLookedAtInAFrozenAccountToo() {
    PersonId person = squatted();
    enrol(pair(owners));
    enrol(pair(squatters).by(Method.LIVE_PORTRAIT_MATCH, "register", Factor.FACE));
    freezes.freeze(person, BROWSER);
    holdIsOver(person);

    takeOvers.finishDue();

    assertThat(freezes.isFrozen(person)).isTrue();
    assertThat(passwords.exists(person)).isTrue();
    assertThat(trail(person)).contains("takeover.stopped").doesNotContain("takeover.completed");
  }

  @Test
  @Clause({"L1", "A13"})
  void fourEyesDecideAboutAFrozenAccountAndGiveItBackFrozen() {
    PersonId person = squatted();
    freezes.freeze(person, BROWSER);

    assertThat(takeOvers.atCounter(person, owners, FOUR_EYES, BROWSER)).isEqualTo(Outcome.DONE);

    assertThat(freezes.isFrozen(person)).isFalse();
    assertThat(phones.owner(owners, BROWSER)).isEqualTo(new PhoneOwner.TheirOwn(person));
    freezes.freeze(person, BROWSER);
    assertThat(takeOvers.undo(person, FOUR_EYES, BROWSER))
        .as("whoever took it over stops no undoing by a factor")
        .isEqualTo(Outcome.DONE);
    assertThat(freezes.isFrozen(person)).as("as it was before").isTrue();
    assertThat(freezes.thaw(person, Freezes.Recent.KEEP, Window.decided(CALMED), BROWSER))
        .isEqualTo(Freezes.Change.CHANGED);
    assertThat(passwords.asked(number).check(SQUATTERS_PASSWORD)).contains(person);
    assertThat(freezes.isFrozen(person)).isFalse();
  }

  @Test
  void whoIsShutOutByAnOperatorIsDecidedByNobodyMeanwhile() {
    PersonId person = squatted();
    enrol(pair(owners));
    standings.disable(person, new Standings.Reason("checked"), Window.OPERATOR, BROWSER);
    holdIsOver(person);

    assertThat(takeOvers.finishDue()).isZero();
    assertThat(takeOvers.atCounter(person, owners, FOUR_EYES, BROWSER)).isEqualTo(Outcome.NOBODY);
    standings.enable(person, Window.approved(new Standings.Reason("checked")), BROWSER);

    assertThat(takeOvers.waiting(person).orElseThrow().dueAt())
        .isAfter(clock.instant().plus(AccountRule.HOLD).minus(Duration.ofHours(1)));
  }

  @Test
  void oneThatFailsHoldsUpNoOtherAndIsTriedAgain() {
    PersonId broken = squatted();
    enrol(pair(owners));
    byte[] phone =
        jdbc.sql("SELECT phone FROM take_over WHERE person = ?")
            .param(broken.value())
            .query(byte[].class)
            .single();
    setPhone(broken, new byte[40]);
    holdIsOver(broken);
    PersonId other = another();
    holdIsOver(other);

    takeOvers.finishDue();

    assertThat(trail(other)).contains("takeover.completed");
    assertThat(trail(broken)).doesNotContain("takeover.completed");
    setPhone(broken, phone);
    takeOvers.finishDue();
    assertThat(trail(broken)).contains("takeover.completed");
  }

  private void setPhone(PersonId person, byte[] phone) {
    jdbc.sql("UPDATE take_over SET phone = ? WHERE person = ?")
        .param(phone)
        .param(person.value())
        .update();
  }

  /** Another account that somebody opened, with a take-over that waits. */
  private PersonId another() {
    ProofFixtures.Builder opened = proof().document(resident(ProofFixtures.idNumber())).name("林晓月");
    PersonId person = ((Enrolment.Created) enrol(opened.phone(squatters.reveal()))).person();
    assertThat(enrol(opened.phone(owners.reveal()))).isInstanceOf(Enrolment.TakesOver.class);
    return person;
  }

  @Test
  void aPasskeyThatWasMovedAndCameBackEndsAndIsBackAndNothingIsKept() {
    PersonId person = squatted();
    PasskeyFixtures.add(person, jdbc);
    jdbc.sql("UPDATE passkey_credential SET registered_for = person WHERE person = ?")
        .param(person.value())
        .update();

    assertThat(takeOvers.atCounter(person, owners, FOUR_EYES, BROWSER)).isEqualTo(Outcome.DONE);
    assertThat(passkeysOf(person)).isZero();
    assertThat(takeOvers.undo(person, FOUR_EYES, BROWSER)).isEqualTo(Outcome.DONE);

    assertThat(passkeysOf(person)).isEqualTo(1);
    assertThat(
            jdbc.sql(
                    "SELECT count(*) FROM ended_factor f JOIN take_over t ON t.id = f.ended_by"
                        + " WHERE t.person = ?")
                .param(person.value())
                .query(Long.class)
                .single())
        .as("what is back is held nowhere else")
        .isZero();
  }

  private long passkeysOf(PersonId person) {
    return jdbc.sql("SELECT count(*) FROM passkey_credential WHERE person = ?")
        .param(person.value())
        .query(Long.class)
        .single();
  }

  @Test
  void aPlaceThatASleepingAccountHoldsIsNoRoom() {
    PersonId person = squatted();
    for (int round = 0; round < 5; round++) {
      PersonId closed = person(round);
      UUID id = TimeOrderedId.at(clock.instant(), random);
      assertThat(phoneRows.bind(id, closed, owners, clock.instant(), Optional.empty())).isTrue();
      jdbc.sql("UPDATE person SET status = 'CLOSED' WHERE id = ?").param(closed.value()).update();
    }

    assertThat(takeOvers.atCounter(person, owners, FOUR_EYES, BROWSER)).isEqualTo(Outcome.NO_ROOM);
    assertThat(passwords.exists(person)).isTrue();
  }

  @Test
  void whoOvertakesAnotherProverEndsWhatWaitedAndBothHearOfIt() {
    PersonId person = squatted();
    enrol(pair(owners));
    PhoneNumber third = ProofFixtures.phone(ProofFixtures.phone());

    assertThat(takeOvers.atCounter(person, third, FOUR_EYES, BROWSER)).isEqualTo(Outcome.DONE);

    assertThat(trail(person)).containsSubsequence("takeover.stopped", "takeover.completed");
    assertThat(
            jdbc.sql(
                    "SELECT count(*) FROM notice WHERE person = ?"
                        + " AND kind = 'TAKE_OVER_STOPPED'")
                .param(person.value())
                .query(Long.class)
                .single())
        .isEqualTo(2);
  }

  @Test
  void whoProvesMoreWhileTheirOwnWaitsStopsNothing() {
    PersonId person = squatted();
    enrol(pair(owners));

    enrol(pair(owners).by(Method.LIVE_PORTRAIT_MATCH, "register", Factor.FACE));

    assertThat(takeOvers.waiting(person)).isEmpty();
    assertThat(trail(person)).contains("takeover.completed").doesNotContain("takeover.stopped");
  }

  @Test
  void aFaceBesideAnotherPhoneStopsWhatWaited() {
    PersonId person = squatted();
    enrol(pair(owners));
    PhoneNumber third = ProofFixtures.phone(ProofFixtures.phone());

    enrol(pair(third).by(Method.LIVE_PORTRAIT_MATCH, "register", Factor.FACE));

    assertThat(trail(person)).containsSubsequence("takeover.stopped", "takeover.completed");
  }

  @Test
  @Clause("L10")
  void aTakeOverIsNotUndoneAcrossTheUndoingOfAMerge() {
    PersonId person = squatted();
    takeOvers.atCounter(person, owners, FOUR_EYES, BROWSER);
    ProofFixtures.Builder network =
        proof()
            .account("police-network", "organisation-1", UUID.randomUUID().toString())
            .by(Method.NETWORK_CREDENTIAL, "network-identity", Factor.NETWORK_CREDENTIAL);
    PersonId gone = ((Enrolment.Created) enrol(network)).person();
    Merges.Approval eyes = new Merges.Approval(new Standings.Reason("case-7"), "op-1", "op-2");
    assertThat(merges.merge(person, gone, eyes, BROWSER)).isEqualTo(Merges.Outcome.DONE);
    assertThat(merges.unmerge(gone, eyes, BROWSER)).isEqualTo(Merges.Outcome.DONE);

    assertThat(takeOvers.undo(person, FOUR_EYES, BROWSER)).isEqualTo(Outcome.PARTED_SINCE);
    assertThat(phones.owner(owners, BROWSER)).isEqualTo(new PhoneOwner.TheirOwn(person));
    assertThat(trail(person)).doesNotContain("takeover.undone");
  }

  private EvidenceWithdrawals.Outcome withdraw(PersonId person, Method method) {
    Merges.Approval eyes = new Merges.Approval(new Standings.Reason("forged"), "op-1", "op-2");
    return withdrawals.withdraw(person, method, Optional.empty(), eyes, RequestOrigin.SERVER);
  }

  @Test
  @Clause({"L1", "L3"})
  void aFaceTakesOverAnAccountOfWhichAllWasWithdrawn() {
    PersonId person = squatted();
    withdraw(person, Method.NAME_NUMBER_MATCH);

    Enrolment taken = enrol(pair(owners).by(Method.LIVE_PORTRAIT_MATCH, "register", Factor.FACE));

    assertThat(taken).isEqualTo(new Enrolment.Recognised(person));
    assertThat(passwords.asked(number).check(SQUATTERS_PASSWORD)).isEmpty();
    assertThat(phones.owner(squatters, BROWSER)).isEqualTo(new PhoneOwner.Nobody());
    assertThat(trail(person)).contains("takeover.completed");
  }

  @Test
  @Clause({"L1", "L3"})
  void theCounterTakesOverAnAccountOfWhichAllWasWithdrawn() {
    PersonId person = squatted();
    withdraw(person, Method.NAME_NUMBER_MATCH);

    assertThat(takeOvers.atCounter(person, owners, FOUR_EYES, BROWSER)).isEqualTo(Outcome.DONE);

    assertThat(passwords.asked(number).check(SQUATTERS_PASSWORD)).isEmpty();
  }

  @Test
  @Clause({"L1", "L3"})
  void whatWaitsComesTrueThoughAllWasWithdrawn() {
    PersonId person = squatted();
    enrol(pair(owners));
    withdraw(person, Method.NAME_NUMBER_MATCH);
    holdIsOver(person);

    takeOvers.finishDue();

    assertThat(phones.owner(owners, BROWSER)).isEqualTo(new PhoneOwner.TheirOwn(person));
    assertThat(passwords.asked(number).check(SQUATTERS_PASSWORD)).isEmpty();
    assertThat(trail(person)).contains("takeover.completed").doesNotContain("takeover.stopped");
  }

  @Test
  @Clause("L3")
  void whatTheCarriersSaidIsAskedAnewOnceItWasWithdrawn() {
    PersonId person = ((Enrolment.Created) enrol(pair(owners))).person();
    assertThat(level(person)).isEqualTo(IdentityAssurance.P3);

    withdraw(person, Method.CARRIER_THREE_ELEMENTS);
    carriers.say(owners, RegisteredTo.ANOTHERS);
    enrol(pair(owners));

    assertThat(carriers.timesAsked(owners)).isEqualTo(2);
    assertThat(level(person)).isEqualTo(IdentityAssurance.P2);
  }

  @Test
  @Clause("L3")
  void whatWaitsOnTheCarriersWordEndsWithIt() {
    PersonId person = squatted();
    enrol(pair(owners));

    assertThat(withdraw(person, Method.CARRIER_THREE_ELEMENTS))
        .isEqualTo(EvidenceWithdrawals.Outcome.WITHDRAWN);

    assertThat(takeOvers.waiting(person)).isEmpty();
    assertThat(trail(person)).contains("takeover.stopped", "evidence.withdrawn");
    carriers.say(owners, RegisteredTo.ANOTHERS);
    assertThat(enrol(pair(owners))).isNotInstanceOf(Enrolment.TakesOver.class);
    assertThat(carriers.timesAsked(owners)).isEqualTo(2);
  }

  @Test
  @Clause("L3")
  void whatWasForgottenWasWithdrawnThoughNoEvidenceOfItCounts() {
    PersonId person = ((Enrolment.Created) enrol(pair(owners))).person();
    withdraw(person, Method.CARRIER_THREE_ELEMENTS);
    carriers.say(owners, RegisteredTo.ANOTHERS);
    enrol(pair(owners)); // no evidence, but an answer is kept
    assertThat(carriers.timesAsked(owners)).isEqualTo(2);

    assertThat(withdraw(person, Method.CARRIER_THREE_ELEMENTS))
        .isEqualTo(EvidenceWithdrawals.Outcome.WITHDRAWN);
    assertThat(trail(person)).filteredOn("evidence.withdrawn"::equals).hasSize(2);
    assertThat(withdraw(person, Method.CARRIER_THREE_ELEMENTS))
        .as("nothing is left to forget")
        .isEqualTo(EvidenceWithdrawals.Outcome.NOTHING);
    assertThat(trail(person)).filteredOn("evidence.withdrawn"::equals).hasSize(2);
    enrol(pair(owners));
    assertThat(carriers.timesAsked(owners)).isEqualTo(3);
  }

  @Test
  @Clause("L3")
  void whatTheCarriersSaidOfAPhoneThatIsBoundNoMoreIsForgottenToo() {
    PersonId person = ((Enrolment.Created) enrol(pair(owners))).person();
    jdbc.sql("UPDATE phone_credential SET ended_at = now() WHERE person = ?")
        .param(person.value())
        .update();

    withdraw(person, Method.CARRIER_THREE_ELEMENTS);
    enrol(pair(owners));

    assertThat(carriers.timesAsked(owners)).isEqualTo(2);
  }

  @Test
  void whoseAnswerIsKeptOrComesAfterTheDaysNumberWaitsForNobody() throws Exception {
    PhoneNumber unknown = ProofFixtures.phone(ProofFixtures.phone());
    enrol(pair(unknown)); // the carriers do not know
    assertThat(carriers.timesAsked(unknown)).isEqualTo(1);
    try (ExecutorService other = Executors.newSingleThreadExecutor()) {
      List<Boolean> claims =
          database.execute(_ -> {
            jdbc.sql("SELECT count(pg_advisory_xact_lock(x'70686f6e65686f6c'::bigint))")
                .query(Long.class)
                .single();
            return soon(
                other,
                List.of(
                    () -> holderRows.claim(resident(number), unknown, 5000, clock.instant()),
                    () -> holderRows.claim(resident(number), owners, 0, clock.instant()),
                    () -> !holderRows.claim(resident(number), owners, 5000, clock.instant()),
                    () -> enrol(pair(unknown)) instanceof Enrolment.Created));
          });
      assertThat(claims).containsOnly(false);
    }
    assertThat(carriers.timesAsked(unknown)).isEqualTo(1);
  }

  private static List<Boolean> soon(ExecutorService thread, List<Callable<Boolean>> acts) {
    return acts.stream()
        .map(thread::submit)
        .map(each -> {
          try {
            return each.get(10, TimeUnit.SECONDS);
          } catch (InterruptedException | ExecutionException | TimeoutException failed) {
            each.cancel(true);
            throw new AssertionError("it waited", failed);
          }
        })
        .toList();
  }
}
