package cn.tongxing.idp.login;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.identity.Freezes;
import cn.tongxing.idp.identity.Freezes.Case;
import cn.tongxing.idp.identity.Freezes.Desk;
import cn.tongxing.idp.identity.Standings.Reason;
import cn.tongxing.idp.kernel.Acr;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.login.page.Page;
import cn.tongxing.idp.proofing.Purpose;
import cn.tongxing.idp.session.Sessions;
import cn.tongxing.idp.testing.Clause;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A frozen account is thawed by its owner, with what was there before. */
@Clause({"C8", "A13"})
class ThawTest extends SignInTest {

  private static final String PASSWORD = "correct horse battery";
  private static final Case CASE = new Case(new Reason("phone-stolen"), new Reason("case-7"));

  @Autowired Freezes freezes;

  private PersonId registered(String number, String phone) throws Exception {
    register(NAME, number, phone);
    PersonId person =
        sessions.find(browser.cookie(Sessions.COOKIE).orElseThrow()).orElseThrow().person();
    passwords.set(person, PASSWORD, RequestOrigin.SERVER);
    return person;
  }

  /** As if all of it had happened a month ago. */
  private void longAgo(PersonId person) {
    for (String column :
        List.of(
            "person set created_at = created_at - interval '30 days' where id",
            "phone_credential set bound_at = bound_at - interval '30 days' where person",
            "password_credential set set_at = set_at - interval '30 days' where person")) {
      jdbc.sql("update " + column + " = ?").param(person.value()).update();
    }
  }

  private PersonId frozen(String phone) throws Exception {
    PersonId person = registered(newNumber(), phone);
    longAgo(person);
    freezes.freeze(person, RequestOrigin.SERVER);
    return person;
  }

  private SignInId thaw() throws Exception {
    redis.keys("limit:*").forEach(key -> redis.del(key));
    jdbc.sql("delete from login_code_sends").update();
    browser = newBrowser();
    SignInId id =
        browser.begin(
            signIns, SignInBrowser.request(Wanted.atLeast(Acr.LEAST), new Purpose.Thaw()));
    assertThat(((Page.Thaw) browser.show(id)).begun()).isFalse();
    return id;
  }

  private void byPassword(SignInId id, String identifier) throws Exception {
    browser.go(id, "method:password", Map.of());
    browser.press(id, "submit", Map.of("identifier", identifier, "password", PASSWORD));
  }

  private void bySms(SignInId id, String phone) throws Exception {
    browser.go(id, "method:sms", Map.of());
    browser.go(id, "submit", Map.of("phone", phone));
    browser.press(id, "submit", Map.of("code", outbox.lastCode(phone)));
  }

  private String told(SignInId id) throws Exception {
    return ((Page.ProofRefused) browser.show(id)).problem().key();
  }

  private List<String> events(PersonId person) {
    return jdbc.sql(
            "select type || coalesce(':' || (details::jsonb ->> 'by'), '') from audit_event"
                + " where person = ? order by id, xact")
        .param(person.value())
        .query(String.class)
        .list();
  }

  private long notices(PersonId person) {
    return jdbc.sql("select count(*) from notice where person = ? and kind = 'THAWED'")
        .param(person.value())
        .query(Long.class)
        .single();
  }

  @Test
  void twoWaysOfDifferentKindsFromBeforeThawAndSignIn() throws Exception {
    PersonId person = frozen("13800770001");
    SignInId id = thaw();

    byPassword(id, "13800770001");

    Page.Thaw more = (Page.Thaw) browser.show(id);
    assertThat(more.begun()).isTrue();
    assertThat(more.own()).extracting(Page.Way::id).containsExactly("sms");
    assertThat(freezes.isFrozen(person)).isTrue();

    bySms(id, "13800770001");

    assertThat(isSignedIn(browser, id)).isTrue();
    assertThat(freezes.isFrozen(person)).isFalse();
    assertThat(freezes.isThawedByOwner(person)).isTrue();
    assertThat(trail(id)).contains("signin.completed");
    assertThat(events(person)).contains("person.thawed:owner");
    assertThat(notices(person)).isEqualTo(1);
  }

  @Test
  void oneOfThemTwiceThawsNothing() throws Exception {
    PersonId person = frozen("13800770002");
    SignInId id = thaw();

    bySms(id, "13800770002");
    assertThat(((Page.Thaw) browser.show(id)).own())
        .extracting(Page.Way::id)
        .containsExactly("password");
    browser.go(id, "method:sms", Map.of());

    assertThat(browser.show(id)).isInstanceOf(Page.Thaw.class);
    assertThat(freezes.isFrozen(person)).isTrue();
    assertThat(isSignedIn(browser, id)).isFalse();
  }

  @Test
  void whatWasAddedInTheThreeDaysBeforeIsAWrongOne() throws Exception {
    PersonId person = registered(newNumber(), "13800770003");
    longAgo(person);
    jdbc.sql("update password_credential set set_at = now() where person = ?")
        .param(person.value())
        .update();
    freezes.freeze(person, RequestOrigin.SERVER);
    SignInId id = thaw();

    byPassword(id, "13800770003");

    assertThat(((Page.PasswordForm) browser.show(id)).problem().orElseThrow().key())
        .isEqualTo("login.failed");
    bySms(id, "13800770003");
    assertThat(((Page.Thaw) browser.show(id)).own()).isEmpty();
    assertThat(freezes.isFrozen(person)).isTrue();
  }

  @Test
  void ofAnAccountThatIsNotFrozenNothingIsTold() throws Exception {
    String number = newNumber();
    registered(number, "13800770004");
    SignInId id = thaw();

    byPassword(id, "13800770004");
    assertThat(((Page.PasswordForm) browser.show(id)).problem().orElseThrow().key())
        .isEqualTo("login.failed");
    bySms(id, "13800770004");

    assertThat(told(id)).isEqualTo("thaw.nobody");
    bySms(id, "13800770005");
    assertThat(told(id)).as("nobody at all").isEqualTo("thaw.nobody");
    assertThat(trail(id)).doesNotContain("signin.completed");
  }

  @Test
  void theHotlinesFreezeIsTheOwnersToEndAndTheCountersIsNot() throws Exception {
    PersonId person = registered(newNumber(), "13800770006");
    longAgo(person);
    freezes.freeze(person, Desk.HOTLINE, CASE, RequestOrigin.SERVER);
    SignInId id = thaw();
    byPassword(id, "13800770006");
    browser.show(id);
    bySms(id, "13800770006");
    assertThat(freezes.isFrozen(person)).isFalse();

    freezes.freeze(person, Desk.COUNTER, CASE, RequestOrigin.SERVER);
    SignInId other = thaw();
    byPassword(other, "13800770006");

    assertThat(told(other)).isEqualTo("thaw.counter");
    assertThat(freezes.isFrozen(person)).isTrue();
  }

  @Test
  void aPasskeyFromBeforeIsOneOfTheTwo() throws Exception {
    PersonId person = frozen("13800770007");
    SignInId id = thaw();
    Page.Thaw page = (Page.Thaw) browser.show(id);
    String answer = page.passkey().orElseThrow().optionsJson() + "|" + person;

    browser.press(id, "passkey", Map.of("credential", answer));

    assertThat(((Page.Thaw) browser.show(id)).begun()).isTrue();
    byPassword(id, "13800770007");
    assertThat(isSignedIn(browser, id)).isTrue();
    assertThat(freezes.isFrozen(person)).isFalse();
  }

  @Test
  void aSignInThatWaitedMeanwhileEndsInNothing() throws Exception {
    PersonId person = registered(newNumber(), "13800770008");
    longAgo(person);
    SignInBrowser thief = browser = newBrowser();
    SignInId waiting = begin();
    browser.go(waiting, "method:password", Map.of());
    freezes.freeze(person, RequestOrigin.SERVER);
    SignInId id = thaw();
    byPassword(id, "13800770008");
    browser.show(id);
    bySms(id, "13800770008");
    assertThat(freezes.isFrozen(person)).isFalse();

    browser = thief;
    browser.press(waiting, "submit", Map.of("identifier", "13800770008", "password", PASSWORD));

    assertThat(isSignedIn(thief, waiting)).isFalse();
    assertThat(trail(waiting)).contains("signin.refused");
  }
}
