package cn.tongxing.idp.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.WaitUntilState;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No wait for a browser is without an end. */
@Tag("browser")
class BrowserLimitTest {

  private static final String POSTS_ITSELF =
      "<form method=post action=/next></form><script>document.forms[0].submit()</script>";

  private static final String HANGS = "#!/bin/sh\necho $$ > %s\nexec sleep 300\n";

  @Test
  void aBrowserThatDoesNotAnswerIsEndedAndNamedAndTheNextTestGetsANewOne() throws Throwable {
    try (Chromium chromium = Chromium.start()) {
      Page page = chromium.browser().newPage();
      long stopped = stop();

      assertThatThrownBy(() ->
              BrowserLimit.within(
                  Duration.ofSeconds(2),
                  "closing",
                  () -> {
                    page.close();
                    return null;
                  }))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("closing: the browser did not answer within 2 s")
          .hasMessageContaining(Long.toString(stopped));

      Page next = chromium.browser().newPage();
      assertThat(next.evaluate("1 + 1")).isEqualTo(2);
    }
  }

  /** Whoever asked for a window while the ended driver still stood was told that it is closed. */
  @Test
  void afterABrowserWasEndedTheNextWindowIsOneOfANewBrowser() {
    try (Chromium chromium = Chromium.start()) {
      for (int i = 0; i < 5; i++) {
        assertThat(Chromium.end()).isNotEmpty();
        assertThat(chromium.browser().newPage().evaluate("1 + 1")).isEqualTo(2);
      }
    }
  }

  @Test
  void aBrowserThatHangsInItsStartIsEndedToo(@TempDir Path folder) throws Throwable {
    Path started = folder.resolve("started");
    Path hangs = Files.writeString(folder.resolve("chromium"), HANGS.formatted(started));
    Files.setPosixFilePermissions(hangs, PosixFilePermissions.fromString("rwxr-xr-x"));

    assertThatThrownBy(() ->
            BrowserLimit.within(
                Duration.ofSeconds(8),
                "starting",
                () -> {
                  Chromium.start(hangs).close();
                  return null;
                }))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("starting: the browser did not answer within 8 s")
        .hasMessageContaining(Files.readString(started).strip());
  }

  @Test
  void whatEndsInTimeIsLeftAlone() throws Throwable {
    try (Chromium chromium = Chromium.start()) {
      Page page = chromium.browser().newPage();
      BrowserLimit.within(
          Duration.ofMinutes(1),
          "evaluating",
          () -> {
            page.evaluate("1");
            return null;
          });
      assertThat(page.evaluate("2")).isEqualTo(2);
      assertThatThrownBy(() ->
              BrowserLimit.within(
                  Duration.ofMinutes(1),
                  "failing",
                  () -> {
                    throw new IllegalStateException("its own");
                  }))
          .hasMessage("its own");
    }
  }

  @Test
  void whoWaitedInVainIsToldWhatThePageShowedInstead() throws Throwable {
    try (Chromium chromium = Chromium.start()) {
      assertThatThrownBy(() ->
              BrowserLimit.within(
                  Duration.ofMinutes(1),
                  "waiting",
                  () -> {
                    try (var context = chromium.browser().newContext()) {
                      Page page = context.newPage();
                      page.setContent("<p>验证码不对</p>");
                      try {
                        page.click("#skip", new Page.ClickOptions().setTimeout(100));
                      } finally {
                        LastSeen.of(context.pages());
                      }
                    }
                    return null;
                  }))
          .isInstanceOf(AssertionError.class)
          .hasMessageContainingAll("#skip", "about:blank 验证码不对");
      assertThat(LastSeen.taken()).isEmpty();
    }
  }

  /** The page goes on by itself while it is closed: crbug.com/536385539. */
  @Test
  void aPageThatIsAboutToShowAnotherCloses() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          boolean first = exchange.getRequestURI().getPath().equals("/");
          byte[] body = (first ? POSTS_ITSELF : "arrived").getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "text/html");
          exchange.sendResponseHeaders(200, body.length);
          try (var out = exchange.getResponseBody()) {
            out.write(body);
          }
        });
    server.start();
    String address = "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    try (Chromium chromium = Chromium.start();
        var context = chromium.browser().newContext()) {
      for (int i = 0; i < 10; i++) {
        Page page = context.newPage();
        page.navigate(address, new Page.NavigateOptions().setWaitUntil(WaitUntilState.COMMIT));
        Chromium.close(page);
        assertThat(context.pages()).isEmpty();
      }
    } finally {
      server.stop(0);
    }
  }

  /** Stops the browser's first process, as a frozen one stands. */
  private static long stop() throws IOException, InterruptedException {
    ProcessHandle browser =
        ProcessHandle.current()
            .descendants()
            .filter(each -> each.info().arguments().map(BrowserLimitTest::isFirst).orElse(false))
            .reduce((_, last) -> last)
            .orElseThrow();
    Process kill = new ProcessBuilder("kill", "-STOP", Long.toString(browser.pid())).start();
    assertThat(kill.waitFor(10, TimeUnit.SECONDS)).isTrue();
    return browser.pid();
  }

  private static boolean isFirst(String[] arguments) {
    String all = String.join(" ", arguments);
    return all.contains("--remote-debugging") && !all.contains("--type=");
  }
}
