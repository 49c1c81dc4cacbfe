package cn.tongxing.idp.upkeep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cn.tongxing.idp.testing.Clause;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Clause("F29")
class SchedulerTest {

  @TempDir Path folder;

  /** A job of the test. */
  private record Work(String name, Duration every, Runnable work) implements Job {
    @Override
    public void run() {
      work.run();
    }
  }

  @Test
  void aLongRunStopsNoOtherJobAndIsWaitedForAtTheEnd() {
    CountDownLatch mayEnd = new CountDownLatch(1);
    AtomicInteger begun = new AtomicInteger();
    AtomicInteger ended = new AtomicInteger();
    AtomicInteger others = new AtomicInteger();
    Job endless =
        new Work(
            "endless",
            Duration.ofMillis(1),
            () -> {
              begun.incrementAndGet();
              waitFor(mayEnd);
              ended.incrementAndGet();
            });
    Job quick = new Work("quick", Duration.ofMillis(1), others::incrementAndGet);
    try (UpkeepNode node = UpkeepNode.start(folder, List.of(endless, quick))) {
      await().until(() -> begun.get() == 1 && others.get() > 20);
      assertThat(node.get(Upkeep.class).jobs()).contains("endless", "quick", "key-watch");
      mayEnd.countDown();
    }
    assertThat(ended.get()).isEqualTo(begun.get());
  }

  @Test
  void aJobThatFailsIsRunAgainAndToldOfOnceAnHour() {
    AtomicInteger runs = new AtomicInteger();
    Job failing =
        new Work(
            "failing",
            Duration.ofHours(1),
            () -> {
              if (runs.incrementAndGet() <= 5) {
                throw new IllegalStateException("13800000001 is not to be in the trail");
              }
            });
    try (UpkeepNode node = UpkeepNode.start(folder, List.of(failing))) {
      Upkeep upkeep = node.get(Upkeep.class);
      for (int i = 0; i < 4; i++) {
        assertThat(upkeep.runAll()).containsExactly("failing");
      }
      assertThat(node.audited("upkeep.failed"))
          .containsExactly(
              "{\"error\":\"IllegalStateException\",\"failures\":\"1\",\"job\":\"failing\"}");
      node.clock.advance(Duration.ofHours(1));
      assertThat(upkeep.runAll()).containsExactly("failing");
      assertThat(upkeep.runAll()).isEmpty();
      assertThat(node.audited("upkeep.failed"))
          .hasSize(2)
          .last()
          .asString()
          .contains("\"failures\":\"5\"");
    }
  }

  @Test
  void whatOneNodeAtATimeDoesIsDoneByOne() {
    try (UpkeepNode one = UpkeepNode.start(folder, List.of());
        UpkeepNode other = one.another(folder)) {
      Alone here = one.get(Alone.class);
      Alone there = other.get(Alone.class);

      Optional<Boolean> outcome =
          here.alone(
              "work",
              () -> {
                assertThat(there.alone("work", () -> true)).isEmpty();
                return there.alone("other work", () -> true).isPresent();
              });

      assertThat(outcome).contains(true);
      assertThat(there.alone("work", () -> true)).contains(true);
    }
  }

  @Test
  void itsTransactionsTakeThreeConnectionsAtMost() {
    CountDownLatch mayEnd = new CountDownLatch(1);
    AtomicInteger inside = new AtomicInteger();
    try (UpkeepNode node = UpkeepNode.start(folder, List.of())) {
      Alone alone = node.get(Alone.class);
      List<Thread> threads =
          java.util.stream.IntStream.range(0, 6)
              .mapToObj(i ->
                  Thread.ofVirtual()
                      .start(() ->
                          alone.alone(
                              "work " + i,
                              () -> {
                                inside.incrementAndGet();
                                waitFor(mayEnd);
                                return true;
                              })))
              .toList();
      await().until(() -> inside.get() == 3);
      await().during(Duration.ofMillis(200)).until(() -> inside.get() == 3);
      mayEnd.countDown();
      for (Thread thread : threads) {
        join(thread);
      }
      assertThat(inside).hasValue(6);
    }
  }

  private static void join(Thread thread) {
    try {
      assertThat(thread.join(Duration.ofSeconds(30))).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void waitFor(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
