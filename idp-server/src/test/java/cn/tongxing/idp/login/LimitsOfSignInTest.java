package cn.tongxing.idp.login;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.identity.KnownPlaces.Place;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.login.page.Page;
import cn.tongxing.idp.proofing.limits.Admission;
import cn.tongxing.idp.proofing.limits.Limits;
import cn.tongxing.idp.session.Sessions;
import cn.tongxing.idp.testing.Clause;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionOperations;

/** One-time codes, passwords, and how often one may try. */
class LimitsOfSignInTest extends SignInTest {

  private static final String ELSEWHERE = "198.51.100.7";
  private static final Limits.Source STRANGER =
      new Limits.Source(Place.unmarked(RequestOrigin.SERVER), new byte[32]);

  @Autowired Limits limits;
  @Autowired TransactionOperations database;

  private SignInId atCode(String phone) throws Exception {
    SignInId id = begin();
    browser.go(id, "method:sms", Map.of());
    browser.go(id, "submit", Map.of("phone", phone));
    return id;
  }

  private static String wrong(String code) {
    return code.startsWith("1") ? "2" + code.substring(1) : "1" + code.substring(1);
  }

  private static String problem(Page page) {
    return switch (page) {
      case Page.CodeForm form -> form.problem().map(Page.Problem::key).orElse("");
      case Page.PhoneForm form -> form.problem().map(Page.Problem::key).orElse("");
      case Page.PasswordForm form -> form.problem().map(Page.Problem::key).orElse("");
      case Page.ProofRefused refused -> refused.problem().key();
      case Page.AdapterForm form -> form.notice().map(Page.Problem::key).orElse("");
      default -> page.getClass().getSimpleName();
    };
  }

  @Test
  @Clause("A4")
  void fiveWrongCodesKillTheCodeAndThenTheRightOneDoesNotHelp() throws Exception {
    SignInId id = atCode("13700137000");
    String code = outbox.lastCode("13700137000");
    for (int left = 4; left >= 1; left--) {
      Page page = browser.go(id, "submit", Map.of("code", wrong(code)));
      assertThat(problem(page)).isEqualTo("otp.wrong");
      Page.Problem said = ((Page.CodeForm) page).problem().orElseThrow();
      assertThat(said.arguments()).hasSize(left <= 3 ? 1 : 0);
    }
    assertThat(problem(browser.go(id, "submit", Map.of("code", wrong(code)))))
        .isEqualTo("otp.used-up");
    for (String typed : List.of(code, "", "12")) {
      Page.CodeForm dead = (Page.CodeForm) browser.go(id, "submit", Map.of("code", typed));
      assertThat(problem(dead)).isEqualTo("otp.used-up");
      assertThat(dead.spent()).as("no code is asked for").isTrue();
      assertThat(dead.problem().orElseThrow().field()).as("so none is led to").isEmpty();
    }
    Page.CodeForm early = (Page.CodeForm) browser.go(id, "resend", Map.of());
    assertThat(problem(early)).isEqualTo("otp.too-soon");
    assertThat(early.spent()).isTrue();
    assertThat(trail(id).stream().filter("sms.code.refused"::equals)).hasSize(5);
  }

  @Test
  @Clause("A4")
  void aCodeOfAnotherLengthIsASlipAndCostsNoTry() throws Exception {
    SignInId id = atCode("13700137009");
    String code = outbox.lastCode("13700137009");
    for (String typed : java.util.List.of("1", code.substring(1), code + "0", "abcdef", "１２３")) {
      assertThat(problem(browser.go(id, "submit", Map.of("code", typed)))).isEqualTo("otp.form");
    }
    assertThat(problem(browser.go(id, "submit", Map.of("code", "  ")))).isEqualTo("otp.blank");
    assertThat(trail(id)).doesNotContain("sms.code.refused");

    String spaced = code.substring(0, 3) + " " + code.substring(3);
    assertThat(browser.go(id, "submit", Map.of("code", spaced)))
        .isNotInstanceOf(Page.CodeForm.class);
  }

  @Test
  @Clause("A4")
  void aCodeIsBoundToItsTransactionAndNumberAndDiesWithTimeAndResending() throws Exception {
    SignInId id = atCode("13700137001");
    String first = outbox.lastCode("13700137001");
    SignInBrowser one = browser;
    browser = newBrowser();
    SignInId other = atCode("13700137002");
    if (!first.equals(outbox.lastCode("13700137002"))) {
      assertThat(problem(browser.go(other, "submit", Map.of("code", first))))
          .isEqualTo("otp.wrong");
    }
    browser = one;
    assertThat(problem(browser.go(id, "resend", Map.of()))).isEqualTo("otp.too-soon");
    clock.pass(Duration.ofSeconds(61));
    redis.del(redis.keys("limit:{sms}:pause:*").toArray(new String[0]));
    assertThat(problem(browser.go(id, "resend", Map.of()))).isEmpty();
    String second = outbox.lastCode("13700137001");
    if (!first.equals(second)) {
      assertThat(problem(browser.go(id, "submit", Map.of("code", first)))).isEqualTo("otp.wrong");
    }
    clock.pass(Duration.ofMinutes(5));
    Page.CodeForm over = (Page.CodeForm) browser.show(id);
    assertThat(over.spent()).as("no field for what is over").isTrue();
    assertThat(problem(over)).isEqualTo("otp.expired");
    assertThat(problem(browser.go(id, "submit", Map.of("code", second)))).isEqualTo("otp.expired");
  }

  @Test
  @Clause({"A4", "A1"})
  void fullWidthDigitsAndSpacesAreReadAndAnUnknownNumberIsToldOnlyAfterTheCode() throws Exception {
    SignInId id = atCode("１３７ ００１３ ７００３");
    String code = outbox.lastCode("13700137003");
    StringBuilder typed = new StringBuilder(" ");
    code.chars().forEach(c -> typed.append((char) (c - '0' + '０')).append(' '));
    Page page = browser.go(id, "submit", Map.of("code", typed.toString()));
    assertThat(problem(page)).isEqualTo("phone.no-account");
    assertThat(isSignedIn(browser, id)).isFalse();
    // the proven phone is not asked for again when the person registers now
    Page done = browser.go(id, "submit", TestAdapters.person(NAME, newNumber()));
    assertThat(done).isInstanceOf(Page.OfferCredential.class);
  }

  @Test
  @Clause("A4")
  void tenWrongCodesADayStopANumberAcrossTransactions() throws Exception {
    int refused = 0;
    for (int i = 0; i < 3; i++) {
      browser = newBrowser();
      SignInId id = atCode("13700137004");
      String code = outbox.lastCode("13700137004");
      for (int n = 0; n < 5; n++) {
        Page page = browser.go(id, "submit", Map.of("code", wrong(code)));
        refused +=
            problem(page).equals("phone.limit") || problem(page).equals("otp.locked") ? 0 : 1;
      }
      clock.pass(Duration.ofSeconds(61));
      redis.del(redis.keys("limit:{sms}:pause:*").toArray(new String[0]));
    }
    assertThat(
            jdbc.sql("select failures from login_failures where purpose = 'code'")
                .query(Integer.class)
                .single())
        .isEqualTo(10);
    redis.flushdb();
    SignInId id = begin();
    browser.go(id, "method:sms", Map.of());
    Page page = browser.go(id, "submit", Map.of("phone", "13700137004"));
    assertThat(problem(page)).isEqualTo("phone.limit");
  }

  @Test
  @Clause("A5")
  void aNumberGetsFiveCodesAnHourAlsoWhenRedisIsLost() throws Exception {
    Page last = new Page.Waiting(new Page.Way("x", null, null, true), 1);
    for (int i = 0; i < 7; i++) {
      browser = newBrowser();
      SignInId id = begin();
      browser.go(id, "method:sms", Map.of());
      last = browser.go(id, "submit", Map.of("phone", "13700137005"));
      clock.pass(Duration.ofSeconds(61));
      redis.flushdb();
    }
    assertThat(outbox.to("13700137005")).hasSize(5);
    assertThat(problem(last)).isEqualTo("phone.limit");
  }

  @Test
  @Clause("A5")
  void anAddressAndABrowserHaveBudgetsOfTheirOwn() throws Exception {
    SignInId id = begin();
    int sent = 0;
    for (int i = 0; i < 12; i++) {
      browser.get("/sign-in/" + id + "/other-ways");
      browser.show(id);
      browser.go(id, "method:sms", Map.of());
      String phone = "137001371%02d".formatted(i);
      browser.go(id, "submit", Map.of("phone", phone));
      sent += outbox.to(phone).size();
    }
    assertThat(sent).isEqualTo(10);
    assertThat(trail(id)).contains("signin.limited");
  }

  @Test
  @Clause({"A1", "A2", "A3"})
  void wrongPasswordsOfKnownAndUnknownAccountsLookAlikeAndAreSlowedDown() throws Exception {
    SignInId registered = register(NAME, newNumber(), "13700137006");
    browser.show(registered);
    browser.press(registered, "password", Map.of("new_password", "correct horse battery"));
    Page[] answers = new Page[2];
    String[] identifiers = {"13700137006", "13700137777"};
    for (int who = 0; who < 2; who++) {
      browser = newBrowser();
      SignInId id = begin();
      browser.go(id, "method:password", Map.of());
      Map<String, String> typed =
          Map.of("identifier", identifiers[who], "password", "wrong horse battery");
      for (int i = 0; i < 5; i++) {
        answers[who] = browser.go(id, "submit", typed);
        assertThat(problem(answers[who])).isEqualTo("login.failed");
      }
      assertThat(problem(browser.go(id, "submit", typed))).isEqualTo("login.locked");
      assertThat(trail(id)).contains("signin.refused", "signin.limited");
      assertThat(problem(browser.show(id))).isEqualTo("login.locked");
      clock.pass(Duration.ofMinutes(16));
      assertThat(problem(browser.show(id))).as("whoever waited as told").isEmpty();
    }
    assertThat(((Page.PasswordForm) answers[0]).problem())
        .isEqualTo(((Page.PasswordForm) answers[1]).problem());

    // the victim is not locked out: another way goes, and later the password too
    clock.pass(Duration.ofMinutes(2));
    redis.del(redis.keys("limit:{sms}:pause:*").toArray(new String[0]));
    SignInId bySms = atCode("13700137006");
    browser.go(bySms, "submit", Map.of("code", outbox.lastCode("13700137006")));
    assertThat(isSignedIn(browser, bySms)).isTrue();
  }

  private String afterPassword(String identifier, String password) throws Exception {
    browser = newBrowser();
    SignInId id = begin();
    browser.go(id, "method:password", Map.of());
    Page page = browser.go(id, "submit", Map.of("identifier", identifier, "password", password));
    return isSignedIn(browser, id) ? "in" : problem(page);
  }

  /** Five by phone, one by document number: of one person, of two, and of nobody. */
  @Test
  @Clause({"A1", "A2"})
  void wrongPasswordsByOneNameTellNothingOfAPersonsOtherNames() throws Exception {
    String number = newNumber();
    SignInId registered = register(NAME, number, "13700137061");
    browser.show(registered);
    browser.press(registered, "password", Map.of("new_password", "correct horse battery"));
    pauseIsOver();
    browser = newBrowser();
    register(NAME, newNumber(), "13700137062");

    for (String[] names : new String[][] {{"13700137061", number}, {"13700137062", newNumber()}}) {
      for (int i = 0; i < 5; i++) {
        assertThat(afterPassword(names[0], "wrong horse " + i)).isEqualTo("login.failed");
      }
      assertThat(afterPassword(names[0], "wrong horse")).isEqualTo("login.locked");
      for (int i = 0; i < 4; i++) {
        assertThat(afterPassword(names[1], "wrong horse " + i)).isEqualTo("login.failed");
      }
      assertThat(afterPassword(names[1], "correct horse battery"))
          .as("the person's five are used up, under whatever name")
          .isEqualTo("login.failed");
      assertThat(afterPassword(names[1], "wrong horse")).isEqualTo("login.locked");
    }
  }

  @Test
  @Clause("A3")
  void aPasswordLockedFromAfarOpensWhenThePersonIsProven() throws Exception {
    String number = newNumber();
    SignInId registered = register(NAME, number, "13700137008");
    browser.show(registered);
    browser.press(registered, "password", Map.of("new_password", "correct horse battery"));
    clock.pass(Duration.ofSeconds(61));
    redis.del(redis.keys("limit:{sms}:pause:*").toArray(new String[0]));
    for (int i = 0; i < 100; i++) {
      limits.passwordWasWrong(new Limits.Account("", passwords.asked(number).limitKey(), false));
    }
    Map<String, String> right = Map.of("identifier", number, "password", "correct horse battery");
    browser = newBrowser().from(ELSEWHERE);
    SignInId locked = begin();
    browser.go(locked, "method:password", Map.of());
    assertThat(problem(browser.go(locked, "submit", right)))
        .as("as a wrong one: which names are of one person is nobody's to learn")
        .isEqualTo("login.failed");

    browser = newBrowser();
    register(NAME, number, "13700137008");

    browser = newBrowser().from(ELSEWHERE);
    SignInId open = begin();
    browser.go(open, "method:password", Map.of());
    browser.go(open, "submit", right);
    assertThat(isSignedIn(browser, open)).isTrue();
  }

  /** Whose password strangers locked, and whose only phone the family shares. */
  @Test
  @Clause({"A3", "A13"})
  void aPasswordLockedFromAfarIsNotAskedForOnASharedPhone() throws Exception {
    String phone = "13700138010";
    String number = newNumber();
    register(NAME, number, phone);
    PersonId person =
        sessions.find(browser.cookie(Sessions.COOKIE).orElseThrow()).orElseThrow().person();
    passwords.set(person, "correct horse battery", RequestOrigin.SERVER);
    pauseIsOver();
    browser = newBrowser();
    register(NAME, newNumber(), phone);
    Map<String, String> end = Map.of("tail", number.substring(number.length() - 6));
    SignInId asked = bySharedPhone(phone);
    Page.DocumentTail own = (Page.DocumentTail) browser.go(asked, "submit", end);
    assertThat(own.problem().orElseThrow().key()).isEqualTo("tail.own-factor");

    for (int i = 0; i < 100; i++) {
      limits.passwordWasWrong(new Limits.Account("", passwords.asked(number).limitKey(), false));
    }
    SignInId bySms = bySharedPhone(phone);
    browser.press(bySms, "submit", end);
    assertThat(isSignedIn(browser, bySms)).isTrue();
    assertThat(
            sessions.find(browser.cookie(Sessions.COOKIE).orElseThrow()).orElseThrow().isByFact())
        .as("which lifts no cap and unlocks no password")
        .isTrue();

    pauseIsOver();
    browser = newBrowser().from(ELSEWHERE);
    SignInId byName = begin();
    browser.go(byName, "method:test-form", Map.of());
    browser.go(byName, "submit", TestAdapters.person(NAME, number));
    browser.go(byName, "submit", Map.of("phone", phone));
    browser.press(byName, "submit", Map.of("code", outbox.lastCode(phone)));
    assertThat(isSignedIn(browser, byName)).isTrue();
  }

  private SignInId bySharedPhone(String phone) throws Exception {
    pauseIsOver();
    browser = newBrowser().from(ELSEWHERE);
    SignInId id = atCode(phone);
    browser.go(id, "submit", Map.of("code", outbox.lastCode(phone)));
    return id;
  }

  @Test
  @Clause("A4")
  void whatIsTypedIntoALineIsKeptOnlyAsFarAsALineGoes() throws Exception {
    SignInId id = begin();
    browser.go(id, "method:password", Map.of());
    Page page =
        browser.go(id, "submit", Map.of("identifier", "1".repeat(100_000), "password", "anything"));
    assertThat(((Page.PasswordForm) page).identifier()).hasSize(200);
  }

  @Test
  @Clause("A2")
  void aHundredGuessesAtOnceAreFiveGuesses() throws Exception {
    java.util.concurrent.atomic.AtomicInteger judged =
        new java.util.concurrent.atomic.AtomicInteger();
    try (var pool = java.util.concurrent.Executors.newFixedThreadPool(8)) {
      for (int i = 0; i < 24; i++) {
        pool.submit(() -> {
          SignInBrowser guesser = newBrowser();
          SignInId id = guesser.begin(signIns, cn.tongxing.idp.kernel.Acr.LEAST);
          guesser.show(id);
          guesser.go(id, "method:password", Map.of());
          Page page =
              guesser.go(id, "submit", Map.of("identifier", "13700138888", "password", "guess"));
          if (problem(page).equals("login.failed")) {
            judged.incrementAndGet();
          }
          return null;
        });
      }
    }
    assertThat(judged).hasValue(5);
  }

  @Test
  @Clause({"A2", "A4"})
  void ofThirtyTriesAtANumberAtOnceTenAreComparedWhateverBecomesOfRedis() throws Exception {
    PhoneNumber phone = PhoneNumber.parse("13700138899").orElseThrow();
    AtomicInteger compared = new AtomicInteger();
    try (var pool = Executors.newFixedThreadPool(8)) {
      for (int i = 0; i < 30; i++) {
        pool.submit(() -> {
          redis.flushdb();
          database.executeWithoutResult(_ -> {
            if (limits.enterCode(limits.line(phone, STRANGER)) instanceof Admission.Admitted) {
              compared.incrementAndGet();
            }
          });
        });
      }
    }
    assertThat(compared).hasValue(10);
  }

  @Test
  @Clause("A4")
  void aRightCodeIsNotCountedAsATry() throws Exception {
    register(NAME, newNumber(), "13700138877");
    browser = newBrowser();
    clock.pass(Duration.ofSeconds(61));
    redis.flushdb();
    SignInId id = atCode("13700138877");
    browser.go(id, "submit", Map.of("code", outbox.lastCode("13700138877")));
    assertThat(isSignedIn(browser, id)).isTrue();
    assertThat(
            jdbc.sql("select count(*) from login_failures where purpose = 'code'")
                .query(Long.class)
                .single())
        .isZero();
  }

  /** Behind a fresh number each time, the other one of the form is still the one guessed at. */
  @Test
  @Clause("A1")
  void everyDocumentNumberOfAFormIsCounted() throws Exception {
    redis.flushdb();
    for (int tries = 1; tries <= 3; tries++) {
      assertThat(problem(guess("H12345678", "1370013703" + tries))).isEqualTo("realname.mismatch");
    }

    assertThat(problem(guess("H1234 5678", "13700137034"))).isEqualTo("login.locked");
    assertThat(problem(guess("H12345679", "13700137035"))).isEqualTo("realname.mismatch");
  }

  private Page guess(String other, String phone) throws Exception {
    browser = newBrowser();
    SignInId id = begin();
    browser.go(id, "method:test-form", Map.of());
    Map<String, String> typed = new TreeMap<>(TestAdapters.person("王不符", newNumber()));
    typed.put("other", other);
    Page asked = browser.go(id, "submit", typed);
    if (asked instanceof Page.ProofRefused) {
      return asked;
    }
    browser.go(id, "submit", Map.of("phone", phone));
    return browser.go(id, "submit", Map.of("code", outbox.lastCode(phone)));
  }

  /** Else the budgets tell what the page does not: that there is an account of name and number. */
  @Test
  @Clause({"L6", "A1"})
  void aProofOfSomebodyElseCostsWhatAMismatchCosts() throws Exception {
    String number = newNumber();
    register(NAME, number, "13700137011");
    List<Map<String, Integer>> costs = new ArrayList<>();
    for (String name : List.of("王不符", NAME)) {
      browser = newBrowser().from(ELSEWHERE);
      redis.flushdb();
      clock.pass(Duration.ofDays(2));
      SignInId id = begin();
      browser.go(id, "method:test-form", Map.of());
      browser.go(id, "submit", TestAdapters.person(name, number));
      browser.go(id, "submit", Map.of("phone", "13700137012"));
      Page page = browser.go(id, "submit", Map.of("code", outbox.lastCode("13700137012")));
      assertThat(page)
          .isInstanceOf(name.equals(NAME) ? Page.PhoneUnbound.class : Page.ProofRefused.class);
      Map<String, Integer> taken = new TreeMap<>();
      for (String key : redis.keys("limit:{real-name}:*")) {
        taken.put(key.split(":")[2], Integer.parseInt(new String(redis.get(key), US_ASCII)));
      }
      costs.add(taken);
    }
    assertThat(costs.get(0)).containsEntry("device", 1).containsEntry("net", 1);
    assertThat(costs.get(1)).isEqualTo(costs.get(0));
  }
}
