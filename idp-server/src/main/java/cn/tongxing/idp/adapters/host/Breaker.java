package cn.tongxing.idp.adapters.host;

import java.time.Duration;
import java.time.Instant;

/**
 * Circuit breaker of one upstream. Opens when half of the last 20 calls (or the first 5 in a row)
 * failed; lets one call through 15 s later, and closes when that one succeeds. Safe for concurrent
 * use.
 */
final class Breaker {

  static final int WINDOW = 20;
  static final int FIRST_IN_A_ROW = 5;
  static final Duration PAUSE = Duration.ofSeconds(15);
  private static final long MASK = (1L << WINDOW) - 1;

  /** The last calls, newest in the lowest bit, 1 = failed. */
  private long calls;

  private int made;
  private int inARow;
  private Instant openUntil = Instant.MIN;
  private boolean open;
  private boolean trial;

  /** Whether a call may be made now; who gets true must report how it went. */
  synchronized boolean allows(Instant now) {
    if (!open) {
      return true;
    }
    if (trial || now.isBefore(openUntil)) {
      return false;
    }
    trial = true;
    return true;
  }

  /** Whether the way is worth offering: closed, or ready for a trial. */
  synchronized boolean offers(Instant now) {
    return !open || !now.isBefore(openUntil);
  }

  synchronized void succeeded() {
    if (open) {
      forget();
    }
    inARow = 0;
    note(0);
  }

  synchronized void failed(Instant now) {
    inARow++;
    note(1);
    boolean half = made == WINDOW && Long.bitCount(calls) * 2 >= WINDOW;
    if (trial || inARow >= FIRST_IN_A_ROW || half) {
      open = true;
      trial = false;
      openUntil = now.plus(PAUSE);
    }
  }

  /** A call was allowed and never made. */
  synchronized void released() {
    trial = false;
  }

  private void note(int bit) {
    calls = ((calls << 1) | bit) & MASK;
    made = Math.min(made + 1, WINDOW);
  }

  private void forget() {
    open = false;
    trial = false;
    calls = 0;
    made = 0;
  }
}
