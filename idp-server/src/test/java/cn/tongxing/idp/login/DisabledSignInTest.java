package cn.tongxing.idp.login;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.identity.PersonLookups;
import cn.tongxing.idp.identity.Standings;
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

/** A person who is shut out, at the sign-in page. */
class DisabledSignInTest extends SignInTest {

  private static final Standings.Reason CASE = new Standings.Reason("case-114");
  private static final String PHONE = "13700139950";
  private static final String PASSWORD = "correct horse battery";

  @Autowired Standings standings;
  @Autowired PersonLookups lookups;

  private SignInId bySms() throws Exception {
    browser = newBrowser();
    redis.flushdb();
    jdbc.sql("delete from login_code_sends").update();
    SignInId id = begin();
    browser.go(id, "method:sms", Map.of());
    browser.go(id, "submit", Map.of("phone", PHONE));
    browser.go(id, "submit", Map.of("code", outbox.lastCode(PHONE)));
    return id;
  }

  private SignInId byPassword(String number) throws Exception {
    browser = newBrowser();
    SignInId id = begin();
    browser.go(id, "method:password", Map.of());
    browser.go(id, "submit", Map.of("identifier", number, "password", PASSWORD));
    return id;
  }

  private SignInId byDocument(String number) throws Exception {
    browser = newBrowser();
    redis.flushdb();
    jdbc.sql("delete from login_code_sends").update();
    SignInId id = begin();
    browser.go(id, "method:test-form", Map.of());
    browser.go(id, "submit", TestAdapters.person(NAME, number));
    browser.go(id, "submit", Map.of("phone", PHONE));
    browser.go(id, "submit", Map.of("code", outbox.lastCode(PHONE)));
    return id;
  }

  @Test
  @Clause({"C8", "A1"})
  void noWaySignsInUntilThePersonIsLetInAgain() throws Exception {
    String number = newNumber();
    SignInId registered = register(NAME, number, PHONE);
    String cookie = browser.cookie(Sessions.COOKIE).orElseThrow();
    PersonId person = sessions.find(cookie).orElseThrow().person();
    browser.show(registered);
    browser.press(registered, "password", Map.of("new_password", PASSWORD));
    assertThat(Window.holders(lookups, number.toLowerCase(java.util.Locale.ROOT)))
        .isEqualTo(List.of(person));

    standings.disable(person, CASE, Window.OPERATOR, RequestOrigin.SERVER);

    assertThat(sessions.find(cookie)).isEmpty();
    for (SignInId id : List.of(bySms(), byPassword(number), byDocument(number))) {
      assertThat(trail(id)).contains("signin.refused").doesNotContain("signin.completed");
    }

    standings.enable(person, Window.approved(CASE), RequestOrigin.SERVER);

    assertThat(sessions.find(cookie)).isEmpty();
    SignInId bySms = bySms();
    assertThat(isSignedIn(browser, bySms)).isTrue();
    SignInId byPassword = byPassword(number);
    assertThat(isSignedIn(browser, byPassword)).isTrue();
    SignInId byDocument = byDocument(number);
    assertThat(isSignedIn(browser, byDocument)).isTrue();
  }
}
