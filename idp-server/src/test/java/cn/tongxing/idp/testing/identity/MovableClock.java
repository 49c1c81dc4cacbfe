package cn.tongxing.idp.testing.identity;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicReference;

/** Real time, moved on by the test. */
public final class MovableClock implements InstantSource {

  private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);

  @Override
  public Instant instant() {
    return InstantSource.system().instant().plus(ahead.get()).truncatedTo(ChronoUnit.MICROS);
  }

  /** Moves on. */
  public void pass(Duration time) {
    ahead.accumulateAndGet(time, Duration::plus);
  }
}
