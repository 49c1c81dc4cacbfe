package cn.tongxing.idp.login;

import cn.tongxing.adapter.spi.AdapterDescriptor;
import cn.tongxing.adapter.spi.AdapterDescriptor.Capability;
import cn.tongxing.adapter.spi.AdapterState;
import cn.tongxing.adapter.spi.AnswerChannel;
import cn.tongxing.adapter.spi.CaptureAction;
import cn.tongxing.adapter.spi.CaptureAction.Kind;
import cn.tongxing.adapter.spi.CaptureFrame;
import cn.tongxing.adapter.spi.CaptureSpec;
import cn.tongxing.adapter.spi.FormField;
import cn.tongxing.adapter.spi.FormSpec;
import cn.tongxing.adapter.spi.LocalizedText;
import cn.tongxing.adapter.spi.Outcome;
import cn.tongxing.adapter.spi.Reason;
import cn.tongxing.adapter.spi.Step;
import cn.tongxing.adapter.spi.StepContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.imageio.ImageIO;

/** Who is named is taken for whoever is filmed, if a decoder can read each picture. */
final class FaceAdapter {

  static final AtomicBoolean DOWN = new AtomicBoolean();

  /** Whose phone is asked for before the camera opens, and whose face counts as one. */
  static final String PHONE_FIRST = "王先";

  /** Whose upstream's code is asked for beside the number, and then a phone. */
  static final String BY_CODE = "王码";

  /** Whose name is asked for once more after the camera, and then a phone. */
  static final String CAMERA_FIRST = "王回";

  private static final LocalizedText TEXT = new LocalizedText("人脸", "臉部", "Face");
  private static final FormSpec FORM =
      FormSpec.of(
          TEXT,
          TEXT,
          FormField.required("name", FormField.Kind.PERSON_NAME, TEXT, TEXT),
          FormField.required("number", FormField.Kind.RESIDENT_ID, TEXT, TEXT));
  private static final CaptureSpec SPEC =
      new CaptureSpec(
          TEXT,
          TEXT,
          TEXT,
          List.of(
              new CaptureAction(Kind.LOOK_STRAIGHT, Duration.ofSeconds(5), 2),
              new CaptureAction(Kind.TURN_LEFT, Duration.ofSeconds(5), 1)),
          List.of(),
          CaptureSpec.Pictures.USUAL,
          Duration.ofMinutes(3));

  private static final FormSpec CODE =
      FormSpec.of(TEXT, TEXT, FormField.required("code", FormField.Kind.ONE_TIME_CODE, TEXT, TEXT));

  private FaceAdapter() {}

  static TestAdapters.Factory factory() {
    return new TestAdapters.Factory(
        new AdapterDescriptor(
            "test-face",
            AdapterDescriptor.SPI_VERSION,
            TEXT,
            TEXT,
            Set.of(Capability.CAPTURES, Capability.POLLS),
            List.of()),
        FaceAdapter::handle);
  }

  private static Outcome handle(Step step, StepContext context) {
    String[] state = context.state().text().split("\\|", -1);
    return switch (step) {
      case Step.Started _ -> new Outcome.ShowForm(FORM, AdapterState.of("form"));
      case Step.FormSubmitted form
          when state[0].equals("form")
              && form.values().name("name").orElseThrow().reveal().equals(PHONE_FIRST) ->
          new Outcome.VerifyPhone(Optional.empty(), AdapterState.of("phone|" + typed(form)));
      case Step.FormSubmitted form
          when state[0].equals("form")
              && form.values().name("name").orElseThrow().reveal().equals(BY_CODE) ->
          new Outcome.ShowForm(CODE, AdapterState.of("code|" + typed(form)));
      case Step.FormSubmitted form when state[0].equals("code") ->
          new Outcome.VerifyPhone(
              Optional.empty(), AdapterState.of("right|" + state[1] + "|" + state[2]));
      case Step.PhoneVerified _ when state[0].equals("right") ->
          new Outcome.KeepWaiting(Duration.ofSeconds(2), context.state());
      case Step.Polled _ when state[0].equals("right") ->
          TestAdapters.face(state[1], state[2], AnswerChannel.BACK_CHANNEL);
      case Step.CaptureSubmitted _ when state[0].equals("film") && state[1].equals(CAMERA_FIRST) ->
          new Outcome.ShowForm(FORM, AdapterState.of("left|" + state[1] + "|" + state[2]));
      case Step.FormSubmitted _ when state[0].equals("left") ->
          new Outcome.VerifyPhone(
              Optional.empty(), AdapterState.of("filmed|" + state[1] + "|" + state[2]));
      case Step.PhoneVerified _ when state[0].equals("filmed") ->
          TestAdapters.face(state[1], state[2], AnswerChannel.BACK_CHANNEL);
      case Step.PhoneVerified _ when state[0].equals("phone") ->
          new Outcome.Capture(SPEC, AdapterState.of("last|" + state[1] + "|" + state[2]));
      case Step.CaptureDiscarded _ when state[0].equals("last") ->
          new Outcome.Capture(SPEC, context.state());
      case Step.CaptureSubmitted _ when state[0].equals("last") ->
          TestAdapters.face(state[1], state[2], AnswerChannel.BACK_CHANNEL);
      case Step.FormSubmitted form when state[0].equals("form") ->
          new Outcome.Capture(SPEC, AdapterState.of("film|" + typed(form)));
      case Step.CaptureDiscarded _ when state[0].equals("film") ->
          new Outcome.Capture(SPEC, context.state());
      case Step.CaptureSubmitted(List<CaptureFrame> frames) when state[0].equals("film") ->
          judged(frames, state);
      case Step.PhoneVerified _ when state[0].equals("seen") ->
          TestAdapters.proven(state[1], state[2], Optional.empty());
      default -> new Outcome.Refused(Reason.NOT_AUTHENTIC);
    };
  }

  private static String typed(Step.FormSubmitted form) {
    return form.values().name("name").orElseThrow().reveal()
        + "|"
        + form.values().resident("number").orElseThrow().reveal();
  }

  private static Outcome judged(List<CaptureFrame> frames, String[] state) {
    if (DOWN.get()) {
      return new Outcome.Unavailable("no engine");
    }
    boolean readable = frames.size() == SPEC.frames() && frames.stream().allMatch(FaceAdapter::is);
    if (!readable) {
      return new Outcome.Refused(Reason.NOT_AUTHENTIC);
    }
    return state[1].equals("王不符")
        ? new Outcome.Refused(Reason.MISMATCH)
        : new Outcome.VerifyPhone(
            Optional.empty(), AdapterState.of("seen|" + state[1] + "|" + state[2]));
  }

  private static boolean is(CaptureFrame frame) {
    try {
      return ImageIO.read(new ByteArrayInputStream(frame.content())) != null;
    } catch (IOException broken) {
      return false;
    }
  }
}
