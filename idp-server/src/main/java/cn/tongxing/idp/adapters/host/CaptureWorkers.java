package cn.tongxing.idp.adapters.host;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Threads for captures, as many as are configured: pictures are decoded and computed with, which
 * would keep threads that others share. Made for each capture, since one takes seconds.
 */
final class CaptureWorkers {

  /** Whoever waits holds the claim on the sign-in, which must outlast the step itself. */
  private static final Duration PATIENCE = Duration.ofSeconds(4);

  private final Semaphore free;
  private final Runner threads;

  CaptureWorkers(int workers) {
    this(workers, (name, work) -> Thread.ofPlatform().daemon().name(name).start(work));
  }

  CaptureWorkers(int workers, Runner threads) {
    this.free = new Semaphore(workers, true);
    this.threads = threads;
  }

  /** One of them, once it is free; empty if none was in time. */
  Optional<Worker> worker() {
    try {
      return free.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
          ? Optional.of(new Worker())
          : Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  /** Good for one capture. */
  final class Worker implements Runner, AutoCloseable {

    private final AtomicBoolean taken = new AtomicBoolean();

    /** It is free again when the work really ends, however long ago it was given up. */
    @Override
    public Thread start(String name, Runnable work) {
      Thread started =
          threads.start(
              name,
              () -> {
                try {
                  work.run();
                } finally {
                  free.release();
                }
              });
      taken.set(true); // not before: where no thread can be made, it is given back
      return started;
    }

    /** Gives it back if nothing was started. */
    @Override
    public void close() {
      if (!taken.getAndSet(true)) {
        free.release();
      }
    }
  }
}
