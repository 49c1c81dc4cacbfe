package cn.tongxing.idp.line;

import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * Operations that arrive at a fixed rate, however long the ones before them take. Each one's time
 * counts from when it was due, not from when it could begin, so that what waits in a queue is seen
 * (no coordinated omission).
 */
final class OpenLoop {

  private final ClosedLoop.Operation operation;
  private final double rate;
  private final BlockingQueue<Integer> free;

  /**
   * At a rate.
   *
   * @param rate in operations a second
   * @param workers as many as may be under way at once
   */
  OpenLoop(ClosedLoop.Operation operation, double rate, int workers) {
    this.operation = operation;
    this.rate = rate;
    this.free = new ArrayBlockingQueue<>(workers);
    IntStream.range(0, workers).forEach(free::add);
  }

  /** Times in milliseconds. */
  record Latency(int done, int failed, double median, double p99, double longest) {}

  Latency run(int seconds) throws InterruptedException {
    int count = (int) (seconds * rate);
    long[] took = new long[count];
    AtomicInteger failed = new AtomicInteger();
    long start = System.nanoTime();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < count; i++) {
        int at = i;
        long due = start + (long) (i * 1e9 / rate);
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
          LockSupport.parkNanos(left);
        }
        threads.submit(() -> {
          one(failed);
          took[at] = System.nanoTime() - due;
        });
      }
      threads.shutdown();
      threads.awaitTermination(2, TimeUnit.MINUTES);
    }
    Arrays.sort(took);
    return new Latency(
        count, failed.get(), at(took, 0.5), at(took, 0.99), took[count - 1] / 1_000_000.0);
  }

  private void one(AtomicInteger failed) {
    try {
      Integer worker = free.poll(1, TimeUnit.MINUTES);
      if (worker == null) { // all of them are stuck
        failed.incrementAndGet();
        return;
      }
      try {
        operation.run(worker);
      } finally {
        free.add(worker);
      }
    } catch (Exception | AssertionError e) {
      failed.incrementAndGet();
    }
  }

  private static double at(long[] sorted, double part) {
    return sorted[(int) (part * (sorted.length - 1))] / 1_000_000.0;
  }
}
