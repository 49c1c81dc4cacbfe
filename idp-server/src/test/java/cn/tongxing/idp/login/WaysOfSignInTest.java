package cn.tongxing.idp.login;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.kernel.Acr;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.keys.KeyedHash;
import cn.tongxing.idp.login.page.Page;
import cn.tongxing.idp.session.Sessions;
import cn.tongxing.idp.testing.Clause;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.MvcResult;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;

/** The ways, from the choice to the session. */
class WaysOfSignInTest extends SignInTest {

  @Autowired KeyedHash keyedHash;

  @Test
  void verificationIsRegistrationAndACredentialIsOfferedAfterwards() throws Exception {
    SignInId id = begin();
    Page form = browser.go(id, "method:test-form", Map.of());
    assertThat(form).isInstanceOf(Page.AdapterForm.class);
    Page phone = browser.go(id, "submit", TestAdapters.person(NAME, newNumber()));
    assertThat(phone)
        .isInstanceOfSatisfying(
            Page.PhoneForm.class, page -> assertThat(page.registering()).isTrue());
    Page code = browser.go(id, "submit", Map.of("phone", "138 0013 8000"));
    assertThat(code)
        .isInstanceOfSatisfying(
            Page.CodeForm.class, page -> assertThat(page.phone()).startsWith("+86\u00a0138"));

    MvcResult done = browser.press(id, "submit", Map.of("code", outbox.lastCode("13800138000")));

    assertThat(done.getResponse().getStatus()).isEqualTo(303);
    assertThat(isSignedIn(browser, id)).isTrue();
    assertThat(browser.show(id)).isInstanceOf(Page.OfferCredential.class);
    assertThat(trail(id))
        .contains("sms.sent", "person.registered", "session.started", "signin.completed");
    assertThat(browser.frame().cancel()).as("what is done is not taken back").isEmpty();
    assertThat(browser.get("/sign-in/" + id).getResponse().getContentAsString())
        .doesNotContain("value=\"cancel\"");
    browser.press(id, "cancel", Map.of());
    assertThat(browser.show(id))
        .as("whoever turns back is not led on")
        .isInstanceOf(Page.OfferCredential.class);
    MvcResult skipped = browser.press(id, "skip", Map.of());
    assertThat(skipped.getResponse().getHeader("Location")).isEqualTo("/authorize/continue?id=1");
  }

  /** A name that cannot be written over there: no button tries again what cannot succeed. */
  @Test
  @Clause("F15")
  void whomAWayCanSayNothingOfIsLedToOtherWaysAndTheCounter() throws Exception {
    SignInId id = begin();
    browser.go(id, "method:test-form", Map.of());
    browser.go(id, "submit", TestAdapters.person("王𠮷", newNumber()));
    browser.go(id, "submit", Map.of("phone", "13800138077"));
    Page page = browser.go(id, "submit", Map.of("code", outbox.lastCode("13800138077")));

    assertThat(page)
        .isInstanceOfSatisfying(
            Page.WayUnavailable.class,
            down -> {
              assertThat(down.instead().again()).isFalse();
              assertThat(down.others()).isNotEmpty();
            });
    assertThat(browser.get("/sign-in/" + id).getResponse().getContentAsString())
        .contains("再试也不会成功", "id=\"counter\"")
        .doesNotContain("id=\"retry\"");
  }

  @Test
  void aBoundPhoneSignsInTheNextDay() throws Exception {
    register(NAME, newNumber(), "13800138001");
    browser = newBrowser();
    clock.pass(java.time.Duration.ofDays(1));
    redis.flushdb();

    SignInId id = begin();
    browser.go(id, "method:sms", Map.of());
    browser.go(id, "submit", Map.of("phone", "+86 13800138001"));
    MvcResult done = browser.press(id, "submit", Map.of("code", outbox.lastCode("13800138001")));

    assertThat(done.getResponse().getHeader("Location")).isEqualTo("/authorize/continue?id=1");
    assertThat(isSignedIn(browser, id)).isTrue();
    assertThat(trail(id)).contains("signin.completed").doesNotContain("person.registered");
  }

  /**
   * Whatever led to the form, it says what going on accepts: no page that asks for a phone follows.
   */
  @Test
  @Clause("PIPL 14")
  void theFormThatOpensAnAccountSaysSoAlsoWhenItComesAgain() throws Exception {
    String phone = "13800138092";
    SignInId id = begin();
    Page.AdapterForm first = (Page.AdapterForm) browser.go(id, "method:test-form", Map.of());
    assertThat(first.opens()).as("the phone's page follows").isFalse();
    browser.go(id, "method:sms", Map.of());
    browser.go(id, "submit", Map.of("phone", phone));
    browser.go(id, "submit", Map.of("code", outbox.lastCode(phone)));
    assertThat(browser.go(id, "submit", TestAdapters.person("王不符", newNumber())))
        .isInstanceOf(Page.ProofRefused.class);

    Page.AdapterForm again = (Page.AdapterForm) browser.go(id, "method:test-form", Map.of());

    assertThat(again.notice()).isEmpty();
    assertThat(again.opens()).isTrue();
    assertThat(browser.get("/sign-in/" + id).getResponse().getContentAsString())
        .contains("同意", "href=\"/me/thaw\"");
    clock.pass(Duration.ofMinutes(6));
    assertThat(((Page.AdapterForm) browser.show(id)).opens()).as("it is asked for again").isFalse();
  }

  @Test
  void aPhoneOfNobodyLeadsStraightOnToRegisteringAndIsNotProvenTwice() throws Exception {
    String phone = "13800138091";
    SignInId id = begin();
    browser.go(id, "method:sms", Map.of());
    browser.go(id, "submit", Map.of("phone", phone));
    Page.AdapterForm form =
        (Page.AdapterForm) browser.go(id, "submit", Map.of("code", outbox.lastCode(phone)));
    assertThat(form.notice().orElseThrow().key()).isEqualTo("phone.no-account");
    assertThat(form.way().id()).isEqualTo("test-form");
    assertThat(browser.frame().backTo()).as("other ways").endsWith("/other-ways");
    assertThat(browser.get("/sign-in/" + id).getResponse().getContentAsString())
        .contains("没有能用这个手机号登录的账号");

    // what is typed wrong is asked again, with the reason that it is asked for at all
    Page.AdapterForm again =
        (Page.AdapterForm) browser.go(id, "submit", TestAdapters.person(NAME, "1"));
    assertThat(again.notice()).isEqualTo(form.notice());
    assertThat(again.opens()).as("the last page before the account").isTrue();
    Page done = browser.go(id, "submit", TestAdapters.person(NAME, newNumber()));

    assertThat(done).isInstanceOf(Page.OfferCredential.class);
    assertThat(outbox.to(phone)).as("one code").hasSize(1);
    assertThat(isSignedIn(browser, id)).isTrue();
    assertThat(trail(id)).contains("person.registered", "signin.completed");
  }

  @Test
  void aPasswordSignsInAndAPasskeyDoes() throws Exception {
    SignInId first = register(NAME, newNumber(), "13800138002");
    PersonId person = person(first);
    passwords.set(person, "correct horse battery", RequestOrigin.SERVER);
    browser = newBrowser();
    SignInId byPassword = begin();
    browser.go(byPassword, "method:password", Map.of());
    browser.press(
        byPassword,
        "submit",
        Map.of("identifier", "13800138002", "password", "correct horse battery"));
    assertThat(isSignedIn(browser, byPassword)).isTrue();

    browser = newBrowser();
    SignInId byPasskey = begin();
    Page.PasskeyForm asked = (Page.PasskeyForm) browser.go(byPasskey, "method:passkey", Map.of());
    String answer = asked.passkey().optionsJson() + "|" + person;
    browser.press(byPasskey, "passkey", Map.of("credential", answer));
    assertThat(isSignedIn(browser, byPasskey)).isTrue();
    assertThat(trail(byPasskey)).contains("signin.completed");
    assertThat(
            jdbc.sql("select passkeys[1] from sso_session where sign_ins[1] = ?")
                .param(byPasskey.value())
                .query(java.util.UUID.class)
                .single())
        .as("which one")
        .isEqualTo(new java.util.UUID(0, 1));
  }

  @Test
  void twoFactorsAreAPasswordAndACodeToThePersonsOwnPhone() throws Exception {
    PersonId person = person(register(NAME, newNumber(), "13800138003"));
    passwords.set(person, "correct horse battery", RequestOrigin.SERVER);
    browser = newBrowser();
    clock.pass(java.time.Duration.ofHours(2));
    redis.flushdb();
    SignInId id = browser.begin(signIns, Acr.parse("urn:tongxing:acr:p1:a2").orElseThrow());
    Page.ChooseMethod choice = (Page.ChooseMethod) browser.show(id);
    assertThat(choice.returning())
        .extracting(Page.Way::id)
        .as("each can be the first step")
        .containsExactly("password", "passkey", "sms");
    assertThat(choice.registering()).as("what is missing is set then").isNotEmpty();
    browser.go(id, "method:password", Map.of());
    Page second =
        browser.go(
            id, "submit", Map.of("identifier", "13800138003", "password", "correct horse battery"));
    assertThat(second).isInstanceOf(Page.CodeForm.class);
    assertThat(browser.go(id, "change-phone", Map.of())).isInstanceOf(Page.CodeForm.class);
    assertThat(isSignedIn(browser, id)).isFalse();

    browser.press(id, "submit", Map.of("code", outbox.lastCode("13800138003")));

    assertThat(
            sessions
                .find(browser.cookie(Sessions.COOKIE).orElseThrow())
                .orElseThrow()
                .authentications()
                .assurance()
                .name())
        .isEqualTo("A2");
  }

  @Test
  @Clause("F15")
  void aMessageThatCannotBeSentIsSaidSoAndTheNumberAndTheCodeOfBeforeStay() throws Exception {
    SignInId id = begin();
    browser.go(id, "method:test-form", Map.of());
    browser.go(id, "submit", TestAdapters.person(NAME, newNumber()));
    outbox.down(true);
    Page.PhoneForm failed =
        (Page.PhoneForm) browser.go(id, "submit", Map.of("phone", "138 0013 8010"));
    assertThat(failed.problem().orElseThrow().key()).isEqualTo("phone.not-sent");
    assertThat(failed.problem().orElseThrow().until())
        .as("from when on the next one is heard")
        .isPresent();
    assertThat(failed.phone()).isEqualTo("138 0013 8010");
    assertThat(browser.frame().backTo()).as("other ways").endsWith("/other-ways");
    assertThat(trail(id)).contains("upstream.unavailable").doesNotContain("signin.refused");

    outbox.down(false);
    pauseIsOver();
    browser.go(id, "submit", Map.of("phone", "138 0013 8010"));
    outbox.down(true);
    pauseIsOver();
    Page.CodeForm again = (Page.CodeForm) browser.go(id, "resend", Map.of());
    assertThat(again.problem().orElseThrow().key()).isEqualTo("otp.not-sent");
    assertThat(again.spent()).as("the code of before is asked for").isFalse();
    assertThat(again.resendIn()).as("from when on the next one is heard").isPositive();
    browser.press(id, "submit", Map.of("code", outbox.lastCode("13800138010")));
    assertThat(isSignedIn(browser, id)).isTrue();
  }

  @Test
  @Clause("F15")
  void aSecondFactorThatCannotBeSentCanBeAskedForAgain() throws Exception {
    PersonId person = person(register(NAME, newNumber(), "13800138011"));
    passwords.set(person, "correct horse battery", RequestOrigin.SERVER);
    browser = newBrowser();
    pauseIsOver();
    SignInId id = browser.begin(signIns, Acr.parse("urn:tongxing:acr:p1:a2").orElseThrow());
    browser.show(id);
    browser.go(id, "method:password", Map.of());
    outbox.down(true);
    Map<String, String> typed =
        Map.of("identifier", "13800138011", "password", "correct horse battery");
    Page.CodeForm failed = (Page.CodeForm) browser.go(id, "submit", typed);
    assertThat(failed.problem().orElseThrow().key()).isEqualTo("otp.not-sent");
    assertThat(failed.spent()).as("none was sent that could be typed").isTrue();
    assertThat(failed.resendIn()).as("from when on the next one is heard").isPositive();
    assertThat(browser.go(id, "submit", Map.of("code", outbox.lastCode("13800138011"))))
        .isInstanceOf(Page.CodeForm.class);
    assertThat(isSignedIn(browser, id)).isFalse();

    outbox.down(false);
    pauseIsOver();
    browser.go(id, "resend", Map.of());
    browser.press(id, "submit", Map.of("code", outbox.lastCode("13800138011")));
    assertThat(isSignedIn(browser, id)).isTrue();
  }

  @Test
  @Clause({"L4", "L5", "N2"})
  void aCallbackCountsOnceInItsBrowserWithItsStateAndOnlyWhenAskedFor() throws Exception {
    SignInId id = begin();
    MvcResult away = browser.press(id, "method:test-redirect", Map.of());
    String upstream = away.getResponse().getHeader("Location");
    assertThat(upstream).startsWith("https://upstream.example/");
    String state = upstream.replaceAll(".*state=([^&]*).*", "$1");
    String back = upstream.replaceAll(".*back=https://id.example([^&]*).*", "$1");

    SignInBrowser other = newBrowser();
    assertThat(other.get(back + "?code=good&state=" + state).getResponse().getStatus())
        .isEqualTo(403);
    browser.get(back + "?code=good&state=" + "0".repeat(32));
    assertThat(isSignedIn(browser, id)).isFalse();
    assertThat(newBrowser().get("/sign-in/callback/AAAA?code=good").getResponse().getStatus())
        .isEqualTo(410);

    browser.get(back + "?code=good&state=" + state);
    assertThat(isSignedIn(browser, id)).isTrue();
    assertThat(browser.show(id)).isInstanceOf(Page.OfferCredential.class);
    browser.get(back + "?code=good&state=" + state);
    assertThat(trail(id).stream().filter("signin.completed"::equals)).hasSize(1);

    SignInId unasked = begin();
    browser.get(back.replaceAll("callback/.*", "callback/") + handle(unasked));
    assertThat(isSignedIn(browser, unasked)).isFalse();
  }

  /** Another site's form comes without our cookie: its answer waits for the browser, once. */
  @Test
  @Clause({"L4", "L5", "N2"})
  void aPostedCallbackLeavesNoCodeInAnAddressAndCountsOnceInItsBrowser() throws Exception {
    SignInId id = begin();
    String upstream =
        browser.press(id, "method:test-redirect", Map.of()).getResponse().getHeader("Location");
    String state = upstream.replaceAll(".*state=([^&]*).*", "$1");
    String back = upstream.replaceAll(".*back=https://id.example([^&]*).*", "$1");

    String step = posted(back, state, "good1");
    assertThat(step).startsWith(back + "/").doesNotContain("good1", state, "?");
    assertThat(newBrowser().get(step).getResponse().getStatus())
        .as("in another browser, which takes nothing away")
        .isEqualTo(403);
    assertThat(isSignedIn(browser, id)).isFalse();
    browser.get(step + "x");
    assertThat(isSignedIn(browser, id)).isFalse();

    browser.get(step);
    assertThat(isSignedIn(browser, id)).isTrue();
    assertThat(trail(id)).contains("signin.completed");
    browser.get(step);
    assertThat(trail(id).stream().filter("signin.completed"::equals)).hasSize(1);
    assertThat(posted(back, state, "good1")).as("nothing waits").isEqualTo("/sign-in/" + id);
  }

  @Test
  @Clause("L4")
  void aPostedCallbackIsBoundedInSizeAndNumber() throws Exception {
    SignInId id = begin();
    String upstream =
        browser.press(id, "method:test-redirect", Map.of()).getResponse().getHeader("Location");
    String state = upstream.replaceAll(".*state=([^&]*).*", "$1");
    String back = upstream.replaceAll(".*back=https://id.example([^&]*).*", "$1");

    MvcResult huge =
        newBrowser()
            .perform(
                MockMvcRequestBuilders.post(back)
                    .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                    .content("code=" + "x".repeat(40_000)));
    assertThat(huge.getResponse().getStatus()).isEqualTo(410);
    MvcResult parts =
        newBrowser()
            .perform(
                MockMvcRequestBuilders.post(back)
                    .contentType(MediaType.TEXT_PLAIN)
                    .content("code=good"));
    assertThat(parts.getResponse().getStatus()).isEqualTo(410);
    for (int i = 0; i < 4; i++) {
      assertThat(posted(back, state, "bad")).startsWith(back + "/");
    }
    assertThat(posted(back, state, "good")).isEqualTo("/sign-in/" + id);
    assertThat(isSignedIn(browser, id)).isFalse();
  }

  @Test
  @Clause({"L4", "L5"})
  void aRegisteredAddressIsTheSameForAllAndTheStateSaysWhoseItIs() throws Exception {
    SignInId id = begin();
    String upstream =
        browser.press(id, "method:test-redirect", Map.of()).getResponse().getHeader("Location");
    String state = upstream.replaceAll(".*state=([^&]*).*", "$1");
    String registered = upstream.replaceAll(".*registered=https://id.example([^&]*).*", "$1");
    assertThat(registered).isEqualTo("/sign-in/callback/to/test-redirect");
    assertThat(state).matches("[0-9A-Za-z]{32}");
    String forged = state.substring(0, 31) + (state.endsWith("0") ? "1" : "0");

    for (String foreign : List.of(forged, "z".repeat(32), "", state + "&state=" + state)) {
      assertThat(browser.get(registered + "?code=good&state=" + foreign).getResponse().getStatus())
          .isEqualTo(410);
    }
    assertThat(
            browser
                .get("/sign-in/callback/to/test-form?code=good&state=" + state)
                .getResponse()
                .getStatus())
        .as("another adapter's address (mix-up)")
        .isEqualTo(410);
    assertThat(newBrowser().get(registered + "?code=good&state=" + state).getResponse().getStatus())
        .isEqualTo(403);
    assertThat(isSignedIn(browser, id)).isFalse();

    browser.get(posted(registered, state, "good2"));

    assertThat(isSignedIn(browser, id)).isTrue();
  }

  /** Where the browser is sent that another site's form was posted in: without a cookie. */
  private String posted(String address, String state, String code) throws Exception {
    MvcResult result =
        newBrowser()
            .perform(
                MockMvcRequestBuilders.post(address)
                    .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                    .content("code=" + code + "&state=" + state));
    assertThat(result.getResponse().getStatus()).isEqualTo(303);
    return String.valueOf(result.getResponse().getHeader("Location"));
  }

  @Test
  void aMessageOfTheUpstreamSignsNobodyInAndAForgedOneChangesNothing() throws Exception {
    TestAdapters.SCANNED.set(null);
    SignInId id = begin();
    browser.go(id, "method:test-scan", Map.of());
    String path = "/sign-in/notify/" + realHandle(id);
    SignInBrowser server = newBrowser();
    MvcResult forged = server.perform(MockMvcRequestBuilders.post(path).content("forged"));
    assertThat(forged.getResponse().getStatus()).isEqualTo(400);
    assertThat(trail(id)).isEmpty();

    MvcResult signed = server.perform(MockMvcRequestBuilders.post(path).content("signed"));
    assertThat(signed.getResponse().getStatus()).isEqualTo(200);
    assertThat(signed.getResponse().getContentAsString()).isEqualTo("OK!");
    assertThat(isSignedIn(server, id)).isFalse();

    // the message says that it is time: the next look finishes, without waiting for the pause
    TestAdapters.SCANNED.set(TestAdapters.proven("王扫", newNumber(), Optional.empty()));
    assertThat(browser.show(id)).isNotInstanceOf(Page.QrCode.class);
  }

  private String realHandle(SignInId id) {
    byte[] mac = keyedHash.of("upstream-handle", id.toString());
    byte[] all =
        java.nio.ByteBuffer.allocate(32)
            .putLong(id.value().getMostSignificantBits())
            .putLong(id.value().getLeastSignificantBits())
            .put(mac, 0, 16)
            .array();
    return java.util.Base64.getUrlEncoder().withoutPadding().encodeToString(all);
  }

  private static String handle(SignInId id) {
    return java.util.Base64.getUrlEncoder().encodeToString(id.toString().getBytes());
  }

  @Test
  void aScannedCodeIsFinishedByThePollThatFollowsTheMessage() throws Exception {
    TestAdapters.SCANNED.set(null);
    SignInId id = begin();
    Page.QrCode shown = (Page.QrCode) browser.go(id, "method:test-scan", Map.of());
    assertThat(shown.svg()).startsWith("<svg");
    clock.pass(java.time.Duration.ofSeconds(3));
    assertThat(browser.show(id)).isInstanceOf(Page.QrCode.class);
    // the page goes on being good while it polls
    assertThat(browser.go(id, "restart", Map.of())).isInstanceOf(Page.QrCode.class);

    TestAdapters.SCANNED.set(TestAdapters.proven("王扫", newNumber(), Optional.empty()));
    assertThat(browser.show(id)).isInstanceOf(Page.QrCode.class);
    clock.pass(java.time.Duration.ofSeconds(3));
    Page after = browser.show(id);

    // a comparison of data without possession signs in to nobody who exists
    assertThat(after).isInstanceOfAny(Page.OfferCredential.class, Page.ProofRefused.class);
  }

  private PersonId person(SignInId id) {
    return sessions.find(browser.cookie(Sessions.COOKIE).orElseThrow()).orElseThrow().person();
  }
}
