package cn.tongxing.idp.login;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.kernel.Acr;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.proofing.Purpose;
import cn.tongxing.idp.session.OwnLanguage;
import cn.tongxing.idp.session.Sessions;
import cn.tongxing.idp.testing.Clause;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/**
 * A department chooses the language of the pages that it sends people to; how a person is warned is
 * not its to choose (ADR 0041).
 */
@Clause({"A13", "issue 5 item 24: languages"})
class LanguageOfDepartmentTest extends SignInTest {

  private static final String PHONE = "13912340793";

  /** A sign-in whose pages are in English because a department says so. */
  private SignInId begunInEnglish() {
    return browser.begin(
        signIns,
        SignInBrowser.request(Wanted.atLeast(Acr.LEAST), new Purpose.SignIn(), clock.instant())
            .in(Locale.ENGLISH));
  }

  private List<String> noted(PersonId person) {
    return jdbc.sql("select language from person_language where person = ?")
        .param(person.value())
        .query(String.class)
        .list();
  }

  private PersonId signedIn() {
    return sessions.find(browser.cookie(Sessions.COOKIE).orElseThrow()).orElseThrow().person();
  }

  @Test
  void whatTheDepartmentAskedForIsNotedOfNobody() throws Exception {
    SignInId id = begunInEnglish();
    browser.show(id);
    register(id, NAME, newNumber(), PHONE);
    assertThat(browser.frame().locale()).isEqualTo(Locale.ENGLISH);
    assertThat(noted(signedIn())).isEmpty();

    pauseIsOver();
    SignInId again = begunInEnglish();
    browser.show(again);
    browser.go(again, "method:sms", Map.of());
    browser.go(again, "submit", Map.of("phone", PHONE));
    browser.press(again, "submit", Map.of("code", outbox.lastCode(PHONE)));
    assertThat(isSignedIn(browser, again)).isTrue();
    assertThat(noted(signedIn())).isEmpty();
  }

  @Test
  void whatThePersonChoosesOnThePageIs() throws Exception {
    SignInId id = begunInEnglish();
    browser.get("/sign-in/" + id + "?ui_locales=zh-HK");
    browser.show(id);
    register(id, NAME, newNumber(), "13912340794");
    assertThat(noted(signedIn())).containsExactly("zh-HK");
  }

  /** The browser's settings are the person's, whatever the page is written in. */
  @Test
  void whatTheirBrowserAsksForIs() throws Exception {
    var http = new MockHttpServletRequest();
    OwnLanguage.note(http, Locale.TRADITIONAL_CHINESE);
    var request =
        SignInBrowser.request(Wanted.atLeast(Acr.LEAST), new Purpose.SignIn(), clock.instant())
            .in(Locale.ENGLISH);
    var answer = new MockHttpServletResponse();
    signIns.begin(request, new byte[0], http, answer);
    browser.keep(answer);
    browser.show(request.id());
    register(request.id(), NAME, newNumber(), "13912340795");
    assertThat(browser.frame().locale()).isEqualTo(Locale.ENGLISH);
    assertThat(noted(signedIn())).containsExactly("zh-TW");
  }
}
