package cn.tongxing.idp.identity;

import static cn.tongxing.idp.identity.ProofFixtures.proof;
import static cn.tongxing.idp.identity.ProofFixtures.resident;
import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.adapter.spi.EvidenceItem.Method;
import cn.tongxing.adapter.spi.Factor;
import cn.tongxing.idp.identity.store.EndedLinkRows;
import cn.tongxing.idp.identity.store.UpstreamLinkRows;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.testing.Clause;
import cn.tongxing.idp.testing.identity.AuditTrail;
import cn.tongxing.idp.testing.identity.IdentitySlice;
import cn.tongxing.idp.testing.identity.Settled;
import cn.tongxing.idp.testing.identity.Window;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What its owner has ended is not linked again by itself (ADR 0040). */
@IdentitySlice
@Clause({"L2", "L3"})
class EndedLinksTest {

  private static final RequestOrigin BROWSER = new RequestOrigin("203.0.113.7", "test");
  private static final Standings.Reason WHY = new Standings.Reason("owner-asked");

  @Autowired private Enrolments enrolments;
  @Autowired private LinkedWays links;
  @Autowired private UpstreamLinkRows rows;
  @Autowired private EndedLinkRows memory;
  @Autowired private Merges merges;
  @Autowired private Freezes freezes;
  @Autowired private TakeOvers takeOvers;
  @Autowired private Erasures erasures;
  @Autowired private PasswordCredentials passwords;
  @Autowired private JdbcClient jdbc;

  private final String number = ProofFixtures.idNumber();
  private final String phone = ProofFixtures.phone();
  private final String pid = UUID.randomUUID().toString();

  private Enrolment enrol(ProofFixtures.Builder proof) {
    return enrolments.enrol(proof.build(), new SignInId(UUID.randomUUID()), BROWSER);
  }

  private static ProofFixtures.Builder network(String pid) {
    return proof()
        .account("police", "network-identity", pid)
        .by(Method.NETWORK_CREDENTIAL, "network-identity", Factor.NETWORK_CREDENTIAL);
  }

  private ProofFixtures.Builder named() {
    return network(pid).pair(resident(number), "林晓月").phone(phone);
  }

  private PersonId registered() {
    return ((Enrolment.Created) enrol(proof().document(resident(number)).name("林晓月").phone(phone)))
        .person();
  }

  /** A person whose network identity was linked, and whose owner has ended it. */
  private PersonId ended() {
    PersonId person = registered();
    assertThat(enrol(named())).isEqualTo(new Enrolment.Recognised(person));
    UUID link = rows.of(person).getFirst().id();
    assertThat(links.end(person, link, Optional.empty(), BROWSER)).isTrue();
    assertThat(links.ended(person))
        .singleElement()
        .satisfies(each -> assertThat(each.adapter()).isEqualTo("police"));
    return person;
  }

  private void remember(PersonId person) {
    memory.remember(
        person, new LinkedWays.Ended(UUID.randomUUID(), "police", "police", Instant.now()));
  }

  private List<String> remembered(PersonId person) {
    return links.ended(person).stream().map(LinkedWays.Ended::adapter).toList();
  }

  private long evidence(PersonId person) {
    return jdbc.sql("SELECT count(*) FROM evidence WHERE person = ?")
        .param(person.value())
        .query(Long.class)
        .single();
  }

  @Test
  void itStaysEndedAndTheProofCountsAllTheSame() {
    PersonId person = ended();
    long before = evidence(person);

    assertThat(enrol(named())).isEqualTo(new Enrolment.Recognised(person));

    assertThat(rows.of(person)).isEmpty();
    assertThat(evidence(person)).isEqualTo(before + 2);
    assertThat(new AuditTrail(jdbc).of(person))
        .filteredOn("credential.added"::equals)
        .as("the phone, and the link of before")
        .hasSize(2);
    assertThat(
            enrol(network(UUID.randomUUID().toString()).pair(resident(number), "林晓月").phone(phone)))
        .as("nor any other account of that upstream")
        .isEqualTo(new Enrolment.Recognised(person));
    assertThat(rows.of(person)).isEmpty();
  }

  @Test
  void itsOwnerAllowsItAgainAndTheNextProofLinksIt() {
    PersonId person = ended();
    UUID ended = links.ended(person).getFirst().id();

    assertThat(links.allow(new PersonId(UUID.randomUUID()), ended, BROWSER)).isFalse();
    assertThat(links.allow(person, ended, BROWSER)).isTrue();
    assertThat(links.allow(person, ended, BROWSER)).as("again").isFalse();
    assertThat(rows.of(person)).as("nothing is linked by it").isEmpty();
    enrol(named());

    assertThat(rows.of(person)).hasSize(1);
    assertThat(new AuditTrail(jdbc).of(person)).containsOnlyOnce("link.allowed");
  }

  @Test
  void twoOperatorsAllowItOfWhatTheAccountBecame() {
    PersonId person = ended();
    PersonId kept =
        ((Enrolment.Created)
                enrol(network(UUID.randomUUID().toString()).phone(ProofFixtures.phone())))
            .person();
    assertThat(merges.merge(kept, person, Window.approved(WHY), BROWSER))
        .isEqualTo(Merges.Outcome.DONE);

    assertThat(links.allow(person, Window.approved(WHY), BROWSER)).containsExactly("police");

    assertThat(remembered(kept)).isEmpty();
    assertThat(
            jdbc.sql(
                    "SELECT details::jsonb ->> 'second' FROM audit_event"
                        + " WHERE person = ? AND type = 'link.allowed'")
                .param(kept.value())
                .query(String.class)
                .single())
        .isEqualTo(Window.SECOND.code());
    assertThat(links.allow(person, Window.approved(WHY), BROWSER)).isEmpty();
  }

  @Test
  void twoFactorsBesideItJoinItNoMoreAndItsOwnerIsTold() {
    PersonId person = registered();
    passwords.set(person, "correct horse battery", BROWSER);
    Settled.ways(jdbc, person);
    remember(person);
    var beside = network(pid).cameBack().phone(phone).beside(person, Factor.PASSWORD);

    assertThat(enrol(beside)).isEqualTo(new Enrolment.LinkEnded(person));

    assertThat(rows.of(person)).isEmpty();
    assertThat(links.allow(person, links.ended(person).getFirst().id(), BROWSER)).isTrue();
    assertThat(enrol(network(pid).cameBack().phone(phone).beside(person, Factor.PASSWORD)))
        .isEqualTo(new Enrolment.Joined(person));
  }

  /** Else the pseudonym would come back into the account by an account of its own. */
  @Test
  @Clause("L10")
  void anAccountThatBecomesPartOfItBringsItsLinkNoMore() {
    PersonId person = registered();
    PersonId nameless = ((Enrolment.Created) enrol(network(pid).phone(phone))).person();
    remember(person);

    assertThat(enrol(named())).isEqualTo(new Enrolment.Recognised(person));

    assertThat(new AuditTrail(jdbc).of(nameless)).contains("credential.removed", "person.merged");
    assertThat(rows.of(person)).isEmpty();
    assertThat(rows.of(nameless)).isEmpty();
    assertThat(enrol(named())).as("and the next time").isEqualTo(new Enrolment.Recognised(person));
  }

  @Test
  @Clause("L10")
  void aMergeBringsTheMemoryAndItsUndoingTakesItBack() {
    PersonId person = ended();
    PersonId kept =
        ((Enrolment.Created)
                enrol(
                    proof()
                        .account("alipay", "app", pid)
                        .by(Method.CERTIFIED_PAYMENT_ACCOUNT, "alipay", Factor.UPSTREAM_ACCOUNT)))
            .person();

    merges.merge(kept, person, Window.approved(WHY), BROWSER);
    assertThat(remembered(kept)).containsExactly("police");
    enrol(named());
    assertThat(rows.of(kept)).extracting(PersonalRecord.Link::adapter).containsExactly("alipay");

    merges.unmerge(person, Window.approved(WHY), BROWSER);
    assertThat(remembered(kept)).isEmpty();
    assertThat(remembered(person)).containsExactly("police");
  }

  @Test
  @Clause("L1")
  void whoeverTakesTheAccountOverHasEndedNothingAndUndoneItIsRemembered() {
    PersonId person = registered();
    remember(person);
    var decided = Window.decided(WHY, new Standings.Reason("case-1"));

    assertThat(
            takeOvers.atCounter(
                person, ProofFixtures.phone(ProofFixtures.phone()), decided, BROWSER))
        .isEqualTo(TakeOvers.Outcome.DONE);
    assertThat(remembered(person)).isEmpty();

    assertThat(takeOvers.undo(person, decided, BROWSER)).isEqualTo(TakeOvers.Outcome.DONE);
    assertThat(remembered(person)).containsExactly("police");
  }

  @Test
  @Clause("L1")
  void whoOpenedTheNamelessAccountBeforeSpeaksForItNoMore() {
    PersonId person = ((Enrolment.Created) enrol(network(pid).phone(phone))).person();
    memory.remember(
        person, new LinkedWays.Ended(UUID.randomUUID(), "alipay", "alipay", Instant.now()));

    assertThat(enrol(named())).isEqualTo(new Enrolment.Recognised(person));

    assertThat(remembered(person)).isEmpty();
    assertThat(rows.of(person)).as("its own pseudonym stays").hasSize(1);
  }

  @Test
  void whoIsErasedLeavesNoMemory() {
    PersonId person = ended();

    assertThat(erasures.erase(person, Window.approved(WHY), BROWSER))
        .isEqualTo(Erasures.Outcome.ERASED);

    assertThat(remembered(person)).isEmpty();
  }

  /** What a thief has linked ends with the freeze, and does not come back by itself. */
  @Test
  @Clause("N9")
  void whatEndsWithAFreezeStaysEnded() {
    PersonId person = registered();
    Settled.ways(jdbc, person);
    enrol(named());
    freezes.freeze(person, BROWSER);
    var decided = Window.decided(WHY, new Standings.Reason("case-1"));

    freezes.thaw(person, Freezes.Recent.END, decided, BROWSER);

    assertThat(rows.of(person)).isEmpty();
    assertThat(remembered(person)).containsExactly("police");
    enrol(named());
    assertThat(rows.of(person)).isEmpty();
  }
}
