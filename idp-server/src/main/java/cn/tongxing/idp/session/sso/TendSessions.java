package cn.tongxing.idp.session.sso;

import cn.tongxing.idp.session.store.LogoutDeliveryRows;
import cn.tongxing.idp.session.store.SessionRows;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Once a day: makes the partitions of the months to come and drops what is old. */
@Component
@ConditionalOnProperty(name = "idp.command", havingValue = "false", matchIfMissing = true)
class TendSessions implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(TendSessions.class);
  private static final Duration DELIVERIES_KEPT = Duration.ofDays(31);

  private final SessionRows sessions;
  private final LogoutDeliveryRows deliveries;
  private final SessionSettings settings;
  private final InstantSource clock;

  private volatile @Nullable Thread daily;

  TendSessions(
      SessionRows sessions,
      LogoutDeliveryRows deliveries,
      SessionSettings settings,
      InstantSource clock) {
    this.sessions = sessions;
    this.deliveries = deliveries;
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public void start() {
    Thread next = Thread.ofVirtual().name("tend-sessions").unstarted(this::run);
    daily = next;
    next.start();
  }

  @Override
  public void stop() {
    Thread running = daily;
    daily = null;
    if (running != null) {
      running.interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return daily != null;
  }

  private void run() {
    while (Thread.currentThread() == daily) {
      tend();
      try {
        Thread.sleep(Duration.ofDays(1));
      } catch (InterruptedException stopped) {
        return;
      }
    }
  }

  /** A failure costs nothing but tidiness: new rows go to the default partition. */
  void tend() {
    try {
      Instant now = clock.instant();
      sessions.tendPartitions(now, now.minus(settings.kept()));
      deliveries.forget(now.minus(DELIVERIES_KEPT));
    } catch (RuntimeException e) {
      LOG.warn("sessions not tended: {}", e.toString());
    }
  }
}
