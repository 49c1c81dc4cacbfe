package cn.tongxing.idp.session.backchannel;

import cn.tongxing.idp.session.store.LogoutDeliveryRows;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Takes due logouts from the outbox and tries them side by side, woken by each commit that queues
 * one. Any number of nodes may do so; a delivery is with one of them at a time.
 */
@Component
@ConditionalOnProperty(name = "idp.command", havingValue = "false", matchIfMissing = true)
class LogoutDeliveryLoop implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(LogoutDeliveryLoop.class);
  private static final int AT_ONCE = 64;
  private static final Duration ROUND = Duration.ofSeconds(2);

  /** Longer than one try can take; then the delivery of a node that died is taken over. */
  private static final Duration LEASE = Duration.ofSeconds(30);

  private final LogoutDeliveryRows rows;
  private final DeliverLogout deliver;
  private final WakeUp wakeUp;
  private final InstantSource clock;
  private final Semaphore places = new Semaphore(AT_ONCE);

  private volatile @Nullable Thread loop;

  LogoutDeliveryLoop(
      LogoutDeliveryRows rows, DeliverLogout deliver, WakeUp wakeUp, InstantSource clock) {
    this.rows = rows;
    this.deliver = deliver;
    this.wakeUp = wakeUp;
    this.clock = clock;
  }

  @Override
  public void start() {
    Thread next = Thread.ofVirtual().name("logout-delivery").unstarted(this::run);
    loop = next;
    next.start();
  }

  /** Ends the rounds and lets the tries under way finish. */
  @Override
  public void stop() {
    Thread running = loop;
    loop = null;
    if (running == null) {
      return;
    }
    running.interrupt();
    try {
      running.join(Duration.ofSeconds(1));
      if (places.tryAcquire(AT_ONCE, 4, TimeUnit.SECONDS)) {
        places.release(AT_ONCE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return loop != null;
  }

  private void run() {
    while (Thread.currentThread() == loop) {
      try {
        round();
        wakeUp.await(ROUND);
      } catch (InterruptedException stopped) {
        return;
      } catch (RuntimeException | Error e) {
        // also of an error: whoever ended this loop would end the logouts of the whole node
        LOG.warn("logouts cannot be taken from the outbox: {}", e.toString());
        pause();
      }
    }
  }

  /** Takes as many as there are places for; when all are taken, the first one free calls again. */
  void round() {
    int free = places.drainPermits();
    List<LogoutDeliveryRows.LogoutDelivery> due = List.of();
    try {
      Instant now = clock.instant();
      due = free == 0 ? due : rows.claim(free, now, now.plus(LEASE));
    } finally {
      places.release(free - due.size());
    }
    boolean more = due.size() == free;
    for (LogoutDeliveryRows.LogoutDelivery each : due) {
      Thread.ofVirtual().name("logout-" + each.id()).start(() -> attempt(each, more));
    }
  }

  private void attempt(LogoutDeliveryRows.LogoutDelivery delivery, boolean more) {
    try {
      deliver.attempt(delivery);
    } catch (RuntimeException e) {
      LOG.warn("logout {} not tried, will be again: {}", delivery.id(), e.toString());
    } finally {
      places.release();
      if (more) {
        wakeUp.call();
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(ROUND);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
