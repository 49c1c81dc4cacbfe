package cn.tongxing.idp.proofing.way;

import cn.tongxing.adapter.spi.AdapterState;
import cn.tongxing.adapter.spi.FieldValue;
import cn.tongxing.adapter.spi.FormSpec;
import cn.tongxing.adapter.spi.Outcome;
import cn.tongxing.adapter.spi.Step;
import cn.tongxing.idp.proofing.Proving;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** When an adapter was first shown what it may hold as a proof. */
final class Seen {

  private Seen() {}

  /** The proving, which keeps the first such moment. */
  static Proving by(Proving before, Step step, Outcome outcome, Instant now) {
    return shows(step) && !isNoNews(outcome, before.state()) ? before.seeing(now) : before;
  }

  /** By more than what anybody may know: an upstream's code is typed, and is the proof itself. */
  private static boolean shows(Step step) {
    return switch (step) {
      case Step.CallbackReceived _, Step.Polled _, Step.Notified _, Step.CaptureSubmitted _ -> true;
      case Step.FormSubmitted form ->
          form.values().fields().values().stream().anyMatch(FieldValue.Hidden.class::isInstance);
      case Step.Started _,
          Step.PhoneVerified _,
          Step.CodeDiscarded _,
          Step.CaptureDiscarded _,
          Step.Cancelled _ ->
          false;
    };
  }

  /**
   * The same is asked for once more and nothing new is remembered. Whoever has scanned a code has
   * not agreed yet.
   */
  private static boolean isNoNews(Outcome outcome, AdapterState before) {
    return switch (outcome) {
      case Outcome.CodeScanned _ -> true;
      case Outcome.KeepWaiting(Duration _, AdapterState next, Optional<Outcome.Unavailable> _) ->
          next.equals(before);
      case Outcome.Capture(_, AdapterState next) -> next.equals(before);
      case Outcome.ShowForm(FormSpec form, AdapterState next) ->
          !form.errors().isEmpty() && next.equals(before);
      default -> false;
    };
  }
}
