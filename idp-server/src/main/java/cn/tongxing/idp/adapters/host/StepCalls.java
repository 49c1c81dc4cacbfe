package cn.tongxing.idp.adapters.host;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * What the calls came to that one step made over the lent HTTP client: the last one decides, for an
 * adapter may try again. Calls of other threads than the step's own are nobody's. Safe for
 * concurrent use.
 */
final class StepCalls {

  private static final ScopedValue<StepCalls> CURRENT = ScopedValue.newInstance();

  private sealed interface Call {
    record None() implements Call {}

    /** With whatever status: what it means is for the adapter to say. */
    record Answered() implements Call {}

    record Failed(String diagnosis) implements Call {}
  }

  private volatile Call last = new Call.None();

  /** Those of the step that the current thread runs, if it runs one. */
  static Optional<StepCalls> ofThisStep() {
    return CURRENT.isBound() ? Optional.of(CURRENT.get()) : Optional.empty();
  }

  /** Runs the step whose calls these are. */
  <T> T during(Supplier<T> step) {
    return ScopedValue.where(CURRENT, this).call(step::get);
  }

  void answered() {
    last = new Call.Answered();
  }

  void failed(String diagnosis) {
    last = new Call.Failed(diagnosis);
  }

  /** Whether the last call was answered. */
  boolean wasAnswered() {
    return last instanceof Call.Answered;
  }

  /** Why the last call was not answered; empty if it was, or none was made. */
  Optional<String> failure() {
    return last instanceof Call.Failed(String diagnosis)
        ? Optional.of(diagnosis)
        : Optional.empty();
  }
}
