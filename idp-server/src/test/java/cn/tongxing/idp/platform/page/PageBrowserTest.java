package cn.tongxing.idp.platform.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import cn.tongxing.idp.testing.Chromium;
import cn.tongxing.idp.testing.Clause;
import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The pages in a real browser: what their script does, and that they do without it. */
@Tag("browser")
@PreviewServer
class PageBrowserTest {

  private static Chromium chromium;

  /** One window of each width for all tests: a new one costs more than most tests do. */
  private static final Map<Integer, BrowserContext> WINDOWS = new HashMap<>();

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
    WINDOWS.clear();
    chromium.close();
  }

  @BeforeEach
  void forget() {
    posts.all().clear();
  }

  @AfterEach
  void nothingToComplainOf() {
    if (context != null) {
      context.pages().forEach(Chromium::close);
      context.clearCookies();
    }
    assertThat(complaints).isEmpty();
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
    open(390);
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
  void whatWasSaidOfAnEntryGoesWithIt() {
    open(390);
    Page page = newPage();
    show(page, "adapter-form?ui_locales=zh-CN");
    page.fill("#id_number", "350200-19900101-0018");
    page.focus("#full_name");
    PlaywrightAssertions.assertThat(page.locator("#id_number-error")).containsText("有一位填错了");
    page.fill("#id_number", "");
    page.focus("#full_name");
    PlaywrightAssertions.assertThat(page.locator("#id_number-error")).isHidden();
    page.fill("#id_number", "350200-19900101-0019\u200b");
    page.focus("#full_name");
    PlaywrightAssertions.assertThat(page.locator("#id_number-error")).isHidden();
  }

  @Test
  void theEnterKeyInTheFieldOfANewPasswordSavesIt() {
    open(390);
    Page page = newPage();
    page.route(
        "**",
        route -> {
          if (route.request().method().equals("POST")) {
            route.fulfill(new Route.FulfillOptions().setStatus(204));
          } else {
            route.resume();
          }
        });
    for (String view : List.of("offer-credential", "me-credentials")) {
      show(page, view + "?ui_locales=zh-CN");
      page.fill("#new_password", "床前明月光疑是地上霜");
      var sent =
          page.waitForRequest(
              request -> request.method().equals("POST"),
              () -> page.press("#new_password", "Enter"));
      assertThat(sent.postData()).contains("action=password").doesNotContain("action=passkey");
    }
  }

  @Test
  void aPhoneAndANameAreCheckedToo() {
    open(390);
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
    open(1366);
    Page page = newPage();
    show(page, "password-form?ui_locales=zh-CN");
    page.fill("#identifier", "13800000000");
    page.fill("#password", "correct horse");
    page.click("text=显示密码");
    PlaywrightAssertions.assertThat(page.locator("#password")).hasAttribute("type", "text");
    page.evaluate(
        "() => { const b = document.getElementById('continue'); b.click(); b.click(); b.click(); }");
    page.waitForSelector("text=/一个账号|One account/");
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
    context = chromium.browser().newContext(Look.window(390).setJavaScriptEnabled(false));
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
    open(390);
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
    open(390);
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
    open(390);
    show(newPage(), "form-post");
    await().untilAsserted(() -> assertThat(posts.all()).isNotEmpty());
    assertThat(posts.all().getFirst())
        .containsEntry("code", List.of("c"))
        .containsEntry("state", List.of("\"><script>"));
  }

  /** Trusted Types: whatever a fault of ours lets into a page, no text becomes script or markup. */
  @Test
  @Clause("W12")
  void textBecomesScriptOrMarkupOnNoPage() {
    open(390);
    Page page = newPage();
    show(page, "password-form");
    for (String sink :
        List.of(
            "() => { document.body.innerHTML = '<b>x</b>'; }",
            "() => { document.createElement('script').src = '/assets/x.js'; }",
            "() => { trustedTypes.createPolicy('other', {}); }",
            "() => { trustedTypes.createPolicy('assets', {}); }")) {
      assertThatThrownBy(() -> page.evaluate(sink)).as(sink).hasMessageContaining("TypeError");
    }
    complaints.clear(); // the browser's own words about it
  }

  @Test
  void theErrorSummaryHasTheFocusAndLeadsToTheField() {
    open(390);
    Page page = newPage();
    show(page, "adapter-form-problem");
    PlaywrightAssertions.assertThat(page.locator("#error-summary")).isFocused();
    page.click("#error-summary a");
    PlaywrightAssertions.assertThat(page.locator("#id_number")).isFocused();
    assertThat(page.inputValue("#full_name")).isEqualTo("张三");
  }

  private void open(int width) {
    Browser browser = chromium.browser();
    WINDOWS.values().removeIf(window -> window.browser() != browser);
    context = WINDOWS.computeIfAbsent(width, w -> browser.newContext(Look.window(w)));
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
