package cn.tongxing.idp.login;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.kernel.Acr;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.login.page.Page;
import cn.tongxing.idp.session.Sessions;
import cn.tongxing.idp.testing.Clause;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whoever goes back to the number while the code is on its way can still type it. */
class CodeInHandTest extends SignInTest {

  private static final String PHONE = "13800138027";
  private static final String PASSWORD = "correct horse battery";

  @Test
  void theSameNumberLeadsBackToItsCodeAndNoOtherIsSent() throws Exception {
    register(NAME, newNumber(), PHONE);
    browser = newBrowser();
    pauseIsOver();
    SignInId id = begin();
    browser.go(id, "method:sms", Map.of());
    browser.go(id, "submit", Map.of("phone", PHONE));
    String code = outbox.lastCode(PHONE);

    for (String back : new String[] {"change-phone", "other-ways"}) {
      browser.go(id, back, Map.of());
      if (back.equals("other-ways")) {
        browser.go(id, "method:sms", Map.of());
      }
      assertThat(browser.go(id, "submit", Map.of("phone", "138 0013 8027")))
          .isInstanceOfSatisfying(
              Page.CodeForm.class, page -> assertThat(page.problem()).isEmpty());
    }
    assertThat(outbox.lastCode(PHONE)).isEqualTo(code);
    assertThat(trail(id).stream().filter("sms.sent"::equals)).hasSize(1);

    browser.press(id, "submit", Map.of("code", code));
    assertThat(isSignedIn(browser, id)).isTrue();
  }

  @Test
  @Clause("A4")
  void goingBackGivesNoNewTries() throws Exception {
    register(NAME, newNumber(), PHONE.replace("27", "28"));
    String phone = PHONE.replace("27", "28");
    browser = newBrowser();
    pauseIsOver();
    SignInId id = begin();
    browser.go(id, "method:sms", Map.of());
    browser.go(id, "submit", Map.of("phone", phone));
    String code = outbox.lastCode(phone);
    String wrong = code.equals("000000") ? "111111" : "000000";
    for (int i = 0; i < 5; i++) {
      browser.go(id, "submit", Map.of("code", wrong));
      browser.go(id, "change-phone", Map.of());
      browser.go(id, "submit", Map.of("phone", phone));
    }

    browser.press(id, "submit", Map.of("code", code));
    assertThat(isSignedIn(browser, id)).as("after five wrong ones").isFalse();
  }

  private SignInId twoFactors(String phone) throws Exception {
    register(NAME, newNumber(), phone);
    PersonId person =
        sessions.find(browser.cookie(Sessions.COOKIE).orElseThrow()).orElseThrow().person();
    passwords.set(person, PASSWORD, RequestOrigin.SERVER);
    browser = newBrowser();
    pauseIsOver();
    SignInId id = browser.begin(signIns, Acr.parse("urn:tongxing:acr:p1:a2").orElseThrow());
    browser.show(id);
    return id;
  }

  private Page password(SignInId id, String phone) throws Exception {
    browser.go(id, "method:password", Map.of());
    return browser.go(id, "submit", Map.of("identifier", phone, "password", PASSWORD));
  }

  /**
   * To the person's own phone, which nobody types: the limit would answer, and the code be lost.
   */
  @Test
  void theCodeOfASecondFactorIsThereAgainAfterALookAtOtherWays() throws Exception {
    String phone = PHONE.replace("27", "29");
    SignInId id = twoFactors(phone);
    assertThat(password(id, phone)).isInstanceOf(Page.CodeForm.class);
    String code = outbox.lastCode(phone);

    browser.go(id, "other-ways", Map.of());
    assertThat(browser.go(id, "method:sms", Map.of()))
        .isInstanceOfSatisfying(
            Page.CodeForm.class,
            page -> {
              assertThat(page.problem()).isEmpty();
              assertThat(page.phone()).as("masked").doesNotContain(phone);
            });
    assertThat(outbox.lastCode(phone)).isEqualTo(code);
    assertThat(trail(id).stream().filter("sms.sent"::equals)).hasSize(1);
    assertThat(trail(id)).doesNotContain("signin.limited", "signin.refused");

    browser.press(id, "submit", Map.of("code", code));
    assertThat(isSignedIn(browser, id)).isTrue();
  }

  @Test
  void aCodeThatWasOnItsWayServesAsTheSecondFactorToo() throws Exception {
    String phone = PHONE.replace("27", "30");
    SignInId id = twoFactors(phone);
    browser.go(id, "method:sms", Map.of());
    browser.go(id, "submit", Map.of("phone", phone));
    String code = outbox.lastCode(phone);
    browser.go(id, "other-ways", Map.of());

    assertThat(password(id, phone))
        .isInstanceOfSatisfying(Page.CodeForm.class, page -> assertThat(page.problem()).isEmpty());
    assertThat(trail(id).stream().filter("sms.sent"::equals)).hasSize(1);
    assertThat(browser.go(id, "change-phone", Map.of()))
        .as("not to be changed here")
        .isInstanceOf(Page.CodeForm.class);

    browser.press(id, "submit", Map.of("code", code));
    assertThat(isSignedIn(browser, id)).isTrue();
  }

  @Test
  @Clause("A4")
  void aLookAtOtherWaysGivesASecondFactorNoNewTries() throws Exception {
    String phone = PHONE.replace("27", "31");
    SignInId id = twoFactors(phone);
    password(id, phone);
    String code = outbox.lastCode(phone);
    String wrong = code.equals("000000") ? "111111" : "000000";
    for (int i = 0; i < 5; i++) {
      browser.go(id, "submit", Map.of("code", wrong));
      browser.go(id, "other-ways", Map.of());
      browser.go(id, "method:sms", Map.of());
    }

    browser.press(id, "submit", Map.of("code", code));
    assertThat(isSignedIn(browser, id)).as("after five wrong ones").isFalse();
  }

  @Test
  void anotherWayAndAnotherNumberHaveNothingOfIt() throws Exception {
    String phone = PHONE.replace("27", "32");
    SignInId id = begin();
    browser.go(id, "method:sms", Map.of());
    browser.go(id, "submit", Map.of("phone", phone));
    String code = outbox.lastCode(phone);
    browser.go(id, "other-ways", Map.of());
    browser.go(id, "method:test-form", Map.of());
    browser.go(id, "submit", TestAdapters.person(NAME, newNumber()));

    assertThat(browser.go(id, "submit", Map.of("phone", phone)))
        .as("another way: the limit answers")
        .isInstanceOf(Page.PhoneForm.class);
    browser.go(id, "submit", Map.of("phone", PHONE.replace("27", "33")));
    browser.press(id, "submit", Map.of("code", code));
    assertThat(isSignedIn(browser, id)).isFalse();
  }
}
