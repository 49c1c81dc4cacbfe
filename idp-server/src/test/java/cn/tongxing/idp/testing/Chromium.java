package cn.tongxing.idp.testing;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The machine's own Chromium, headless and without calls home, driven by Playwright. */
public record Chromium(Playwright playwright, Browser browser) implements AutoCloseable {

  private static final List<String> PROGRAMS =
      List.of("chromium", "chromium-browser", "google-chrome");
  private static final List<String> FLAGS =
      List.of(
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync",
          "--hide-scrollbars");

  /** How long a page may take before a test gives up: long, since machines may be busy. */
  public static final Duration PATIENCE = Duration.ofMinutes(1);

  public static Chromium start() {
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE.toMillis());
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.put("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    if (!bundledNode()) {
      environment.putIfAbsent("PLAYWRIGHT_NODEJS_PATH", onPath(List.of("node")).toString());
    }
    Playwright playwright = Playwright.create(new Playwright.CreateOptions().setEnv(environment));
    BrowserType.LaunchOptions options =
        new BrowserType.LaunchOptions().setExecutablePath(onPath(PROGRAMS)).setArgs(FLAGS);
    return new Chromium(playwright, playwright.chromium().launch(options));
  }

  /** With the Maven profile {@code bundled-node} Playwright brings its own Node.js. */
  private static boolean bundledNode() {
    return Chromium.class.getClassLoader().getResource("driver/linux/node") != null;
  }

  private static Path onPath(List<String> names) {
    return names.stream()
        .flatMap(name ->
            Stream.of(System.getenv("PATH").split(":")).map(folder -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(names + ": none found; see ./idp test"));
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
