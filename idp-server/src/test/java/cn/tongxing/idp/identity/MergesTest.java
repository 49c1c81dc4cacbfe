package cn.tongxing.idp.identity;

import static cn.tongxing.idp.identity.ProofFixtures.proof;
import static cn.tongxing.idp.identity.ProofFixtures.resident;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import cn.tongxing.adapter.spi.EvidenceItem.Method;
import cn.tongxing.adapter.spi.Factor;
import cn.tongxing.idp.identity.Merges.Approval;
import cn.tongxing.idp.identity.Merges.Outcome;
import cn.tongxing.idp.identity.store.TakeOverRows;
import cn.tongxing.idp.identity.store.TakeOverRows.Basis;
import cn.tongxing.idp.identity.store.TakeOverRows.TakeOver;
import cn.tongxing.idp.kernel.IdentityAssurance;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.testing.Clause;
import cn.tongxing.idp.testing.Within;
import cn.tongxing.idp.testing.identity.AuditTrail;
import cn.tongxing.idp.testing.identity.IdentitySlice;
import cn.tongxing.idp.testing.identity.Window;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@IdentitySlice
class MergesTest {

  private static final RequestOrigin BROWSER = new RequestOrigin("203.0.113.7", "test");
  private static final Approval EYES = new Approval(new Standings.Reason("case-7"), "op-1", "op-2");

  @Autowired private Enrolments enrolments;
  @Autowired private Merges merges;
  @Autowired private EvidenceWithdrawals withdrawals;
  @Autowired private Subjects subjects;
  @Autowired private Profiles profiles;
  @Autowired private PhoneCredentials phones;
  @Autowired private PasswordCredentials passwords;
  @Autowired private PhoneChanges changes;
  @Autowired private Freezes freezes;
  @Autowired private SpokenLanguages languages;
  @Autowired private Standings standings;
  @Autowired private TakeOverRows takeOvers;
  @Autowired private InstantSource clock;
  @Autowired private TransactionTemplate database;
  @Autowired private JdbcClient jdbc;

  private PersonId enrol(ProofFixtures.Builder proof) {
    return ((Enrolment.Created)
            enrolments.enrol(proof.build(), new SignInId(UUID.randomUUID()), BROWSER))
        .person();
  }

  private PersonId named(String phone) {
    return enrol(proof().document(resident(ProofFixtures.idNumber())).name("林晓月").phone(phone));
  }

  private static ProofFixtures.Builder network() {
    return proof()
        .account("police-network", "organisation-1", UUID.randomUUID().toString())
        .by(Method.NETWORK_CREDENTIAL, "network-identity", Factor.NETWORK_CREDENTIAL);
  }

  @Test
  @Clause("L10")
  void anAccountWithoutADocumentBecomesPartOfOneThatHasOne() {
    String phone = ProofFixtures.phone();
    PersonId kept = named(ProofFixtures.phone());
    PersonId gone = enrol(network().cameBack().phone(phone));
    String theirs = subjects.of(gone, "tax.example");
    String own = subjects.of(kept, "health.example");

    assertThat(merges.merge(kept, gone, EYES, BROWSER)).isEqualTo(Outcome.DONE);

    assertThat(profiles.find(gone)).isEmpty();
    assertThat(profiles.find(kept).orElseThrow().level()).isEqualTo(IdentityAssurance.P3);
    assertThat(phones.owner(ProofFixtures.phone(phone), BROWSER))
        .isEqualTo(new PhoneOwner.TheirOwn(kept));
    assertThat(subjects.of(kept, "tax.example")).as("resolves").isEqualTo(theirs);
    assertThat(subjects.of(kept, "health.example")).isEqualTo(own);
    assertThat(new AuditTrail(jdbc).of(kept)).contains("person.merged");
    assertThat(new AuditTrail(jdbc).of(gone)).contains("person.merged");
  }

  @Test
  void whoIsPartedKeepsTheLanguageOfBeforeAndNotOneThatTheOtherMayHaveChosen() {
    PersonId one = named(ProofFixtures.phone());
    languages.chose(one, Locale.ENGLISH);
    jdbc.sql("UPDATE person_language SET since = since - interval '4 days' WHERE person = ?")
        .param(one.value())
        .update();
    PersonId other = named(ProofFixtures.phone());
    for (PersonId kept : List.of(one, other)) {
      PersonId gone = enrol(network());
      merges.merge(kept, gone, EYES, BROWSER);
      if (kept.equals(other)) {
        languages.chose(other, Locale.ENGLISH);
      }
      assertThat(merges.unmerge(gone, EYES, BROWSER)).isEqualTo(Outcome.DONE);
    }

    assertThat(languages.told(one)).contains(Locale.ENGLISH);
    assertThat(
            jdbc.sql("SELECT count(*) FROM person_language WHERE person = ?")
                .param(other.value())
                .query(Long.class)
                .single())
        .isZero();
  }

  @Test
  void whatWasChosenWhileTheyWereOneTakesNothingOfBeforeAway() {
    PersonId kept = named(ProofFixtures.phone());
    languages.chose(kept, Locale.ENGLISH);
    jdbc.sql("UPDATE person_language SET since = since - interval '4 days' WHERE person = ?")
        .param(kept.value())
        .update();
    PersonId gone = enrol(network());
    merges.merge(kept, gone, EYES, BROWSER);
    languages.chose(kept, Locale.SIMPLIFIED_CHINESE); // by whoever of them it was

    assertThat(merges.unmerge(gone, EYES, BROWSER)).isEqualTo(Outcome.DONE);

    assertThat(languages.told(kept)).contains(Locale.ENGLISH);
    jdbc.sql("UPDATE person_language SET since = since - interval '4 days' WHERE person = ?")
        .param(kept.value())
        .update();
    assertThat(languages.told(kept)).as("for good").contains(Locale.ENGLISH);
  }

  @Test
  @Clause("L10")
  void whatWasDoneSinceStaysWithWhoDidIt() {
    PersonId kept = named(ProofFixtures.phone());
    PersonId gone = enrol(network());
    merges.merge(kept, gone, EYES, BROWSER);
    String since = subjects.of(kept, "new.example");
    passwords.set(kept, "correct horse battery", BROWSER);

    assertThat(merges.unmerge(gone, EYES, BROWSER)).isEqualTo(Outcome.DONE);

    assertThat(subjects.of(kept, "new.example")).isEqualTo(since);
    assertThat(subjects.of(gone, "new.example")).isNotEqualTo(since);
    assertThat(passwords.exists(kept)).isTrue();
    assertThat(passwords.exists(gone)).isFalse();
    assertThat(new AuditTrail(jdbc).of(kept)).contains("person.unmerged");
    assertThat(merges.unmerge(gone, EYES, BROWSER)).isEqualTo(Outcome.NOT_MERGED);
  }

  @Test
  @Clause("L10")
  void twoResidentNumbersAreTwoPersons() {
    PersonId one = named(ProofFixtures.phone());
    PersonId other = named(ProofFixtures.phone());

    assertThat(merges.merge(one, other, EYES, BROWSER)).isEqualTo(Outcome.TWO_OF_A_KIND);
    assertThat(merges.merge(one, one, EYES, BROWSER)).isEqualTo(Outcome.SAME);
    assertThat(merges.merge(one, new PersonId(UUID.randomUUID()), EYES, BROWSER))
        .isEqualTo(Outcome.UNKNOWN);
    assertThat(profiles.isActive(other)).isTrue();
  }

  /**
   * Waits for the row of the account that is kept, which has the document no more when it comes.
   */
  @Test
  @Clause({"L1", "L10"})
  void whoeverIsFoundWhileAMergeIsUndoneIsNotTakenForTheOther() throws Exception {
    PersonId kept = enrol(network());
    String number = ProofFixtures.idNumber();
    ProofFixtures.Builder face =
        proof()
            .document(resident(number))
            .name("林晓月")
            .by(Method.LIVE_PORTRAIT_MATCH, "register", Factor.FACE);
    PersonId gone = enrol(face.phone(ProofFixtures.phone()));
    merges.merge(kept, gone, EYES, BROWSER);

    try (var browsers = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Enrolment> shown =
          database.execute(_ -> {
            merges.unmerge(gone, EYES, BROWSER);
            Future<Enrolment> waits = browsers.submit(() -> shown(face));
            await().until(() -> Within.done(browsers.submit(this::isAnybodyWaiting)));
            return waits;
          });
      assertThat(Within.done(Objects.requireNonNull(shown)))
          .isEqualTo(new Enrolment.NotTheirs(kept));
    }

    assertThat(profiles.find(kept).orElseThrow().level()).isEqualTo(IdentityAssurance.P1);
    assertThat(shown(face)).isEqualTo(new Enrolment.Recognised(gone));
  }

  private Enrolment shown(ProofFixtures.Builder proof) {
    return enrolments.enrol(proof.build(), new SignInId(UUID.randomUUID()), BROWSER);
  }

  private boolean isAnybodyWaiting() {
    return jdbc.sql(
            """
            SELECT EXISTS (SELECT FROM pg_stat_activity
             WHERE datname = current_database() AND wait_event_type = 'Lock')
            """)
        .query(Boolean.class)
        .single();
  }

  @Test
  void aMergeCanBeUndoneForThirtyDays() {
    PersonId kept = named(ProofFixtures.phone());
    PersonId gone = enrol(network());
    merges.merge(kept, gone, EYES, BROWSER);
    jdbc.sql("UPDATE person_merge SET merged_at = merged_at - interval '30 days' WHERE gone = ?")
        .param(gone.value())
        .update();

    assertThat(merges.unmerge(gone, EYES, BROWSER)).isEqualTo(Outcome.TOO_LATE);
    assertThat(profiles.isActive(gone)).isFalse();
  }

  @Test
  @Clause("L9")
  void oneOperatorAloneMergesNobody() {
    assertThatThrownBy(() -> new Approval(new Standings.Reason("case-7"), "op-1", "OP-1"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static AccountRule.Shown own(AccountRule.Own... things) {
    return new AccountRule.Shown(Set.of(things), Optional.empty(), false);
  }

  private PhoneChanges.Outcome changes(PersonId person, AccountRule.Shown shown) {
    return changes.ask(person, ProofFixtures.phone(ProofFixtures.phone()), shown, BROWSER);
  }

  @Test
  @Clause({"L10", "A13"})
  void aStopOfTheAccountThatIsGoneCountsForTheOneThatIsKeptUntilItIsParted() {
    PersonId kept = enrol(network());
    PersonId gone = named(ProofFixtures.phone());
    changes(gone, own(AccountRule.Own.PASSWORD));
    changes.cancel(gone, AccountRule.Shown.of(AccountRule.Own.PHONE), BROWSER);
    assertThat(merges.merge(kept, gone, EYES, BROWSER)).isEqualTo(Outcome.DONE);

    assertThat(changes.wasStopped(kept)).isTrue();
    assertThat(changes(kept, own(AccountRule.Own.PASSWORD, AccountRule.Own.PHONE)))
        .isEqualTo(new PhoneChanges.Outcome.AtCounter());
    AccountRule.Shown face =
        new AccountRule.Shown(Set.of(), Optional.of(IdentityAssurance.P4), true);
    assertThat(changes(kept, face)).isEqualTo(new PhoneChanges.Outcome.Changed());
    assertThat(changes.wasStopped(kept)).as("it is settled").isFalse();

    assertThat(merges.unmerge(gone, EYES, BROWSER)).isEqualTo(Outcome.DONE);
    assertThat(changes.wasStopped(gone)).as("by another's face, as it turned out").isTrue();
    assertThat(changes.wasStopped(kept)).isFalse();
  }

  @Test
  @Clause("L10")
  void whoIsShutOutIsNotLetInByUndoingAMerge() {
    PersonId kept = named(ProofFixtures.phone());
    PersonId gone = enrol(network());
    merges.merge(kept, gone, EYES, BROWSER);
    freezes.freeze(kept, BROWSER);

    assertThat(merges.unmerge(gone, EYES, BROWSER)).isEqualTo(Outcome.KEPT_SHUT_OUT);
    assertThat(profiles.isActive(gone)).isFalse();
    assertThat(new AuditTrail(jdbc).of(gone)).doesNotContain("person.unmerged");
    Standings.Reason calmed = new Standings.Reason("case/8");
    freezes.thaw(kept, Freezes.Recent.KEEP, Window.decided(calmed, calmed), BROWSER);
    standings.disable(kept, calmed, Window.OPERATOR, BROWSER);
    assertThat(merges.unmerge(gone, EYES, BROWSER)).isEqualTo(Outcome.KEPT_SHUT_OUT);
    standings.enable(kept, Window.approved(calmed), BROWSER);

    assertThat(merges.unmerge(gone, EYES, BROWSER)).isEqualTo(Outcome.DONE);
    assertThat(profiles.isActive(gone)).isTrue();
  }

  @Test
  void aTakeOverOfTheAccountThatIsGoneWaitsNoLonger() {
    PersonId kept = enrol(network());
    PersonId gone = named(ProofFixtures.phone());
    Instant now = clock.instant();
    takeOvers.begin(
        new TakeOver(
            UUID.randomUUID(),
            gone,
            Basis.CARRIERS,
            Optional.of(ProofFixtures.phone(ProofFixtures.phone())),
            HolderCheck.Answer.UNKNOWN,
            now,
            Optional.empty(),
            now,
            now.plus(AccountRule.HOLD)));

    assertThat(merges.merge(kept, gone, EYES, BROWSER)).isEqualTo(Outcome.DONE);

    assertThat(takeOvers.waiting(gone)).isEmpty();
    assertThat(new AuditTrail(jdbc).of(gone))
        .containsSubsequence("takeover.stopped", "person.merged");
    assertThat(merges.unmerge(gone, EYES, BROWSER)).isEqualTo(Outcome.DONE);
    assertThat(takeOvers.waiting(gone)).isEmpty();
  }

  private void withdraw(PersonId person, Method method) {
    assertThat(withdrawals.withdraw(person, method, Optional.empty(), EYES, RequestOrigin.SERVER))
        .isEqualTo(EvidenceWithdrawals.Outcome.WITHDRAWN);
  }

  private Optional<String> name(PersonId person) {
    return profiles.find(person).orElseThrow().name().map(each -> each.reveal());
  }

  @Test
  @Clause({"L3", "L10"})
  void whatWasWithdrawnMeanwhileIsNotBelievedAgainWhenAMergeIsUndone() {
    PersonId kept = enrol(network());
    PersonId gone = named(ProofFixtures.phone());
    merges.merge(kept, gone, EYES, BROWSER);
    assertThat(name(kept)).contains("林晓月");
    withdraw(kept, Method.NAME_NUMBER_MATCH);

    assertThat(merges.unmerge(gone, EYES, BROWSER)).isEqualTo(Outcome.DONE);

    assertThat(name(gone)).isEmpty();
    assertThat(name(kept)).isEmpty();
  }

  @Test
  @Clause({"L3", "L10"})
  void whoKeptTheirOwnWordForANameHasItWhenTheOthersGoesBack() {
    String phone = ProofFixtures.phone();
    ProofFixtures.Builder own =
        proof().document(resident(ProofFixtures.idNumber())).name("林晓月").phone(phone);
    PersonId kept = enrol(own);
    Proof face = own.by(Method.LIVE_PORTRAIT_MATCH, "register", Factor.FACE).build();
    enrolments.enrol(face, new SignInId(UUID.randomUUID()), BROWSER);
    PersonId gone = enrol(network().name("林晓月"));
    merges.merge(kept, gone, EYES, BROWSER);
    withdraw(kept, Method.LIVE_PORTRAIT_MATCH);
    assertThat(name(kept)).contains("林晓月");

    assertThat(merges.unmerge(gone, EYES, BROWSER)).isEqualTo(Outcome.DONE);

    assertThat(name(kept)).contains("林晓月");
    assertThat(name(gone)).contains("林晓月");
  }
}
