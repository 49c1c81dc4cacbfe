package cn.tongxing.adapter.spi;

import java.net.URI;
import java.time.Instant;
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
   * Where a browser is sent whose session here has just ended, to end that of the upstream too.
   * Asked only of an adapter that declares {@code SIGNS_OUT}, and only where this way was gone in
   * the session. Calls nobody and waits for nothing: who is slow is left out. The upstream learns
   * neither the person nor where the browser goes on.
   *
   * @param back where the upstream sends the browser on: the same for everybody, to be registered
   * @return within the hosts that the browser may be sent to; empty where there is nothing to end
   */
  default Optional<URI> signOut(URI back) {
    return Optional.empty();
  }

  /**
   * Tells the upstream what became of a citizen by another way. Called after the effect is
   * committed, on no request's thread, by any node; of an adapter that declares {@code
   * HEARS_REGISTERED} or {@code HEARS_LEVEL_RAISED} alone. At least once: the upstream must know
   * the news again by its {@link CitizenNews#key()}. An exception is told again later.
   *
   * @param deadline when the answer must be there
   */
  default Told tell(CitizenNews news, Instant deadline) {
    return new Told.Refused("this way tells its upstream nothing");
  }

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
