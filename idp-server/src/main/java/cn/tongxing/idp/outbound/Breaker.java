package cn.tongxing.idp.outbound;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Circuit breaker of one upstream. Opens when half of the last 20 calls (or the first 5 in a row)
 * failed; lets one call through 15 s later, and closes when that one succeeds. Safe for concurrent
 * use.
 *
 * <p>A call counts only in the time in which it was let through: one that began before the circuit
 * opened, and ends after, neither closes it nor ends the trial of another.
 */
public final class Breaker {

  static final int WINDOW = 20;

  /** So many failures in a row open the circuit. */
  public static final int FIRST_IN_A_ROW = 5;

  /** How long nothing is tried then. */
  public static final Duration PAUSE = Duration.ofSeconds(15);

  private static final long MASK = (1L << WINDOW) - 1;

  /** Leave for one call. Whoever has it says how the call went, or that it was not made. */
  public record Pass(long time) {}

  /** The last calls, newest in the lowest bit, 1 = failed. */
  private long calls;

  private int made;
  private int inARow;
  private Instant openUntil = Instant.MIN;
  private boolean open;
  private boolean trial;

  /** Begins anew whenever the circuit opens, closes, or is tried. */
  private long time;

  /** Leave to make a call now, if there is one. */
  public synchronized Optional<Pass> pass(Instant now) {
    if (open) {
      if (trial || now.isBefore(openUntil)) {
        return Optional.empty();
      }
      trial = true;
      time++;
    }
    return Optional.of(new Pass(time));
  }

  /** Whether the way is worth offering: closed, or ready for a trial. */
  public synchronized boolean offers(Instant now) {
    return !open || !now.isBefore(openUntil);
  }

  /** Until when nobody is let through; empty while the circuit is closed. */
  public synchronized Optional<Instant> openUntil() {
    return open ? Optional.of(openUntil) : Optional.empty();
  }

  /** The call was answered. */
  public synchronized void succeeded(Pass pass) {
    if (isOver(pass)) {
      return;
    }
    if (trial) {
      close();
    }
    inARow = 0;
    note(0);
  }

  /** The call was not answered, or not in words that can be believed. */
  public synchronized void failed(Pass pass, Instant now) {
    if (isOver(pass)) {
      return;
    }
    inARow++;
    note(1);
    boolean half = made == WINDOW && Long.bitCount(calls) * 2 >= WINDOW;
    if (trial || inARow >= FIRST_IN_A_ROW || half) {
      open = true;
      trial = false;
      openUntil = now.plus(PAUSE);
      time++;
    }
  }

  /** A call was allowed and never made: if it was the trial, the next one is. */
  public synchronized void released(Pass pass) {
    if (!isOver(pass)) {
      trial = false;
    }
  }

  private boolean isOver(Pass pass) {
    return pass.time() != time;
  }

  private void note(int bit) {
    calls = ((calls << 1) | bit) & MASK;
    made = Math.min(made + 1, WINDOW);
  }

  private void close() {
    open = false;
    trial = false;
    calls = 0;
    made = 0;
    time++;
  }
}
