package cn.tongxing.simulator.nciic;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * How often one number may be asked about: real services bill each query and watch for guessing.
 */
public final class QueryLimit {

  private static final Duration WINDOW = Duration.ofMinutes(10);

  private final Map<String, Window> windows = new ConcurrentHashMap<>();
  private final InstantSource clock;
  private final int queries;

  /** At most {@code queries} per number in any ten minutes counted from the first. */
  public QueryLimit(InstantSource clock, int queries) {
    this.clock = clock;
    this.queries = queries;
  }

  private record Window(Instant begins, int used) {}

  boolean allows(String number) {
    Instant now = clock.instant();
    AtomicBoolean allowed = new AtomicBoolean();
    windows.compute(
        number,
        (key, window) -> {
          if (window == null || !now.isBefore(window.begins().plus(WINDOW))) {
            allowed.set(queries > 0);
            return new Window(now, 1);
          }
          allowed.set(window.used() < queries);
          return allowed.get() ? new Window(window.begins(), window.used() + 1) : window;
        });
    return allowed.get();
  }
}
