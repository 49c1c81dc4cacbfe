package cn.tongxing.idp.client.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.tongxing.idp.testing.Clause;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionSynchronizationManager;

class SharedReadingsTest {

  private final AtomicInteger reads = new AtomicInteger();
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch goOn = new CountDownLatch(1);

  @Test
  void ofManyAtOnceOneReads() throws Exception {
    var readings = new SharedReadings<String, Integer>(_ -> slow(7));

    for (Future<Integer> each : twenty(readings)) {
      assertThat(each.get(30, TimeUnit.SECONDS)).isEqualTo(7);
    }
    assertThat(readings.get("key")).isEqualTo(7);
    assertThat(reads).hasValue(1);
  }

  @Test
  void whatOneCannotReadNobodyReadsInTheSecondAfterIt() throws Exception {
    var readings =
        new SharedReadings<String, Integer>(_ -> {
          slow(0);
          throw new IllegalStateException("away");
        });

    for (Future<Integer> each : twenty(readings)) {
      assertThatThrownBy(() -> each.get(30, TimeUnit.SECONDS))
          .isInstanceOf(ExecutionException.class)
          .hasRootCauseMessage("away");
    }
    assertThat(reads).hasValue(1);
    for (int at = 0; at < 100; at++) {
      assertThatThrownBy(() -> readings.get("key")).hasMessage("away");
    }
    assertThat(reads).as("a hundred more, within one pause or two").hasValueLessThan(4);
    Awaitility.await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() -> {
          assertThatThrownBy(() -> readings.get("key")).hasMessage("away");
          assertThat(reads).as("after the pause").hasValueGreaterThan(1);
        });
  }

  @Test
  void whoBeganToReadBeforeAChangeKeepsNothing() throws Exception {
    var readings = new SharedReadings<String, Integer>(_ -> slow(reads.get()));
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Integer> before = threads.submit(() -> readings.get("key"));
      assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();

      readings.forget("key");
      goOn.countDown();

      before.get(30, TimeUnit.SECONDS);
      readings.get("key");
      assertThat(reads).as("it is read again").hasValue(2);
    }
  }

  /** Who is waited for may be waiting for the connection, or the row, of whoever waits. */
  @Test
  @Clause("F9")
  void whoIsInATransactionWaitsForNobodyAndReadsForThemselves() throws Exception {
    var readings =
        new SharedReadings<String, Integer>(_ -> {
          int mine = reads.get();
          return mine == 0 ? slow(7) : mine + reads.incrementAndGet();
        });
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Integer> other = threads.submit(() -> readings.get("key"));
      assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();

      Future<Integer> inside = threads.submit(() -> inTransaction(() -> readings.get("key")));
      assertThat(inside.get(5, TimeUnit.SECONDS)).isEqualTo(3);

      assertThat(other).isNotDone();
      goOn.countDown();
      assertThat(other.get(30, TimeUnit.SECONDS)).isEqualTo(7);
      assertThat(readings.get("key")).as("what others know").isEqualTo(7);
      assertThat(inTransaction(() -> readings.get("key"))).as("is used").isEqualTo(7);
    }
  }

  private static int inTransaction(IntSupplier work) {
    TransactionSynchronizationManager.setActualTransactionActive(true);
    try {
      return work.getAsInt();
    } finally {
      TransactionSynchronizationManager.setActualTransactionActive(false);
    }
  }

  private List<Future<Integer>> twenty(SharedReadings<String, Integer> readings)
      throws InterruptedException {
    var asked = new ArrayList<Future<Integer>>();
    var waiting = new CountDownLatch(20);
    var threads = Executors.newVirtualThreadPerTaskExecutor();
    for (int at = 0; at < 20; at++) {
      asked.add(
          threads.submit(() -> {
            waiting.countDown();
            return readings.get("key");
          }));
    }
    threads.shutdown();
    assertThat(waiting.await(30, TimeUnit.SECONDS)).isTrue();
    assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
    goOn.countDown();
    return asked;
  }

  /** Holds the first reader until the others are there. */
  private int slow(int value) {
    reads.incrementAndGet();
    begun.countDown();
    try {
      assertThat(goOn.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return value;
  }
}
