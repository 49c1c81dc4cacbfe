package cn.tongxing.adapter.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that a test sets: it ticks from the moment of its making, or stands still. */
public final class TestClock implements InstantSource {

  private final InstantSource base;
  private volatile Duration offset = Duration.ZERO;

  private TestClock(InstantSource base) {
    this.base = base;
  }

  /** The time of the machine, until it is moved. */
  public static TestClock ticking() {
    return new TestClock(InstantSource.system());
  }

  /** Stands at the given instant, until it is moved. */
  public static TestClock standingAt(Instant instant) {
    return new TestClock(InstantSource.fixed(instant));
  }

  /** Moves it on, or back by a negative amount. */
  public synchronized void advance(Duration amount) {
    offset = offset.plus(amount);
  }

  @Override
  public Instant instant() {
    return base.instant().plus(offset);
  }
}
