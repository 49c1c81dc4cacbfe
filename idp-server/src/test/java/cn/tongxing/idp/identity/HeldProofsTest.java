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
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The adapter has its proof and waits for a phone, on a page that is left open: whoever types a
 * phone and its code long after is perhaps another. The same within three minutes shows each time
 * that it is the age that decides.
 */
@IdentitySlice
@Clause({"A13", "N9"})
class HeldProofsTest {

  private static final RequestOrigin BROWSER = new RequestOrigin("203.0.113.46", "test");
  private static final Duration LONG = Duration.ofMinutes(25);
  private static final Duration SHORT = Duration.ofMinutes(3);
  private static final String WORD = "correct horse battery";

  @Autowired private Enrolments enrolments;
  @Autowired private Profiles profiles;
  @Autowired private PhoneCredentials phones;
  @Autowired private PasswordCredentials passwords;
  @Autowired private PhoneChanges changes;
  @Autowired private InstantSource clock;
  @Autowired private JdbcClient jdbc;

  private final String number = ProofFixtures.idNumber();
  private final String phone = ProofFixtures.phone();
  private final String typedLater = ProofFixtures.phone();
  private final String pid = UUID.randomUUID().toString();

  private Enrolment enrol(ProofFixtures.Builder proof) {
    return enrolments.enrol(proof.build(), new SignInId(UUID.randomUUID()), BROWSER);
  }

  private Enrolment held(ProofFixtures.Builder proof, Duration ago) {
    return enrol(proof.heldSince(clock.instant().minus(ago)));
  }

  private PersonId registered(ProofFixtures.Builder proof) {
    return ((Enrolment.Created) enrol(proof)).person();
  }

  private PhoneOwner owner(String number) {
    return phones.owner(ProofFixtures.phone(number), BROWSER);
  }

  private List<String> trail(PersonId person) {
    return new AuditTrail(jdbc).of(person);
  }

  private ProofFixtures.Builder pair(String phone) {
    return proof().document(resident(number)).name("林晓月").phone(phone);
  }

  private ProofFixtures.Builder face(String phone) {
    return pair(phone).by(Method.LIVE_PORTRAIT_MATCH, "population-register", Factor.FACE);
  }

  private ProofFixtures.Builder network() {
    return proof()
        .account("police-network", "organisation-1", pid)
        .by(Method.NETWORK_CREDENTIAL, "network-identity", Factor.NETWORK_CREDENTIAL);
  }

  private PersonId nameless() {
    PersonId person = registered(network().phone(phone));
    passwords.set(person, WORD, BROWSER);
    return person;
  }

  private void keepsWhatItHad(PersonId person) {
    assertThat(owner(phone)).isEqualTo(new PhoneOwner.TheirOwn(person));
    assertThat(owner(typedLater)).isEqualTo(new PhoneOwner.Nobody());
    assertThat(passwords.exists(person)).isTrue();
    assertThat(profiles.find(person).orElseThrow().reverifiedAt()).isEmpty();
    assertThat(trail(person)).doesNotContain("credential.removed");
  }

  @Test
  @Clause({"Q1", "L1"})
  void anotherPhoneEndsNothingOfANamelessAccountAndIsNotBound() {
    PersonId person = nameless();

    assertThat(held(network().phone(typedLater), LONG))
        .as("the sign-in itself is good")
        .isEqualTo(new Enrolment.Recognised(person));
    keepsWhatItHad(person);

    assertThat(held(network().phone(typedLater), SHORT))
        .isEqualTo(new Enrolment.Recognised(person));
    assertThat(owner(typedLater)).isEqualTo(new PhoneOwner.TheirOwn(person));
    assertThat(passwords.exists(person)).isFalse();
  }

  @Test
  @Clause("L1")
  void aNamelessAccountMeetsNoDocument() {
    PersonId person = nameless();

    assertThat(held(network().pair(resident(number), "林晓月").phone(typedLater), LONG))
        .isEqualTo(new Enrolment.Expired());
    keepsWhatItHad(person);
    assertThat(profiles.find(person).orElseThrow().documents()).isEmpty();
    assertThat(trail(person)).filteredOn("evidence.added"::equals).hasSize(1);

    assertThat(held(network().pair(resident(number), "林晓月").phone(typedLater), SHORT))
        .isEqualTo(new Enrolment.Recognised(person));
    assertThat(profiles.find(person).orElseThrow().documents()).containsExactly(resident(number));
  }

  @Test
  @Clause("L1")
  void noAccountOfNameAndNumberIsTakenOver() {
    PersonId person = registered(pair(phone));
    passwords.set(person, WORD, BROWSER);

    assertThat(held(face(typedLater), LONG)).isEqualTo(new Enrolment.Expired());
    keepsWhatItHad(person);
    assertThat(trail(person)).doesNotContain("takeover.completed");

    assertThat(held(face(typedLater), SHORT)).isEqualTo(new Enrolment.Recognised(person));
    assertThat(owner(typedLater)).isEqualTo(new PhoneOwner.TheirOwn(person));
    assertThat(passwords.exists(person)).isFalse();
  }

  /** Their number was not used for so long that it may be another's. */
  private void unused(PersonId person) {
    jdbc.sql(
            "UPDATE phone_credential SET own_use_at = now() - interval '90 days',"
                + " bound_at = now() - interval '90 days' WHERE person = ?")
        .param(person.value())
        .update();
  }

  /** Their stale phone is typed beside it. */
  private void freshensWhileItIsOfJustNowAlone(PersonId person, ProofFixtures.Builder proof) {
    unused(person);

    assertThat(held(proof, LONG)).isEqualTo(new Enrolment.Recognised(person));
    assertThat(owner(phone)).isEqualTo(new PhoneOwner.Choose());

    assertThat(held(proof, SHORT)).isEqualTo(new Enrolment.Recognised(person));
    assertThat(owner(phone)).isEqualTo(new PhoneOwner.TheirOwn(person));
  }

  /** The other way round: whoever typed the code has left, and the person shows their face. */
  @Test
  void aCodeOfLongAgoMakesNoStalePhoneFresh() {
    PersonId person = registered(face(phone));
    unused(person);

    assertThat(enrol(face(phone).codedLongAgo())).isEqualTo(new Enrolment.Recognised(person));
    assertThat(owner(phone)).isEqualTo(new PhoneOwner.Choose());
  }

  @Test
  void aFaceMakesNoStalePhoneFresh() {
    freshensWhileItIsOfJustNowAlone(registered(face(phone)), face(phone));
  }

  @Test
  void aPseudonymMakesNoStalePhoneFresh() {
    ProofFixtures.Builder back = network().cameBack();
    freshensWhileItIsOfJustNowAlone(
        registered(network().cameBack().phone(phone)), back.phone(phone));
  }

  @Test
  @Clause("L2")
  void aWayThatWasJoinedMakesNoStalePhoneFresh() {
    PersonId person = registered(pair(phone));
    ProofFixtures.Builder way = network().cameBack().phone(phone);
    assertThat(enrol(network().cameBack().phone(phone).beside(person, Factor.PASSWORD)))
        .isEqualTo(new Enrolment.Joined(person));

    freshensWhileItIsOfJustNowAlone(person, way);
  }

  @Test
  void aHeldProofStillKeepsAPhoneFreshThatIs() {
    PersonId person = registered(face(phone));
    jdbc.sql("UPDATE phone_credential SET own_use_at = now() - interval '84 days' WHERE person = ?")
        .param(person.value())
        .update();

    assertThat(held(face(phone), LONG)).isEqualTo(new Enrolment.Recognised(person));
    assertThat(
            jdbc.sql(
                    "SELECT own_use_at > now() - interval '1 day' FROM phone_credential"
                        + " WHERE person = ?")
                .param(person.value())
                .query(Boolean.class)
                .single())
        .isTrue();
  }

  private ProofFixtures.Builder wallet() {
    return pair(typedLater).by(Method.CERTIFIED_PAYMENT_ACCOUNT, "wallet", Factor.UPSTREAM_ACCOUNT);
  }

  @Test
  void noChangeOfPhoneBeginsToWait() {
    PersonId person = registered(pair(phone).by(Method.BANK_CARD_FOUR_ELEMENTS, "bank"));

    assertThat(held(wallet(), LONG)).isEqualTo(new Enrolment.Expired());
    assertThat(changes.waiting(person)).isEmpty();
    assertThat(trail(person)).doesNotContain("phone.change.started");

    assertThat(held(wallet(), SHORT)).isInstanceOf(Enrolment.PhoneWaits.class);
    assertThat(changes.waiting(person)).isPresent();
  }

  @Test
  @Clause("A1")
  void noAccountIsOpenedInTheNameOfAFaceOnThePhoneOfWhoeverCameLater() {
    assertThat(held(face(typedLater), LONG)).isEqualTo(new Enrolment.Expired());
    assertThat(owner(typedLater)).isEqualTo(new PhoneOwner.Nobody());

    assertThat(held(face(typedLater), SHORT)).isInstanceOf(Enrolment.Created.class);
  }

  @Test
  void withoutAPhoneNobodyElseCanHaveAddedOne() {
    ProofFixtures.Builder face =
        proof()
            .document(resident(number))
            .name("林晓月")
            .by(Method.LIVE_PORTRAIT_MATCH, "population-register", Factor.FACE);

    assertThat(held(face, LONG)).isInstanceOf(Enrolment.Created.class);
  }

  @Test
  @Clause({"L2", "L10"})
  void noTwoAccountsBecomeOne() {
    PersonId person = registered(pair(phone));
    PersonId nameless = registered(network().phone(phone));

    assertThat(held(network().pair(resident(number), "林晓月").phone(phone), LONG))
        .as("it took too long, and nothing else is wrong with it")
        .isEqualTo(new Enrolment.Expired());
    assertThat(profiles.find(nameless)).isPresent();
    assertThat(trail(nameless)).doesNotContain("credential.removed");

    assertThat(held(network().pair(resident(number), "林晓月").phone(typedLater), LONG))
        .as("a stranger's phone would join nothing at any time")
        .isInstanceOf(Enrolment.NotTheirs.class);
    assertThat(held(network().pair(resident(number), "陈大文").phone(phone), LONG))
        .as("nor would another name")
        .isInstanceOf(Enrolment.NotTheirs.class);

    assertThat(held(network().pair(resident(number), "林晓月").phone(phone), SHORT))
        .isEqualTo(new Enrolment.Recognised(person));
    assertThat(profiles.find(nameless)).isEmpty();
  }

  @Test
  @Clause({"L2", "L3"})
  void noUpstreamAccountIsJoined() {
    PersonId person = registered(pair(phone));

    assertThat(held(network().cameBack().phone(phone).beside(person, Factor.PASSWORD), LONG))
        .isEqualTo(new Enrolment.Expired());
    assertThat(
            jdbc.sql("SELECT count(*) FROM upstream_link WHERE person = ?")
                .param(person.value())
                .query(Long.class)
                .single())
        .isZero();

    assertThat(held(network().cameBack().phone(phone).beside(person, Factor.PASSWORD), SHORT))
        .isEqualTo(new Enrolment.Joined(person));
  }
}
