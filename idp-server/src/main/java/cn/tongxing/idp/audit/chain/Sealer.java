package cn.tongxing.idp.audit.chain;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * The thread that seals, on every node: the lock decides which one does it. It asks rather than is
 * told, since a NOTIFY would cost every transaction that writes an event.
 */
final class Sealer implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(Sealer.class);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final SealEvents sealing;
  private final AuditSettings settings;
  private @Nullable Running running;

  Sealer(SealEvents sealing, AuditSettings settings) {
    this.sealing = sealing;
    this.settings = settings;
  }

  @Override
  public synchronized void start() {
    sealing.begin();
    CountDownLatch stopping = new CountDownLatch(1);
    Thread thread = Thread.ofPlatform().daemon().name("audit-sealer").start(() -> run(stopping));
    running = new Running(stopping, thread);
  }

  /** Ends after the pass it is in, and one more for what came last. */
  @Override
  public synchronized void stop() {
    if (running == null) {
      return;
    }
    running.stopping.countDown();
    try {
      if (!running.thread.join(PATIENCE)) {
        LOG.warn("the audit sealer did not stop in {}", PATIENCE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    running = null;
  }

  @Override
  public synchronized boolean isRunning() {
    return running != null;
  }

  /** Starts before the web server and stops after it. */
  @Override
  public int getPhase() {
    return 0;
  }

  private void run(CountDownLatch stopping) {
    boolean stop = false;
    while (!stop) {
      stop = await(stopping);
      attempt(this::sealAll);
    }
  }

  private void sealAll() {
    boolean more = true;
    while (more) {
      more = sealing.pass();
    }
  }

  private static void attempt(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException | Error e) {
      // Nothing is lost: events wait in their table. The next pass begins where this one did.
      LOG.warn("audit events could not be sealed: {}", e.toString());
    }
  }

  private boolean await(CountDownLatch stopping) {
    try {
      return stopping.await(settings.sealEvery().toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      return true;
    }
  }

  private record Running(CountDownLatch stopping, Thread thread) {}
}
