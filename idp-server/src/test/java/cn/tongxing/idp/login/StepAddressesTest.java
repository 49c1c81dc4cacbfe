package cn.tongxing.idp.login;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.kernel.Acr;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.login.page.Page;
import cn.tongxing.idp.login.transaction.Life;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Each step has an address; going there again is going back. */
class StepAddressesTest extends SignInTest {

  @Test
  void aStepBackIsTheStepBeforeAndKeepsWhatWasTyped() throws Exception {
    SignInId id = begin();
    String number = newNumber();
    assertThat(location(id, "method:test-form", Map.of())).endsWith("/adapter-form");
    assertThat(location(id, "submit", TestAdapters.person(NAME, number))).endsWith("/phone-form");
    assertThat(browser.frame().before()).isEqualTo("/sign-in/" + id + "/adapter-form");
    assertThat(location(id, "submit", Map.of("phone", "138 0013 8031"))).endsWith("/code-form");

    Page.PhoneForm phone = (Page.PhoneForm) at(id, "phone-form");
    assertThat(phone.phone()).isEqualTo("138 0013 8031");
    Page.AdapterForm form = (Page.AdapterForm) at(id, "adapter-form");
    assertThat(form.form().values()).containsAllEntriesOf(TestAdapters.person(NAME, number));
    assertThat(at(id, "choose-method")).isInstanceOf(Page.ChooseMethod.class);
    assertThat(at(id, "code-form")).as("looking lost nothing").isInstanceOf(Page.CodeForm.class);
    assertThat(browser.get("/sign-in/" + id + "/qr-code").getResponse().getHeader("Location"))
        .as("what is no step of this one")
        .isEqualTo("/sign-in/" + id + "/code-form");
    browser.press(id, "submit", Map.of("code", outbox.lastCode("13800138031")));
    assertThat(isSignedIn(browser, id)).isTrue();
  }

  @Test
  void whatIsPressedOnAStepBeforeGoesOnFromThere() throws Exception {
    SignInId id = begin();
    location(id, "method:test-form", Map.of());
    location(id, "submit", TestAdapters.person(NAME, newNumber()));
    location(id, "submit", Map.of("phone", "13800138035"));

    at(id, "phone-form");
    assertThat(location(id, "submit", Map.of("phone", "13800138036"))).endsWith("/code-form");
    assertThat(((Page.CodeForm) browser.show(id)).phone()).endsWith("8036");

    at(id, "adapter-form");
    String number = newNumber();
    assertThat(location(id, "submit", TestAdapters.person("李四", number))).endsWith("/phone-form");
    assertThat(((Page.PhoneForm) browser.show(id)).review()).contains("李四", number);

    at(id, "choose-method");
    assertThat(location(id, "method:password", Map.of())).endsWith("/password-form");
  }

  @Test
  void anotherBrowserAndAScriptThatAsksChangeNothing() throws Exception {
    SignInId id = begin();
    location(id, "method:sms", Map.of());
    location(id, "submit", Map.of("phone", "13800138032"));
    SignInBrowser other = newBrowser();
    other.begin(signIns, Acr.LEAST);
    assertThat(other.get("/sign-in/" + id + "/phone-form").getResponse().getStatus())
        .isEqualTo(403);
    assertThat(browser.show(id)).isInstanceOf(Page.CodeForm.class);
  }

  @Test
  void afterTheEndNothingLeadsBack() throws Exception {
    SignInId id = register(NAME, newNumber(), "13800138033");
    assertThat(browser.get("/sign-in/" + id + "/choose-method").getResponse().getHeader("Location"))
        .isEqualTo("/sign-in/" + id + "/offer-credential");
    browser.show(id);
    browser.press(id, "skip", Map.of());
    assertThat(browser.get("/sign-in/" + id + "/phone-form").getResponse().getHeader("Location"))
        .isEqualTo("/authorize/continue?id=1");
  }

  @Test
  void everyPageCanBeLeftForTheApplication() throws Exception {
    SignInId id = begin();
    assertThat(location(id, "cancel", Map.of())).isEqualTo("/authorize/continue?id=1");
    assertThat(isSignedIn(browser, id)).isFalse();
  }

  @Test
  void aBrowserWithoutCookiesIsToldSoAndAnotherOneIsToldThat() throws Exception {
    SignInId id = begin();
    SignInBrowser forgetful = newBrowser();
    String tried = forgetful.get("/sign-in/" + id).getResponse().getHeader("Location");
    assertThat(why(newBrowser(), tried)).isEqualTo(Page.Over.Why.COOKIES_OFF);
    assertThat(why(forgetful, tried)).isEqualTo(Page.Over.Why.OTHER_BROWSER);
    assertThat(forgetful.frame().application()).isIn("预约挂号", "Appointments");
    assertLeadsHome(forgetful, tried);
    assertThat(browser.show(id)).isInstanceOf(Page.ChooseMethod.class);
  }

  @Test
  void whatIsOverStillSaysWhereThePersonWasGoing() throws Exception {
    SignInId id = begin();
    clock.pass(Life.IDLE);
    assertThat(why(browser, "/sign-in/" + id)).isEqualTo(Page.Over.Why.EXPIRED);
    assertThat(browser.frame().application()).isEqualTo("预约挂号");
    assertLeadsHome(browser, "/sign-in/" + id);
    assertThat(why(browser, "/sign-in/" + id + "?lang=en")).isEqualTo(Page.Over.Why.EXPIRED);
    assertThat(browser.frame().application()).as("in another language").isEqualTo("Appointments");
    browser.remember("going", browser.cookie("going").orElseThrow().replaceFirst("^.", "A"));
    why(browser, "/sign-in/" + id);
    assertThat(browser.frame().application()).as("names that somebody changed").isEmpty();
    assertThat(browser.frame().home()).as("nor a link that somebody changed").isEmpty();

    SignInId registered = register(NAME, newNumber(), "13800138034");
    clock.pass(Life.IDLE.minusMinutes(5));
    register(NAME, newNumber(), "13800138035");
    clock.pass(Duration.ofMinutes(6));
    assertThat(why(browser, "/sign-in/" + registered)).isEqualTo(Page.Over.Why.SIGNED_IN);
    assertThat(body(browser, "/sign-in/" + registered)).contains("您的账号已经开通，也已经登录");
    assertLeadsHome(browser, "/sign-in/" + registered);
  }

  private static void assertLeadsHome(SignInBrowser who, String path) throws Exception {
    assertThat(body(who, path))
        .containsPattern("<a [^>]*href=\"https://hospital.example/\"[^>]*>(回到|Back to )");
  }

  private static String body(SignInBrowser who, String path) throws Exception {
    return who.get(path).getResponse().getContentAsString();
  }

  private static Page.Over.Why why(SignInBrowser who, String path) throws Exception {
    return ((Page.Over) who.get(path).getModelAndView().getModel().get("page")).why();
  }

  private String location(SignInId id, String action, Map<String, String> fields) throws Exception {
    String location = browser.press(id, action, fields).getResponse().getHeader("Location");
    if (location.startsWith("/sign-in/")) {
      browser.show(id);
    }
    return location;
  }

  private Page at(SignInId id, String step) throws Exception {
    return (Page)
        browser.get("/sign-in/" + id + "/" + step).getModelAndView().getModel().get("page");
  }
}
