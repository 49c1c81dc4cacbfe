package cn.tongxing.idp.login;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.identity.Freezes;
import cn.tongxing.idp.identity.Freezes.Case;
import cn.tongxing.idp.identity.Freezes.Recent;
import cn.tongxing.idp.identity.Standings.Reason;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.session.Sessions;
import cn.tongxing.idp.testing.Clause;
import cn.tongxing.idp.testing.identity.Window;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A frozen account at the sign-in page; and whose a wrong password is in the trail. */
class FrozenSignInTest extends SignInTest {

  private static final Case CASE = new Case(new Reason("at-counter"), new Reason("case-114"));
  private static final String PASSWORD = "correct horse battery";

  /** One for each story: shared by two it would ask whose it is. */
  private String phone = "13700139960";

  @Autowired Freezes freezes;

  private SignInId bySms() throws Exception {
    anew();
    SignInId id = begin();
    browser.go(id, "method:sms", Map.of());
    return proven(id);
  }

  private SignInId byPassword(String number, String password) throws Exception {
    anew();
    SignInId id = begin();
    browser.go(id, "method:password", Map.of());
    browser.go(id, "submit", Map.of("identifier", number, "password", password));
    return id;
  }

  private SignInId byDocument(String number) throws Exception {
    anew();
    SignInId id = begin();
    browser.go(id, "method:test-form", Map.of());
    browser.go(id, "submit", TestAdapters.person(NAME, number));
    return proven(id);
  }

  private SignInId proven(SignInId id) throws Exception {
    browser.go(id, "submit", Map.of("phone", phone));
    browser.go(id, "submit", Map.of("code", outbox.lastCode(phone)));
    return id;
  }

  private void anew() {
    browser = newBrowser();
    redis.flushdb();
    jdbc.sql("delete from login_code_sends").update();
  }

  private PersonId withPassword(String number) throws Exception {
    SignInId registered = register(NAME, number, phone);
    PersonId person =
        sessions.find(browser.cookie(Sessions.COOKIE).orElseThrow()).orElseThrow().person();
    browser.show(registered);
    browser.press(registered, "password", Map.of("new_password", PASSWORD));
    return person;
  }

  @Test
  @Clause({"C8", "A1"})
  void noWaySignsInUntilItIsThawed() throws Exception {
    String number = newNumber();
    PersonId person = withPassword(number);

    freezes.freeze(person, RequestOrigin.SERVER);

    for (SignInId id : List.of(bySms(), byPassword(number, PASSWORD), byDocument(number))) {
      assertThat(trail(id)).contains("signin.refused").doesNotContain("signin.completed");
    }

    freezes.thaw(person, Recent.KEEP, Window.decided(CASE), RequestOrigin.SERVER);

    SignInId bySms = bySms();
    assertThat(isSignedIn(browser, bySms)).isTrue();
    SignInId byPassword = byPassword(number, PASSWORD);
    assertThat(isSignedIn(browser, byPassword)).isTrue();
    SignInId byDocument = byDocument(number);
    assertThat(isSignedIn(browser, byDocument)).isTrue();
  }

  @Test
  void aWrongPasswordIsInTheHistoryOfWhomItWasTriedOn() throws Exception {
    phone = "13700139961";
    String number = newNumber();
    PersonId person = withPassword(number);

    byPassword(number, "not this one");
    byPassword(newNumber(), "not this one");

    assertThat(refused(person)).isEqualTo(1);
  }

  @Test
  @Clause("N8")
  void aPasswordTriedOnAFrozenAccountIsInItsHistoryWhicheverItWas() throws Exception {
    phone = "13700139964";
    String number = newNumber();
    PersonId person = withPassword(number);
    freezes.freeze(person, RequestOrigin.SERVER);

    byPassword(number, "not this one");
    byPassword(phone, PASSWORD);

    assertThat(refused(person)).isEqualTo(2);
  }

  private long refused(PersonId person) {
    return jdbc.sql("select count(*) from audit_event where type = ? and person = ?")
        .params("signin.refused", person.value())
        .query(Long.class)
        .single();
  }

  @Test
  @Clause("N8")
  void aWrongCodeIsInTheHistoryOfWhosePhoneItIs() throws Exception {
    phone = "13700139962";
    PersonId person = withPassword(newNumber());
    for (String number : List.of(phone, "13700139963")) {
      anew();
      SignInId id = begin();
      browser.go(id, "method:sms", Map.of());
      browser.go(id, "submit", Map.of("phone", number));
      String code = outbox.lastCode(number);
      browser.go(
          id, "submit", Map.of("code", (code.startsWith("1") ? "2" : "1") + code.substring(1)));
      assertThat(trail(id)).contains("sms.code.refused");
    }

    assertThat(
            jdbc.sql("select count(*) from audit_event where type = ? and person = ?")
                .params("sms.code.refused", person.value())
                .query(Long.class)
                .single())
        .isEqualTo(1);
  }
}
