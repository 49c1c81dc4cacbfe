package cn.tongxing.idp.audit.store;

import cn.tongxing.idp.kernel.TimeOrderedId;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Ids of events, each above the one made before it in this process: the events of one transaction
 * are sealed and read in the order in which they happened, also within a millisecond and when the
 * clock is set back a little. Safe for use by many threads.
 */
final class EventIds {

  private static final int PLACES_PER_MILLISECOND = 1 << 12;

  /** A clock that was set back further is followed: ids must not stay far ahead of their time. */
  private static final long FOLLOWED_BACK = 1_000L * PLACES_PER_MILLISECOND;

  private final SecureRandom random;
  private final AtomicLong last = new AtomicLong();

  EventIds(SecureRandom random) {
    this.random = random;
  }

  UUID next(Instant now) {
    long micros = ChronoUnit.MICROS.between(Instant.EPOCH, now);
    long time =
        micros / 1000 * PLACES_PER_MILLISECOND + micros % 1000 * PLACES_PER_MILLISECOND / 1000;
    long place = last.updateAndGet(before -> after(before, time));
    return TimeOrderedId.at(
        place / PLACES_PER_MILLISECOND, (int) (place % PLACES_PER_MILLISECOND), random);
  }

  private static long after(long before, long time) {
    return time > before || before - time > FOLLOWED_BACK ? time : before + 1;
  }
}
