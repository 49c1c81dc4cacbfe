package cn.tongxing.idp.platform.page;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.testing.Chromium;
import cn.tongxing.idp.testing.Clause;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * Every page in every language and every look, by axe. The version for older people is another
 * page, and gets every rule; dark and high contrast differ in colour alone, whatever the language,
 * and get the rules about colour once.
 */
@Tag("browser")
@PreviewServer
class PageAccessibilityTest {

  /**
   * What is wrong, as text; a run without a single pass has looked at nothing. axe writes down only
   * what violates: to describe what does not, by selectors unique in the page, takes it longer than
   * to look.
   */
  private static final String RUN =
      "rules => axe.run(document, { ...rules, resultTypes: ['violations'], selectors: false,"
          + " iframes: false })"
          + ".then(r => r.passes.length === 0 ? ['nothing seen'] :"
          + " r.violations.map(v => v.id + ' ' + v.nodes[0].html.slice(0, 120)))";

  private static final Map<String, Object> ALL =
      Map.of(
          "runOnly",
          List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"));

  private static final Map<String, Object> COLOUR =
      Map.of("runOnly", List.of("color-contrast", "link-in-text-block"));

  /**
   * Every target is 44 pixels or more in both directions, but links within a line of text; the main
   * ones are 60 for older people.
   */
  private static final String SMALL_TARGETS =
      "[...document.querySelectorAll('a,button,input:not([type=hidden],.unseen),summary,label.option')]"
          + ".filter(e => e.offsetParent && !e.matches('.skip,.summary a,.bottom a,.hint a,.option input'))"
          + ".filter(e => { const b = e.getBoundingClientRect(), main ="
          + " document.documentElement.className === 'elder' && e.matches('.button,.way,.input');"
          + " return b.height < (main ? 60 : 43.5) || b.width < 43.5 })"
          + ".map(e => 'small ' + e.outerHTML.slice(0, 90))";

  /** Pages that differ from another in their words only: all of them in one language will do. */
  private static final Pattern LIKE_OTHERS =
      Pattern.compile("error-(?!500).*|request-error-(?!malformed).*|over-(?!expired).*|about-.*");

  private static Chromium chromium;
  private static String axe;

  @LocalServerPort private int port;

  @BeforeAll
  static void launch() throws IOException {
    chromium = Chromium.start();
    try (InputStream script =
        Objects.requireNonNull(PageAccessibilityTest.class.getResourceAsStream("/axe.min.js"))) {
      axe = new String(script.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @AfterAll
  static void close() {
    chromium.close();
  }

  @ParameterizedTest
  @CsvSource({
    "zh-CN, STANDARD, 390",
    "zh-TW, STANDARD, 1366",
    "en, STANDARD, 390",
    "zh-CN, ELDER, 1366",
    "zh-TW, ELDER, 390",
    "en, ELDER, 1366"
  })
  @Clause({"WCAG 2.2 AA", "0.4"})
  void noPageHasAnAccessibilityViolationInAnyLook(String language, Look version, int width) {
    List<String> violations = new ArrayList<>();
    try (BrowserContext context = chromium.browser().newContext(Look.window(width))) {
      context.addInitScript(axe);
      Page page = context.newPage();
      for (String name : PageSamples.all().keySet()) {
        boolean first = language.equals("zh-CN");
        boolean leaves = name.equals("form-post");
        if (!leaves && (first || !LIKE_OTHERS.matcher(name).matches())) {
          version.wear(page);
          page.navigate(address(name, language, version));
          PageSamples.settled(page, name);
          check(page, ALL, name + " " + version, violations);
          ((List<?>) page.evaluate(SMALL_TARGETS))
              .forEach(small -> violations.add(name + " " + version + ": " + small));
          for (Look look : first ? version.sameWords() : List.<Look>of()) {
            look.wear(page);
            check(page, COLOUR, name + " " + look, violations);
          }
        }
      }
    }
    assertThat(violations).isEmpty();
  }

  /** 320 pixels are 1280 at 400 % (WCAG 1.4.10). */
  @ParameterizedTest
  @CsvSource({"en, STANDARD", "zh-CN, ELDER", "en, ELDER"})
  void nothingIsCutOffAt400Percent(String language, Look version) {
    try (BrowserContext context = chromium.browser().newContext(Look.window(320))) {
      Page page = context.newPage();
      for (String name : PageSamples.all().keySet()) {
        if (!name.equals("form-post")) {
          page.navigate(address(name, language, version));
          PageSamples.settled(page, name);
          assertThat(page.evaluate("document.documentElement.scrollWidth")).as(name).isEqualTo(320);
        }
      }
    }
  }

  private static void check(
      Page page, Map<String, Object> rules, String where, List<String> violations) {
    ((List<?>) page.evaluate(RUN, rules))
        .forEach(violation -> violations.add(where + ": " + violation));
  }

  private String address(String name, String language, Look version) {
    return "http://127.0.0.1:%d/preview/%s?ui_locales=%s&view=%s"
        .formatted(port, name, language, version.view());
  }
}
