package cn.tongxing.idp.login.transaction;

import java.time.Duration;
import java.time.Instant;

/**
 * How long a transaction goes on: half an hour from its last step or from the person's wish to go
 * on, two hours in all. Nobody who is slow loses it without a word before (WCAG 2.2, 2.2.1), and
 * nobody keeps it for good.
 *
 * @param ends when it is over if nothing more is done
 * @param latest when it is over whatever is done; not after {@code ends} once nothing renews it
 */
public record Life(Instant ends, Instant latest) {

  /** From a step to the end. */
  public static final Duration IDLE = Duration.ofMinutes(30);

  /** From the beginning to the end, however often it is renewed. */
  public static final Duration LONGEST = Duration.ofHours(2);

  /** Less than this is not worth a write, nor asking for. */
  public static final Duration LEAST_GAIN = Duration.ofMinutes(1);

  /** Of one that begins now. */
  public static Life begun(Instant now) {
    return new Life(now.plus(IDLE), now.plus(LONGEST));
  }

  public boolean isOver(Instant now) {
    return !now.isBefore(ends);
  }

  /** Whether a wish to go on would gain anything. */
  public boolean isRenewable(Instant now) {
    Instant renewed = now.plus(IDLE);
    Instant most = renewed.isBefore(latest) ? renewed : latest;
    return !isOver(now) && !most.isBefore(ends.plus(LEAST_GAIN));
  }

  /** Seconds until the end, begun ones whole: 0 only when it is over. */
  public long secondsLeft(Instant now) {
    return Math.max(0, Duration.between(now, ends).plusMillis(999).toSeconds());
  }
}
