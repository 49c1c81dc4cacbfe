package cn.tongxing.adapter.spi;

import java.time.Instant;

/**
 * One way to prove who is signing in. Stateless and safe for concurrent use: what must survive from
 * one step to the next travels in {@link AdapterState}.
 */
@FunctionalInterface
public interface AuthenticationAdapter {

  /**
   * Answers one step of one transaction, before {@link StepContext#deadline()}. An exception is a
   * bug: the host logs it and treats it as {@link Outcome.Unavailable}.
   */
  Outcome handle(Step step, StepContext context);

  /**
   * Called once, before the first step and before the server takes people: whatever lives as long
   * as the server begins here (a model that is read, a thread that renews something). Within a
   * minute. The upstream need not be there.
   *
   * @throws RuntimeException if the way cannot work at all, and a restart would not help; the
   *     server does not start
   */
  default void start() {}

  /**
   * Called once, after the last step: threads, files and native memory are given back. Within five
   * seconds.
   */
  default void stop() {}

  /**
   * How the adapter is. Asked by the operator, by several nodes and perhaps every few seconds,
   * while steps run: never asks an upstream something that costs money or counts against somebody.
   *
   * @param deadline when the answer must be there
   */
  default AdapterHealth health(Instant deadline) {
    return AdapterHealth.well();
  }
}
