package cn.tongxing.idp.platform.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cn.tongxing.idp.testing.Chromium;
import cn.tongxing.idp.testing.Clause;
import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.AxeResults;
import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.ActiveProfiles;

/** The pages in a real browser. Pictures land in {@code target/preview}. */
@Tag("browser")
@ActiveProfiles("page-preview")
@SpringBootTest(
    classes = PagePreview.class,
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {
      "spring.config.location=optional:classpath:/none.yml",
      "server.address=127.0.0.1"
    })
class PageBrowserTest {

  private static final List<String> WCAG =
      List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice");

  /** form-post leaves at once; of pages that differ in their words only, one is enough. */
  private static final Pattern LIKE_OTHERS =
      Pattern.compile("form-post|error-(?!500).*|request-error-(?!malformed).*|over-(?!expired).*");

  /** Every target is 44 pixels or more in both directions, but links within a line of text. */
  private static final String SMALL_TARGETS =
      "[...document.querySelectorAll('a,button,input:not([type=hidden]),summary,label.option')]"
          + ".filter(e => e.offsetParent && !e.matches('.skip,.summary a,.bottom a,.option input'))"
          + ".filter(e => { const b = e.getBoundingClientRect(); return b.height < 43.5 || b.width < 43.5 })"
          + ".map(e => e.outerHTML.slice(0, 90))";

  private static Chromium chromium;

  private final List<String> complaints = new ArrayList<>();
  private BrowserContext context;

  @Autowired private PagePreview.Posts posts;
  @LocalServerPort private int port;

  @BeforeAll
  static void launch() {
    chromium = Chromium.start();
  }

  @AfterAll
  static void close() {
    chromium.close();
  }

  @BeforeEach
  void forget() {
    posts.all().clear();
  }

  @AfterEach
  void nothingToComplainOf() {
    if (context != null) {
      context.close();
    }
    assertThat(complaints).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "zh-CN, standard, LIGHT, 390",
    "zh-TW, standard, DARK, 1366",
    "en, elder, LIGHT, 1366",
    "zh-CN, elder, DARK, 390"
  })
  @Clause("WCAG 2.2 AA")
  void noPageHasAnAccessibilityViolation(
      String language, String view, ColorScheme scheme, int width) {
    open(width, scheme);
    Page page = newPage();
    List<String> violations = new ArrayList<>();
    for (String name : PageSamples.all().keySet()) {
      if (LIKE_OTHERS.matcher(name).matches()) {
        continue;
      }
      show(page, name + "?ui_locales=" + language + "&view=" + view);
      AxeResults results = new AxeBuilder(page).withTags(WCAG).analyze();
      assertThat(results.getPasses()).isNotEmpty();
      results
          .getViolations()
          .forEach(violation ->
              violations.add(
                  name
                      + ": "
                      + violation.getId()
                      + " "
                      + violation.getNodes().getFirst().getHtml()));
      Object small = page.evaluate(SMALL_TARGETS);
      if (!((List<?>) small).isEmpty()) {
        violations.add(name + ": small " + small);
      }
      Path picture =
          Path.of(
              "target/preview",
              String.join("-", name, language, view, scheme.name(), Integer.toString(width))
                  + ".png");
      page.screenshot(new ScreenshotOptions().setFullPage(true).setPath(picture));
    }
    assertThat(violations).isEmpty();
  }

  /** 320 pixels are 1280 at 400 % (WCAG 1.4.10). */
  @ParameterizedTest
  @CsvSource({"en, standard", "zh-CN, elder"})
  void nothingIsCutOffAt400Percent(String language, String view) {
    open(320, ColorScheme.LIGHT);
    Page page = newPage();
    for (String name : PageSamples.all().keySet()) {
      if (!name.equals("form-post")) {
        show(page, name + "?ui_locales=" + language + "&view=" + view);
        assertThat(page.evaluate("document.documentElement.scrollWidth")).as(name).isEqualTo(320);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "350200199001010019, ''",
    "３５０２００１９９００１０１００１９, ''",
    "350200 19900101 0019, ''",
    "35020019900115029x, ''",
    "810000199001010019, ''",
    "935840198506070019, ''",
    "440300200002290035, ''",
    "35020019900101001, 应为 18 位",
    "35020019900101001A, 应为数字",
    "999999199001010016, 前两位不对",
    "350200190002290015, 应为出生日期",
    "350200209901010010, 应为出生日期",
    "350200199001010000, 第 15 至 17 位",
    "350200199001010018, 有一位填错了"
  })
  void aNumberIsCheckedAsThePersonLeavesTheField(String number, String sentence) {
    open(390, ColorScheme.LIGHT);
    Page page = newPage();
    show(page, "adapter-form?ui_locales=zh-CN");
    page.fill("#id_number", number);
    page.focus("#full_name");
    var error = PlaywrightAssertions.assertThat(page.locator("#id_number-error"));
    if (sentence.isEmpty()) {
      error.isHidden();
    } else {
      error.containsText(sentence);
      PlaywrightAssertions.assertThat(page.locator("#id_number"))
          .hasAttribute("aria-invalid", "true");
      page.fill("#id_number", "350200199001010019");
      page.focus("#full_name");
      error.isHidden();
    }
  }

  @Test
  void aPhoneAndANameAreCheckedToo() {
    open(390, ColorScheme.LIGHT);
    Page page = newPage();
    show(page, "phone-form?ui_locales=en");
    page.fill("#phone", "1380000");
    page.locator("#phone").blur();
    PlaywrightAssertions.assertThat(page.locator("#phone-error"))
        .containsText("not a mobile number");
    page.fill("#phone", "＋852 5123-4567");
    page.locator("#phone").blur();
    PlaywrightAssertions.assertThat(page.locator("#phone-error")).isHidden();
    show(page, "adapter-form?ui_locales=zh-CN");
    for (String right : List.of("张三", "阿卜杜拉·买买提", "𠮷田", "O'Neil")) {
      page.fill("#full_name", right);
      page.focus("#id_number");
      PlaywrightAssertions.assertThat(page.locator("#full_name-error")).isHidden();
    }
    for (String wrong : List.of("12", "张?", "……")) {
      page.fill("#full_name", wrong);
      page.focus("#id_number");
      PlaywrightAssertions.assertThat(page.locator("#full_name-error")).isVisible();
    }
  }

  @Test
  @Clause("R15")
  void aDoubleClickSubmitsOnceAndThePasswordIsHiddenAgain() {
    open(1366, ColorScheme.LIGHT);
    Page page = newPage();
    show(page, "password-form?ui_locales=zh-CN");
    page.fill("#identifier", "13800000000");
    page.fill("#password", "correct horse");
    page.click("text=显示密码");
    PlaywrightAssertions.assertThat(page.locator("#password")).hasAttribute("type", "text");
    page.evaluate(
        "() => { const b = document.getElementById('continue'); b.click(); b.click(); b.click(); }");
    page.waitForSelector("text=一个账号");
    assertThat(posts.all())
        .singleElement()
        .satisfies(fields ->
            assertThat(fields)
                .containsEntry("action", List.of("submit"))
                .containsEntry("password", List.of("correct horse"))
                .containsEntry("identifier", List.of("13800000000"))
                .containsKey("step"));
  }

  @Test
  void everythingWorksWithoutScript() {
    context =
        chromium
            .browser()
            .newContext(
                new NewContextOptions().setViewportSize(390, 844).setJavaScriptEnabled(false));
    Page page = newPage();
    show(page, "password-form?ui_locales=en");
    page.fill("#identifier", "13800000000");
    page.fill("#password", "p");
    page.press("#password", "Enter");
    page.waitForSelector("text=One account");
    assertThat(posts.all().getFirst()).containsEntry("action", List.of("submit"));
    show(page, "choose-method?ui_locales=en");
    page.click("#way-police");
    page.waitForSelector("text=One account");
    assertThat(posts.all().get(1)).containsEntry("action", List.of("method:police"));
    show(page, "code-form");
    PlaywrightAssertions.assertThat(page.locator("#resend")).isEnabled();
    show(page, "home");
    page.click("#mode");
    PlaywrightAssertions.assertThat(page.locator("html")).hasClass("elder");
    show(page, "qr-code");
    assertThat(page.content()).contains("http-equiv=\"refresh\"");
  }

  @Test
  void aPasskeyIsMadeAndPosted() {
    open(390, ColorScheme.LIGHT);
    Page page = context.newPage();
    CDPSession devices = context.newCDPSession(page);
    devices.send("WebAuthn.enable");
    JsonObject device = new JsonObject();
    device.addProperty("protocol", "ctap2");
    device.addProperty("transport", "internal");
    device.addProperty("hasResidentKey", true);
    device.addProperty("hasUserVerification", true);
    device.addProperty("isUserVerified", true);
    device.addProperty("automaticPresenceSimulation", true);
    JsonObject options = new JsonObject();
    options.add("options", device);
    devices.send("WebAuthn.addVirtualAuthenticator", options);
    page.navigate("http://localhost:" + port + "/preview/offer-credential?ui_locales=en");
    page.click("#passkey");
    page.waitForSelector("text=One account");
    assertThat(posts.all())
        .singleElement()
        .satisfies(fields -> {
          assertThat(fields).containsEntry("action", List.of("passkey"));
          assertThat(fields.getFirst("credential"))
              .contains("\"attestationObject\"", "\"rawId\"", "\"clientDataJSON\"");
        });
  }

  @Test
  void aRefusedPasskeyIsSaidAndCanBeTriedAgain() {
    open(390, ColorScheme.LIGHT);
    Page page = newPage();
    show(page, "passkey-form?ui_locales=zh-CN");
    page.evaluate(
        "() => { navigator.credentials.get = () => Promise.reject(new DOMException('no', 'NotAllowedError')) }");
    page.click("#passkey");
    PlaywrightAssertions.assertThat(page.locator("#passkey-error")).hasText("没有完成。您可以再试一次，或换一种方式。");
    assertThat(posts.all()).isEmpty();
  }

  @Test
  void theFormThatReturnsToTheApplicationSendsItself() {
    open(390, ColorScheme.LIGHT);
    show(newPage(), "form-post");
    await().untilAsserted(() -> assertThat(posts.all()).isNotEmpty());
    assertThat(posts.all().getFirst())
        .containsEntry("code", List.of("c"))
        .containsEntry("state", List.of("\"><script>"));
  }

  @Test
  void theErrorSummaryHasTheFocusAndLeadsToTheField() {
    open(390, ColorScheme.LIGHT);
    Page page = newPage();
    show(page, "adapter-form-problem");
    PlaywrightAssertions.assertThat(page.locator("#error-summary")).isFocused();
    page.click("#error-summary a");
    PlaywrightAssertions.assertThat(page.locator("#id_number")).isFocused();
    assertThat(page.inputValue("#full_name")).isEqualTo("张三");
  }

  private void open(int width, ColorScheme scheme) {
    context =
        chromium
            .browser()
            .newContext(
                new NewContextOptions()
                    .setViewportSize(width, width < 600 ? 844 : 768)
                    .setColorScheme(scheme)
                    .setReducedMotion(ReducedMotion.REDUCE));
  }

  private Page newPage() {
    Page page = context.newPage();
    page.onConsoleMessage(message -> {
      if (List.of("error", "warning").contains(message.type())) {
        complaints.add(message.text());
      }
    });
    page.onPageError(complaints::add);
    page.onRequest(request -> {
      if (!request.url().startsWith("http://127.0.0.1:" + port)) {
        complaints.add("asked " + request.url());
      }
    });
    return page;
  }

  private void show(Page page, String address) {
    page.navigate("http://127.0.0.1:" + port + "/preview/" + address);
  }
}
