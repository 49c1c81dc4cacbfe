package cn.tongxing.adapter.spi;

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
}
