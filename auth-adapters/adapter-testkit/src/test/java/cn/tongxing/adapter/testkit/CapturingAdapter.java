package cn.tongxing.adapter.testkit;

import cn.tongxing.adapter.spi.AuthenticationAdapter;
import cn.tongxing.adapter.spi.CaptureAction;
import cn.tongxing.adapter.spi.CaptureAction.Kind;
import cn.tongxing.adapter.spi.CaptureFrame;
import cn.tongxing.adapter.spi.CaptureSpec;
import cn.tongxing.adapter.spi.LocalizedText;
import cn.tongxing.adapter.spi.Outcome;
import cn.tongxing.adapter.spi.Reason;
import cn.tongxing.adapter.spi.Step;
import cn.tongxing.adapter.spi.StepContext;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Films where the sample would leave for the site: a face is the code that the site would give. */
record CapturingAdapter(AuthenticationAdapter sample) implements AuthenticationAdapter {

  private static final byte[] FACE = {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF, 'f'};

  private static final CaptureSpec SPEC =
      new CaptureSpec(
          new LocalizedText("请看着摄像头", "請看著鏡頭", "Look at the camera"),
          new LocalizedText("请到亮处", "請到亮處", "Find a bright place"),
          new LocalizedText("照片只用于比对", "照片只用於比對", "The pictures are compared and gone"),
          List.of(new CaptureAction(Kind.LOOK_STRAIGHT, Duration.ofSeconds(5), 2)),
          List.of(),
          CaptureSpec.Pictures.USUAL,
          Duration.ofMinutes(1));

  /** A picture that shows what the upstream approved. */
  static byte[] face(String code) {
    byte[] shown = code.getBytes(StandardCharsets.US_ASCII);
    byte[] picture = Arrays.copyOf(FACE, FACE.length + shown.length);
    System.arraycopy(shown, 0, picture, FACE.length, shown.length);
    return picture;
  }

  @Override
  public Outcome handle(Step step, StepContext context) {
    return switch (step) {
      case Step.CaptureSubmitted(List<CaptureFrame> frames) when isFace(frames) ->
          sample.handle(
              new Step.CallbackReceived(Map.of("code", List.of(code(frames.getFirst())))), context);
      case Step.CaptureSubmitted _, Step.CallbackReceived _ ->
          new Outcome.Refused(Reason.NOT_AUTHENTIC);
      case Step.CaptureDiscarded _ when context.state().text().startsWith("site\n") ->
          new Outcome.Capture(SPEC, context.state());
      default -> filmed(sample.handle(step, context));
    };
  }

  private static Outcome filmed(Outcome outcome) {
    return outcome instanceof Outcome.RedirectUser sent
        ? new Outcome.Capture(SPEC, sent.next())
        : outcome;
  }

  private static boolean isFace(List<CaptureFrame> frames) {
    return frames.size() == SPEC.frames()
        && Arrays.equals(Arrays.copyOf(frames.getFirst().content(), FACE.length), FACE);
  }

  private static String code(CaptureFrame frame) {
    byte[] picture = frame.content();
    return new String(
        picture, FACE.length, picture.length - FACE.length, StandardCharsets.US_ASCII);
  }
}
