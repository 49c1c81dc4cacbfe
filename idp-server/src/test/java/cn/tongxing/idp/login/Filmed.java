package cn.tongxing.idp.login;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.adapter.spi.Outcome;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.login.page.Camera;
import cn.tongxing.idp.login.page.Page;
import cn.tongxing.idp.testing.CameraAdapter;
import cn.tongxing.idp.testing.CaptureBody;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A person before the camera, over the real host, and what a browser may post for them. */
abstract class Filmed extends SignInTest {

  static final JsonMapper JSON = JsonMapper.builder().build();
  static final byte[] PICTURE = CaptureBody.jpeg(320, 240);

  @BeforeEach
  void nothingReceived() {
    CameraAdapter.RECEIVED.clear();
    CameraAdapter.ANSWER.set(Optional.empty());
  }

  /** Up to the open camera. */
  SignInId filming() throws Exception {
    SignInId id = begin();
    browser.go(id, "method:test-camera", Map.of());
    camera(browser.go(id, "submit", Map.of()), Camera.State.OPEN);
    clock.pass(Duration.ofSeconds(10));
    return id;
  }

  static Camera camera(Page page, Camera.State state) {
    Camera camera = ((Page.CameraCapture) page).camera();
    assertThat(camera.state()).isEqualTo(state);
    return camera;
  }

  JsonNode challenge(SignInId id) throws Exception {
    return JSON.readTree(camera(browser.show(id), Camera.State.OPEN).challenge());
  }

  String nonce(SignInId id) throws Exception {
    return challenge(id).get("nonce").asString();
  }

  /** As many frames as the first challenge asks for, changed by the test. */
  static byte[] frames(String nonce, UnaryOperator<Map<Integer, Frame>> change) {
    Map<Integer, Frame> frames = new HashMap<>();
    for (int i = 0; i < 4; i++) {
      frames.put(i, new Frame("frame-" + i + "-" + i / 2 + "-" + 1000 * i, "image/jpeg", PICTURE));
    }
    CaptureBody body = new CaptureBody(nonce);
    change.apply(frames).forEach((_, each) -> body.frame(each.name(), each.type(), each.bytes()));
    return body.bytes();
  }

  record Frame(String name, String type, byte[] bytes) {}

  static byte[] frames(String nonce) {
    return frames(nonce, UnaryOperator.identity());
  }

  static UnaryOperator<Map<Integer, Frame>> with(int place, Frame other) {
    return frames -> {
      frames.put(place, other);
      return frames;
    };
  }

  MockHttpServletResponse post(SignInBrowser who, SignInId id, String step, byte[] body)
      throws Exception {
    return who.perform(
            MockMvcRequestBuilders.post("/sign-in/" + id + "/frames")
                .header("X-Step", step)
                .contentType(CaptureBody.type())
                .content(body))
        .getResponse();
  }

  MockHttpServletResponse post(SignInId id, byte[] body) throws Exception {
    return post(browser, id, browser.step(), body);
  }

  static String trouble(MockHttpServletResponse answer) throws Exception {
    return answer.getStatus() + " " + JSON.readTree(answer.getContentAsString()).get("trouble");
  }

  Optional<String> lastDetail(SignInId id, String name) {
    return jdbc.sql(
            """
            select details::json ->> cast(:name as text) from audit_event
            where sign_in = :id and type = 'capture.answered' order by id desc, xact desc limit 1
            """)
        .param("name", name)
        .param("id", id.value())
        .query(String.class)
        .optional();
  }

  static Frame jpeg(String name) {
    return new Frame(name, "image/jpeg", PICTURE);
  }

  static Outcome awaited(CountDownLatch end) {
    try {
      assertThat(end.await(1, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return CameraAdapter.again();
  }
}
