package cn.tongxing.adapter.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import cn.tongxing.adapter.spi.CaptureAction.Kind;
import cn.tongxing.adapter.spi.CaptureSpec.Pictures;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What an adapter may ask of a camera, and what is printed of it. */
class CaptureSpecTest {

  private static final LocalizedText TEXT = new LocalizedText("拍摄", "拍攝", "Film");
  private static final Duration SECOND = Duration.ofSeconds(1);

  private static CaptureSpec spec(List<CaptureAction> actions, Duration deadline) {
    return new CaptureSpec(TEXT, TEXT, TEXT, actions, List.of(), Pictures.USUAL, deadline);
  }

  private static List<CaptureAction> times(int actions, int frames) {
    return Collections.nCopies(actions, new CaptureAction(Kind.BLINK, SECOND, frames));
  }

  @Test
  void aChallengeHasActionsFramesAndAnEndWithinBounds() {
    CaptureSpec right = spec(times(2, 12), Duration.ofMinutes(3));
    assertThat(right.frames()).isEqualTo(24);
    assertThat(right.again(times(1, 1), List.of(CaptureHint.CLOSER)).hints())
        .containsExactly(CaptureHint.CLOSER);

    for (Runnable bad :
        List.<Runnable>of(
            () -> spec(List.of(), SECOND.multipliedBy(30)),
            () -> spec(times(7, 1), SECOND.multipliedBy(30)),
            () -> spec(times(3, 9), SECOND.multipliedBy(30)),
            () -> spec(times(1, 1), SECOND),
            () -> spec(times(1, 1), Duration.ofMinutes(4)),
            () -> new CaptureAction(Kind.NOD, Duration.ofMillis(900), 1),
            () -> new CaptureAction(Kind.NOD, Duration.ofSeconds(21), 1),
            () -> new CaptureAction(Kind.NOD, SECOND, 0),
            () -> new CaptureAction(Kind.NOD, SECOND, 13))) {
      assertThatIllegalArgumentException().isThrownBy(bad::run);
    }
  }

  private static Pictures pictures(int bytes, int total, int least, int most, int pause) {
    return new Pictures(
        Set.of(CaptureFormat.JPEG), bytes, total, least, most, Duration.ofMillis(pause));
  }

  @Test
  void picturesAreBoundedInBytesSidesAndTime() {
    assertThat(pictures(1 << 20, 4 << 20, 64, 1920, 50)).isNotNull();
    for (Runnable bad :
        List.<Runnable>of(
            () -> pictures((1 << 20) + 1, 4 << 20, 64, 1920, 50),
            () -> pictures(1 << 20, (4 << 20) + 1, 64, 1920, 50),
            () -> pictures(1000, 999, 64, 1920, 50),
            () -> pictures(0, 999, 64, 1920, 50),
            () -> pictures(1000, 1000, 63, 1920, 50),
            () -> pictures(1000, 1000, 64, 1921, 50),
            () -> pictures(1000, 1000, 200, 199, 50),
            () -> pictures(1000, 1000, 64, 1920, 49),
            () -> new Pictures(Set.of(), 1000, 1000, 64, 1920, SECOND))) {
      assertThatIllegalArgumentException().isThrownBy(bad::run);
    }
  }

  @Test
  void aFaceIsNeverPrinted() {
    byte[] face = "a face".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    var frame = new CaptureFrame(3, 1, SECOND, CaptureFormat.WEBP, face);
    assertThat(frame.content()).isSameAs(face);
    assertThat(new Step.CaptureSubmitted(List.of(frame)))
        .hasToString("CaptureSubmitted[[CaptureFrame[3, 6 bytes]]]");
  }

  @Test
  void aWorkerIsAProgramByItsPathWithinBounds() {
    long memory = 16L << 20;
    var right = new WorkerProgram(List.of("/bin/true"), Map.of("KEY", "secret"), 1, memory, 1);
    assertThat(right).hasToString("WorkerProgram[/bin/true]");
    for (Runnable bad :
        List.<Runnable>of(
            () -> new WorkerProgram(List.of(), Map.of(), 1, memory, 1),
            () -> new WorkerProgram(List.of("true"), Map.of(), 1, memory, 1),
            () -> new WorkerProgram(List.of("/bin/true"), Map.of(), 0, memory, 1),
            () -> new WorkerProgram(List.of("/bin/true"), Map.of(), 17, memory, 1),
            () -> new WorkerProgram(List.of("/bin/true"), Map.of(), 1, memory - 1, 1),
            () -> new WorkerProgram(List.of("/bin/true"), Map.of(), 1, memory, 0))) {
      assertThatIllegalArgumentException().isThrownBy(bad::run);
    }
  }
}
