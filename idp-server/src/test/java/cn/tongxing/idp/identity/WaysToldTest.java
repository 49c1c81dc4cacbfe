package cn.tongxing.idp.identity;

import static cn.tongxing.idp.identity.ProofFixtures.proof;
import static cn.tongxing.idp.identity.ProofFixtures.resident;
import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.adapter.spi.EvidenceItem.Method;
import cn.tongxing.adapter.spi.Factor;
import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.identity.AccountRule.Own;
import cn.tongxing.idp.identity.AccountRule.Shown;
import cn.tongxing.idp.identity.Merges.Approval;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.notice.NoticeKind;
import cn.tongxing.idp.testing.Clause;
import cn.tongxing.idp.testing.identity.AuditTrail;
import cn.tongxing.idp.testing.identity.IdentitySlice;
import cn.tongxing.idp.testing.identity.Texts;
import cn.tongxing.idp.testing.identity.Window;
import cn.tongxing.idp.upkeep.Job;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whoever owns an account hears what becomes of its ways, however that comes about. */
@IdentitySlice
class WaysToldTest {

  private static final RequestOrigin BROWSER = new RequestOrigin("203.0.113.7", "test");
  private static final Approval EYES = new Approval(new Standings.Reason("case-7"), "op-1", "op-2");

  @Autowired private Enrolments enrolments;
  @Autowired private Merges merges;
  @Autowired private Freezes freezes;
  @Autowired private PhoneChanges changes;
  @Autowired private PasswordCredentials passwords;
  @Autowired private Texts texts;
  @Autowired private List<Job> jobs;
  @Autowired private JdbcClient jdbc;

  private final String number = ProofFixtures.idNumber();
  private final String pid = UUID.randomUUID().toString();
  private final String phone = ProofFixtures.phone();
  private final String other = ProofFixtures.phone();
  private final String wanted = ProofFixtures.phone();

  private Enrolment enrol(ProofFixtures.Builder proof) {
    return enrolments.enrol(proof.build(), new SignInId(UUID.randomUUID()), BROWSER);
  }

  private PersonId opened(ProofFixtures.Builder proof) {
    return ((Enrolment.Created) enrol(proof)).person();
  }

  private PersonId named(String written) {
    return opened(proof().document(resident(number)).name("林晓月").phone(written));
  }

  private ProofFixtures.Builder network() {
    return proof()
        .account("police-network", "organisation-1", pid)
        .by(Method.NETWORK_CREDENTIAL, "network-identity", Factor.NETWORK_CREDENTIAL);
  }

  private void wants(PersonId person, String another) {
    Shown password = new Shown(Set.of(Own.PASSWORD), Optional.empty(), false);
    assertThat(changes.ask(person, ProofFixtures.phone(another), password, BROWSER))
        .isInstanceOf(PhoneChanges.Outcome.Waits.class);
  }

  /** What a number was told; what happened at once may come in any order. */
  private List<NoticeKind> told(String written) {
    jobs.stream().filter(job -> job.name().equals("notices")).forEach(Job::run);
    PhoneNumber to = ProofFixtures.phone(written);
    return texts.told(to);
  }

  private List<String> trail(PersonId person) {
    return new AuditTrail(jdbc).of(person);
  }

  @Test
  @Clause("L10")
  void bothSidesHearOfAMergeAndOfItsUndoing() {
    PersonId kept = named(phone);
    PersonId gone = opened(network().cameBack().phone(other));

    merges.merge(kept, gone, EYES, BROWSER);
    assertThat(told(phone)).containsExactly(NoticeKind.ACCOUNTS_JOINED);
    assertThat(told(other)).containsExactly(NoticeKind.ACCOUNTS_JOINED);

    merges.unmerge(gone, EYES, BROWSER);
    assertThat(told(phone)).last().isEqualTo(NoticeKind.ACCOUNTS_PARTED);
    assertThat(told(other)).last().isEqualTo(NoticeKind.ACCOUNTS_PARTED);
  }

  /** A merge makes everything that it moves new: a thaw soon after ends it. */
  @Test
  @Clause("L10")
  void whoseOnlyPhoneEndedMeanwhileHearsOfTheUndoingToo() {
    PersonId kept = named(phone);
    PersonId gone = opened(network().cameBack().phone(other));
    merges.merge(kept, gone, EYES, BROWSER);
    jdbc.sql("UPDATE person SET created_at = created_at - interval '30 days' WHERE id = ?")
        .param(kept.value())
        .update();
    freezes.freeze(kept, BROWSER);
    Standings.Reason why = new Standings.Reason("case-7");
    freezes.thaw(kept, Freezes.Recent.END, Window.decided(why, why), BROWSER);
    assertThat(told(other)).doesNotContain(NoticeKind.ACCOUNTS_PARTED);

    merges.unmerge(gone, EYES, BROWSER);

    assertThat(told(other)).last().isEqualTo(NoticeKind.ACCOUNTS_PARTED);
  }

  @Test
  void aPhoneOfBothSidesIsToldOnce() {
    PersonId kept = named(phone);
    PersonId gone = opened(network().phone(phone));

    merges.merge(kept, gone, EYES, BROWSER);
    merges.unmerge(gone, EYES, BROWSER);

    assertThat(told(phone))
        .containsExactlyInAnyOrder(NoticeKind.ACCOUNTS_JOINED, NoticeKind.ACCOUNTS_PARTED);
  }

  @Test
  @Clause("A13")
  void whoWaitsForAChangeOfPhoneHearsThatAMergeEndedIt() {
    PersonId kept = named(phone);
    PersonId gone = opened(network().cameBack().phone(other));
    wants(gone, wanted);
    assertThat(told(other)).containsExactly(NoticeKind.PHONE_CHANGE_BEGUN);

    merges.merge(kept, gone, EYES, BROWSER);

    assertThat(told(other)).contains(NoticeKind.PHONE_CHANGE_CANCELLED, NoticeKind.ACCOUNTS_JOINED);
    assertThat(told(wanted))
        .containsExactlyInAnyOrder(NoticeKind.PHONE_WANTED, NoticeKind.PHONE_CHANGE_CANCELLED);
    assertThat(told(phone)).containsExactly(NoticeKind.ACCOUNTS_JOINED);
    assertThat(changes.waiting(gone)).isEmpty();
    assertThat(trail(gone)).containsSubsequence("phone.change.cancelled", "person.merged");
  }

  @Test
  @Clause("A13")
  void whoWaitsForAChangeOfPhoneHearsThatAFreezeEndedIt() {
    PersonId person = named(phone);
    wants(person, wanted);

    freezes.freeze(person, BROWSER);

    assertThat(told(phone)).contains(NoticeKind.PHONE_CHANGE_CANCELLED, NoticeKind.FROZEN);
    assertThat(told(wanted))
        .containsExactlyInAnyOrder(NoticeKind.PHONE_WANTED, NoticeKind.PHONE_CHANGE_CANCELLED);
  }

  @Test
  @Clause("L1")
  void whoeverLosesANamelessAccountHearsOfIt() {
    PersonId person = opened(network().phone(phone));
    wants(person, wanted);
    passwords.set(person, "correct horse battery", BROWSER);

    enrol(network().phone(other));

    assertThat(told(phone))
        .containsExactlyInAnyOrder(NoticeKind.PHONE_CHANGE_BEGUN, NoticeKind.EARLIER_WAYS_ENDED);
    assertThat(told(wanted))
        .containsExactlyInAnyOrder(NoticeKind.PHONE_WANTED, NoticeKind.EARLIER_WAYS_ENDED);
    assertThat(told(other)).as("who did it").isEmpty();
    assertThat(trail(person)).contains("phone.change.cancelled");
  }

  @Test
  @Clause("L1")
  void whereEverythingWasShownAgainOnlyAChangeThatWaitedEnds() {
    PersonId person = opened(network().phone(phone));
    enrol(network().pair(resident(number), "林晓月").phone(phone));
    assertThat(told(phone)).as("nothing ended").isEmpty();

    PersonId waits = opened(again().phone(other));
    wants(waits, wanted);
    enrol(again().pair(resident(ProofFixtures.idNumber()), "陈晓星").phone(other));

    assertThat(told(other))
        .containsExactlyInAnyOrder(
            NoticeKind.PHONE_CHANGE_BEGUN, NoticeKind.PHONE_CHANGE_CANCELLED);
    assertThat(told(wanted))
        .containsExactlyInAnyOrder(NoticeKind.PHONE_WANTED, NoticeKind.PHONE_CHANGE_CANCELLED);
    assertThat(trail(person)).doesNotContain("credential.removed");
  }

  private ProofFixtures.Builder again() {
    return proof()
        .account("police-network", "organisation-1", pid + "-2")
        .by(Method.NETWORK_CREDENTIAL, "network-identity", Factor.NETWORK_CREDENTIAL);
  }

  @Test
  @Clause({"L1", "L10"})
  void whoJoinsTheirTwoAccountsHearsOfItAndWhoeverHadTheNamelessOneToo() {
    named(phone);
    opened(network().phone(other));

    enrol(network().pair(resident(number), "林晓月").phone(phone));

    assertThat(told(phone)).containsExactly(NoticeKind.ACCOUNTS_JOINED);
    assertThat(told(other)).containsExactly(NoticeKind.EARLIER_WAYS_ENDED);
  }

  @Test
  @Clause("L2")
  void whoseAccountGetsALinkedWayHearsOfItOnce() {
    PersonId person = named(phone);

    enrol(network().pair(resident(number), "林晓月").phone(phone));
    enrol(network().phone(phone));

    assertThat(told(phone)).containsExactly(NoticeKind.LINK_ADDED);
    assertThat(trail(person)).filteredOn("credential.added"::equals).as("phone, link").hasSize(2);
  }

  @Test
  @Clause("L2")
  void aWayThatFactorsJoinedIsToldToo() {
    PersonId person = named(phone);

    enrol(network().cameBack().phone(phone).beside(person, Factor.PASSWORD));

    assertThat(told(phone)).containsExactly(NoticeKind.LINK_ADDED);
  }
}
