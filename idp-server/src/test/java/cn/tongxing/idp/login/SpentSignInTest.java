package cn.tongxing.idp.login;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.login.page.Page;
import cn.tongxing.idp.session.Sessions;
import cn.tongxing.idp.testing.Clause;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.servlet.MvcResult;

/**
 * A sign-in that is used up in PostgreSQL and open in Redis (Redis went back in time): no door lets
 * anybody in, none breaks.
 */
@Clause("0.4")
class SpentSignInTest extends SignInTest {

  private static final String WORD = "correct horse battery";
  private static int phones = 10;

  private String phone = "";
  private PersonId person = PersonId.parse("01990000-0000-7000-8000-000000000000");

  @BeforeEach
  void somebody() throws Exception {
    phone = "135001350" + phones++;
    register(NAME, newNumber(), phone);
    person = sessions.find(browser.cookie(Sessions.COOKIE).orElseThrow()).orElseThrow().person();
    passwords.set(person, WORD, RequestOrigin.SERVER);
    pauseIsOver();
    browser = newBrowser();
  }

  @AfterEach
  void noNews() {
    TestAdapters.SCANNED.set(null);
  }

  private void spend(SignInId id) {
    jdbc.sql("insert into login_spent (sign_in, spent_at) values (?, ?)")
        .params(id.value(), clock.instant().atOffset(ZoneOffset.UTC))
        .update();
  }

  private void assertOver(SignInId id, MvcResult answer) {
    assertThat(answer.getResponse().getStatus()).isEqualTo(303);
    assertThat(answer.getResponse().getHeader("Location")).isEqualTo("/authorize/continue?id=1");
    assertThat(isSignedIn(browser, id)).isFalse();
    assertThat(trail(id))
        .doesNotContain(
            "signin.completed", "session.started", "person.registered", "evidence.added");
  }

  @Test
  void byCode() throws Exception {
    SignInId id = begin();
    browser.go(id, "method:sms", Map.of());
    browser.go(id, "submit", Map.of("phone", phone));
    spend(id);
    assertOver(id, browser.press(id, "submit", Map.of("code", outbox.lastCode(phone))));
  }

  @Test
  void byPassword() throws Exception {
    SignInId id = begin();
    browser.go(id, "method:password", Map.of());
    spend(id);
    assertOver(id, browser.press(id, "submit", Map.of("identifier", phone, "password", WORD)));
  }

  @Test
  void byPasskey() throws Exception {
    SignInId id = begin();
    Page.PasskeyForm asked = (Page.PasskeyForm) browser.go(id, "method:passkey", Map.of());
    spend(id);
    String answer = asked.passkey().optionsJson() + "|" + person;
    assertOver(id, browser.press(id, "passkey", Map.of("credential", answer)));
  }

  @Test
  void byPasskeyOnTheFirstPage() throws Exception {
    SignInId id = begin();
    Page.ChooseMethod choice = (Page.ChooseMethod) browser.show(id);
    spend(id);
    String answer = choice.passkey().orElseThrow().optionsJson() + "|" + person;
    assertOver(id, browser.press(id, "passkey", Map.of("credential", answer)));
  }

  @Test
  void byAFormAndACode() throws Exception {
    SignInId id = begin();
    browser.go(id, "method:test-form", Map.of());
    browser.go(id, "submit", TestAdapters.person(NAME, newNumber()));
    String fresh = "135001350" + phones++;
    browser.go(id, "submit", Map.of("phone", fresh));
    spend(id);
    assertOver(id, browser.press(id, "submit", Map.of("code", outbox.lastCode(fresh))));
  }

  @Test
  void byComingBackFromAnUpstream() throws Exception {
    SignInId id = begin();
    MvcResult away = browser.press(id, "method:test-redirect", Map.of());
    URI upstream = URI.create(String.valueOf(away.getResponse().getHeader("Location")));
    String[] sent = upstream.getQuery().split("&(back|registered)=");
    spend(id);
    String back = URI.create(sent[1]).getPath();
    assertOver(id, browser.get(back + "?" + sent[0] + "&code=good"));
  }

  @Test
  void byNewsOfAScannedCode() throws Exception {
    SignInId id = begin();
    browser.go(id, "method:test-scan", Map.of());
    spend(id);
    TestAdapters.SCANNED.set(TestAdapters.proven(NAME, newNumber(), Optional.empty()));
    clock.pass(Duration.ofSeconds(3));
    assertOver(id, browser.get("/sign-in/" + id));
  }
}
