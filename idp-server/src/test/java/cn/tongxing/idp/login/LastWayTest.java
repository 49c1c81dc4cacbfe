package cn.tongxing.idp.login;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.login.page.Page;
import cn.tongxing.idp.notice.sms.Sender;
import cn.tongxing.idp.session.Sessions;
import cn.tongxing.idp.testing.Clause;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who comes back with the same browser: the way of last time, with its field on the first page. */
class LastWayTest extends SignInTest {

  @Test
  @Clause("0.2")
  void whoSignedInByMessageComesBackOverTwoPages() throws Exception {
    register(NAME, newNumber(), "13800138021");
    pauseIsOver();
    assertThat(browser.cookie("way")).as("after registering by proof and phone").contains("sms");

    SignInId id = begin();
    assertThat(choice(id).remembered().orElseThrow().id()).isEqualTo("sms");
    Page code = browser.go(id, "method:sms", Map.of("phone", "138 0013 8021"));
    assertThat(code)
        .isInstanceOfSatisfying(
            Page.CodeForm.class,
            page -> assertThat(page.phone()).isEqualTo("+86\u00a0138\u00a00013\u00a08021"));
    browser.press(id, "submit", Map.of("code", outbox.lastCode("13800138021")));

    assertThat(isSignedIn(browser, id)).isTrue();
    assertThat(trail(id)).contains("sms.sent", "signin.completed");
  }

  @Test
  @Clause("0.2")
  void whoUsesAPasswordComesBackOverOnePage() throws Exception {
    PersonId person = person(register(NAME, newNumber(), "13800138022"));
    passwords.set(person, "correct horse battery", RequestOrigin.SERVER);
    SignInId id = begin();
    browser.go(id, "method:password", Map.of());
    Map<String, String> typed =
        Map.of("identifier", "13800138022", "password", "correct horse battery");
    browser.press(id, "submit", typed);
    assertThat(browser.cookie("way")).contains("password");

    SignInId next = begin();
    assertThat(choice(next).remembered().orElseThrow().id()).isEqualTo("password");
    browser.press(next, "method:password", typed);

    assertThat(isSignedIn(browser, next)).isTrue();
    assertThat(browser.cookie("way").orElseThrow()).doesNotContain("1380");
  }

  @Test
  void aFieldThatIsLeftEmptyOrWrongIsAskedForOnThePageOfTheWay() throws Exception {
    SignInId id = begin();
    Page blank = browser.go(id, "method:sms", Map.of("phone", " "));
    assertThat(((Page.PhoneForm) blank).problem().orElseThrow().key()).isEqualTo("phone.blank");
    for (String identifier : new String[] {"", " "}) {
      Page empty =
          browser.go(begin(), "method:password", Map.of("identifier", identifier, "password", ""));
      assertThat(((Page.PasswordForm) empty).problem().orElseThrow().key())
          .isEqualTo("identifier.blank");
    }
    SignInId other = begin();
    Page wrong = browser.go(other, "method:password", Map.of("identifier", "1", "password", "2"));
    assertThat(((Page.PasswordForm) wrong).problem().orElseThrow().key()).isEqualTo("login.failed");
  }

  @Test
  void whatIsNoWayHereIsNotRemembered() throws Exception {
    for (String value : new String[] {"../x", "nobody-knows", "SMS"}) {
      browser.remember("way", value);
      assertThat(choice(begin()).remembered()).isEmpty();
    }
    assertThat(choice(begin()).main()).hasSize(2);
  }

  @Test
  void theMessageCarriesTheLettersThatItsPageShows() throws Exception {
    SignInId id = begin();
    browser.go(id, "method:sms", Map.of());
    Page.CodeForm page = (Page.CodeForm) browser.go(id, "submit", Map.of("phone", "13800138023"));

    assertThat(page.letters()).matches("[A-HJ-NP-Z]{2}");
    var message = outbox.to("13800138023").getLast();
    assertThat(message.letters()).isEqualTo(page.letters());
    assertThat(message.text(new Sender("鹭岛通", "12345")))
        .contains("验证码 " + message.code() + "（编号 " + page.letters() + "）");
    Page typedAlong =
        browser.go(
            id,
            "submit",
            Map.of("code", page.letters().toLowerCase(Locale.ROOT) + " " + message.code()));
    assertThat(typedAlong).as("the code is right").isNotInstanceOf(Page.CodeForm.class);
  }

  @Test
  void whatWasTypedIsLookedAtBeforeAMessageIsSpent() throws Exception {
    SignInId id = begin();
    browser.go(id, "method:test-form", Map.of());
    String number = newNumber();
    Map<String, String> person = TestAdapters.person(NAME, number);
    Page.PhoneForm phone = (Page.PhoneForm) browser.go(id, "submit", person);
    assertThat(phone.review()).contains(NAME, number);

    Page.AdapterForm again = (Page.AdapterForm) browser.go(id, "method:test-form", Map.of());
    assertThat(again.form().values()).containsAllEntriesOf(person);
  }

  private PersonId person(SignInId signedIn) {
    return sessions.find(browser.cookie(Sessions.COOKIE).orElseThrow()).orElseThrow().person();
  }

  private Page.ChooseMethod choice(SignInId id) throws Exception {
    return (Page.ChooseMethod) browser.show(id);
  }
}
