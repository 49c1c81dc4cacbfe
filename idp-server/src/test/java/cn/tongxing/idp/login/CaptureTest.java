package cn.tongxing.idp.login;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.adapter.spi.Outcome;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.login.page.Camera;
import cn.tongxing.idp.login.page.Page;
import cn.tongxing.idp.testing.CameraAdapter;
import cn.tongxing.idp.testing.CaptureBody;
import cn.tongxing.idp.testing.Clause;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import tools.jackson.databind.JsonNode;

/** Captures over the real host: what comes to the adapter, and what never does. */
@Clause("issue 6 item 2: capture")
class CaptureTest extends Filmed {

  @Test
  @Clause("PIPL 29")
  void theCameraOpensAfterThePersonHasAgreedAndNoOrderIsTellABefore() throws Exception {
    SignInId id = begin();
    Page page = browser.go(id, "method:test-camera", Map.of());

    assertThat(camera(page, Camera.State.ASKED).challenge()).isEmpty();
    String shown = browser.get("/sign-in/" + id).getResponse().getContentAsString();
    assertThat(shown).contains("camera-face", "camera-handling", "camera-kept", "another-way");
    assertThat(shown).doesNotContain("turn-left").doesNotContain("camera-live");
    assertThat(trouble(post(id, frames("0".repeat(32))))).isEqualTo("410 \"expired\"");
    assertThat(trail(id)).doesNotContain("capture.agreed");

    camera(browser.go(id, "submit", Map.of()), Camera.State.OPEN);
    assertThat(trail(id)).contains("capture.agreed");
    assertThat(CameraAdapter.RECEIVED).isEmpty();
  }

  @Test
  void framesComeInOrderAreAnsweredAtOnceAndAreGoneThen() throws Exception {
    SignInId id = filming();
    String first = nonce(id);

    JsonNode again = JSON.readTree(post(id, frames(first)).getContentAsString());
    assertThat(again.get("challenge").get("hints").toString())
        .isEqualTo("[\"closer\",\"more-light\"]");
    assertThat(again.get("challenge").get("actions").get(0).get("kind").asString())
        .isEqualTo("blink");
    String second = again.get("challenge").get("nonce").asString();
    assertThat(second).isNotEqualTo(first);
    assertThat(CameraAdapter.RECEIVED).hasSize(1);
    assertThat(CameraAdapter.RECEIVED.getFirst())
        .extracting(frame -> frame.index() + " " + frame.action() + " " + frame.offset())
        .containsExactly("0 0 PT0S", "1 0 PT1S", "2 1 PT2S", "3 1 PT3S");
    assertThat(CameraAdapter.RECEIVED.getFirst())
        .allSatisfy(frame -> assertThat(frame.content()).containsOnly(0));
    assertThat(lastDetail(id, "frames")).contains("4");
    assertThat(lastDetail(id, "outcome")).contains("capture");

    clock.pass(Duration.ofSeconds(5));
    CaptureBody blinks = new CaptureBody(second);
    for (int i = 0; i < 3; i++) {
      blinks.frame("frame-" + i + "-0-" + 400 * i, "image/jpeg", PICTURE);
    }
    MockHttpServletResponse done = post(browser, id, again.get("step").asString(), blinks.bytes());
    assertThat(JSON.readTree(done.getContentAsString()).get("next").asString())
        .isEqualTo("/sign-in/" + id + "/phone-form");
    assertThat(browser.show(id)).isInstanceOf(Page.PhoneForm.class);
    assertThat(lastDetail(id, "outcome")).contains("verifyphone");
  }

  private void isRejected(String rule, UnaryOperator<Map<Integer, Frame>> change) throws Exception {
    SignInId id = filming();
    assertThat(trouble(post(id, frames(nonce(id), change)))).isEqualTo("422 \"rejected\"");
    assertThat(lastDetail(id, "rule")).contains(rule);
    assertThat(CameraAdapter.RECEIVED).isEmpty();
    camera(browser.show(id), Camera.State.OVER);
    camera(browser.go(id, "restart", Map.of()), Camera.State.OPEN);
  }

  @Test
  void framesThatAreMissingOrOutOfOrderComeToNoAdapter() throws Exception {
    isRejected(
        "count",
        frames -> {
          frames.remove(2);
          return frames;
        });
    isRejected("order", with(2, jpeg("frame-3-1-2000")));
    isRejected("order", with(1, jpeg("frame-1-1-1000")));
    isRejected("part", with(1, jpeg("frame-x")));
  }

  @Test
  void timesThatCannotBeComeToNoAdapter() throws Exception {
    isRejected("interval", with(2, jpeg("frame-2-1-900")));
    isRejected("interval", with(1, jpeg("frame-1-0-20")));
    isRejected("window", with(3, jpeg("frame-3-1-9000")));
    SignInId early = begin();
    browser.go(early, "method:test-camera", Map.of());
    browser.go(early, "submit", Map.of());
    assertThat(trouble(post(early, frames(nonce(early))))).isEqualTo("422 \"rejected\"");
    assertThat(lastDetail(early, "rule")).contains("time");
  }

  @Test
  @Clause("N6")
  void whatIsNoPictureOfItsKindOrTooLargeOnceDecodedComesToNoAdapter() throws Exception {
    String name = "frame-1-0-1000";
    byte[] png = CaptureBody.picture("png", 320, 240);
    isRejected("format", with(1, new Frame(name, "image/jpeg", png)));
    isRejected("format", with(1, new Frame(name, "image/webp", PICTURE)));
    isRejected("part", with(1, new Frame(name, "image/png", png)));
    isRejected("format", with(1, new Frame(name, "image/jpeg", new byte[0])));
    byte[] bomb = CaptureBody.claiming(PICTURE, 30_000, 30_000);
    isRejected("pixels", with(1, new Frame(name, "image/jpeg", bomb)));
    isRejected("pixels", with(1, new Frame(name, "image/jpeg", CaptureBody.jpeg(320, 64))));
  }

  @Test
  void whatIsTooMuchIsNotReadToTheEndAndChangesNothing() throws Exception {
    SignInId id = filming();
    String nonce = nonce(id);
    byte[] large = new byte[130_000];
    Frame frame = new Frame("frame-1-0-1000", "image/jpeg", large);
    assertThat(trouble(post(id, frames(nonce, with(1, frame))))).isEqualTo("413 \"rejected\"");
    assertThat(trouble(post(id, frames(nonce, with(4, jpeg("frame-4-1-4000"))))))
        .isEqualTo("413 \"rejected\"");
    assertThat(trouble(post(id, new byte[500_000]))).isEqualTo("413 \"rejected\"");
    assertThat(trouble(post(id, "none".getBytes()))).isEqualTo("409 \"stale\"");
    byte[] cut = java.util.Arrays.copyOf(frames(nonce), 200);
    assertThat(trouble(post(id, cut))).isEqualTo("400 \"rejected\"");
    byte[] headless = new CaptureBody(nonce).frame("x".repeat(600), "image/jpeg", PICTURE).bytes();
    assertThat(trouble(post(id, headless))).isEqualTo("400 \"rejected\"");
    var form =
        browser.perform(
            MockMvcRequestBuilders.post("/sign-in/" + id + "/frames")
                .header("X-Step", browser.step())
                .param("nonce", nonce));
    assertThat(trouble(form.getResponse())).isEqualTo("415 \"rejected\"");
    assertThat(CameraAdapter.RECEIVED).isEmpty();

    assertThat(post(id, frames(nonce)).getStatus()).isEqualTo(200);
  }

  @Test
  void aNonceIsGoodOnceAndAWrongOneTakesNothingAway() throws Exception {
    SignInId id = filming();
    String nonce = nonce(id);
    String step = browser.step();
    assertThat(trouble(post(id, frames("0".repeat(32))))).isEqualTo("409 \"stale\"");
    assertThat(post(id, frames(nonce)).getStatus()).isEqualTo(200);
    assertThat(trouble(post(browser, id, step, frames(nonce)))).isEqualTo("409 \"stale\"");
    browser.show(id);
    byte[] three =
        frames(
            nonce,
            frames -> {
              frames.remove(3);
              return frames;
            });
    assertThat(trouble(post(id, three))).as("for the next challenge").isEqualTo("409 \"stale\"");
    assertThat(CameraAdapter.RECEIVED).hasSize(1);
  }

  @Test
  void anotherBrowserAndAnotherSignInGetNowhere() throws Exception {
    SignInId id = filming();
    String nonce = nonce(id);
    String step = browser.step();
    SignInBrowser stranger = newBrowser();
    SignInId theirs = stranger.begin(signIns, cn.tongxing.idp.kernel.Acr.LEAST);
    assertThat(trouble(post(stranger, id, step, frames(nonce)))).isEqualTo("403 \"stale\"");
    assertThat(trouble(post(newBrowser(), id, step, frames(nonce)))).isEqualTo("403 \"stale\"");
    assertThat(trouble(post(browser, theirs, step, frames(nonce)))).isEqualTo("403 \"stale\"");
    assertThat(trouble(post(browser, id, "", frames(nonce)))).isEqualTo("403 \"stale\"");
    assertThat(CameraAdapter.RECEIVED).isEmpty();
    assertThat(post(browser, id, step, frames(nonce)).getStatus()).isEqualTo(200);
  }

  @Test
  void whoeverComesTooLateBeginsAnew() throws Exception {
    SignInId id = filming();
    String late = nonce(id);
    clock.pass(CameraAdapter.FIRST.deadline());
    assertThat(trouble(post(id, frames(late)))).isEqualTo("410 \"expired\"");
    camera(browser.show(id), Camera.State.OVER);
    browser.go(id, "restart", Map.of());
    assertThat(nonce(id)).isNotEqualTo(late);
  }

  @Test
  void anAdapterThatBreaksOrHangsIsNobodysFault() throws Exception {
    CameraAdapter.ANSWER.set(
        Optional.of(_ -> {
          throw new IllegalStateException("a bug");
        }));
    SignInId id = filming();
    MockHttpServletResponse answer = post(id, frames(nonce(id)));
    assertThat(answer.getContentAsString()).contains("/way-unavailable");
    assertThat(browser.show(id)).isInstanceOf(Page.WayUnavailable.class);
    assertThat(trail(id)).contains("upstream.unavailable").doesNotContain("signin.refused");

    CameraAdapter.ANSWER.set(Optional.of(_ -> awaited(new CountDownLatch(1))));
    SignInId hanging = filming();
    assertThat(post(hanging, frames(nonce(hanging))).getContentAsString())
        .contains("/way-unavailable");
  }

  @Test
  void itEndsHoweverOftenAnAdapterAsksAgain() throws Exception {
    CameraAdapter.ANSWER.set(
        Optional.of(_ ->
            new Outcome.Capture(CameraAdapter.FIRST, cn.tongxing.adapter.spi.AdapterState.EMPTY)));
    SignInId id = filming();
    for (int i = 1; i < Outcome.MOST_CAPTURES; i++) {
      assertThat(post(id, frames(nonce(id))).getContentAsString()).contains("challenge");
      clock.pass(Duration.ofSeconds(10));
    }
    assertThat(post(id, frames(nonce(id))).getContentAsString()).contains("/proof-refused");
    assertThat(((Page.ProofRefused) browser.show(id)).problem().key()).isEqualTo("capture.enough");
  }

  /** The server's own support is off: a form of another path is not read as one. */
  @Test
  void noOtherPathReadsMultipart() throws Exception {
    SignInId id = filming();
    String part = "--b\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n";
    String body =
        part.formatted("step", browser.step()) + part.formatted("action", "cancel") + "--b--\r\n";
    browser.perform(
        MockMvcRequestBuilders.post("/sign-in/" + id)
            .contentType("multipart/form-data; boundary=b")
            .content(body.getBytes()));
    camera(browser.show(id), Camera.State.OPEN);
    assertThat(context.getBeansOfType(org.springframework.web.multipart.MultipartResolver.class))
        .isEmpty();
  }
}
