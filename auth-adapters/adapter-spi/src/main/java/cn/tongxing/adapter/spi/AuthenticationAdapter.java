package cn.tongxing.adapter.spi;

import java.net.URI;
import java.util.Optional;

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
   * Where the browser goes at sign-out, so that the session it has at the upstream ends too. Empty,
   * as it mostly is, where there is none or no way to end it.
   *
   * @param returnTo where the upstream sends the browser afterwards
   */
  default Optional<URI> signOutUri(URI returnTo) {
    return Optional.empty();
  }
}
