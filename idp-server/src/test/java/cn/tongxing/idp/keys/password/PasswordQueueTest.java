package cn.tongxing.idp.keys.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.tongxing.idp.keys.PasswordsBusy;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The line in front of the slow hashes, while one that takes as long as the test wants is made. */
class PasswordQueueTest {

  private static final RefusalTime AT_ONCE = RefusalTime.every(Duration.ofMillis(1));

  private final Semaphore made = new Semaphore(0);
  private final CountDownLatch begun = new CountDownLatch(1);
  private final List<Thread> threads = new ArrayList<>();

  /** Making a salt waits: that is within the turn. */
  private final SecureRandom slow =
      new SecureRandom() {
        private static final long serialVersionUID = 1;
        private boolean ready;

        @Override
        public void nextBytes(byte[] bytes) {
          super.nextBytes(bytes);
          if (ready) {
            begun.countDown();
            made.acquireUninterruptibly();
          }
          ready |= bytes.length == 16; // the first salt is nobody's
        }
      };

  private BoundedPasswordHash occupied(Duration longestWait) throws InterruptedException {
    var hash = new BoundedPasswordHash(1, longestWait, slow, AT_ONCE);
    start(() -> hash.hash("first"));
    assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
    return hash;
  }

  private Thread start(Runnable work) {
    Thread thread = Thread.ofVirtual().start(work);
    threads.add(thread);
    return thread;
  }

  @AfterEach
  void everybodyIsServedOrSentAway() throws InterruptedException {
    made.release(1_000);
    for (Thread thread : threads) {
      assertThat(thread.join(Duration.ofSeconds(60))).isTrue();
    }
  }

  @Test
  void whoWouldBeTooFarBackInTheLineIsToldAtOnce() throws Exception {
    var hash = occupied(Duration.ofMinutes(1));
    var waiting = new AtomicInteger();
    for (int i = 0; i < 100; i++) {
      start(() -> {
        waiting.incrementAndGet();
        hash.hash("next");
      });
    }
    Awaitility.await()
        .until(() -> waiting.get() == 100 && threads.stream().skip(1).allMatch(this::waits));

    assertThatThrownBy(() -> hash.hash("too late")).isInstanceOf(PasswordsBusy.class);
    assertThatThrownBy(() -> hash.matches("too late", "")).isInstanceOf(PasswordsBusy.class);
  }

  private boolean waits(Thread thread) {
    return thread.getState() == Thread.State.TIMED_WAITING;
  }

  @Test
  void whoHasWaitedTooLongIsTold() throws Exception {
    var hash = occupied(Duration.ofMillis(50));

    assertThatThrownBy(() -> hash.matches("secret", "")).isInstanceOf(PasswordsBusy.class);
    made.release(1_000);
    Awaitility.await().until(() -> threads.stream().noneMatch(Thread::isAlive));
    assertThat(hash.matches("secret", hash.hash("secret"))).isTrue();
  }

  @Test
  void waitingCanBeInterrupted() throws Exception {
    var hash = occupied(Duration.ofMinutes(1));
    var end = new CompletableFuture<Boolean>();
    Thread waiter =
        start(() -> {
          try {
            hash.hash("next");
            end.complete(false);
          } catch (PasswordsBusy busy) {
            end.complete(Thread.currentThread().isInterrupted());
          }
        });
    Awaitility.await().until(() -> waits(waiter));

    waiter.interrupt();

    assertThat(end.get(10, TimeUnit.SECONDS)).isTrue();
  }
}
