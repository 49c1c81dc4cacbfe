package cn.tongxing.idp.proofing.way;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.adapter.spi.AdapterState;
import cn.tongxing.adapter.spi.FieldValue;
import cn.tongxing.adapter.spi.FormSpec;
import cn.tongxing.adapter.spi.FormValues;
import cn.tongxing.adapter.spi.Outcome;
import cn.tongxing.adapter.spi.Secret;
import cn.tongxing.adapter.spi.Step;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.proofing.Proving;
import cn.tongxing.idp.proofing.Purpose;
import cn.tongxing.idp.testing.Clause;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What an adapter is shown by a step, and when it first was. */
@Clause({"R10", "N9"})
class SeenTest {

  private static final Instant NOW = Instant.parse("2026-05-01T02:00:00Z");
  private static final AdapterState BEFORE = AdapterState.of("before");
  private static final AdapterState NEW = AdapterState.of("new");
  private static final Duration PAUSE = Duration.ofSeconds(2);

  private final Proving proving =
      Proving.begun(new SignInId(UUID.randomUUID()), new Purpose.SignIn())
          .on("test-form")
          .remembering(BEFORE);

  private Optional<Instant> seen(Step step, Outcome outcome) {
    return Seen.by(proving, step, outcome, NOW).attempt().seen();
  }

  private static Step typed(FieldValue value) {
    return new Step.FormSubmitted(FormSpec.SUBMIT, new FormValues(Map.of("field", value)));
  }

  private static Outcome phone(AdapterState next) {
    return new Outcome.VerifyPhone(Optional.empty(), next);
  }

  @Test
  void whatAnybodyMayKnowShowsNothingAndACodeOrPasswordDoes() {
    assertThat(seen(typed(new FieldValue.Text("word")), phone(NEW))).isEmpty();
    assertThat(seen(typed(new FieldValue.Hidden(Secret.of("271828"))), phone(NEW))).contains(NOW);
    assertThat(seen(typed(new FieldValue.Hidden(Secret.of("271828"))), phone(BEFORE)))
        .as("what it holds may be kept at the upstream")
        .contains(NOW);
  }

  @Test
  void whatComesFromOutsideShows() {
    for (Step step :
        List.of(
            new Step.CallbackReceived(Map.of()),
            new Step.Polled(),
            new Step.CaptureSubmitted(List.of()))) {
      assertThat(seen(step, phone(BEFORE))).contains(NOW);
    }
    for (Step step : List.of(new Step.Started(), new Step.CodeDiscarded())) {
      assertThat(seen(step, phone(NEW))).isEmpty();
    }
  }

  @Test
  void aLookThatBringsNoNewsShowsNothing() {
    Step poll = new Step.Polled();
    assertThat(seen(poll, new Outcome.KeepWaiting(PAUSE, BEFORE))).isEmpty();
    assertThat(seen(poll, new Outcome.CodeScanned(NOW.plusSeconds(60), PAUSE, NEW))).isEmpty();
    assertThat(seen(poll, new Outcome.KeepWaiting(PAUSE, NEW)))
        .as("it may wait for the rest alone")
        .contains(NOW);
    assertThat(seen(new Step.Notified(Map.of(), new byte[1]), new Outcome.KeepWaiting(PAUSE, NEW)))
        .contains(NOW);
  }
}
