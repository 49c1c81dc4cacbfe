package cn.tongxing.idp.keys.password;

import cn.tongxing.idp.keys.PasswordHash;
import cn.tongxing.idp.keys.PasswordsBusy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.springframework.test.util.ReflectionTestUtils;

/** As many passwords as may wait before the real slow hashes, while nobody's turn comes. */
public final class FullQueue implements AutoCloseable {

  private static final Duration FILLED = Duration.ofSeconds(30);

  private final PasswordHash hash;
  private final Semaphore permits;
  private final int most;
  private final int taken;
  private final List<Thread> waiting = new ArrayList<>();
  private final Thread filling;
  private volatile boolean open = true;

  private FullQueue(PasswordHash hash, Semaphore permits, int most) {
    this.hash = hash;
    this.permits = permits;
    this.most = most;
    this.taken = permits.drainPermits();
    this.filling = Thread.ofVirtual().unstarted(this::fill);
  }

  /** In front of a server's hashes, until it is closed. */
  public static FullQueue of(PasswordHash hash) {
    var permits = (Semaphore) ReflectionTestUtils.getField(hash, "permits");
    int most = (Integer) ReflectionTestUtils.getField(hash, "mostWaiting");
    var queue = new FullQueue(hash, permits, most);
    queue.filling.start();
    Awaitility.await()
        .atMost(FILLED)
        .pollInterval(Duration.ofMillis(5))
        .until(() -> permits.getQueueLength() >= most);
    return queue;
  }

  /** Nobody waits longer than three seconds: whoever was sent away is followed by another. */
  private void fill() {
    while (open) {
      waiting.removeIf(each -> !each.isAlive());
      while (open && waiting.size() < most) {
        waiting.add(Thread.ofVirtual().start(this::queue));
      }
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
    }
  }

  private void queue() {
    try {
      hash.hash("one of the crowd");
    } catch (PasswordsBusy sentAway) {
      // in the end
    }
  }

  @Override
  public void close() {
    open = false;
    Awaitility.await().atMost(FILLED).until(() -> !filling.isAlive());
    waiting.forEach(Thread::interrupt);
    permits.release(taken);
    Awaitility.await().atMost(FILLED).until(() -> waiting.stream().noneMatch(Thread::isAlive));
  }
}
