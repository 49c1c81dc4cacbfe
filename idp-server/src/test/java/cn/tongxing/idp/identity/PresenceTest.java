package cn.tongxing.idp.identity;

import static cn.tongxing.idp.identity.ProofFixtures.proof;
import static cn.tongxing.idp.identity.ProofFixtures.resident;
import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.adapter.spi.EvidenceItem.Method;
import cn.tongxing.adapter.spi.Factor;
import cn.tongxing.idp.identity.AccountRule.Own;
import cn.tongxing.idp.kernel.Acr;
import cn.tongxing.idp.kernel.IdentityAssurance;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.testing.Clause;
import cn.tongxing.idp.testing.identity.IdentitySlice;
import cn.tongxing.idp.testing.identity.Settled;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Which proofs change the ways of an account that has another kind: those that say that its person
 * was there. The phone that was stolen has the network identity's app on it too (ADR 0040).
 */
@IdentitySlice
@Clause({"N8", "N9", "A13"})
class PresenceTest {

  private static final RequestOrigin BROWSER = new RequestOrigin("203.0.113.7", "test");
  private static final OwnShown LINK = new OwnShown(Set.of(Own.LINKED_WAY), Set.of());

  @Autowired private Enrolments enrolments;
  @Autowired private SettledWays settled;
  @Autowired private PasswordCredentials passwords;
  @Autowired private Profiles profiles;
  @Autowired private JdbcClient jdbc;

  private final String number = ProofFixtures.idNumber();
  private final String phone = ProofFixtures.phone();
  private final String pid = UUID.randomUUID().toString();

  private SignInId enrol(ProofFixtures.Builder proof) {
    SignInId signIn = new SignInId(UUID.randomUUID());
    assertThat(enrolments.enrol(proof.build(), signIn, BROWSER))
        .isInstanceOfAny(Enrolment.Created.class, Enrolment.Recognised.class);
    return signIn;
  }

  private ProofFixtures.Builder bare() {
    return proof()
        .account("police", "network-identity", pid)
        .by(Method.NETWORK_CREDENTIAL, "network-identity", Factor.NETWORK_CREDENTIAL);
  }

  private ProofFixtures.Builder withItsPassword() {
    return proof()
        .account("police", "network-identity", pid)
        .by(
            Method.NETWORK_CREDENTIAL_WITH_PASSWORD,
            "network-identity",
            Factor.NETWORK_CREDENTIAL,
            Factor.PASSWORD);
  }

  private ProofFixtures.Builder police() {
    return proof().document(resident(number)).name("林晓月").phone(phone);
  }

  /**
   * An account of P3 with a phone of long ago, to which the network identity was linked just now.
   */
  private PersonId linked(boolean password) {
    PersonId person =
        ((Enrolment.Created)
                enrolments.enrol(police().build(), new SignInId(UUID.randomUUID()), BROWSER))
            .person();
    if (password) {
      passwords.set(person, "correct horse battery", BROWSER);
    }
    Settled.ways(jdbc, person);
    jdbc.sql("UPDATE person SET created_at = created_at - interval '30 days' WHERE id = ?")
        .param(person.value())
        .update();
    enrol(bare().cameBack().pair(resident(number), "林晓月").phone(phone));
    assertThat(profiles.find(person).orElseThrow().level()).isEqualTo(IdentityAssurance.P3);
    return person;
  }

  private boolean changes(PersonId person, SignInId signIn) {
    return settled.basis(person, Set.of(signIn)).mayChange(LINK, false);
  }

  /** However long the link is there: whoever has the phone has it. */
  @Test
  void theBareCertificateReplacesNoOtherKind() {
    PersonId person = linked(true);

    assertThat(changes(person, enrol(bare().cameBack()))).as("linked just now").isFalse();
    assertThat(changes(person, enrol(bare().cameBack().pair(resident(number), "林晓月").phone(phone))))
        .as("with name and number, which can be bought")
        .isFalse();
    Settled.ways(jdbc, person);
    assertThat(changes(person, enrol(bare().cameBack()))).as("linked for long").isFalse();
  }

  @Test
  void itsPasswordSaysThatItsPersonWasThereButByALinkOfJustNowNotWhose() {
    PersonId person = linked(true);

    assertThat(changes(person, enrol(withItsPassword().cameBack())))
        .as("by nothing but a link of just now")
        .isFalse();
    assertThat(
            changes(
                person,
                enrol(withItsPassword().cameBack().pair(resident(number), "林晓月").phone(phone))))
        .as("that names its person")
        .isTrue();
    assertThat(changes(person, enrol(withItsPassword().phone(phone)))).as("polled").isFalse();

    Settled.ways(jdbc, person);
    assertThat(changes(person, enrol(withItsPassword().cameBack()))).as("by its link").isTrue();
    assertThat(changes(person, enrol(withItsPassword().phone(phone)))).as("polled").isFalse();
  }

  @Test
  void aLiveFaceSaysIt() {
    PersonId person = linked(true);

    assertThat(
            changes(
                person,
                enrol(
                    proof()
                        .document(resident(number))
                        .name("林晓月")
                        .by(Method.LIVE_PORTRAIT_MATCH, "population-register", Factor.FACE))))
        .isTrue();
  }

  /** There is nothing else to tell the thief from the owner by, who has to have more one day. */
  @Test
  void besideTheOnlyKindTheBareCertificateSetsTheFirstOther() {
    PersonId person = linked(false);

    assertThat(changes(person, enrol(bare().cameBack())))
        .as("by nothing but a link of just now")
        .isFalse();
    assertThat(changes(person, enrol(bare().cameBack().pair(resident(number), "林晓月").phone(phone))))
        .isTrue();
    Settled.ways(jdbc, person);
    assertThat(changes(person, enrol(bare().cameBack()))).isTrue();
  }

  @Test
  void whatIsOfferedIsWhatMayLeadThere() {
    Set<Own> phoneOnly = Set.of(Own.PHONE);
    Set<Own> both = Set.of(Own.PHONE, Own.PASSWORD);
    Acr bare = Acr.parse("urn:tongxing:acr:p3:a1").orElseThrow();
    Acr password = Acr.parse("urn:tongxing:acr:p3:a2").orElseThrow();
    Acr face = Acr.parse("urn:tongxing:acr:p4:a1").orElseThrow();
    for (Set<Own> has : Set.of(phoneOnly, both)) {
      SettledWays.Ways ways = new SettledWays.Ways(has, has, Set.of(), Set.of());
      assertThat(ways.helps(Set.of(), bare, IdentityAssurance.P3)).isEqualTo(has == phoneOnly);
      assertThat(ways.helps(Set.of(), password, IdentityAssurance.P3)).isTrue();
      assertThat(ways.helps(Set.of(), face, IdentityAssurance.P3)).isTrue();
      assertThat(ways.helps(Set.of(), password, IdentityAssurance.P4)).isFalse();
    }
  }
}
