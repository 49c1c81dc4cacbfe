package cn.tongxing.idp.upkeep;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Backoff: when a message that did not arrive is tried again: soon, then ever more rarely, for a
 * day. One rule for all outboxes.
 */
public final class RetryPlan {

  private static final Duration FIRST = Duration.ofSeconds(5);
  private static final Duration LONGEST = Duration.ofHours(1);
  private static final Duration GIVE_UP = Duration.ofHours(24);
  private static final int DOUBLINGS = 10;

  private RetryPlan() {}

  /** The next try after so many; empty when it is to be given up. */
  public static Optional<Instant> next(int attempts, Instant queuedAt, Instant now) {
    Duration doubled = FIRST.multipliedBy(1L << Math.min(attempts - 1, DOUBLINGS));
    Instant next = now.plus(doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST);
    return next.isBefore(queuedAt.plus(GIVE_UP)) ? Optional.of(next) : Optional.empty();
  }
}
