package cn.tongxing.idp.adapters.host;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.adapter.spi.AdapterState;
import cn.tongxing.adapter.spi.LocalizedText;
import cn.tongxing.adapter.spi.Outcome;
import cn.tongxing.adapter.spi.Outcome.Unavailable;
import cn.tongxing.adapter.spi.Reason;
import cn.tongxing.idp.testing.Clause;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a step says of its upstream: by what its call came to, and not by where it leads. */
@Clause("F15")
class UpstreamSignTest {

  private static final LocalizedText TEXT = new LocalizedText("码", "碼", "Code");
  private static final Outcome.Refused REFUSED = new Outcome.Refused(Reason.NOT_AUTHENTIC);
  private static final Duration PAUSE = Duration.ofSeconds(2);

  /** All that can come of a step that called nobody. */
  static List<Outcome> local() {
    return List.of(
        REFUSED,
        new Outcome.Refused(Reason.EXPIRED),
        new Outcome.VerifyPhone(Optional.empty(), AdapterState.EMPTY),
        new Outcome.RedirectUser(URI.create("https://upstream.example/"), AdapterState.EMPTY),
        new Outcome.ShowCode(
            "code", Optional.empty(), TEXT, Instant.EPOCH, PAUSE, AdapterState.EMPTY),
        new Outcome.CodeScanned(Instant.EPOCH, PAUSE, AdapterState.EMPTY),
        new Outcome.KeepWaiting(PAUSE, AdapterState.EMPTY),
        Unavailable.ofThisPerson("rare"));
  }

  @ParameterizedTest
  @MethodSource("local")
  void aStepThatCalledNobodySaysNothing(Outcome outcome) {
    assertThat(UpstreamSign.of(outcome, new StepCalls(), true)).isEqualTo(new UpstreamSign.None());
  }

  @ParameterizedTest
  @MethodSource("local")
  void aStepWhoseCallWasAnsweredSaysThatItAnswers(Outcome outcome) {
    var calls = new StepCalls();
    calls.answered();

    assertThat(UpstreamSign.of(outcome, calls, true)).isEqualTo(new UpstreamSign.Answered());
  }

  @ParameterizedTest
  @MethodSource("local")
  void aStepWhoseCallFailedSaysThatItDoesNot(Outcome outcome) {
    var calls = new StepCalls();
    calls.failed("timeout");

    assertThat(UpstreamSign.of(outcome, calls, true))
        .isEqualTo(new UpstreamSign.Failed(new Unavailable("timeout")));
  }

  @Test
  void theLastCallDecidesForAnAdapterMayTryAgain() {
    var calls = new StepCalls();
    calls.failed("reset");
    calls.answered();

    assertThat(UpstreamSign.of(REFUSED, calls, true)).isEqualTo(new UpstreamSign.Answered());
  }

  @Test
  void whatCannotBeBelievedIsAFailureThoughBytesCame() {
    var calls = new StepCalls();
    calls.answered();
    var down = new Unavailable("signature does not hold");

    assertThat(UpstreamSign.of(down, calls, true)).isEqualTo(new UpstreamSign.Failed(down));
    assertThat(
            UpstreamSign.of(
                new Outcome.KeepWaiting(PAUSE, AdapterState.EMPTY, Optional.of(down)), calls, true))
        .as("though the person goes on waiting")
        .isEqualTo(new UpstreamSign.Failed(down));
  }

  @Test
  void whoseCallsCannotBeSeenIsJudgedByItsOutcome() {
    assertThat(UpstreamSign.of(REFUSED, new StepCalls(), false))
        .isEqualTo(new UpstreamSign.Answered());
    assertThat(
            UpstreamSign.of(
                new Outcome.ShowCode(
                    "code", Optional.empty(), TEXT, Instant.EPOCH, PAUSE, AdapterState.EMPTY),
                new StepCalls(),
                false))
        .isEqualTo(new UpstreamSign.None());
  }

  @Test
  void callsBelongToTheStepOfTheirThread() {
    var one = new StepCalls();
    var other = new StepCalls();

    one.during(() -> {
      StepCalls.ofThisStep().orElseThrow().answered();
      return other.during(() -> {
        StepCalls.ofThisStep().orElseThrow().failed("reset");
        return "";
      });
    });

    assertThat(one.wasAnswered()).isTrue();
    assertThat(other.failure()).contains("reset");
    assertThat(StepCalls.ofThisStep()).isEmpty();
  }
}
