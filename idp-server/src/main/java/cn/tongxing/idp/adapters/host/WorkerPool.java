package cn.tongxing.idp.adapters.host;

import cn.tongxing.adapter.spi.WorkerProgram;
import cn.tongxing.adapter.spi.Workers;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Process pool of one program: as many as it may have, started late, after failures later still.
 */
final class WorkerPool implements Workers {

  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
  private static final int MOST_DOUBLINGS = 10;

  private final WorkerProgram program;
  private final InstantSource clock;
  private final Semaphore permits;
  private final Queue<WorkerProcess> idle = new ConcurrentLinkedQueue<>();
  private final Set<WorkerProcess> all = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;
  private int failures;
  private Instant notBefore = Instant.MIN;

  WorkerPool(WorkerProgram program, InstantSource clock) {
    this.program = program;
    this.clock = clock;
    this.permits = new Semaphore(program.processes(), true);
  }

  @Override
  public byte[] ask(List<byte[]> parts, Instant deadline) throws IOException {
    if (!permitted(left(deadline))) {
      throw new IOException("no worker is free");
    }
    try {
      WorkerProcess worker = worker();
      byte[] answer = asked(worker, parts, deadline);
      idle.add(worker);
      return answer;
    } finally {
      permits.release();
    }
  }

  private byte[] asked(WorkerProcess worker, List<byte[]> parts, Instant deadline)
      throws IOException {
    try {
      byte[] answer = worker.ask(parts, left(deadline));
      succeeded();
      return answer;
    } catch (IOException | OutOfMemoryError e) { // the latter where no thread can be made
      worker.kill();
      all.remove(worker);
      failed();
      throw e;
    }
  }

  private Duration left(Instant deadline) {
    return Duration.between(clock.instant(), deadline);
  }

  private boolean permitted(Duration patience) {
    try {
      return permits.tryAcquire(Math.max(0, patience.toMillis()), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** One that runs, or a new one unless those before ended badly just now. */
  private WorkerProcess worker() throws IOException {
    for (WorkerProcess each = idle.poll(); each != null; each = idle.poll()) {
      if (each.isAlive()) {
        return each;
      }
      all.remove(each);
    }
    if (pauses()) {
      throw new IOException("workers ended badly just now");
    }
    WorkerProcess started = started();
    all.add(started);
    if (closed) {
      started.kill();
      throw new IOException("the workers are closed");
    }
    return started;
  }

  private WorkerProcess started() throws IOException {
    try {
      return WorkerProcess.start(program);
    } catch (IOException cannotStart) {
      failed();
      throw cannotStart;
    }
  }

  private synchronized boolean pauses() {
    return clock.instant().isBefore(notBefore);
  }

  private synchronized void succeeded() {
    failures = 0;
    notBefore = Instant.MIN;
  }

  private synchronized void failed() {
    Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(failures, MOST_DOUBLINGS));
    failures++;
    notBefore = clock.instant().plus(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE);
  }

  @Override
  public void close() {
    closed = true;
    all.forEach(WorkerProcess::kill);
    all.clear();
  }
}
