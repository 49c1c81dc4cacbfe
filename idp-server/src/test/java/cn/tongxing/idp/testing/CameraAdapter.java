package cn.tongxing.idp.testing;

import cn.tongxing.adapter.spi.AdapterDescriptor;
import cn.tongxing.adapter.spi.AdapterDescriptor.Capability;
import cn.tongxing.adapter.spi.AdapterFactory;
import cn.tongxing.adapter.spi.AdapterServices;
import cn.tongxing.adapter.spi.AdapterState;
import cn.tongxing.adapter.spi.AuthenticationAdapter;
import cn.tongxing.adapter.spi.CaptureAction;
import cn.tongxing.adapter.spi.CaptureAction.Kind;
import cn.tongxing.adapter.spi.CaptureFormat;
import cn.tongxing.adapter.spi.CaptureFrame;
import cn.tongxing.adapter.spi.CaptureHint;
import cn.tongxing.adapter.spi.CaptureSpec;
import cn.tongxing.adapter.spi.LocalizedText;
import cn.tongxing.adapter.spi.Outcome;
import cn.tongxing.adapter.spi.Reason;
import cn.tongxing.adapter.spi.Step;
import cn.tongxing.adapter.spi.StepContext;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import javax.imageio.ImageIO;

/**
 * An adapter that captures: asks once more with hints, then for a phone. It recognises nobody. What
 * it answers a test may say.
 */
public final class CameraAdapter implements AdapterFactory<CameraAdapter.Config> {

  /** What came, as long as nobody has overwritten it. */
  public static final List<List<CaptureFrame>> RECEIVED = new CopyOnWriteArrayList<>();

  /** How large the pictures are that came, as a decoder finds. */
  public static final List<String> DECODED = new CopyOnWriteArrayList<>();

  /** In place of its own answers. */
  public static final AtomicReference<Optional<Function<List<CaptureFrame>, Outcome>>> ANSWER =
      new AtomicReference<>(Optional.empty());

  private static final CaptureSpec.Pictures PICTURES =
      new CaptureSpec.Pictures(
          Set.of(CaptureFormat.JPEG, CaptureFormat.WEBP),
          120_000,
          400_000,
          120,
          800,
          Duration.ofMillis(100));

  /** The first challenge. */
  public static final CaptureSpec FIRST =
      new CaptureSpec(
          new LocalizedText("请看着摄像头", "請看著鏡頭", "Look at the camera"),
          new LocalizedText(
              "请到亮一点的地方，摘下口罩。", "請到亮一點的地方，摘下口罩。", "Find a bright place and take off your mask."),
          new LocalizedText(
              "照片只与您登记的照片比对，不提供给别人。",
              "照片只與您登記的照片比對，不提供給別人。",
              "The pictures are compared with your registered one and given to nobody else."),
          List.of(action(Kind.LOOK_STRAIGHT, 2), action(Kind.TURN_LEFT, 2)),
          List.of(),
          PICTURES,
          Duration.ofMinutes(2));

  /** Settings. */
  public record Config(Optional<String> note) {}

  private static CaptureAction action(Kind kind, int frames) {
    return new CaptureAction(kind, Duration.ofSeconds(5), frames);
  }

  @Override
  public AdapterDescriptor descriptor() {
    LocalizedText name = new LocalizedText("人脸核验", "臉部驗證", "Face check");
    return new AdapterDescriptor(
        "test-camera",
        AdapterDescriptor.SPI_VERSION,
        name,
        new LocalizedText("需要摄像头", "需要鏡頭", "Needs a camera"),
        Set.of(Capability.CAPTURES),
        List.of());
  }

  @Override
  public Class<Config> configType() {
    return Config.class;
  }

  @Override
  public AuthenticationAdapter create(Config config, AdapterServices services) {
    return CameraAdapter::handle;
  }

  private static Outcome handle(Step step, StepContext context) {
    return switch (step) {
      case Step.Started _, Step.CaptureDiscarded _ ->
          new Outcome.Capture(FIRST, AdapterState.of("first"));
      case Step.CaptureSubmitted(List<CaptureFrame> frames) -> {
        RECEIVED.add(frames);
        frames.forEach(frame -> DECODED.add(decoded(frame)));
        yield ANSWER.get().map(own -> own.apply(frames)).orElseGet(() -> judged(context));
      }
      default -> new Outcome.Refused(Reason.NOT_AUTHENTIC);
    };
  }

  private static String decoded(CaptureFrame frame) {
    try {
      BufferedImage image = ImageIO.read(new ByteArrayInputStream(frame.content()));
      return image == null ? "none" : image.getWidth() + "x" + image.getHeight();
    } catch (IOException broken) {
      return "broken";
    }
  }

  private static Outcome judged(StepContext context) {
    return context.state().text().equals("first")
        ? again()
        : new Outcome.VerifyPhone(Optional.empty(), AdapterState.of("seen"));
  }

  /** The first challenge once more. */
  public static Outcome firstAgain() {
    return new Outcome.Capture(FIRST, AdapterState.of("first"));
  }

  /** Another order, and why. */
  public static Outcome again() {
    return new Outcome.Capture(
        FIRST.again(
            List.of(action(Kind.BLINK, 3)), List.of(CaptureHint.CLOSER, CaptureHint.MORE_LIGHT)),
        AdapterState.of("second"));
  }
}
