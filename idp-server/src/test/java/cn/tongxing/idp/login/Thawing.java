package cn.tongxing.idp.login;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.identity.Freezes;
import cn.tongxing.idp.identity.Freezes.Case;
import cn.tongxing.idp.identity.Standings.Reason;
import cn.tongxing.idp.kernel.Acr;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.login.page.Page;
import cn.tongxing.idp.proofing.Purpose;
import cn.tongxing.idp.session.Sessions;
import cn.tongxing.idp.upkeep.Job;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.annotation.Autowired;

/** What the tests of thawing share: accounts that are frozen, and who thaws them. */
abstract class Thawing extends SignInTest {

  static final String PASSWORD = "correct horse battery";
  static final Case CASE = new Case(new Reason("phone-stolen"), new Reason("case-7"));

  @Autowired Freezes freezes;
  @Autowired List<Job> jobs;

  PersonId registered(String number, String phone) throws Exception {
    register(NAME, number, phone);
    PersonId person =
        sessions.find(browser.cookie(Sessions.COOKIE).orElseThrow()).orElseThrow().person();
    passwords.set(person, PASSWORD, RequestOrigin.SERVER);
    return person;
  }

  /** As if all of it had happened a month ago. */
  void longAgo(PersonId person) {
    for (String column :
        List.of(
            "person set created_at = created_at - interval '30 days' where id",
            "phone_credential set bound_at = bound_at - interval '30 days' where person",
            "password_credential set set_at = set_at - interval '30 days' where person",
            "passkey_credential set created_at = created_at - interval '30 days' where person",
            "upstream_link set linked_at = linked_at - interval '30 days' where person")) {
      jdbc.sql("update " + column + " = ?").param(person.value()).update();
    }
  }

  void hoursPass(PersonId person, int hours) {
    for (String columns :
        List.of(
            "password_credential set set_at = set_at - %s",
            "account_freeze set started_at = started_at - %s, settled_at = settled_at - %<s,"
                + " ends_at = ends_at - %<s, ended_at = ended_at - %<s")) {
      String earlier = columns.formatted("interval '" + hours + " hours'");
      jdbc.sql("update " + earlier + " where person = ?").param(person.value()).update();
    }
  }

  /** The password was set so long ago. */
  void setAgo(PersonId person, Duration ago) {
    jdbc.sql("update password_credential set set_at = ? where person = ?")
        .params(clock.instant().minus(ago).atOffset(ZoneOffset.UTC), person.value())
        .update();
  }

  PersonId frozen(String phone) throws Exception {
    return frozen(newNumber(), phone);
  }

  PersonId frozen(String number, String phone) throws Exception {
    PersonId person = registered(number, phone);
    longAgo(person);
    freezes.freeze(person, RequestOrigin.SERVER);
    return person;
  }

  /** Its phone was bound in the moment of the freeze. */
  PersonId frozenWithAYoungPhone(String phone) throws Exception {
    PersonId person = frozen(phone);
    jdbc.sql("update phone_credential set bound_at = ? where person = ?")
        .params(clock.instant().atOffset(ZoneOffset.UTC), person.value())
        .update();
    return person;
  }

  SignInId thaw() throws Exception {
    redis.keys("limit:*").forEach(key -> redis.del(key));
    jdbc.sql("delete from login_code_sends").update();
    browser = newBrowser();
    SignInId id =
        browser.begin(
            signIns,
            SignInBrowser.request(Wanted.atLeast(Acr.LEAST), new Purpose.Thaw(), clock.instant()));
    assertThat(((Page.Thaw) browser.show(id)).begun()).isEmpty();
    return id;
  }

  void byPassword(SignInId id, String identifier) throws Exception {
    browser.go(id, "method:password", Map.of());
    browser.press(id, "submit", Map.of("identifier", identifier, "password", PASSWORD));
  }

  void bySms(SignInId id, String phone) throws Exception {
    browser.go(id, "method:sms", Map.of());
    browser.go(id, "submit", Map.of("phone", phone));
    browser.press(id, "submit", Map.of("code", outbox.lastCode(phone)));
  }

  void byForm(SignInId id, String name, String number) throws Exception {
    browser.go(id, "method:test-form", Map.of());
    browser.go(id, "submit", TestAdapters.person(name, number));
  }

  void byForm(SignInId id, String name, String number, String phone) throws Exception {
    byForm(id, name, number);
    browser.go(id, "submit", Map.of("phone", phone));
    browser.press(id, "submit", Map.of("code", outbox.lastCode(phone)));
  }

  /** What {@link LoginSlice.Passkeys} take for a passkey of the person's. */
  static String answer(Page.Thaw page, PersonId person) {
    return page.passkey().orElseThrow().optionsJson() + "|" + person;
  }

  String told(SignInId id) throws Exception {
    return ((Page.ProofRefused) browser.show(id)).problem().key();
  }

  List<String> events(PersonId person) {
    return jdbc.sql(
            "select type || coalesce(':' || (details::jsonb ->> 'by'), '') from audit_event"
                + " where person = ? order by id, xact")
        .param(person.value())
        .query(String.class)
        .list();
  }

  long notices(PersonId person) {
    return jdbc.sql("select count(*) from notice where person = ? and kind = 'THAWED'")
        .param(person.value())
        .query(Long.class)
        .single();
  }

  /** What of the sign-in was refused: why, and whose history holds it. */
  List<String> refusals(SignInId id) {
    return jdbc.sql(
            "select (details::jsonb ->> 'reason') || ' ' || coalesce(person::text, 'nobody')"
                + " from audit_event where sign_in = ? and type = 'signin.refused'"
                + " order by id, xact")
        .param(id.value())
        .query(String.class)
        .list();
  }

  /** Tries at documents that count as wrong. */
  long wrongTries() {
    return jdbc.sql(
            "select coalesce(sum(failures), 0) from login_failures where purpose = 'document'")
        .query(Long.class)
        .single();
  }

  /** Tries at documents that were taken from the budgets and not given back. */
  long takenTries() {
    return redis.keys("limit:{real-name}:*").stream()
        .mapToLong(key -> Long.parseLong(new String(redis.get(key), StandardCharsets.US_ASCII)))
        .max()
        .orElse(0);
  }

  /** Somebody ended a way to the account after this sign-in showed one. */
  void aWayEnds(PersonId person) {
    jdbc.sql("update person set ways = ways + 1, ways_by = null where id = ?")
        .param(person.value())
        .update();
  }

  /** The thaw was undone with the sign-in that it was for. */
  void assertStillFrozen(PersonId person, SignInId id) {
    assertThat(freezes.isFrozen(person)).isTrue();
    assertThat(isSignedIn(browser, id)).isFalse();
    assertThat(events(person)).doesNotContain("person.thawed:owner");
    assertThat(notices(person)).isZero();
    assertThat(trail(id)).doesNotContain("signin.completed");
  }
}
