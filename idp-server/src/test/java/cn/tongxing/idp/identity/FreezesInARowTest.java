package cn.tongxing.idp.identity;

import static cn.tongxing.idp.identity.ProofFixtures.proof;
import static cn.tongxing.idp.identity.ProofFixtures.resident;
import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.identity.AccountRule.Own;
import cn.tongxing.idp.identity.AccountRule.Shown;
import cn.tongxing.idp.identity.Freezes.Case;
import cn.tongxing.idp.identity.Freezes.Change;
import cn.tongxing.idp.identity.Freezes.Desk;
import cn.tongxing.idp.identity.Freezes.Recent;
import cn.tongxing.idp.identity.Freezes.Thawed;
import cn.tongxing.idp.identity.Standings.Reason;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.testing.Clause;
import cn.tongxing.idp.testing.identity.AuditTrail;
import cn.tongxing.idp.testing.identity.IdentitySlice;
import cn.tongxing.idp.testing.identity.Window;
import cn.tongxing.idp.upkeep.Job;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One freeze follows another: what was added before the first of them does not grow old in it. */
@IdentitySlice
@Clause({"C8", "A13"})
class FreezesInARowTest {

  private static final RequestOrigin BROWSER = new RequestOrigin("203.0.113.7", "test");
  private static final Case CASE = new Case(new Reason("phone-stolen"), new Reason("h/2026-115"));

  @Autowired private Freezes freezes;
  @Autowired private FrozenAccounts frozen;
  @Autowired private Standings standings;
  @Autowired private Enrolments enrolments;
  @Autowired private PasskeyCredentials passkeys;
  @Autowired private List<Job> jobs;
  @Autowired private JdbcClient jdbc;

  private PersonId person;

  /** Of a month ago, with a passkey that somebody added sixty hours ago. */
  @BeforeEach
  void someone() {
    var proof =
        proof()
            .document(resident(ProofFixtures.idNumber()))
            .name("林晓月")
            .phone(ProofFixtures.phone());
    var enrolment = enrolments.enrol(proof.build(), new SignInId(UUID.randomUUID()), BROWSER);
    person = ((Enrolment.Created) enrolment).person();
    jdbc.sql(
            "INSERT INTO passkey_credential (id, person, credential_id, aaguid, public_key,"
                + " sign_count, backup_eligible, backed_up, label, created_at)"
                + " SELECT gen_random_uuid(), id, uuid_send(id), id, 'key', 0, false, false, '手机',"
                + " created_at + interval '660 hours' FROM person WHERE id = ?")
        .param(person.value())
        .update();
    hoursPass(720);
  }

  private void hoursPass(int hours) {
    for (String column :
        List.of(
            "person SET created_at = created_at - %s WHERE id",
            "phone_credential SET bound_at = bound_at - %s WHERE person",
            "passkey_credential SET created_at = created_at - %s WHERE person",
            "account_freeze SET started_at = started_at - %s, settled_at = settled_at - %<s,"
                + " ends_at = ends_at - %<s, ended_at = ended_at - %<s WHERE person")) {
      String earlier = column.formatted("interval '" + hours + " hours'");
      jdbc.sql("UPDATE " + earlier + " = ?").param(person.value()).update();
    }
  }

  private void byHotline() {
    assertThat(freezes.freeze(person, Desk.HOTLINE, CASE, Window.OPERATOR, RequestOrigin.SERVER))
        .isEqualTo(Change.CHANGED);
  }

  private void theHotlinesDayIsOver() {
    byHotline();
    hoursPass(25);
    jobs.stream().filter(each -> each.name().equals("freezes")).forEach(Job::run);
    assertThat(freezes.isFrozen(person)).isFalse();
  }

  private Thawed byOwner(Own... shown) {
    return freezes.thaw(
        person,
        new Shown(Set.of(shown), Optional.empty(), false),
        new SignInId(UUID.randomUUID()),
        BROWSER);
  }

  private void thePasskeyEnded() {
    assertThat(passkeys.exists(person)).isFalse();
    assertThat(new AuditTrail(jdbc).of(person)).contains("credential.removed");
  }

  @Test
  void theCountersAfterTheHotlinesEndsWhatTheHotlinesWouldHave() {
    byHotline();
    hoursPass(20);
    freezes.freeze(person, Desk.COUNTER, CASE, Window.OPERATOR, RequestOrigin.SERVER);

    assertThat(frozen.ways(person).before()).containsExactly(Own.PHONE);
    freezes.thaw(person, Recent.END, Window.decided(CASE), RequestOrigin.SERVER);

    thePasskeyEnded();
  }

  /** A thief with a factor of the account may have frozen it, and would thaw it with two. */
  @Test
  void theCountersTakesThePlaceOfTheOwnersAndOnlyTheCounterEndsIt() {
    freezes.freeze(person, BROWSER);
    hoursPass(100);

    assertThat(freezes.freeze(person, Desk.COUNTER, CASE, Window.OPERATOR, RequestOrigin.SERVER))
        .isEqualTo(Change.CHANGED);
    assertThat(freezes.freeze(person, Desk.COUNTER, CASE, Window.OPERATOR, RequestOrigin.SERVER))
        .isEqualTo(Change.UNCHANGED);

    assertThat(byOwner(Own.PHONE, Own.PASSKEY)).isEqualTo(Thawed.AT_COUNTER);
    assertThat(new AuditTrail(jdbc).of(person)).endsWith("person.frozen", "person.frozen");
    assertThat(frozen.ways(person).before()).as("from before the first").containsExactly(Own.PHONE);
    freezes.thaw(person, Recent.END, Window.decided(CASE), RequestOrigin.SERVER);
    thePasskeyEnded();
  }

  @Test
  void nothingTakesThePlaceOfTheCounters() {
    freezes.freeze(person, Desk.COUNTER, CASE, Window.OPERATOR, RequestOrigin.SERVER);

    assertThat(freezes.freeze(person, BROWSER)).isEqualTo(Change.UNCHANGED);
    assertThat(freezes.freeze(person, Desk.HOTLINE, CASE, Window.OPERATOR, RequestOrigin.SERVER))
        .isEqualTo(Change.UNCHANGED);
    assertThat(byOwner(Own.PHONE, Own.PASSKEY)).isEqualTo(Thawed.AT_COUNTER);
  }

  @Test
  void theOwnersAfterTheHotlinesDayDoesSoToo() {
    theHotlinesDayIsOver();
    hoursPass(1);
    freezes.freeze(person, BROWSER);

    assertThat(frozen.ways(person).before()).containsExactly(Own.PHONE);
    assertThat(byOwner(Own.PHONE, Own.PASSWORD)).isEqualTo(Thawed.THAWED);

    thePasskeyEnded();
  }

  @Test
  void whoIsShutOutBesidesKeepsNoneOfItEither() {
    byHotline();
    standings.disable(person, new Reason("case-1"), Window.OPERATOR, BROWSER);
    hoursPass(20);
    freezes.freeze(person, Desk.COUNTER, CASE, Window.OPERATOR, RequestOrigin.SERVER);

    freezes.thaw(person, Recent.END, Window.decided(CASE), RequestOrigin.SERVER);

    thePasskeyEnded();
  }

  @Test
  void aHotlinesDayOfLongAgoIsNoBeginning() {
    theHotlinesDayIsOver();
    hoursPass(73);
    freezes.freeze(person, BROWSER);

    assertThat(frozen.ways(person).before()).containsExactlyInAnyOrder(Own.PHONE, Own.PASSKEY);
    assertThat(byOwner(Own.PHONE, Own.PASSKEY)).isEqualTo(Thawed.THAWED);
    assertThat(passkeys.exists(person)).isTrue();
  }

  @Test
  void whatTheCounterLeftAsThePersonsOwnIsTheirOwn() {
    byHotline();
    hoursPass(20);
    freezes.thaw(person, Recent.KEEP, Window.decided(CASE), RequestOrigin.SERVER);
    hoursPass(1);
    freezes.freeze(person, BROWSER);

    assertThat(frozen.ways(person).before()).containsExactlyInAnyOrder(Own.PHONE, Own.PASSKEY);
  }
}
