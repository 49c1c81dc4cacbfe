package cn.tongxing.idp.testing;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The machine's own Chromium, headless and without calls home, driven by Playwright. Used by one
 * thread; {@link #end} alone may be called by another, when that one waits in vain.
 */
public final class Chromium implements AutoCloseable {

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
          // a camera that shows a moving pattern; who may use it, each context says
          "--use-fake-device-for-media-stream",
          "--hide-scrollbars");

  /** How long a page may take before a test gives up: long, since machines may be busy. */
  public static final Duration PATIENCE = Duration.ofMinutes(1);

  /** Each from before its browser is asked to start: one that never does is ended too. */
  private static final Set<ProcessHandle> DRIVERS = ConcurrentHashMap.newKeySet();

  private final Path program;
  private Running running;

  /** The browser and what drives it, with the process that both of them end with. */
  private record Running(Playwright playwright, Browser browser, ProcessHandle driver) {}

  private Chromium(Path program) {
    this.program = program;
    this.running = launch(program);
  }

  public static Chromium start() {
    return start(onPath(PROGRAMS));
  }

  static Chromium start(Path program) {
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE.toMillis());
    return new Chromium(program);
  }

  private static synchronized Running launch(Path program) {
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.put("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    if (!bundledNode()) {
      environment.putIfAbsent("PLAYWRIGHT_NODEJS_PATH", onPath(List.of("node")).toString());
    }
    Set<ProcessHandle> before = children();
    Playwright playwright = Playwright.create(new Playwright.CreateOptions().setEnv(environment));
    ProcessHandle driver =
        children().stream().filter(child -> !before.contains(child)).findFirst().orElseThrow();
    DRIVERS.add(driver);
    BrowserType.LaunchOptions options =
        new BrowserType.LaunchOptions().setExecutablePath(program).setArgs(FLAGS);
    return new Running(playwright, playwright.chromium().launch(options), driver);
  }

  private static Set<ProcessHandle> children() {
    return ProcessHandle.current().children().collect(Collectors.toSet());
  }

  /** The browser; a new one if the last was ended. */
  public Browser browser() {
    if (!running.driver().isAlive() || !running.browser().isConnected()) {
      running.driver().destroyForcibly();
      DRIVERS.remove(running.driver());
      running = launch(program);
    }
    return running.browser();
  }

  /**
   * Closes a page that may be about to show another. Chromium forgets the wish to close a page
   * whose navigation is committed at that moment (crbug.com/536385539), and Playwright, which asks
   * once, then waits for ever: so this asks again.
   */
  public static void close(Page page) {
    CDPSession session = page.context().browser().newBrowserCDPSession();
    JsonObject target = new JsonObject();
    target.add("targetId", targetOf(page));
    for (int tries = 0; tries < 20 && !page.isClosed(); tries++) {
      try {
        page.waitForClose(
            new Page.WaitForCloseOptions().setTimeout(1_000),
            () -> session.send("Target.closeTarget", target));
      } catch (PlaywrightException forgotten) {
        // asked while a navigation was committed: once more
      }
    }
    session.detach();
    if (!page.isClosed()) {
      throw new IllegalStateException("does not close: " + page.url());
    }
  }

  private static JsonElement targetOf(Page page) {
    CDPSession session = page.context().newCDPSession(page);
    return session.send("Target.getTargetInfo").getAsJsonObject("targetInfo").get("targetId");
  }

  /**
   * Ends every browser of this JVM and its driver by their process ids, so that whoever waits for
   * one gets an exception. Each driver is gone when this returns: {@link #browser} knows by it that
   * a new one is due.
   *
   * @return the ids of the processes
   */
  static List<Long> end() {
    List<ProcessHandle> drivers = List.copyOf(DRIVERS);
    List<ProcessHandle> ended =
        drivers.stream()
            .flatMap(driver -> Stream.concat(driver.descendants(), Stream.of(driver)))
            .toList();
    ended.forEach(ProcessHandle::destroyForcibly);
    drivers.forEach(Chromium::awaitEnd);
    return ended.stream().map(ProcessHandle::pid).toList();
  }

  private static void awaitEnd(ProcessHandle driver) {
    try {
      driver.onExit().get(30, TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException stands) {
      throw new IllegalStateException("does not end: " + driver.pid(), stands);
    }
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
    DRIVERS.remove(running.driver());
    if (running.driver().isAlive()) {
      running.browser().close();
      running.playwright().close();
    }
  }
}
