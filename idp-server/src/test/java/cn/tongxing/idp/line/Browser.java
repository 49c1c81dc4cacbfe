package cn.tongxing.idp.line;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.testing.Chromium;
import cn.tongxing.idp.testing.LastSeen;
import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.AxeResults;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * One Chromium per JVM. A visit watches what no page may do: write to the console's error log, ask
 * another host, break an accessibility rule.
 */
final class Browser implements AutoCloseable {

  private static final String PHONE =
      "Mozilla/5.0 (Linux; Android 13; Phone) AppleWebKit/537.36 (KHTML, like Gecko)"
          + " Chrome/141.0.0.0 Mobile Safari/537.36";

  private final Chromium chromium;

  private Browser(Chromium chromium) {
    this.chromium = chromium;
  }

  static Browser start() {
    return new Browser(Chromium.start());
  }

  /** A person's browser: own cookies, own size, own language. */
  Visit visit(int width, int height, String language) {
    return visit(width, height, language, true);
  }

  Visit visit(int width, int height, String language, boolean script) {
    return visited(
        new com.microsoft.playwright.Browser.NewContextOptions()
            .setViewportSize(width, height)
            .setLocale(language)
            .setIsMobile(width < 600)
            .setJavaScriptEnabled(script));
  }

  /** A citizen's phone, as it names itself. */
  Visit phone(String language) {
    return visited(
        new com.microsoft.playwright.Browser.NewContextOptions()
            .setViewportSize(390, 844)
            .setLocale(language)
            .setIsMobile(true)
            .setHasTouch(true)
            .setUserAgent(PHONE));
  }

  private Visit visited(com.microsoft.playwright.Browser.NewContextOptions options) {
    BrowserContext context = chromium.browser().newContext(options);
    context.setDefaultTimeout(Chromium.PATIENCE.toMillis());
    return new Visit(context);
  }

  @Override
  public void close() {
    chromium.close();
  }

  /** One browser window of one person. */
  static final class Visit implements AutoCloseable {

    private final BrowserContext context;
    private final Page page;
    private final List<String> problems;

    private Visit(BrowserContext context) {
      this(context, new ArrayList<>());
    }

    private Visit(BrowserContext context, List<String> problems) {
      this.context = context;
      this.problems = problems;
      this.page = context.newPage();
      page.onConsoleMessage(message -> {
        if (message.type().equals("error") || message.text().contains("Content Security")) {
          problems.add("console: " + message.text() + " at " + page.url());
        }
      });
      page.onPageError(error -> problems.add("script: " + error));
      page.onRequest(request -> {
        if (!request.url().startsWith("http://localhost:")
            && !request.url().startsWith("http://127.0.0.1:")
            && !request.url().startsWith("data:")) {
          problems.add("asked elsewhere: " + request.url());
        }
      });
    }

    Page page() {
      return page;
    }

    /** A second tab of the same browser. */
    Visit tab() {
      return new Visit(context, problems);
    }

    /** The person has a camera, and lets this site use it. */
    Visit withCamera() {
      context.grantPermissions(List.of("camera"));
      return this;
    }

    /** A passkey's authenticator, on this page. */
    Authenticator withAuthenticator() {
      return Authenticator.in(context.newCDPSession(page));
    }

    /** Takes a picture for people to look at, and lets axe look at the page itself. */
    void look(String name) throws IOException {
      Path folder = Files.createDirectories(Path.of("target", "screenshots"));
      page.screenshot(
          new Page.ScreenshotOptions()
              .setPath(folder.resolve(name + "-" + page.viewportSize().width + ".png"))
              .setFullPage(true));
      AxeResults results =
          new AxeBuilder(page)
              .withTags(List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"))
              .analyze();
      results
          .getViolations()
          .forEach(violation ->
              problems.add(
                  "axe "
                      + violation.getId()
                      + " on "
                      + name
                      + ": "
                      + violation.getNodes().stream().map(n -> n.getHtml()).toList()));
    }

    void assertNoProblems() {
      assertThat(problems).isEmpty();
    }

    /** Pages that refuse are errors to the console; nothing else may be. */
    void assertNoProblemsBut(String... expected) {
      problems.removeIf(problem -> Stream.of(expected).anyMatch(problem::contains));
      assertNoProblems();
    }

    /** Says what was seen, for a walk that ended early. */
    @Override
    public void close() {
      problems.forEach(System.err::println);
      LastSeen.of(context.pages());
      context.close();
    }
  }
}
