package cn.tongxing.idp.login;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.adapter.spi.Factor;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.login.page.Camera;
import cn.tongxing.idp.login.page.Page;
import cn.tongxing.idp.session.Authentication;
import cn.tongxing.idp.session.Sessions;
import cn.tongxing.idp.testing.CaptureBody;
import cn.tongxing.idp.testing.Clause;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;

/** An adapter that asks for a phone, and holds nothing yet: the camera opens after the code. */
@Clause({"R10", "N9"})
class FaceAfterPhoneTest extends SignInTest {

  private static final byte[] PICTURE = CaptureBody.jpeg(640, 480);

  private SignInId typed(String number, String phone, Duration pause) throws Exception {
    SignInId id = begin();
    browser.go(id, "method:test-face", Map.of());
    browser.go(id, "submit", TestAdapters.person(FaceAdapter.PHONE_FIRST, number));
    assertThat(browser.show(id)).isInstanceOf(Page.PhoneForm.class);
    clock.pass(pause);
    browser.go(id, "submit", Map.of("phone", phone));
    Page asked = browser.go(id, "submit", Map.of("code", outbox.lastCode(phone)));
    assertThat(asked).isInstanceOf(Page.CameraCapture.class);
    return id;
  }

  private void filmed(SignInId id, Duration pause) throws Exception {
    Camera camera = ((Page.CameraCapture) browser.go(id, "submit", Map.of())).camera();
    clock.pass(pause);
    CaptureBody body = new CaptureBody(HostedCamera.nonce(camera));
    for (String frame : List.of("frame-0-0-0", "frame-1-0-1000", "frame-2-1-2000")) {
      body.frame(frame, "image/jpeg", PICTURE);
    }
    int status =
        browser
            .perform(
                MockMvcRequestBuilders.post("/sign-in/" + id + "/frames")
                    .header("X-Step", browser.step())
                    .contentType(CaptureBody.type())
                    .content(body.bytes()))
            .getResponse()
            .getStatus();
    assertThat(status).isEqualTo(200);
  }

  @Test
  void aFaceOfSecondsAgoIsNotAsOldAsTheWaitForThePhone() throws Exception {
    SignInId id = typed(newNumber(), "13600138301", Duration.ofMinutes(4));
    filmed(id, Duration.ofSeconds(90));

    assertThat(isSignedIn(browser, id)).isTrue();
    assertThat(trail(id)).contains("person.registered");
    Instant face =
        sessions
            .find(browser.cookie(Sessions.COOKIE).orElseThrow())
            .orElseThrow()
            .authentications()
            .inOrder()
            .stream()
            .filter(each -> each.factors().contains(Factor.FACE))
            .map(Authentication::at)
            .findFirst()
            .orElseThrow();
    assertThat(face).isAfter(clock.instant().minusSeconds(30));
    assertThat(
            jdbc.sql("select count(*) from evidence where sign_in = ? and shown_at is not null")
                .param(id.value())
                .query(Long.class)
                .single())
        .isZero();
  }

  /** Whoever typed the phone has left: their phone is not given to who comes to the camera. */
  @Test
  @Clause({"A1", "A13"})
  void aFaceLongAfterTheCodeOpensNoAccountOnThatPhone() throws Exception {
    SignInId id = typed(newNumber(), "13600138302", Duration.ofMinutes(1));
    browser.go(id, "submit", Map.of());
    clock.pass(Duration.ofMinutes(20));
    assertThat(browser.go(id, "restart", Map.of())).isInstanceOf(Page.CameraCapture.class);
    filmed(id, Duration.ofSeconds(10));

    assertExpired(id);
  }

  /** The upstream's code is the proof, and it was typed: who comes later has only a phone. */
  @Test
  @Clause({"A1", "A13"})
  void aCodeOfTheUpstreamIsAsOldAsItsFormWhateverIsPolledSince() throws Exception {
    SignInId id = begin();
    browser.go(id, "method:test-face", Map.of());
    browser.go(id, "submit", TestAdapters.person(FaceAdapter.BY_CODE, newNumber()));
    assertThat(browser.go(id, "submit", Map.of("code", "271828")))
        .isInstanceOf(Page.PhoneForm.class);
    clock.pass(Duration.ofMinutes(20));
    String phone = "13600138303";
    browser.go(id, "submit", Map.of("phone", phone));
    assertThat(browser.go(id, "submit", Map.of("code", outbox.lastCode(phone))))
        .isInstanceOf(Page.Waiting.class);
    clock.pass(Duration.ofSeconds(3));

    assertExpired(id);
  }

  /** The form after the camera was left open: who fills it in shows no face. */
  @Test
  @Clause({"A1", "A13"})
  void aFaceBeforeAFormThatWasLeftIsAsOldAsItIs() throws Exception {
    SignInId id = begin();
    browser.go(id, "method:test-face", Map.of());
    String number = newNumber();
    assertThat(browser.go(id, "submit", TestAdapters.person(FaceAdapter.CAMERA_FIRST, number)))
        .isInstanceOf(Page.CameraCapture.class);
    filmed(id, Duration.ofSeconds(10));
    assertThat(browser.show(id)).isInstanceOf(Page.AdapterForm.class);
    clock.pass(Duration.ofMinutes(20));
    assertThat(browser.go(id, "submit", TestAdapters.person(FaceAdapter.CAMERA_FIRST, number)))
        .isInstanceOf(Page.PhoneForm.class);
    String phone = "13600138304";
    browser.go(id, "submit", Map.of("phone", phone));
    browser.go(id, "submit", Map.of("code", outbox.lastCode(phone)));

    assertExpired(id);
  }

  private void assertExpired(SignInId id) throws Exception {
    Page.ProofRefused refused = (Page.ProofRefused) browser.show(id);
    assertThat(refused.problem().key()).isEqualTo("realname.expired");
    assertThat(trail(id)).doesNotContain("person.registered");
  }
}
