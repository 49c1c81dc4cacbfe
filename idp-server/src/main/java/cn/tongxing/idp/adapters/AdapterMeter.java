package cn.tongxing.idp.adapters;

import cn.tongxing.adapter.spi.Step;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Meter of the calls to adapters. A port: whoever measures implements it. */
@FunctionalInterface
public interface AdapterMeter {

  /** Outcome: the upstream refuses what is configured here. Somebody is woken for it. */
  String MISCONFIGURED = "Misconfigured";

  /** Outcome: no room for a capture. */
  String BUSY = "Busy";

  /** Step: pictures of a capture were sent. */
  String CAPTURE = Step.CaptureSubmitted.class.getSimpleName();

  /** Where nobody measures. */
  AdapterMeter NONE = (adapter, step, outcome, took) -> {};

  /** The kinds of steps that there are. */
  static List<String> steps() {
    return Stream.of(Step.class.getPermittedSubclasses()).map(Class::getSimpleName).toList();
  }

  /**
   * A call was answered, or given up.
   *
   * @param step kind of step: {@code FormSubmitted}, {@code Polled}, ...
   * @param outcome kind of outcome: {@code Proven}, {@code Unavailable}, ...; {@link
   *     #MISCONFIGURED}, {@link #BUSY}, {@code CannotSay} where it answers and has nothing to
   *     compare this person with; a poll that was lost is what it was lost by
   */
  void answered(String adapter, String step, String outcome, Duration took);

  /**
   * An adapter counted something of its own.
   *
   * @param name one of a few, as the adapter calls it
   */
  default void counted(String adapter, String name) {}
}
