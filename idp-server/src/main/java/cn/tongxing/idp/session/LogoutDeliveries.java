package cn.tongxing.idp.session;

import cn.tongxing.idp.kernel.ClientId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The outbox of back-channel logouts, as an operator sees it. */
@FunctionalInterface
public interface LogoutDeliveries {

  /** Clients with logouts that did not arrive, the one that waits longest first. */
  List<Failing> failing();

  /**
   * One client's logouts that did not arrive.
   *
   * @param waiting that were tried and will be again
   * @param givenUp after a day, as far as they are still kept
   * @param since when the oldest of them was queued
   * @param attempts the most that one of them took
   * @param answer of the newest: {@code http-503}, {@code timeout}, {@code address-refused}, ...
   * @param nextTry empty if none is waiting
   */
  record Failing(
      ClientId client,
      int waiting,
      int givenUp,
      Instant since,
      int attempts,
      String answer,
      Optional<Instant> nextTry) {}
}
