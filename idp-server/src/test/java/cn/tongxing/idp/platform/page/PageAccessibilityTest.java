package cn.tongxing.idp.platform.page;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.testing.Chromium;
import cn.tongxing.idp.testing.Clause;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.WaitUntilState;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * Every page in every language and every look, opened once for all that is looked at: by axe, the
 * sizes of targets, where lines end, what is cut off. The version for older people is another page,
 * and gets every rule; dark and high contrast differ in colour alone, whatever the language, and
 * get the rules about colour once.
 *
 * <p>A run looks at half of it, in which every page stands in every language and in both versions.
 * Which half follows from what the pages are made of: the same tree is looked at in the same way
 * wherever and whenever it is. {@code -Dpages.whole=true} looks at all, {@code -Dpages.half=1} or
 * {@code 0} at one half.
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

  /** Words of two characters or more that stand on two lines. */
  private static final String SPLIT_WORDS =
      "() => { const words = new Intl.Segmenter('zh', {granularity: 'word'}), found = [];"
          + " const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);"
          + " for (let node; (node = texts.nextNode()); ) {"
          + " if (node.parentElement.closest('script,noscript,.typed,code')) continue;"
          + " for (const word of words.segment(node.data)) {"
          + " if (!/^[\\u4e00-\\u9fff]{2,6}$/.test(word.segment)) continue;"
          + " const range = document.createRange(); range.setStart(node, word.index);"
          + " range.setEnd(node, word.index + word.segment.length);"
          + " const tops = new Set([...range.getClientRects()].map(r => Math.round(r.top)));"
          + " if (tops.size > 1) found.push(word.segment + ': ' + node.data); } } return found; }";

  /** Numbers, dates and names of letters and digits that stand on two lines, and would fit one. */
  private static final String SPLIT_RUNS =
      "() => { const found = [];"
          + " const runs = /[A-Za-z0-9]+(?:[-.:@\\/_][A-Za-z0-9]+)+"
          + "|[\\u4e00-\\u9fff](?:ICP备|公网安备)\\d+号(?:-\\d+)?/g;"
          + " const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);"
          + " for (let node; (node = texts.nextNode()); ) {"
          + " if (node.parentElement.closest('script,noscript,.typed,code')) continue;"
          + " for (const run of node.data.matchAll(runs)) { if (run[0].length > 23) continue;"
          + " const range = document.createRange(); range.setStart(node, run.index);"
          + " range.setEnd(node, run.index + run[0].length);"
          + " const tops = new Set([...range.getClientRects()].map(r => Math.round(r.top)));"
          + " if (tops.size > 1) found.push(run[0] + ': ' + node.data); } } return found; }";

  /** 320 pixels are 1280 at 400 % (WCAG 1.4.10). */
  private static final String CUT_OFF =
      "document.documentElement.scrollWidth === 320 ? [] :"
          + " ['cut off at 400 %: ' + document.documentElement.scrollWidth]";

  /** What the page's own policy stopped, before anything but the page ran. */
  private static final String STOPPED =
      "addEventListener('securitypolicyviolation', e => (window.stopped ??= [])"
          + ".push('stopped: ' + e.violatedDirective + ' ' + e.sample));\n";

  private static final boolean WHOLE = Boolean.getBoolean("pages.whole");
  private static final long HALF = Long.getLong("pages.half", madeOf() % 2);

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
    "0, zh-CN, STANDARD, 390",
    "1, zh-TW, STANDARD, 1366",
    "2, en, STANDARD, 390",
    "3, zh-CN, ELDER, 1366",
    "4, zh-TW, ELDER, 390",
    "5, en, ELDER, 1366"
  })
  @Clause({"WCAG 2.2 AA", "0.4"})
  void everyPageCanBeReadInEveryLanguageAndLook(
      int column, String language, Look version, int width) {
    List<String> violations = new ArrayList<>();
    try (BrowserContext context = chromium.browser().newContext(Look.window(width))) {
      context.addInitScript(STOPPED + axe);
      Page page = context.newPage();
      int row = 0;
      for (String name : PageSamples.all().keySet()) {
        boolean alone = language.equals("zh-CN") || !LIKE_OTHERS.matcher(name).matches();
        if (alone && !name.equals("form-post") && isDue(row++, column)) {
          version.wear(page);
          page.setViewportSize(width, 844);
          show(page, name, language, version);
          look(page, name, language, version, violations);
        }
      }
    }
    assertThat(violations).as("half %d", HALF).isEmpty();
  }

  /** In a column that each of them just fits; what comes later than the page as well. */
  @ParameterizedTest
  @ValueSource(strings = {"zh-CN", "en"})
  @Clause("issue 5 item 40: words")
  void noNumberDateOrNameIsSplit(String language) {
    try (BrowserContext context = chromium.browser().newContext(Look.window(390))) {
      Page page = context.newPage();
      show(page, "about-terms", language, Look.STANDARD);
      for (String run :
          List.of(
              "tongxing-1",
              "police-network",
              "2026-11-28",
              "2026-11-28T10:32",
              "11-28",
              "ABCD-1234",
              "1-800-123",
              "10:32",
              "a-b@c-d.gov.cn",
              "粤ICP备12345678号-1",
              "粤公网安备44010602000001号")) {
        page.evaluate(
            "run => { const p = document.createElement('p'), all = document.getElementById('main');"
                + " p.style.cssText = 'display: inline-block; white-space: nowrap';"
                + " p.textContent = run; all.append(p); const wide = p.offsetWidth; p.remove();"
                + " const q = document.createElement('p'); q.style.cssText = 'width: ' + (wide + 9)"
                + " + 'px'; q.textContent = '版本 v ' + run + ' 和 x ' + run + ' y'; all.append(q); }",
            run);
      }
      assertThat((List<?>) page.evaluate(SPLIT_RUNS)).isEmpty();
    }
  }

  /** A sum over templates, style, script and words. */
  private static long madeOf() {
    var sum = new CRC32();
    try (var files = Files.walk(Path.of("src/main/resources"))) {
      for (Path file : files.filter(PageAccessibilityTest::isOfPages).sorted().toList()) {
        sum.update(file.toString().getBytes(StandardCharsets.UTF_8));
        sum.update(Files.readAllBytes(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return sum.getValue();
  }

  private static boolean isOfPages(Path file) {
    return file.toString()
        .matches(".*/(templates|assets)/.*[.](html|css|js)|.*/(messages|words)[^/]*[.]properties");
  }

  private static boolean isDue(int row, int column) {
    return WHOLE || Math.floorMod(row + column + HALF, 2) == 0;
  }

  private static void look(
      Page page, String name, String language, Look version, List<String> violations) {
    String where = name + " " + language + " ";
    add(page.evaluate("window.stopped ?? []"), where + version, violations);
    check(page, ALL, where + version, violations);
    add(page.evaluate(SMALL_TARGETS), where + version, violations);
    for (Look look : language.equals("zh-CN") ? version.sameWords() : List.<Look>of()) {
      look.wear(page);
      check(page, COLOUR, where + look, violations);
    }
    page.setViewportSize(390, 844);
    add(page.evaluate(SPLIT_RUNS), where + version, violations);
    if (language.startsWith("zh")) {
      add(page.evaluate(SPLIT_WORDS), where + version, violations);
    }
    page.setViewportSize(320, 844);
    add(page.evaluate(CUT_OFF), where + version, violations);
  }

  private static void check(
      Page page, Map<String, Object> rules, String where, List<String> violations) {
    add(page.evaluate(RUN, rules), where, violations);
  }

  private static void add(Object found, String where, List<String> violations) {
    ((List<?>) found).forEach(each -> violations.add(where + ": " + each));
  }

  private void show(Page page, String name, String language, Look version) {
    page.navigate(
        "http://127.0.0.1:%d/preview/%s?ui_locales=%s&view=%s"
            .formatted(port, name, language, version.view()),
        new Page.NavigateOptions().setWaitUntil(WaitUntilState.COMMIT));
    PageSamples.settled(page, name);
  }
}
