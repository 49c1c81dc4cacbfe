package cn.tongxing.idp.keys.password;

import cn.tongxing.idp.keys.PasswordHash;
import cn.tongxing.idp.keys.PasswordsBusy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.awaitility.Awaitility;
import org.springframework.test.util.ReflectionTestUtils;

/** As many passwords as may wait before the real slow hashes, while nobody's turn comes. */
public final class FullQueue implements AutoCloseable {

  private final Semaphore permits;
  private final int taken;
  private final List<Thread> waiting = new ArrayList<>();

  private FullQueue(Semaphore permits, int taken) {
    this.permits = permits;
    this.taken = taken;
  }

  /** In front of a server's hashes; for three seconds, which is how long anybody waits. */
  public static FullQueue of(PasswordHash hash) {
    var permits = (Semaphore) ReflectionTestUtils.getField(hash, "permits");
    int most = (Integer) ReflectionTestUtils.getField(hash, "mostWaiting");
    var queue = new FullQueue(permits, permits.drainPermits());
    for (int i = 0; i < most; i++) {
      queue.waiting.add(Thread.ofVirtual().start(() -> wait(hash)));
    }
    Awaitility.await()
        .atMost(Duration.ofSeconds(2))
        .pollInterval(Duration.ofMillis(5))
        .until(() -> permits.getQueueLength() >= most);
    return queue;
  }

  private static void wait(PasswordHash hash) {
    try {
      hash.hash("one of the crowd");
    } catch (PasswordsBusy sentAway) {
      // in the end
    }
  }

  @Override
  public void close() {
    waiting.forEach(Thread::interrupt);
    permits.release(taken);
    Awaitility.await().until(() -> waiting.stream().noneMatch(Thread::isAlive));
  }
}
