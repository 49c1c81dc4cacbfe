package cn.tongxing.idp.keys.signing;

import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Picks up what other nodes changed and lets retiring keys go. One indexed read of one row each
 * time; nothing on the path of a request.
 */
final class KeyWatch implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(KeyWatch.class);

  private final CurrentKeys current;
  private final RotateKeys rotation;
  private final InstantSource clock;
  private final SigningSettings settings;
  private @Nullable ScheduledExecutorService executor;

  KeyWatch(
      CurrentKeys current, RotateKeys rotation, InstantSource clock, SigningSettings settings) {
    this.current = current;
    this.rotation = rotation;
    this.clock = clock;
    this.settings = settings;
  }

  @Override
  public synchronized void start() {
    ScheduledExecutorService started =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("key-watch").factory());
    long period = settings.refreshEvery().toMillis();
    var _ = started.scheduleWithFixedDelay(this::look, period, period, TimeUnit.MILLISECONDS);
    executor = started;
  }

  @Override
  public synchronized void stop() {
    if (executor != null) {
      executor.shutdownNow();
      executor = null;
    }
  }

  @Override
  public synchronized boolean isRunning() {
    return executor != null;
  }

  @Override
  public int getPhase() {
    return 0;
  }

  private void look() {
    try {
      current.refresh();
      if (current.get().anyExpiredAt(clock.instant())) {
        rotation.expire();
      }
    } catch (RuntimeException | Error e) {
      // The keys in memory stay good; the next look tries again.
      LOG.warn("signing keys could not be looked at: {}", e.toString());
    }
  }
}
