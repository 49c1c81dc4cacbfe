package cn.tongxing.idp.line;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.line.Browser.Visit;
import cn.tongxing.idp.login.transaction.Transaction;
import cn.tongxing.idp.login.transaction.Transactions;
import cn.tongxing.idp.proofing.Ask;
import cn.tongxing.idp.testing.Clause;
import cn.tongxing.simulator.population.SyntheticPerson;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.TimeoutError;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The national network identity: a PC shows a code, a phone opens what the code says in the app,
 * and its owner decides there. Each has a browser of its own.
 */
class NetworkIdentityBrowserTest extends OnTheLine {

  private static final String INSTALL = "https://app.upstream.example/install";

  private static final Pattern GREETING = Pattern.compile("国家网络身份认证");

  @BeforeAll
  static void start(@TempDir Path folder) {
    start(
        folder,
        "--spring.profiles.active=travelling",
        "--idp.limits.sms.pause=1ms",
        "--idp.adapters.police.install-page=" + INSTALL);
  }

  @BeforeEach
  void now() {
    ((TravellingClock) line.bean(InstantSource.class)).ahead(Duration.ZERO);
  }

  private static void later(Duration time) {
    ((TravellingClock) line.bean(InstantSource.class)).ahead(time);
  }

  private static Journey atPc(String language, boolean script) {
    return new Journey(line, browser.visit(1366, 768, language, script));
  }

  @Test
  @Clause("G8")
  void nameAndNumberAreAskedForOnlyForADepartmentThatIsToldTheName(@TempDir Path folder)
      throws IOException {
    try (Department department = Department.register(line, folder, "open-data", false)) {
      Walker forNothing = new Walker(line.issuer());
      forNothing.open(department.authorize("openid phone"));
      assertThat(forNothing.press("method:police-network-identity").body())
          .contains("id=\"check-number\"")
          .doesNotContain("id_number");

      Walker forName = new Walker(line.issuer());
      forName.open(department.authorize("openid realname"));
      assertThat(forName.press("method:police-network-identity").body())
          .contains("id_number", "需要知道您的姓名", "without_names");
      assertThat(forName.press("without_names").body()).contains("id=\"check-number\"");
    }
  }

  private static Visit phone(String language) {
    return browser.phone(language);
  }

  /** From the department's page to the code; the address that it holds. */
  private static String toCode(Journey journey) {
    toNames(journey).click("button[value=without_names]");
    assertThat(journey.page().locator("#check-number")).hasText(Pattern.compile("\\d{4}"));
    return address(journey);
  }

  /** To the page that offers to have name and number confirmed. */
  private static Page toNames(Journey journey) {
    journey.toChoice().page().click("#way-police");
    journey.page().click("button[value=network_identity]");
    assertThat(journey.page().locator("button[value=without_names]")).isVisible();
    return journey.page();
  }

  /** With name and number; the address of the code. */
  private static String toCode(Journey journey, SyntheticPerson named) {
    Page page = toNames(journey);
    page.fill("#name", named.name());
    page.fill("#id_number", named.number());
    page.click("#continue");
    assertThat(page.locator("#check-number")).hasText(Pattern.compile("\\d{4}"));
    return address(journey);
  }

  /** Once the page has asked and the answer is there, however slow the machine. */
  private static void appears(Page page, String selector) {
    page.locator(selector).waitFor(new Locator.WaitForOptions().setTimeout(100_000));
  }

  /** Unless the page, which loads itself again, has gone on meanwhile. */
  private static void press(Locator button) {
    try {
      button.click(new Locator.ClickOptions().setTimeout(5_000));
    } catch (TimeoutError gone) {
      // whoever waits for the next page sees it
    }
  }

  /** What a camera reads. */
  private static String address(Journey journey) {
    SignInId id = new SignInId(journey.signIn());
    Transaction transaction =
        line.bean(Transactions.class).find(id, Instant.now()).orElseThrow().transaction();
    return ((Ask.Scan) transaction.ask().orElseThrow()).content();
  }

  private static void opens(Visit phone, String address, String checkNumber) {
    phone.page().navigate(address);
    assertThat(phone.page().locator("#check-number")).hasText(checkNumber);
  }

  private static void agrees(Visit phone, String person) {
    phone.page().check("input[value=" + person + "]");
    phone.page().click("button[value=agree]");
    assertThat(phone.page().locator("main")).containsText(Pattern.compile("已同意|Agreed"));
  }

  /** Beside the code, in a window of its own that learns nothing of this one. */
  private static void leadsToTheApp(Page page) {
    assertThat(page.locator("#install")).isVisible();
    assertThat(page.locator("#install")).hasAttribute("href", INSTALL);
    assertThat(page.locator("#install")).hasAttribute("target", "_blank");
    assertThat(page.locator("#install")).hasAttribute("rel", "noopener");
  }

  @Test
  @Clause("issue 5 item 9: upstream codes")
  void whoHasNoAppYetIsToldWhereToGetItOnPhoneAndPc() throws IOException {
    for (String language : new String[] {"zh-CN", "en", "zh-TW", "zh-HK"}) {
      try (Journey pc = atPc(language, true);
          Journey onPhone = new Journey(line, phone(language))) {
        toCode(pc);
        leadsToTheApp(pc.page());
        pc.look("network-install-" + language);
        toCode(onPhone);
        leadsToTheApp(onPhone.page());
        onPhone.look("network-install-phone-" + language);
      }
    }
  }

  @Test
  @Clause({"Q1", "Q2", "L1"})
  void aCitizenScansAgreesOnThePhoneAndIsSignedInAtThePc() throws IOException {
    long registered = line.events("person.registered");
    try (Journey pc = atPc("zh-CN", true);
        Visit phone = phone("zh-CN")) {
      String address = toCode(pc, citizen("zhangsan"));
      Page page = pc.page();
      assertThat(page.locator("#poll-status")).containsText("等待您在手机上确认");
      pc.look("network-code");
      opens(phone, address, page.locator("#check-number").innerText());
      phone.look("network-app");

      appears(page, "[data-view=qr-scanned]");
      assertThat(page.locator(".qr")).hasCount(0);
      pc.look("network-scanned");
      agrees(phone, "zhangsan");
      phone.look("network-app-agreed");

      appears(page, "#phone");
      pc.look("network-phone");
      pc.phone("13800000001").code(pc.codeTo("13800000001"));
      assertThat(page.locator("#skip")).isVisible();
      page.click("#skip");
      pc.look("network-consent");
      page.click("#agree");
      assertThat(page.locator("[data-level]")).containsText("二级");
      assertThat(page.locator("[data-method]")).hasText(GREETING);
      pc.look("network-greeting");
      pc.visit().assertNoProblems();
      phone.assertNoProblems();
    }
    assertThat(line.events("person.registered")).isEqualTo(registered + 1);
  }

  @Test
  @Clause("issue 5 item 43: sample apps and simulator")
  void whoHasNoPhoneAtHandOpensTheRequestFromTheSimulatorsFirstPageInAnotherWindow()
      throws IOException {
    try (Journey pc = atPc("zh-CN", true);
        Visit window = browser.visit(1366, 768, "zh-CN")) {
      toCode(pc, citizen("wangxiuying"));
      Page page = pc.page();
      String number = page.locator("#check-number").innerText();
      assertThat(page.locator("header")).containsText("云汀通");
      Page app = window.page();
      app.navigate(line.simulator().baseUri() + "/");
      window.look("simulator-home");
      app.click("a[href='/cyber']");
      Locator waiting = app.locator("#fresh a", new Page.LocatorOptions().setHasText(number));
      waiting.waitFor(new Locator.WaitForOptions().setTimeout(60_000));
      window.look("network-requests");
      waiting.click();

      assertThat(app.locator("#check-number")).hasText(number);
      assertThat(app.locator("main")).containsText("云汀通"); // which people compare
      agrees(window, "wangxiuying");
      appears(page, "#phone");
      pc.phone("13800000004").code(pc.codeTo("13800000004"));
      page.locator("#skip, #agree").first().waitFor();
      pc.visit().assertNoProblems();
      window.assertNoProblems();
    }
  }

  @Test
  @Clause("Q2")
  void whatIsRefusedOnThePhoneOrTooOldIsSaidAndAnotherCodeIsOneButtonAway() throws IOException {
    try (Journey pc = atPc("zh-TW", true);
        Visit phone = phone("zh-TW");
        Visit second = phone("zh-TW")) {
      String first = toCode(pc);
      Page page = pc.page();
      later(Duration.ofMinutes(3));
      appears(page, "#expired"); // by itself
      assertThat(page.locator(".qr")).hasCount(0);
      pc.look("network-expired");
      page.click("#restart");
      assertThat(page.locator("#qr")).isVisible();
      String fresh = address(pc);
      assertThat(fresh).isNotEqualTo(first);

      opens(phone, fresh, page.locator("#check-number").innerText());
      second.page().navigate(fresh);
      assertThat(second.page().locator("main")).containsText("另一部手机");
      second.look("network-app-elsewhere");
      phone.page().click("button[value=refuse]");
      phone.look("network-app-refused");
      appears(page, "#retry");
      assertThat(page.locator("main")).containsText("您取消了這次驗證");
      assertThat(page.locator("#way-sms")).isVisible();
      pc.look("network-refused");
      pc.visit().assertNoProblems();
      phone.assertNoProblems();
      second.assertNoProblemsBut("409");
    }
  }

  /** Whoever cancels has guessed at nothing: one more than the wrong numbers of a day, and in. */
  @Test
  @Clause({"issue 5 item 9: upstream codes", "A9"})
  void whoCancelsIsToldSoAndNothingIsCountedAgainstThem() throws IOException {
    SyntheticPerson citizen = citizen("linjunde");
    for (int i = 0; i < 4; i++) {
      try (Journey pc = atPc("zh-CN", true);
          Visit phone = phone("zh-CN")) {
        String address = toCode(pc, citizen);
        opens(phone, address, pc.page().locator("#check-number").innerText());
        phone.page().click("button[value=refuse]");
        appears(pc.page(), "#retry");
        assertThat(pc.page().locator("h1")).hasText("核验已取消");
        assertThat(pc.page().locator("main")).containsText("您取消了这次核验，没有提交任何信息");
        pc.look("network-cancelled");
      }
    }
    try (Journey pc = atPc("zh-CN", true);
        Visit phone = phone("zh-CN")) {
      agreed(pc, toCode(pc, citizen), phone, citizen.id(), citizen.phone());
      assertThat(pc.page().locator("#skip")).isVisible();
    }
  }

  @Test
  @Clause("0.4")
  void withoutScriptAButtonGoesOnAndThePageLoadsItselfAgain() {
    try (Journey pc = atPc("zh-CN", false);
        Visit phone = phone("zh-CN")) {
      String address = toCode(pc);
      Page page = pc.page();
      String number = page.locator("#check-number").innerText();
      assertThat(page.locator("#confirmed")).isVisible();
      opens(phone, address, number);
      // nobody touches the PC: the page finds out by loading itself again
      appears(page, "[data-view=qr-scanned]");
      agrees(phone, "lisi");
      while (page.locator("#confirmed").count() > 0) {
        press(page.locator("#confirmed"));
      }
      appears(page, "#phone");
      pc.phone("13800000002").code(pc.codeTo("13800000002"));
      assertThat(page.locator(".needs")).isVisible(); // the department wants to know who it is
      phone.assertNoProblems();
    }
  }

  @Test
  @Clause("0.4")
  void onThePhoneItselfALinkOpensTheApp() throws IOException {
    for (String language : new String[] {"zh-CN", "en"}) {
      try (Journey journey = new Journey(line, phone(language))) {
        Page page = toNames(journey);
        journey.look("network-names-" + language);
        page.click("button[value=without_names]");
        assertThat(page.locator("#open-app")).isVisible();
        assertThat(page.locator(".qr").first()).isHidden();
        journey.look("network-link-" + language);
        String number = page.locator("#check-number").innerText();

        Page app = page.waitForPopup(() -> page.click("#open-app"));
        assertThat(app.locator("#check-number")).hasText(number);
        app.check("input[value=" + (language.equals("en") ? "abudula" : "ouyang") + "]");
        app.click("button[value=agree]");
        app.click("#return"); // the answer came back to the browser that asked
        appears(app, "#phone");
        app.fill("#phone", language.equals("en") ? "13900000071" : "13900000072");
        app.click("#continue");
        app.fill("#code", journey.codeTo(language.equals("en") ? "13900000071" : "13900000072"));
        app.click("#continue");
        app.click("#skip");
        app.click("#agree");
        assertThat(app.locator("[data-level]"))
            .containsText(language.equals("en") ? "Level 3" : "三级");
        journey.visit().assertNoProblems();
      }
    }
  }

  /** At a PC, with a phone proven at the PC, after a person agreed in the app. */
  private static void agreed(Journey pc, String address, Visit app, String person, String phone) {
    opens(app, address, pc.page().locator("#check-number").innerText());
    agrees(app, person);
    appears(pc.page(), "#phone");
    pc.phone(phone).code(pc.codeTo(phone));
  }

  /** The department asks for more than a pseudonym that was confirmed elsewhere. */
  @Test
  @Clause({"Q1", "L1"})
  void aCitizenWhoAgreesToAStrangersCodeGivesTheStrangerNothing() throws IOException {
    SyntheticPerson citizen = citizen("homeiling");
    try (Journey home = atPc("zh-CN", true);
        Journey stranger = atPc("zh-CN", true);
        Journey again = atPc("zh-CN", true);
        Visit first = phone("zh-CN");
        Visit second = phone("zh-CN");
        Visit third = phone("zh-CN")) {
      home.greeted(citizen);
      String name = home.page().locator("[data-name]").innerText();

      // with the citizen's name and number: they have an account, and the phone is not theirs
      agreed(stranger, toCode(stranger, citizen), first, citizen.id(), "13900000077");
      assertThat(stranger.page().locator("#retry")).isVisible();
      stranger.look("network-stranger-refused");

      // without: nobody is known by that, and the department wants to know who it is
      agreed(stranger, toCode(stranger), second, citizen.id(), "13900000077");
      assertThat(stranger.page().locator(".needs")).isVisible();
      stranger.look("network-stranger-nameless");

      // the citizen comes by the same way: it is theirs from then on
      agreed(again, toCode(again), third, citizen.id(), citizen.phone());
      assertThat(again.page().locator(".needs")).isVisible();
      stranger.page().navigate(line.issuer() + "/me");
      assertThat(stranger.page().locator("#opened")).hasCount(0);
      home.page().reload();
      assertThat(home.page().locator("[data-name]")).hasText(name);
    }
  }

  @Test
  @Clause({"Q1", "L2"})
  void aPoliceCheckAndThenTheNetworkIdentityWithOnePhoneAreNotTwoPeopleOnThatPhone() {
    SyntheticPerson citizen = citizen("chenkaming");
    try (Journey police = atPc("zh-CN", true);
        Journey network = atPc("zh-CN", true);
        Journey sms = atPc("zh-CN", true);
        Journey named = atPc("zh-CN", true);
        Visit first = phone("zh-CN");
        Visit second = phone("zh-CN")) {
      police.greeted(citizen);
      String name = police.page().locator("[data-name]").innerText();

      agreed(network, toCode(network), first, citizen.id(), citizen.phone());
      assertThat(network.page().locator(".needs")).isVisible();

      sms.toChoice().page().click("#way-sms");
      sms.phone(citizen.phone()).code(sms.codeTo(citizen.phone()));
      assertThat(sms.page().locator("[data-name]")).hasText(name); // nobody was asked who it is

      long merged = line.events("person.merged");
      agreed(named, toCode(named, citizen), second, citizen.id(), citizen.phone());
      assertThat(named.page().locator("[data-name]")).hasText(name);
      assertThat(line.events("person.merged")).isEqualTo(merged + 2);
    }
  }

  @Test
  @Clause("Q1")
  void everyStateIsLegibleInEveryDress() throws IOException {
    for (Dress dress : Dress.values()) {
      try (Journey journey = new Journey(line, dress.visit(browser))) {
        String address = toCode(journey);
        if (dress.elder) {
          journey.page().click("#mode");
          assertThat(journey.page().locator("html.elder #check-number")).isVisible();
        }
        String name = "network-" + dress.name().toLowerCase(java.util.Locale.ROOT);
        journey.look(name + "-code");
        try (Visit phone = phone("en")) {
          phone.page().navigate(address);
          appears(journey.page(), "[data-view=qr-scanned]");
          phone.look(name + "-app");
        }
        journey.look(name + "-scanned");
        later(Duration.ofMinutes(6));
        appears(journey.page(), "#expired");
        journey.look(name + "-expired");
        later(Duration.ZERO);
        journey.visit().assertNoProblems();
      }
    }
  }

  private enum Dress {
    ENGLISH(1366, "en", false, false),
    DARK(1366, "zh-CN", true, false),
    ELDER(1366, "zh-CN", false, true),
    SMALL(390, "zh-TW", false, false),
    SMALL_DARK_ELDER(390, "zh-CN", true, true);

    private final int width;
    private final String language;
    private final boolean dark;
    private final boolean elder;

    Dress(int width, String language, boolean dark, boolean elder) {
      this.width = width;
      this.language = language;
      this.dark = dark;
      this.elder = elder;
    }

    Visit visit(Browser browser) {
      Visit visit = browser.visit(width, 844, language);
      if (dark) {
        visit
            .page()
            .emulateMedia(
                new Page.EmulateMediaOptions()
                    .setColorScheme(com.microsoft.playwright.options.ColorScheme.DARK));
      }
      return visit;
    }
  }
}
