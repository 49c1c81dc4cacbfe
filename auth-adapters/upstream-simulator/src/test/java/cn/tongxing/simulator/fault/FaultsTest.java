package cn.tongxing.simulator.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.tongxing.simulator.fault.Faults.Active;
import cn.tongxing.simulator.http.Banner;
import cn.tongxing.simulator.http.Call;
import cn.tongxing.simulator.http.Reply;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which upstream misbehaves, how, and for how long. */
class FaultsTest {

  private final Faults faults = new Faults();

  private Reply answer(Upstream upstream, Duration slowness) {
    var call = new Call("POST", URI.create("/"), Map.of(), new byte[0]);
    return new Faulty(
            upstream,
            faults,
            slowness,
            (_, fault) -> Reply.text(200, fault.map(Fault::id).orElse("honest")))
        .answer(call);
  }

  private String said(Upstream upstream) {
    return new String(answer(upstream, Duration.ZERO).body(), StandardCharsets.UTF_8).strip();
  }

  @Test
  void aFaultLastsForItsTimesAndTheLastOfThemCounts() {
    faults.set(Upstream.SMS, Fault.SYSTEM_ERROR, 2);

    assertThat(said(Upstream.NCIIC)).as("another service").isEqualTo("honest");
    assertThat(said(Upstream.SMS)).isEqualTo("system-error");
    assertThat(faults.current(Upstream.SMS)).contains(new Active(Fault.SYSTEM_ERROR, 1));
    assertThat(said(Upstream.SMS)).isEqualTo("system-error");
    assertThat(faults.current(Upstream.SMS)).isEmpty();
    assertThat(said(Upstream.SMS)).isEqualTo("honest");
  }

  @Test
  void oneWithoutEndGoesOnUntilItIsSwitchedOff() {
    faults.set(Upstream.SMS, Fault.SYSTEM_ERROR, Faults.WITHOUT_END);
    faults.set(Upstream.NCIIC, Fault.XXE, 1);

    for (int i = 0; i < 3; i++) {
      assertThat(said(Upstream.SMS)).isEqualTo("system-error");
    }
    faults.clear(Upstream.SMS);
    assertThat(said(Upstream.SMS)).isEqualTo("honest");
    assertThat(faults.banner()).isNotEqualTo(Banner.NONE);
    faults.clearAll();
    assertThat(faults.current(Upstream.NCIIC)).isEmpty();
    assertThat(faults.banner()).isEqualTo(Banner.NONE);
  }

  @Test
  void nobodyShowsWhatIsNotTheirs() {
    assertThatThrownBy(() -> faults.set(Upstream.SMS, Fault.XXE, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> faults.set(Upstream.SMS, Fault.DOWN, -1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(faults.current(Upstream.SMS)).isEmpty();
  }

  @Test
  void theNetworksOwnFaultsAreNoAnswersOfTheUpstream() {
    faults.set(Upstream.SMS, Fault.DOWN, 1);
    assertThat(answer(Upstream.SMS, Duration.ZERO).status()).isEqualTo(503);
    faults.set(Upstream.SMS, Fault.RESET, 1);
    assertThat(answer(Upstream.SMS, Duration.ZERO).status()).isEqualTo(Reply.NO_ANSWER);
    faults.set(Upstream.SMS, Fault.HUGE_BODY, 1);
    assertThat(answer(Upstream.SMS, Duration.ZERO).body()).hasSize(2 * 1024 * 1024);
    faults.set(Upstream.SMS, Fault.GARBAGE, 1);
    assertThat(said(Upstream.SMS)).startsWith("<html>").doesNotContain("honest");
  }

  @Test
  void aSlowAnswerIsTheHonestOne() {
    faults.set(Upstream.SMS, Fault.SLOW, 1);

    long began = System.nanoTime();
    Reply reply = answer(Upstream.SMS, Duration.ofMillis(120));

    assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(110));
    assertThat(reply).usingRecursiveComparison().isEqualTo(Reply.text(200, "honest"));
  }

  @ParameterizedTest
  @EnumSource
  void eachIsFoundByItsNameAndSaysWhatItShowsInBothLanguages(Upstream upstream) {
    assertThat(Upstream.named(upstream.id())).contains(upstream);
    assertThat(Arrays.stream(Fault.values()).filter(upstream::knows))
        .hasSizeGreaterThanOrEqualTo(6)
        .allSatisfy(fault -> {
          assertThat(Fault.named(fault.id())).contains(fault);
          assertThat(FaultEffect.of(upstream, fault, true)).containsPattern("\\p{IsHan}");
          assertThat(FaultEffect.of(upstream, fault, false))
              .isNotBlank()
              .doesNotContainPattern("\\p{IsHan}");
        });
    assertThat(Upstream.named("nobody")).isEmpty();
    assertThat(Fault.named("none")).isEmpty();
  }
}
