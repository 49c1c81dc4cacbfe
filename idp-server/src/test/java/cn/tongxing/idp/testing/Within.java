package cn.tongxing.idp.testing;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Waits of tests have an end: a minute, as {@link Patience}. What has not come by then fails the
 * test, and says so; it does not hold up the build.
 */
public final class Within {

  private static final Duration MOST = Duration.ofMinutes(1);

  private Within() {}

  /** The latch is open. */
  public static void opened(CountDownLatch latch) {
    try {
      if (!latch.await(MOST.toSeconds(), TimeUnit.SECONDS)) {
        throw new AssertionError("still closed: " + latch);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** What came of it. */
  public static <T> T done(Future<T> running) throws InterruptedException, ExecutionException {
    try {
      return running.get(MOST.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      running.cancel(true);
      throw new AssertionError("not done: " + running, e);
    }
  }

  /** All at once; what is not done in time is cancelled. */
  public static <T> List<Future<T>> all(ExecutorService threads, Collection<Callable<T>> tasks)
      throws InterruptedException {
    return threads.invokeAll(tasks, MOST.toSeconds(), TimeUnit.SECONDS);
  }

  /** The thread has ended. */
  public static void ended(Thread thread) throws InterruptedException {
    if (!thread.join(MOST)) {
      throw new AssertionError("still runs: " + thread);
    }
  }

  /** The program has ended; its exit code. */
  public static int ended(Process program) throws InterruptedException {
    if (!program.waitFor(MOST.toSeconds(), TimeUnit.SECONDS)) {
      program.destroyForcibly();
      throw new AssertionError("still runs: " + program);
    }
    return program.exitValue();
  }
}
