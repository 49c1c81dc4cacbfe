package cn.tongxing.idp.line;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.line.Browser.Visit;
import cn.tongxing.idp.testing.CameraAdapter;
import cn.tongxing.idp.testing.Clause;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A browser with a camera, one that may not use it, and one that has none. */
@Clause("issue 6 item 2: capture")
class CameraBrowserTest extends OnTheLine {

  @BeforeAll
  static void start(@TempDir Path folder) {
    start(folder, "--spring.profiles.active=filming", "--idp.adapters.test-camera.note=offered");
  }

  @BeforeEach
  void nothingReceived() {
    CameraAdapter.RECEIVED.clear();
    CameraAdapter.DECODED.clear();
  }

  /** Up to the page that asks whether the camera may open. */
  private static Page asked(Visit visit) {
    Page page = new Journey(line, visit).toChoice().page();
    page.click("#way-test-camera");
    assertThat(page.locator("#camera-handling")).isVisible();
    return page;
  }

  @Test
  @Clause("PIPL 29")
  void aCitizenAgreesIsFilmedInTwoRoundsAndGoesOn() throws IOException {
    try (Visit phone = browser.phone("zh-CN").withCamera()) {
      Page page = asked(phone);
      assertThat(page.locator("#camera-kept")).containsText("不保存照片");
      phone.look("camera-asked");
      page.click("#continue");
      assertThat(page.locator("#camera-says")).containsText("请正对屏幕");
      assertThat(page.locator("#camera-count")).hasText("第 1 步，共 2 步");
      phone.look("camera-open");
      assertThat(page.locator("#camera-hint")).containsText("光线太暗");
      assertThat(page.locator("#phone")).isVisible();
      phone.assertNoProblems();
    }
    assertThat(CameraAdapter.RECEIVED).extracting(List::size).containsExactly(4, 3);
    assertThat(CameraAdapter.DECODED)
        .hasSize(7)
        .allMatch(size -> size.matches("[1-9]\\d{2}x[1-9]\\d{2}"));
    assertThat(line.events("capture.agreed")).isPositive();
  }

  /** With all that the page has, and no wish but to keep the server at work. */
  @Test
  @Clause("N6")
  void whoeverBreaksOffAgainAndAgainIsStoppedAndBeginsAnew() throws IOException {
    try (Visit phone = browser.phone("zh-CN").withCamera()) {
      Page page = asked(phone);
      page.click("#continue");
      assertThat(page.locator("#camera[data-state=OPEN]")).isAttached();
      for (int i = 0; i < 8; i++) {
        breakOff(page);
      }
      assertThat(page.locator("#camera[data-shown=rejected]")).isVisible();
      assertThat(page.locator("[data-trouble=rejected]")).containsText("请再试一次");
      assertThat(CameraAdapter.RECEIVED).isEmpty();
      page.click("#restart");
      assertThat(page.locator("#camera-hint")).containsText("光线太暗");
      phone.assertNoProblemsBut("429");
    }
    assertThat(line.events("signin.limited")).isEqualTo(1);
  }

  /**
   * Begins to send what the page would, and ends its side; the server's end says that it is over.
   */
  private static void breakOff(Page page) throws IOException {
    String said = Request.of(page, 300_000).said(true);
    assertThat(said).doesNotContain("HTTP/1.1 403", "HTTP/1.1 409", "HTTP/1.1 5");
  }

  /** The beginning of an upload whose body is never all there. */
  private record Request(URI here, String head) {

    static Request of(Page page, int length) {
      URI here = URI.create(page.url());
      Locator camera = page.locator("#camera");
      String head =
          """
          POST %s HTTP/1.1\r
          Host: %s\r
          Origin: http://%s\r
          Cookie: %s\r
          X-Step: %s\r
          Content-Type: multipart/form-data; boundary=b\r
          Content-Length: %s\r
          Connection: close\r
          \r
          --b\r
          Content-Disposition: form-data; name="nonce"\r
          \r
          0123\
          """
              .formatted(
                  camera.getAttribute("data-post"),
                  here.getAuthority(),
                  here.getAuthority(),
                  page.context().cookies().stream()
                      .map(each -> each.name + "=" + each.value)
                      .collect(Collectors.joining("; ")),
                  camera.getAttribute("data-step"),
                  length);
      return new Request(here, head);
    }

    /** What the server says until it ends the connection. */
    String said(boolean ends) {
      try (Socket socket = new Socket(here.getHost(), here.getPort())) {
        socket.setSoTimeout(40_000);
        socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
        if (ends) {
          socket.shutdownOutput();
        }
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      } catch (IOException broken) {
        return "";
      }
    }
  }

  @Test
  void whoeverDoesNotLetTheCameraOpenIsToldHowAndGoesAnotherWay() throws IOException {
    try (Visit visit = browser.visit(1366, 768, "en")) {
      Page page = asked(visit);
      page.click("#continue");
      assertThat(page.locator("#camera[data-shown=denied]")).isVisible();
      assertThat(page.locator("[data-trouble=denied]")).containsText("did not allow the camera");
      visit.look("camera-denied");
      page.click("#restart");
      assertThat(page.locator("#camera[data-shown=denied]")).isVisible();
      page.click("#another-way");
      assertThat(page.locator("#way-police")).isVisible();
      visit.assertNoProblems();
    }
    assertThat(CameraAdapter.RECEIVED).isEmpty();
  }

  @Test
  void withoutScriptItIsSaidBeforeAnythingIsAskedFor() {
    try (Visit visit = browser.visit(390, 844, "zh-CN", false)) {
      Page page = asked(visit);
      assertThat(page.locator("#camera-noscript")).containsText("没有启用脚本");
      assertThat(page.locator("#another-way")).isVisible();
      visit.assertNoProblems();
    }
  }

  @Test
  void aBrowserThatCannotAndADeviceThatHasNoneSaySo() {
    try (Visit visit = browser.visit(390, 844, "zh-CN")) {
      visit
          .page()
          .addInitScript("Object.defineProperty(navigator, 'mediaDevices', { value: undefined })");
      Page page = asked(visit);
      assertThat(page.locator("[data-trouble=insecure]")).isVisible();
      assertThat(page.locator("#continue")).isHidden();
      assertThat(page.locator("#another-way")).isVisible();
      visit.assertNoProblems();
    }
    try (Visit visit = browser.visit(390, 844, "zh-CN")) {
      visit
          .page()
          .addInitScript(
              "navigator.mediaDevices.getUserMedia = () =>"
                  + " Promise.reject(new DOMException('', 'NotFoundError'))");
      Page page = asked(visit);
      page.click("#continue");
      assertThat(page.locator("[data-trouble=missing]")).isVisible();
      assertThat(page.locator("#restart")).isVisible();
      visit.assertNoProblems();
    }
  }
}
