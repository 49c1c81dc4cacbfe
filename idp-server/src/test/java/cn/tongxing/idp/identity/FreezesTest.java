package cn.tongxing.idp.identity;

import static cn.tongxing.idp.identity.ProofFixtures.proof;
import static cn.tongxing.idp.identity.ProofFixtures.resident;
import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.adapter.spi.EvidenceItem.Method;
import cn.tongxing.adapter.spi.Factor;
import cn.tongxing.adapter.spi.document.IdentityDocument;
import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.identity.AccountRule.Own;
import cn.tongxing.idp.identity.AccountRule.Shown;
import cn.tongxing.idp.identity.Freezes.Case;
import cn.tongxing.idp.identity.Freezes.Change;
import cn.tongxing.idp.identity.Freezes.Desk;
import cn.tongxing.idp.identity.Freezes.Recent;
import cn.tongxing.idp.identity.Freezes.Thawed;
import cn.tongxing.idp.identity.FrozenAccounts.Named;
import cn.tongxing.idp.identity.Standings.Reason;
import cn.tongxing.idp.kernel.IdentityAssurance;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.notice.NoticeKind;
import cn.tongxing.idp.session.Sessions;
import cn.tongxing.idp.testing.Clause;
import cn.tongxing.idp.testing.identity.AuditTrail;
import cn.tongxing.idp.testing.identity.IdentitySlice;
import cn.tongxing.idp.testing.identity.RegisteredClients;
import cn.tongxing.idp.testing.identity.TakingPart;
import cn.tongxing.idp.testing.identity.Texts;
import cn.tongxing.idp.testing.identity.Window;
import cn.tongxing.idp.upkeep.Job;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@IdentitySlice
class FreezesTest {

  private static final RequestOrigin BROWSER = new RequestOrigin("203.0.113.7", "test");
  private static final Case CASE = new Case(new Reason("phone-stolen"), new Reason("h/2026-114"));

  @Autowired private Freezes freezes;
  @Autowired private FrozenAccounts frozen;
  @Autowired private Merges merges;
  @Autowired private Standings standings;
  @Autowired private Enrolments enrolments;
  @Autowired private Profiles profiles;
  @Autowired private PhoneChanges changes;
  @Autowired private PhoneCredentials phones;
  @Autowired private PasswordCredentials passwords;
  @Autowired private Sessions sessions;
  @Autowired private RegisteredClients clients;
  @Autowired private Texts texts;
  @Autowired private List<Job> jobs;
  @Autowired private JdbcClient jdbc;

  private final PhoneNumber phone = ProofFixtures.phone(ProofFixtures.phone());
  private final PhoneNumber other = ProofFixtures.phone(ProofFixtures.phone());

  private PersonId registered() {
    var proof =
        proof().document(resident(ProofFixtures.idNumber())).name("林晓月").phone(phone.reveal());
    var enrolment = enrolments.enrol(proof.build(), new SignInId(UUID.randomUUID()), BROWSER);
    return ((Enrolment.Created) enrolment).person();
  }

  private PersonId nameless() {
    var proof =
        proof()
            .account("police-network", "organisation-1", UUID.randomUUID().toString())
            .by(Method.NETWORK_CREDENTIAL, "network-identity", Factor.NETWORK_CREDENTIAL);
    return ((Enrolment.Created)
            enrolments.enrol(proof.build(), new SignInId(UUID.randomUUID()), BROWSER))
        .person();
  }

  /** The server's own round may have them in hand just now. */
  private void toldThat(Consumer<List<NoticeKind>> asserted) {
    Awaitility.await()
        .untilAsserted(() -> {
          run("notices");
          asserted.accept(texts.told(phone));
        });
  }

  private void run(String job) {
    jobs.stream().filter(each -> each.name().equals(job)).forEach(Job::run);
  }

  private List<String> trail(PersonId person) {
    return new AuditTrail(jdbc).of(person);
  }

  private Change byHotline(PersonId person) {
    return freezes.freeze(person, Desk.HOTLINE, CASE, Window.OPERATOR, RequestOrigin.SERVER);
  }

  private Change thaw(PersonId person, Recent recent) {
    return freezes.thaw(person, recent, Window.decided(CASE), RequestOrigin.SERVER);
  }

  @Test
  void aFrozenAccountIsNobodysToUseAndItsPhonesAreTold() {
    PersonId person = registered();

    assertThat(freezes.freeze(person, BROWSER)).isEqualTo(Change.CHANGED);
    assertThat(freezes.freeze(person, BROWSER)).isEqualTo(Change.UNCHANGED);

    assertThat(profiles.isActive(person)).isFalse();
    assertThat(phones.owner(phone, BROWSER)).isEqualTo(new PhoneOwner.ShutOut());
    toldThat(told -> assertThat(told).containsExactly(NoticeKind.FROZEN));
    assertThat(trail(person)).last().isEqualTo("person.frozen");

    assertThat(thaw(person, Recent.END)).isEqualTo(Change.CHANGED);
    assertThat(thaw(person, Recent.END)).isEqualTo(Change.UNCHANGED);
    assertThat(profiles.isActive(person)).isTrue();
    toldThat(told -> assertThat(told).last().isEqualTo(NoticeKind.THAWED));
    assertThat(trail(person)).last().isEqualTo("person.thawed");
  }

  @Test
  void aProofOfAFrozenAccountOpensNothing() {
    var document = resident(ProofFixtures.idNumber());
    var proof = proof().document(document).name("林晓月").phone(phone.reveal()).build();
    var created = enrolments.enrol(proof, new SignInId(UUID.randomUUID()), BROWSER);
    PersonId person = ((Enrolment.Created) created).person();
    freezes.freeze(person, BROWSER);

    var again = enrolments.enrol(proof, new SignInId(UUID.randomUUID()), BROWSER);

    assertThat(again).isEqualTo(new Enrolment.Frozen(person));
  }

  @Test
  void theHotlineFreezesForADayOnce() {
    PersonId person = registered();
    assertThat(byHotline(person)).isEqualTo(Change.CHANGED);
    run("freezes");
    assertThat(freezes.isFrozen(person)).isTrue();

    dayIsOver(person);
    run("freezes");
    run("freezes");

    assertThat(freezes.isFrozen(person)).isFalse();
    assertThat(profiles.isActive(person)).isTrue();
    assertThat(trail(person)).filteredOn("person.thawed"::equals).hasSize(1);
    toldThat(told ->
        assertThat(told)
            .as("its owner hears that the day is over")
            .containsExactlyInAnyOrder(NoticeKind.FROZEN, NoticeKind.THAWED));
    assertThat(byHotline(person)).isEqualTo(Change.ONCE_ONLY);
    assertThat(profiles.isActive(person)).isTrue();
  }

  private void dayIsOver(PersonId person) {
    jdbc.sql(
            "UPDATE account_freeze SET ends_at = started_at WHERE person = ? AND ends_at IS NOT NULL")
        .param(person.value())
        .update();
  }

  @Test
  void theCounterTakesOverFromTheHotlineAndThenOnlyTheCounterThaws() {
    PersonId person = registered();
    byHotline(person);

    assertThat(freezes.freeze(person, Desk.COUNTER, CASE, Window.OPERATOR, RequestOrigin.SERVER))
        .isEqualTo(Change.CHANGED);
    dayIsOver(person);
    run("freezes");

    assertThat(freezes.isFrozen(person)).isTrue();
  }

  @Test
  @Clause("A13")
  void aChangeOfPhoneThatWaitsIsStopped() {
    PersonId person = registered();
    changes.ask(person, other, new Shown(Set.of(Own.PHONE), Optional.empty(), false), BROWSER);

    freezes.freeze(person, BROWSER);

    assertThat(changes.waiting(person)).isEmpty();
    assertThat(trail(person)).contains("phone.change.cancelled");
  }

  @Test
  void whatWasAddedInTheThreeDaysBeforeEndsWithThawing() {
    PersonId person = registered();
    jdbc.sql("UPDATE person SET created_at = created_at - interval '30 days' WHERE id = ?")
        .param(person.value())
        .update();
    jdbc.sql(
            "UPDATE phone_credential SET bound_at = bound_at - interval '30 days' WHERE person = ?")
        .param(person.value())
        .update();
    passwords.set(person, "kupfer-regen-41", BROWSER);
    assertThat(frozen.waysIfFrozen(person).before()).containsExactly(Own.PHONE);
    assertThat(frozen.waysIfFrozen(person).tooNew()).containsExactly(Own.PASSWORD);
    freezes.freeze(person, BROWSER);
    run("notices");
    assertThat(frozen.ways(person)).isEqualTo(frozen.waysIfFrozen(person));

    thaw(person, Recent.END);

    toldThat(told -> assertThat(told).last().isEqualTo(NoticeKind.THAWED_WITHOUT_RECENT));
    assertThat(passwords.exists(person)).isFalse();
    assertThat(phones.owner(phone, BROWSER)).isInstanceOf(PhoneOwner.TheirOwn.class);
    assertThat(trail(person)).contains("credential.removed");
  }

  /** The owner reads in their history which ways it were. */
  @Test
  @Clause("N8")
  void eachLinkThatEndsWithThawingIsNamedByItsDoor() {
    PersonId person = registered();
    jdbc.sql("UPDATE person SET created_at = created_at - interval '30 days' WHERE id = ?")
        .param(person.value())
        .update();
    for (String way : List.of("police-network-identity", "alipay")) {
      jdbc.sql(
              """
              INSERT INTO upstream_link
                  (id, person, adapter, issuer, subject, subject_index, linked_at, way)
              VALUES (?, ?, ?, 'issuer', 'sealed', ?, now(), ?)
              """)
          .params(UUID.randomUUID(), person.value(), way.split("-")[0], random(32), way)
          .update();
    }
    freezes.freeze(person, BROWSER);

    thaw(person, Recent.END);

    assertThat(
            jdbc.sql(
                    """
                    SELECT details::jsonb ->> 'way' FROM audit_event
                     WHERE person = ? AND type = 'credential.removed'
                       AND details::jsonb ->> 'kind' = 'link'
                       AND details::jsonb ->> 'reason' = 'added-before-freeze'
                    """)
                .param(person.value())
                .query(String.class)
                .list())
        .containsExactlyInAnyOrder("police-network-identity", "alipay");
    assertThat(
            jdbc.sql("SELECT count(*) FROM upstream_link WHERE person = ?")
                .param(person.value())
                .query(Long.class)
                .single())
        .isZero();
  }

  private static byte[] random(int bytes) {
    byte[] fresh = new byte[bytes];
    ThreadLocalRandom.current().nextBytes(fresh);
    return fresh;
  }

  @Test
  void whatTheirOwnerKnowsStays() {
    PersonId person = registered();
    passwords.set(person, "kupfer-regen-41", BROWSER);
    freezes.freeze(person, BROWSER);

    thaw(person, Recent.KEEP);

    assertThat(passwords.exists(person)).isTrue();
  }

  @Test
  void shuttingOutAndFreezingEndEachForItself() {
    PersonId person = registered();
    freezes.freeze(person, BROWSER);

    assertThat(standings.disable(person, new Reason("case-1"), Window.OPERATOR, BROWSER))
        .isEqualTo(Standings.Change.CHANGED);
    standings.enable(person, Window.approved(new Reason("case-1")), BROWSER);
    assertThat(profiles.isActive(person)).isFalse();

    thaw(person, Recent.KEEP);
    assertThat(profiles.isActive(person)).isTrue();
  }

  @Test
  @Clause({"C8", "N6"})
  void sessionsEndAndDepartmentsAreToldOfIt() {
    PersonId person = registered();
    var takingPart = new TakingPart(sessions, clients, jdbc);
    TakingPart.Session at = takingPart.of(person);

    freezes.freeze(person, BROWSER);

    assertThat(sessions.find(at.id())).isEmpty();
    assertThat(sessions.participants(List.of(at.id())))
        .containsEntry(at.id(), List.of(at.client()));
    assertThat(takingPart.told(at.id())).isEqualTo(1);
  }

  @Test
  void nobodyIsNotFrozen() {
    assertThat(byHotline(new PersonId(UUID.randomUUID()))).isEqualTo(Change.UNKNOWN);
  }

  @Test
  @Clause("A13")
  void aFreezeIsNoWordAgainstAChangeOfPhone() {
    PersonId person = registered();
    Shown byPhone = new Shown(Set.of(Own.PHONE), Optional.empty(), false);
    for (int i = 0; i < 2; i++) {
      assertThat(changes.ask(person, other, byPhone, BROWSER))
          .isInstanceOf(PhoneChanges.Outcome.Waits.class);
      freezes.freeze(person, BROWSER);
      thaw(person, Recent.KEEP);
    }

    assertThat(
            changes.askFor(
                person, other, Window.decided(new Reason("lost"), new Reason("case-2")), BROWSER))
        .isInstanceOf(PhoneChanges.Outcome.Waits.class);
    assertThat(changes.cancel(person, Shown.of(Own.PHONE), BROWSER))
        .isEqualTo(PhoneChanges.Stopped.STOPPED);
    assertThat(changes.ask(person, other, byPhone, BROWSER))
        .as("a word of a factor")
        .isEqualTo(new PhoneChanges.Outcome.AtCounter());
  }

  private PersonId opened(IdentityDocument document) {
    var proof = proof().document(document).name("林晓月").phone(phone.reveal());
    var enrolment = enrolments.enrol(proof.build(), new SignInId(UUID.randomUUID()), BROWSER);
    return ((Enrolment.Created) enrolment).person();
  }

  private Thawed thaw(PersonId person, Shown shown) {
    return freezes.thaw(person, shown, new SignInId(UUID.randomUUID()), BROWSER);
  }

  @Test
  @Clause("C8")
  void aFaceThatTheRegisterConfirmsThaws() {
    var document = resident(ProofFixtures.idNumber());
    PersonId person = opened(document);
    var face =
        proof()
            .document(document)
            .name("林晓月")
            .by(Method.LIVE_PORTRAIT_MATCH, "population-register", Factor.FACE)
            .build();
    assertThat(frozen.named(face)).as("not frozen").isEmpty();
    freezes.freeze(person, BROWSER);

    Named named = frozen.named(face).orElseThrow();

    assertThat(named.person()).isEqualTo(person);
    assertThat(thaw(person, named.shown())).isEqualTo(Thawed.THAWED);
    assertThat(thaw(person, named.shown())).isEqualTo(Thawed.NOTHING);
    assertThat(trail(person)).last().isEqualTo("person.thawed");
  }

  @Test
  @Clause("C8")
  void nameAndNumberThawNothingNorAnotherName() {
    var document = resident(ProofFixtures.idNumber());
    PersonId person = opened(document);
    freezes.freeze(person, BROWSER);
    var check = proof().document(document).name("林晓月").phone(other.reveal()).build();
    var misnamed =
        proof()
            .document(document)
            .name("王大力")
            .by(Method.LIVE_PORTRAIT_MATCH, "population-register", Factor.FACE)
            .build();

    for (var each : List.of(check, misnamed)) {
      assertThat(thaw(person, frozen.named(each).orElseThrow().shown()))
          .isEqualTo(Thawed.NOT_SHOWN);
    }

    assertThat(freezes.isFrozen(person)).isTrue();
  }

  @Test
  @Clause({"C8", "A1"})
  void thatTheCounterFrozeItIsToldToWhoShowedSomethingOfIt() {
    PersonId person = registered();
    freezes.freeze(person, Desk.COUNTER, CASE, Window.OPERATOR, RequestOrigin.SERVER);
    var p3 = Optional.of(IdentityAssurance.P3);
    var p4 = Optional.of(IdentityAssurance.P4);

    assertThat(thaw(person, new Shown(Set.of(), Optional.empty(), false)))
        .isEqualTo(Thawed.NOT_SHOWN);
    assertThat(thaw(person, new Shown(Set.of(), p3, true))).isEqualTo(Thawed.NOT_SHOWN);
    assertThat(thaw(person, new Shown(Set.of(), p4, false))).isEqualTo(Thawed.AT_COUNTER);
    assertThat(thaw(person, new Shown(Set.of(Own.PHONE), Optional.empty(), false)))
        .isEqualTo(Thawed.AT_COUNTER);
    assertThat(freezes.isFrozen(person)).isTrue();
  }

  @Test
  @Clause("C8")
  void whoIsShutOutBesidesThawsNothing() {
    var document = resident(ProofFixtures.idNumber());
    PersonId person = opened(document);
    freezes.freeze(person, BROWSER);
    standings.disable(person, new Reason("case-1"), Window.OPERATOR, BROWSER);
    Shown two = new Shown(Set.of(Own.PHONE, Own.PASSWORD), Optional.empty(), false);

    assertThat(frozen.byPhone(phone)).isEmpty();
    assertThat(thaw(person, two)).isEqualTo(Thawed.NOTHING);

    standings.enable(person, Window.approved(new Reason("case-1")), BROWSER);
    assertThat(frozen.byPhone(phone)).contains(person);
    assertThat(frozen.ways(person).before()).containsExactly(Own.PHONE);
    assertThat(thaw(person, two)).isEqualTo(Thawed.THAWED);
  }

  /** The way in which it signs in counts for thawing too: nobody else's name is on the account. */
  @Test
  @Clause("C8")
  void thePseudonymOfANamelessAccountIsAWayOfItsOwnWhereverItWasConfirmed() {
    String pseudonym = "pseudonym-" + UUID.randomUUID();
    var polled =
        proof()
            .account("network-identity", "https://net.example", pseudonym)
            .by(Method.NETWORK_CREDENTIAL, "network-identity", Factor.NETWORK_CREDENTIAL)
            .build();
    var created = enrolments.enrol(polled, new SignInId(UUID.randomUUID()), BROWSER);
    PersonId person = ((Enrolment.Created) created).person();
    assertThat(enrolments.enrol(polled, new SignInId(UUID.randomUUID()), BROWSER))
        .isEqualTo(new Enrolment.Recognised(person));
    freezes.freeze(person, BROWSER);

    Named named = frozen.named(polled).orElseThrow();

    assertThat(named.person()).isEqualTo(person);
    assertThat(named.shown().own()).containsExactly(Own.LINKED_WAY);
    assertThat(thaw(person, named.shown())).as("one of the two").isEqualTo(Thawed.NOT_SHOWN);
  }

  /** What the trail says became of what was added in the 72 hours before. */
  @Test
  @Clause("G4")
  void theTrailSaysWhatBecameOfRecentWaysAndThatThereWereNone() {
    PersonId person = registered();
    for (Recent recent : Recent.values()) {
      freezes.freeze(person, BROWSER);
      thaw(person, recent);
    }
    jdbc.sql("UPDATE person SET created_at = created_at - interval '30 days' WHERE id = ?")
        .param(person.value())
        .update();
    for (Recent recent : List.of(Recent.KEEP, Recent.END)) {
      freezes.freeze(person, BROWSER);
      thaw(person, recent);
    }

    assertThat(
            jdbc.sql(
                    """
                    SELECT details::jsonb ->> 'recent' FROM audit_event
                     WHERE person = ? AND type = 'person.thawed' ORDER BY id, xact
                    """)
                .param(person.value())
                .query(String.class)
                .list())
        .containsExactly("none", "none", "kept", "ended");
  }

  /** Whatever id an operator has, it is the account that somebody is in. */
  @Test
  @Clause("L9")
  void ofAnAccountThatBecamePartOfAnotherTheOtherIsFrozenAndThawed() {
    PersonId kept = registered();
    PersonId gone = nameless();
    assertThat(merges.merge(kept, gone, Window.approved(CASE.reason()), BROWSER))
        .isEqualTo(Merges.Outcome.DONE);

    assertThat(byHotline(gone)).isEqualTo(Change.CHANGED);

    assertThat(freezes.account(gone)).isEqualTo(kept);
    assertThat(freezes.isFrozen(kept)).isTrue();
    assertThat(freezes.isFrozen(gone)).isTrue();
    assertThat(profiles.isActive(kept)).isFalse();
    assertThat(trail(kept)).last().isEqualTo("person.frozen");
    assertThat(trail(gone)).doesNotContain("person.frozen");
    assertThat(named(kept, "person.frozen")).as("whom the operator named").isEqualTo(gone);
    toldThat(told -> assertThat(told).contains(NoticeKind.FROZEN));

    assertThat(thaw(gone, Recent.KEEP)).isEqualTo(Change.CHANGED);
    assertThat(profiles.isActive(kept)).isTrue();
    assertThat(trail(kept)).last().isEqualTo("person.thawed");
    assertThat(named(kept, "person.thawed")).isEqualTo(gone);
  }

  private PersonId named(PersonId account, String event) {
    return new PersonId(
        jdbc.sql(
                "SELECT (details::jsonb ->> 'named')::uuid FROM audit_event"
                    + " WHERE person = ? AND type = ?")
            .params(account.value(), event)
            .query(UUID.class)
            .single());
  }
}
