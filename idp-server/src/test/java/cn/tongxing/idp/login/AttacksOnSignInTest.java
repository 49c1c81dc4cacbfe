package cn.tongxing.idp.login;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.kernel.Acr;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.login.page.Page;
import cn.tongxing.idp.session.Sessions;
import cn.tongxing.idp.testing.Clause;
import cn.tongxing.idp.testing.Within;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.servlet.MvcResult;

/** Foreign browsers, stale pages, skipped steps, races. */
class AttacksOnSignInTest extends SignInTest {

  @Test
  @Clause("N1")
  void anotherBrowserGetsAFreshStartAndNothingElse() throws Exception {
    SignInId id = begin();
    SignInBrowser victim = newBrowser();
    victim.get("/sign-in/" + id); // is given a cookie, to see whether it keeps one
    assertThat(victim.show(id)).isEqualTo(new Page.Over(Page.Over.Why.OTHER_BROWSER, none()));
    victim.begin(signIns, Acr.LEAST);
    MvcResult posted = victim.post(id, browser.step(), "method:sms", Map.of());
    assertThat(posted.getResponse().getStatus()).isEqualTo(303);
    victim.get("/sign-in/" + id + "/other-ways");
    assertThat(victim.show(id)).isInstanceOf(Page.Over.class);
    assertThat(browser.show(id)).isInstanceOf(Page.ChooseMethod.class);
  }

  private static java.util.Optional<String> none() {
    return java.util.Optional.empty();
  }

  @Test
  @Clause({"N2", "R12"})
  void aPostWithoutTheProofOfItsPageChangesNothing() throws Exception {
    SignInId id = begin();
    String shown = browser.step();
    for (String step : List.of("", "1.choose-method." + "A".repeat(43), shown + "x", "9" + shown)) {
      MvcResult refused = browser.post(id, step, "method:sms", Map.of());
      assertThat(refused.getResponse().getStatus()).isEqualTo(303);
      assertThat(browser.show(id)).isInstanceOf(Page.ChooseMethod.class);
    }
    browser.post(id, shown, "method:sms", Map.of());
    assertThat(browser.show(id)).isInstanceOf(Page.PhoneForm.class);
    // the page of before, by the back button: the page that is due is shown, nothing is lost
    browser.post(id, shown, "method:password", Map.of());
    assertThat(browser.show(id)).isInstanceOf(Page.PhoneForm.class);
  }

  @Test
  @Clause("N3")
  void cookiesAreHostOnlySecureAndLongEnough() throws Exception {
    SignInId id = begin();
    assertThat(browser.cookie("__Host-tongxing-browser").orElseThrow()).hasSize(32);
    browser.go(id, "method:test-form", Map.of());
    browser.go(id, "submit", TestAdapters.person(NAME, newNumber()));
    browser.go(id, "submit", Map.of("phone", "13900139000"));
    MvcResult done = browser.press(id, "submit", Map.of("code", outbox.lastCode("13900139000")));
    assertThat(done.getResponse().getHeader("Set-Cookie"))
        .startsWith(Sessions.COOKIE + "=")
        .contains("Path=/", "Secure", "HttpOnly", "SameSite=Lax")
        .doesNotContain("Domain");
  }

  @Test
  @Clause("A9")
  void noStepCanBeSkipped() throws Exception {
    SignInId id = begin();
    List<Map<String, String>> later =
        List.of(
            Map.of("code", "000000"),
            Map.of("tail", "000000"),
            Map.of("new_password", "correct horse battery"),
            Map.of("credential", "x"),
            Map.of());
    for (String action : List.of("submit", "skip", "password", "passkey", "resend", "done", "")) {
      for (Map<String, String> fields : later) {
        browser.go(id, action, fields);
        assertThat(isSignedIn(browser, id)).isFalse();
      }
      browser.get("/sign-in/" + id + "/other-ways");
      browser.show(id);
    }
    assertThat(browser.cookie(Sessions.COOKIE)).isEmpty();
    // a code proves the phone, not the person: after it the adapter still decides
    browser.go(id, "method:test-form", Map.of());
    browser.go(id, "submit", TestAdapters.person("王不符", newNumber()));
    browser.go(id, "submit", Map.of("phone", "13900139001"));
    Page page = browser.go(id, "submit", Map.of("code", outbox.lastCode("13900139001")));
    assertThat(page).isInstanceOf(Page.ProofRefused.class);
    assertThat(isSignedIn(browser, id)).isFalse();
    assertThat(trail(id)).contains("signin.refused").doesNotContain("signin.completed");
  }

  @Test
  @Clause("A9")
  void thePageThatOffersACredentialIsNoEvidenceWithoutTheSession() throws Exception {
    SignInId id = register(NAME, newNumber(), "13900139002");
    browser.show(id);
    String step = browser.step();
    long added = credentialsAdded();
    assertThat(added).as("the phone").isPositive();
    browser.forget(Sessions.COOKIE);
    browser.post(id, step, "password", Map.of("new_password", "correct horse battery"));
    assertThat(credentialsAdded()).isEqualTo(added);
    assertThat(passwords.asked("13900139002").check("correct horse battery")).isEmpty();
  }

  /** A password set is on the trail of its person; the sign-in's does not have it. */
  private long credentialsAdded() {
    return jdbc.sql("select count(*) from audit_event where type = 'credential.added'")
        .query(Long.class)
        .single();
  }

  @Test
  void manyPostsOfOnePageAreOneAction() throws Exception {
    SignInId id = begin();
    browser.go(id, "method:sms", Map.of());
    String step = browser.step();
    race(20, () -> browser.post(id, step, "submit", Map.of("phone", "13900139003")));
    assertThat(outbox.to("13900139003")).hasSize(1);
    assertThat(browser.show(id)).isInstanceOf(Page.CodeForm.class);
  }

  @Test
  void aDoubleClickOnTheLastButtonSignsInOnceAndTheCookieIsNotLost() throws Exception {
    register(NAME, newNumber(), "13900139004");
    browser = newBrowser();
    redis.flushdb();
    clock.pass(java.time.Duration.ofMinutes(2));
    SignInId id = begin();
    browser.go(id, "method:sms", Map.of());
    browser.go(id, "submit", Map.of("phone", "13900139004"));
    String step = browser.step();
    Map<String, String> code = Map.of("code", outbox.lastCode("13900139004"));
    race(10, () -> browser.post(id, step, "submit", code));
    assertThat(trail(id).stream().filter("signin.completed"::equals)).hasSize(1);

    browser.forget(Sessions.COOKIE);
    MvcResult again = browser.get("/sign-in/" + id);
    assertThat(again.getResponse().getHeader("Location")).isEqualTo("/authorize/continue?id=1");
    assertThat(isSignedIn(browser, id)).isTrue();

    browser.forget(Sessions.COOKIE);
    clock.pass(java.time.Duration.ofMinutes(2));
    assertThat(browser.show(id)).isInstanceOf(Page.Over.class);
  }

  @Test
  @Clause("L6")
  void mismatchAndNoRecordAreOneAnswerWhateverAccountThereIs() throws Exception {
    String taken = newNumber();
    register(NAME, taken, "13900139005");
    List<Page> answers = new ArrayList<>();
    int phone = 10;
    for (Map<String, String> person :
        List.of(
            TestAdapters.person("王不符", newNumber()),
            TestAdapters.person("王无", newNumber()),
            TestAdapters.person("王不符", taken))) {
      browser = newBrowser();
      SignInId id = begin();
      browser.go(id, "method:test-form", Map.of());
      browser.go(id, "submit", person);
      String number = "139001391" + phone++;
      browser.go(id, "submit", Map.of("phone", number));
      answers.add(browser.go(id, "submit", Map.of("code", outbox.lastCode(number))));
      assertThat(isSignedIn(browser, id)).isFalse();
    }
    assertThat(answers).allSatisfy(page -> assertThat(page).isEqualTo(answers.getFirst()));
    assertThat(((Page.ProofRefused) answers.getFirst()).problem().key())
        .isEqualTo("realname.mismatch");
  }

  @Test
  @Clause("L6")
  void aDocumentIsComparedThreeTimesADayAtMostWhateverBecomesOfRedis() throws Exception {
    String number = newNumber();
    TestAdapters.COMPARISONS.set(0);
    Page last = null;
    for (int i = 0; i < 5; i++) {
      redis.flushdb();
      browser = newBrowser();
      SignInId id = begin();
      browser.go(id, "method:test-form", Map.of());
      last = browser.go(id, "submit", TestAdapters.person("王不符", number));
      String phone = "1390013920" + i;
      if (last instanceof Page.PhoneForm) {
        browser.go(id, "submit", Map.of("phone", phone));
        last = browser.go(id, "submit", Map.of("code", outbox.lastCode(phone)));
      }
    }
    assertThat(TestAdapters.COMPARISONS).hasValue(3);
    assertThat(((Page.ProofRefused) last).problem().key()).isEqualTo("login.locked");
    assertThat(browser.get(browser.frame().here()).getResponse().getContentAsString())
        .as("nothing to press before its time")
        .contains("现在不能核验")
        .doesNotContain("id=\"retry\"");
  }

  @Test
  @Clause({"L6", "A2"})
  void charactersThatNobodySeesMakeNoOtherDocumentOfIt() throws Exception {
    String number = newNumber();
    TestAdapters.COMPARISONS.set(0);
    for (int i = 0; i < 5; i++) {
      browser = newBrowser();
      SignInId id = begin();
      browser.go(id, "method:test-form", Map.of());
      // line separator, which a reader of numbers skips as white space
      String disguised = number.substring(0, 4 + i) + '\u2028' + number.substring(4 + i);
      Page page = browser.go(id, "submit", TestAdapters.person("王不符", disguised));
      String phone = "1390013930" + i;
      if (page instanceof Page.PhoneForm) {
        browser.go(id, "submit", Map.of("phone", phone));
        browser.go(id, "submit", Map.of("code", outbox.lastCode(phone)));
      }
    }
    assertThat(TestAdapters.COMPARISONS).hasValue(3);
  }

  @Test
  @Clause("F15")
  void aSlowAndABrokenAdapterAreUnavailableAndWhatWasTypedIsKept() throws Exception {
    for (String name : List.of("王慢", "王坏")) {
      SignInId id = begin();
      browser.go(id, "method:test-form", Map.of());
      Page page = browser.go(id, "submit", TestAdapters.person(name, newNumber()));
      assertThat(page)
          .isInstanceOfSatisfying(
              Page.WayUnavailable.class,
              down -> assertThat(down.others()).extracting(Page.Way::id).contains("sms"));
      assertThat(trail(id)).contains("upstream.unavailable");
      Page.AdapterForm again = (Page.AdapterForm) browser.go(id, "method:test-form", Map.of());
      assertThat(again.form().values()).containsEntry("name", name);
    }
  }

  @Test
  void nothingPersonalStandsReadableInRedis() throws Exception {
    String number = newNumber();
    SignInId id = begin();
    browser.go(id, "method:test-form", Map.of());
    browser.go(id, "submit", TestAdapters.person(NAME, number));
    browser.go(id, "submit", Map.of("phone", "13900139006"));
    String code = outbox.lastCode("13900139006");
    assertThat(redis.keys("*")).isNotEmpty();
    for (String key : redis.keys("*")) {
      assertThat(key).doesNotContain("13900139006", number);
      List<byte[]> values =
          redis.type(key).equals("hash")
              ? List.copyOf(redis.hgetall(key).values())
              : List.of(redis.get(key));
      assertThat(values)
          .extracting(value -> new String(value, StandardCharsets.UTF_8))
          .noneMatch(value -> Stream.of("139001390", number, NAME, code).anyMatch(value::contains));
    }
  }

  @Test
  void theLanguageChangesAndThePageStays() throws Exception {
    SignInId id = begin();
    browser.go(id, "method:sms", Map.of());
    browser.get("/sign-in/" + id + "?ui_locales=en");
    assertThat(browser.show(id)).isInstanceOf(Page.PhoneForm.class);
    assertThat(browser.frame().locale().getLanguage()).isEqualTo("en");
  }

  private static void race(int threads, Callable<?> action) throws Exception {
    try (var pool = Executors.newFixedThreadPool(threads)) {
      List<Callable<Object>> all = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        all.add(action::call);
      }
      for (Future<Object> each : Within.all(pool, all)) {
        Within.done(each);
      }
    }
  }
}
