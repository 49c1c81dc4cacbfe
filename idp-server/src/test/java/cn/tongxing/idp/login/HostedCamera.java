package cn.tongxing.idp.login;

import cn.tongxing.adapter.spi.AdapterState;
import cn.tongxing.adapter.spi.CaptureAction;
import cn.tongxing.adapter.spi.CaptureFormat;
import cn.tongxing.adapter.spi.CaptureFrame;
import cn.tongxing.adapter.spi.CaptureHint;
import cn.tongxing.adapter.spi.CaptureSpec;
import cn.tongxing.adapter.spi.Outcome;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.login.page.Camera;
import cn.tongxing.idp.testing.CaptureBody;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the script of the camera's page reads from it, and what it posts. */
final class HostedCamera {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private HostedCamera() {}

  /** The challenge that a page shows, as an adapter asked for it. */
  static Outcome.Capture asked(Camera camera) {
    JsonNode shown = JSON.readTree(camera.challenge());
    List<CaptureAction> actions =
        shown
            .get("actions")
            .valueStream()
            .map(each ->
                new CaptureAction(
                    CaptureAction.Kind.valueOf(constant(each.get("kind"))),
                    Duration.ofMillis(each.get("window").asInt()),
                    each.get("frames").asInt()))
            .toList();
    List<CaptureHint> hints =
        shown.get("hints").valueStream().map(each -> CaptureHint.valueOf(constant(each))).toList();
    CaptureSpec.Pictures pictures =
        new CaptureSpec.Pictures(
            shown.get("types").valueStream().map(HostedCamera::format).collect(Collectors.toSet()),
            shown.get("bytes").asInt(),
            shown.get("totalBytes").asInt(),
            shown.get("leastSide").asInt(),
            shown.get("mostSide").asInt(),
            Duration.ofMillis(shown.get("interval").asInt()));
    return new Outcome.Capture(
        new CaptureSpec(
            camera.title(),
            camera.explanation(),
            camera.handling(),
            actions,
            hints,
            pictures,
            Duration.ofMinutes(1)),
        AdapterState.EMPTY);
  }

  private static String constant(JsonNode word) {
    return word.asString().toUpperCase(Locale.ROOT).replace('-', '_');
  }

  private static CaptureFormat format(JsonNode type) {
    return Arrays.stream(CaptureFormat.values())
        .filter(each -> each.mediaType().equals(type.asString()))
        .findFirst()
        .orElseThrow();
  }

  /** Posts frames for the page that a browser saw last. */
  static MockHttpServletResponse post(
      SignInBrowser browser, SignInId id, String nonce, List<CaptureFrame> frames)
      throws Exception {
    CaptureBody body = new CaptureBody(nonce);
    for (CaptureFrame frame : frames) {
      body.frame(
          "frame-" + frame.index() + "-" + frame.action() + "-" + frame.offset().toMillis(),
          frame.format().mediaType(),
          frame.content());
    }
    return browser
        .perform(
            MockMvcRequestBuilders.post("/sign-in/" + id + "/frames")
                .header("X-Step", browser.step())
                .contentType(CaptureBody.type())
                .content(body.bytes()))
        .getResponse();
  }

  /** The nonce of a page's challenge; blank where none is open. */
  static String nonce(Camera camera) {
    return camera.challenge().isEmpty()
        ? ""
        : JSON.readTree(camera.challenge()).get("nonce").asString();
  }
}
