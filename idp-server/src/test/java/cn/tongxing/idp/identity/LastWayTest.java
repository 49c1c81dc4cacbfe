package cn.tongxing.idp.identity;

import static cn.tongxing.idp.identity.ProofFixtures.proof;
import static cn.tongxing.idp.identity.ProofFixtures.resident;
import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.adapter.spi.EvidenceItem.Method;
import cn.tongxing.adapter.spi.Factor;
import cn.tongxing.idp.identity.store.UpstreamLinkRows;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.testing.Clause;
import cn.tongxing.idp.testing.identity.IdentitySlice;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What opens an account last is not taken from it, whether it is a passkey or a link. */
@IdentitySlice
@Clause({"N9", "L8"})
class LastWayTest {

  private static final RequestOrigin BROWSER = new RequestOrigin("203.0.113.7", "test");

  @Autowired private Enrolments enrolments;
  @Autowired private PasskeyCredentials passkeys;
  @Autowired private LinkedWays links;
  @Autowired private PersonalRecords records;
  @Autowired private UpstreamLinkRows rows;
  @Autowired private JdbcClient jdbc;

  private final String phone = ProofFixtures.phone();

  private PersonId enrol(ProofFixtures.Builder proof) {
    return ((Enrolment.Created)
            enrolments.enrol(proof.build(), new SignInId(UUID.randomUUID()), BROWSER))
        .person();
  }

  private static ProofFixtures.Builder linked() {
    return proof()
        .account("alipay", "app-1", UUID.randomUUID().toString())
        .by(Method.CERTIFIED_PAYMENT_ACCOUNT, "alipay", Factor.UPSTREAM_ACCOUNT)
        .document(resident(ProofFixtures.idNumber()))
        .name("林晓月");
  }

  private PersonId withPasskey(PersonId person) {
    PasskeyFixtures.add(person, jdbc);
    return person;
  }

  private boolean removesPasskey(PersonId person) {
    UUID passkey = records.find(person).orElseThrow().passkeys().getFirst().id();
    return passkeys.remove(person, passkey, Optional.empty(), BROWSER);
  }

  private boolean endsLink(PersonId person) {
    return links.end(person, rows.of(person).getFirst().id(), Optional.empty(), BROWSER);
  }

  private void grownOld(PersonId person) {
    jdbc.sql(
            """
            UPDATE phone_credential
               SET own_use_at = own_use_at - interval '1000 days', held_at = NULL,
                   bound_at = bound_at - interval '1000 days'
             WHERE person = ?
            """)
        .param(person.value())
        .update();
  }

  @Test
  void anOwnFreshPhoneIsLeft() {
    PersonId person = withPasskey(enrol(linked().phone(phone)));

    assertThat(removesPasskey(person)).isTrue();
    assertThat(endsLink(person)).isTrue();
  }

  @Test
  void ofAPasskeyAndALinkOneIsLeft() {
    PersonId one = withPasskey(enrol(linked()));
    assertThat(removesPasskey(one)).isTrue();
    assertThat(endsLink(one)).as("the last").isFalse();

    PersonId other = withPasskey(enrol(linked()));
    assertThat(endsLink(other)).isTrue();
    assertThat(removesPasskey(other)).as("the last").isFalse();
  }

  @Test
  void aPhoneThatIsNotFreshIsNothingThatIsLeft() {
    PersonId one = withPasskey(enrol(linked().phone(phone)));
    grownOld(one);

    assertThat(endsLink(one)).isTrue();
    assertThat(removesPasskey(one)).isFalse();

    PersonId other = enrol(linked().phone(ProofFixtures.phone()));
    grownOld(other);
    assertThat(endsLink(other)).isFalse();
  }

  @Test
  @Clause("A13")
  void aPhoneThatAFamilySharesIsNothingThatIsLeft() {
    PersonId one = withPasskey(enrol(linked().phone(phone)));
    PersonId other = enrol(linked().phone(phone));

    assertThat(endsLink(one)).isTrue();
    assertThat(removesPasskey(one)).isFalse();
    assertThat(endsLink(other)).isFalse();
  }
}
