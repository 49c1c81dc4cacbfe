package cn.tongxing.idp.platform.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.testing.Chromium;
import cn.tongxing.idp.testing.Clause;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.ActiveProfiles;

/** A self-service machine that nobody touches, in a browser whose clock the test moves. */
@Tag("browser")
@Clause("issue 5 item 39: kiosks")
@ActiveProfiles("page-preview")
@SpringBootTest(
    classes = PagePreview.class,
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {
      "spring.config.location=optional:classpath:/none.yml",
      "server.address=127.0.0.1"
    })
class KioskBrowserTest {

  /** Goes where the server's answer goes, if no upstream is to be gone through. */
  private static final String START =
      "<meta http-equiv=\"refresh\" content=\"0;url=/preview/home?kiosk\">";

  private static Chromium chromium;

  private final List<String> sent = new ArrayList<>();
  private final List<String> complaints = new ArrayList<>();
  private BrowserContext context;
  private Page page;

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
  void open() {
    context = chromium.browser().newContext(Look.window(1280));
    context.setDefaultTimeout(Chromium.PATIENCE.toMillis());
    page = context.newPage();
    page.onPageError(complaints::add);
    page.route(
        "**/kiosk/*",
        route -> {
          sent.add(route.request().method() + " " + path(route));
          boolean leaves = path(route).endsWith("/leave");
          route.fulfill(
              leaves
                  ? new Route.FulfillOptions().setContentType("text/html").setBody(START)
                  : new Route.FulfillOptions().setStatus(204));
        });
    page.clock().install();
    show("password-form", "zh-CN");
  }

  private static String path(Route route) {
    return java.net.URI.create(route.request().url()).getPath();
  }

  private void show(String sample, String language) {
    page.navigate(
        "http://127.0.0.1:" + port + "/preview/" + sample + "?kiosk&ui_locales=" + language);
    assertThat(page.locator("#kiosk[data-watched]")).isAttached();
  }

  @AfterEach
  void nothingToComplainOf() {
    context.close();
    assertThat(complaints).isEmpty();
  }

  @Test
  void afterAMinuteWithoutATouchTheVisitEndsAndTheStartIsShown() {
    page.clock().fastForward("00:39");
    assertThat(page.locator("#kiosk")).isHidden();
    page.clock().fastForward("00:02");
    assertThat(page.locator("#kiosk[open]")).isVisible();
    assertThat(page.locator("#kiosk-text")).containsText("20 秒后将退出登录");
    assertThat(page.locator("#kiosk-more")).isFocused();
    page.clock().fastForward("00:21");
    assertThat(page).hasURL(Pattern.compile("/preview/home"));
    assertThat(sent).containsExactly("POST /kiosk/leave");
  }

  @Test
  void whoIsThereGoesOnAndTheServerKnows() {
    page.fill("#identifier", "13800000000");
    page.clock().fastForward("00:45");
    page.click("#kiosk-more");
    assertThat(page.locator("#kiosk")).isHidden();
    assertThat(page.locator("#identifier")).hasValue("13800000000");
    assertThat(sent).containsExactly("POST /kiosk/here");
    page.clock().fastForward("00:30");
    page.keyboard().press("Tab");
    page.clock().fastForward("00:39");
    assertThat(page.locator("#kiosk")).isHidden();
    assertThat(sent).hasSize(2);
  }

  private static final String FRAMES = "**/frames";

  /** What the server says to the pictures of a challenge. */
  private static String next(String hints, int lasts) {
    return """
    {"step":"next","challenge":{"nonce":"11111111111111111111111111111111","hints":[%s],
    "actions":[{"kind":"turn-left","window":5000,"frames":2}],"types":["image/jpeg"],"bytes":120000,
    "totalBytes":400000,"leastSide":120,"mostSide":800,"interval":100,"lasts":%d}}
    """
        .formatted(hints, lasts);
  }

  /**
   * Before a camera that takes its pictures; some of the minute is over when it takes the first.
   */
  private void filmed(Queue<String> answers) {
    context.grantPermissions(List.of("camera"));
    page.route(
        FRAMES,
        route -> {
          String answer = answers.remove();
          page.clock().fastForward("00:25");
          route.fulfill(
              new Route.FulfillOptions().setContentType("application/json").setBody(answer));
        });
    show("camera-capture-open", "zh-CN");
    assertThat(page.locator("#camera-says")).containsText("向左");
    page.clock().fastForward("00:25");
  }

  @Test
  void whoeverDoesWhatTheCameraAsksIsThereWithoutATouch() {
    Queue<String> answers =
        new ArrayDeque<>(
            List.of(next("", 120_000), next("\"closer\"", 120_000), "{\"trouble\":\"expired\"}"));
    filmed(answers);
    assertThat(page.locator("#camera[data-shown=expired]")).isAttached();
    assertThat(page.locator("#kiosk")).isHidden();
    assertThat(sent).isNotEmpty().containsOnly("POST /kiosk/here");
    page.clock().fastForward("01:01");
    assertThat(page).hasURL(Pattern.compile("/preview/home"));
  }

  /** Nobody was seen, or the challenge is over: its pictures are no presence. */
  @ParameterizedTest
  @CsvSource({"'\"face-in-frame\"', 120000", "'', 1"})
  void aCameraThatSomebodyForgotEndsAsAnyPage(String hints, int lasts) {
    String again = next(hints, lasts);
    filmed(new ArrayDeque<>(List.of(again, again, again, again)));
    assertThat(page).hasURL(Pattern.compile("/preview/home"));
    assertThat(sent).endsWith("POST /kiosk/leave");
  }

  @Test
  void aButtonOnEveryPageEndsTheVisit() {
    page.click("#kiosk-end button");
    assertThat(page).hasURL(Pattern.compile("/preview/home"));
    assertThat(sent).containsExactly("POST /kiosk/leave");
  }

  /** A call in the background signs nobody out elsewhere, for it has no window to go there with. */
  @Test
  void theWindowItselfGoesWhereThePersonIsSignedOut() {
    List<String> navigations = new ArrayList<>();
    page.onRequest(each -> {
      if (each.isNavigationRequest()) {
        navigations.add(URI.create(each.url()).getPath());
      }
    });
    page.clock().fastForward("00:41");
    page.click("#kiosk-leave");
    assertThat(page).hasURL(Pattern.compile("/preview/home"));
    assertThat(navigations).startsWith("/kiosk/leave");
  }

  /** An upstream, or the network, that says nothing keeps no machine. */
  @Test
  void whereNothingAnswersTheStartIsShownAllTheSame() {
    page.route("**/kiosk/leave", route -> sent.add("waits"));
    page.click("#kiosk-end button");
    page.waitForTimeout(300);
    assertThat(sent).containsExactly("waits");
    page.clock().fastForward("00:21");
    assertThat(page).hasURL(Pattern.compile("/preview/home"));
  }

  @Test
  void theWarningFitsAPhoneSizedScreenAndOtherLanguages() {
    page.setViewportSize(390, 800);
    for (String language : List.of("zh-CN", "en")) {
      show("choose-method", language);
      page.clock().fastForward("00:45");
      assertThat(page.locator("#kiosk[open]")).isVisible();
      shot("kiosk-phone-" + language);
    }
    page.setViewportSize(1280, 900);
    show("choose-method", "zh-CN");
    shot("kiosk-wide");
    page.clock().fastForward("00:45");
    assertThat(page.locator("#kiosk[open]")).isVisible();
    shot("kiosk-wide-warning");
  }

  /** A machine has one window, and no buttons to go back from where a link led. */
  @Test
  void noPageOfAMachineOpensAWindow() throws Exception {
    List<String> opening = new ArrayList<>();
    try (HttpClient http = HttpClient.newHttpClient()) {
      for (String sample : PageSamples.all().keySet()) {
        URI address = URI.create("http://127.0.0.1:" + port + "/preview/" + sample);
        String there = body(http, URI.create(address + "?kiosk"));
        if (there.contains("target=") || there.contains("（新窗口）")) {
          opening.add(sample);
        }
        if (sample.equals("consent")) {
          assertThat(body(http, address)).as("elsewhere").contains("target=\"_blank\"");
        }
      }
    }
    assertThat(opening).isEmpty();
  }

  private static String body(HttpClient http, URI address) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(address).build();
    return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  @Test
  void fromTheTextsOfTheCityAButtonLeadsBack() {
    show("consent", "zh-CN");
    page.navigate("http://127.0.0.1:" + port + "/preview/about-terms?kiosk");
    page.click("#return");
    assertThat(page.locator("#agree")).isVisible();
  }

  private void shot(String name) {
    String folder = System.getProperty("kiosk.shots", "");
    if (!folder.isEmpty()) {
      page.screenshot(
          new Page.ScreenshotOptions().setPath(java.nio.file.Path.of(folder, name + ".png")));
    }
  }
}
