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
import cn.tongxing.idp.upkeep.Job;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@IdentitySlice
class FreezesTest {

  private static final RequestOrigin BROWSER = new RequestOrigin("203.0.113.7", "test");
  private static final Case CASE = new Case(new Reason("phone-stolen"), new Reason("h/2026-114"));

  @Autowired private Freezes freezes;
  @Autowired private FrozenAccounts frozen;
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

  private void run(String job) {
    jobs.stream().filter(each -> each.name().equals(job)).forEach(Job::run);
  }

  private List<String> trail(PersonId person) {
    return new AuditTrail(jdbc).of(person);
  }

  private Change byHotline(PersonId person) {
    return freezes.freeze(person, Desk.HOTLINE, CASE, RequestOrigin.SERVER);
  }

  private Change thaw(PersonId person, Recent recent) {
    return freezes.thaw(person, recent, CASE, RequestOrigin.SERVER);
  }

  @Test
  void aFrozenAccountIsNobodysToUseAndItsPhonesAreTold() {
    PersonId person = registered();

    assertThat(freezes.freeze(person, BROWSER)).isEqualTo(Change.CHANGED);
    assertThat(freezes.freeze(person, BROWSER)).isEqualTo(Change.UNCHANGED);

    assertThat(profiles.isActive(person)).isFalse();
    assertThat(phones.owner(phone, BROWSER)).isEqualTo(new PhoneOwner.Nobody());
    run("notices");
    assertThat(texts.told(phone)).containsExactly(NoticeKind.FROZEN);
    assertThat(trail(person)).last().isEqualTo("person.frozen");

    assertThat(thaw(person, Recent.END)).isEqualTo(Change.CHANGED);
    assertThat(thaw(person, Recent.END)).isEqualTo(Change.UNCHANGED);
    assertThat(profiles.isActive(person)).isTrue();
    run("notices");
    assertThat(texts.told(phone)).last().isEqualTo(NoticeKind.THAWED);
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

    assertThat(again).isEqualTo(new Enrolment.Disabled(person));
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

    assertThat(freezes.freeze(person, Desk.COUNTER, CASE, RequestOrigin.SERVER))
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
    freezes.freeze(person, BROWSER);

    thaw(person, Recent.END);

    assertThat(passwords.exists(person)).isFalse();
    assertThat(phones.owner(phone, BROWSER)).isInstanceOf(PhoneOwner.TheirOwn.class);
    assertThat(trail(person)).contains("credential.removed");
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

    assertThat(standings.disable(person, new Reason("case-1"), BROWSER))
        .isEqualTo(Standings.Change.CHANGED);
    standings.enable(person, new Reason("case-1"), BROWSER);
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

    assertThat(changes.askFor(person, other, new Reason("lost"), new Reason("case-2"), BROWSER))
        .isInstanceOf(PhoneChanges.Outcome.Waits.class);
    assertThat(changes.cancel(person, Set.of(Own.PHONE), BROWSER))
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
    freezes.freeze(person, Desk.COUNTER, CASE, RequestOrigin.SERVER);
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
    standings.disable(person, new Reason("case-1"), BROWSER);
    Shown two = new Shown(Set.of(Own.PHONE, Own.PASSWORD), Optional.empty(), false);

    assertThat(frozen.byPhone(phone)).isEmpty();
    assertThat(thaw(person, two)).isEqualTo(Thawed.NOTHING);

    standings.enable(person, new Reason("case-1"), BROWSER);
    assertThat(frozen.byPhone(phone)).contains(person);
    assertThat(frozen.has(person)).containsExactly(Own.PHONE);
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
}
