package cn.tongxing.idp.line;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Eight workers that do one operation again and again, each as soon as its last is done. */
final class ClosedLoop {

  static final int WORKERS = 8;

  private ClosedLoop() {}

  /** One operation, done by a worker that keeps its own state. */
  interface Operation {
    void run(int worker) throws Exception;
  }

  /** Lets all workers do one operation again and again; how often they did it. */
  static long run(Operation operation, int seconds) throws Exception {
    long end = System.nanoTime() + seconds * 1_000_000_000L;
    try (var workers = Executors.newFixedThreadPool(WORKERS)) {
      List<Future<Long>> counts = new ArrayList<>();
      for (int i = 0; i < WORKERS; i++) {
        int worker = i;
        counts.add(
            workers.submit(() -> {
              long count = 0;
              while (System.nanoTime() < end) {
                operation.run(worker);
                count++;
              }
              return count;
            }));
      }
      long all = 0;
      for (Future<Long> count : counts) {
        all += count.get(10, TimeUnit.MINUTES);
      }
      return all;
    }
  }
}
