package cn.tongxing.idp.adapters.host;

import cn.tongxing.adapter.spi.Outcome;
import cn.tongxing.adapter.spi.Outcome.Unavailable;
import cn.tongxing.adapter.spi.Outcome.Unavailable.Cause;
import java.util.Optional;

/**
 * What one step says of the upstream behind its door. A step that called nobody says nothing,
 * whatever came of it: else whoever presses a button or types an address would decide for everybody
 * whether the upstream is there.
 */
sealed interface UpstreamSign {

  /** Nothing: neither up nor down. */
  record None() implements UpstreamSign {}

  /** It answered. */
  record Answered() implements UpstreamSign {}

  /** It did not, or not in words that can be believed. */
  record Failed(Unavailable how) implements UpstreamSign {}

  /**
   * Of a step.
   *
   * @param callsHere whether the adapter calls out over the lent client. The calls of one that was
   *     lent no host cannot be seen: there the kind of its outcome has to say it.
   */
  static UpstreamSign of(Outcome outcome, StepCalls calls, boolean callsHere) {
    Optional<Unavailable> failure =
        failure(outcome).or(() -> calls.failure().map(Unavailable::new));
    if (failure.isPresent()) {
      return new Failed(failure.get());
    }
    return calls.wasAnswered() || (!callsHere && !asksThePerson(outcome))
        ? new Answered()
        : new None();
  }

  private static Optional<Unavailable> failure(Outcome outcome) {
    Optional<Unavailable> said =
        switch (outcome) {
          case Unavailable down -> Optional.of(down);
          case Outcome.KeepWaiting waiting -> waiting.lost();
          case Outcome.ShowForm _,
              Outcome.VerifyPhone _,
              Outcome.RedirectUser _,
              Outcome.ShowCode _,
              Outcome.CodeScanned _,
              Outcome.Capture _,
              Outcome.Proven _,
              Outcome.Refused _ ->
              Optional.empty();
        };
    return said.filter(down -> down.cause() != Cause.PERSON);
  }

  private static boolean asksThePerson(Outcome outcome) {
    return outcome instanceof Outcome.ShowForm
        || outcome instanceof Outcome.VerifyPhone
        || outcome instanceof Outcome.ShowCode
        || outcome instanceof Outcome.Capture
        || outcome instanceof Outcome.RedirectUser;
  }
}
