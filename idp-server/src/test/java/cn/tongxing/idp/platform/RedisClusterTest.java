package cn.tongxing.idp.platform;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.proofing.limits.Admission;
import cn.tongxing.idp.proofing.limits.Budget;
import cn.tongxing.idp.proofing.limits.Counters;
import cn.tongxing.idp.testing.OwnRedisCluster;
import cn.tongxing.idp.testing.Within;
import io.lettuce.core.cluster.SlotHash;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.ClassPathBeanDefinitionScanner;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.type.filter.AssignableTypeFilter;

/** A cluster of Redis that is resharded and shrunk while it is used, by the limits' scripts. */
class RedisClusterTest {

  private static final int FAMILIES = 120;
  private static final Instant NOW = Instant.parse("2026-11-27T08:00:00Z");
  private static final List<Budget> BUDGETS =
      List.of(
          new Budget("day", 1_000_000, Duration.ofDays(1)),
          new Budget("hour", 1_000_000, Duration.ofHours(1)));

  private OwnRedisCluster cluster;
  private AnnotationConfigApplicationContext server;
  private Counters counters;

  @BeforeEach
  void start() {
    cluster = OwnRedisCluster.start();
    server = new AnnotationConfigApplicationContext();
    server
        .getEnvironment()
        .getPropertySources()
        .addFirst(new MapPropertySource("test", Map.of("idp.redis.uri", cluster.uri())));
    server.register(RedisConfiguration.class);
    var scanner = new ClassPathBeanDefinitionScanner(server, false);
    scanner.addIncludeFilter(new AssignableTypeFilter(Counters.class));
    scanner.scan("cn.tongxing.idp.proofing.store");
    server.refresh();
    counters = server.getBean(Counters.class);
  }

  @AfterEach
  void stop() {
    server.close();
    cluster.close();
  }

  @Test
  void slotsMoveUnderLoadAndTheirNodeGoesWithoutAFailedOrALostCount() throws Exception {
    var counted = new ConcurrentHashMap<String, Integer>();
    var stop = new AtomicBoolean();
    try (var threads = Executors.newFixedThreadPool(4)) {
      List<Future<?>> load =
          IntStream.range(0, 4)
              .<Future<?>>mapToObj(each -> threads.submit(() -> load(each, counted, stop)))
              .toList();
      Set<Integer> used = families().map(RedisClusterTest::slot).collect(Collectors.toSet());
      try {
        for (int slot : OwnRedisCluster.slotsOf(0)) {
          if (used.contains(slot)) {
            cluster.beginMoving(slot, 0, 1);
          }
          cluster.endMoving(slot, 0, 1);
        }
        var sample = new Sample(counted);
        Awaitility.await() // before the periodic reading of the topology, once a minute
            .atMost(Duration.ofSeconds(45))
            .pollInterval(Duration.ofMillis(500))
            .until(sample::passesNode0By);
        int soFar = sum(counted);
        cluster.stop(0);
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> sum(counted) > soFar + 500);
      } finally {
        stop.set(true);
      }
      for (Future<?> each : load) {
        Within.done(each); // fails with what failed
      }
    }
    assertThat(families().map(family -> stored(family, "day")))
        .as("counts")
        .containsExactlyElementsOf(families().map(counted::get).toList());
    assertThat(new HashSet<>(counted.keySet())).hasSize(FAMILIES);
  }

  /**
   * One key of a script's is moved, the other is not: such a slot tells the caller to try again.
   */
  @Test
  void aSlotHalfMovedIsWaitedFor() throws Exception {
    String family = families().filter(it -> slot(it) < 16_384 / 3).findFirst().orElseThrow();
    assertThat(counters.take(family, BUDGETS, NOW)).isInstanceOf(Admission.Admitted.class);
    cluster.beginMoving(slot(family), 0, 1);
    cluster.moveKeys(slot(family), 1, 0, 1);
    try (var threads = Executors.newSingleThreadExecutor()) {
      Future<Admission> taken = threads.submit(() -> counters.take(family, BUDGETS, NOW));
      Awaitility.await()
          .atMost(Duration.ofMinutes(1))
          .until(() -> toldToTryAgain(0) || toldToTryAgain(1) || taken.isDone());
      assertThat(taken).as("waits").isNotDone();
      cluster.endMoving(slot(family), 0, 1);
      assertThat(Within.done(taken)).isInstanceOf(Admission.Admitted.class);
    }
    assertThat(stored(family, "day")).isEqualTo(2);
    assertThat(stored(family, "hour")).isEqualTo(2);
  }

  private boolean toldToTryAgain(int node) {
    return cluster.node(node).info("errorstats").contains("TRYAGAIN");
  }

  private void load(int part, Map<String, Integer> counted, AtomicBoolean stop) {
    List<String> mine = families().filter(family -> slot(family) % 4 == part).toList();
    while (!stop.get()) {
      for (String family : mine) {
        assertThat(counters.take(family, BUDGETS, NOW)).isInstanceOf(Admission.Admitted.class);
        counted.merge(family, 1, Integer::sum);
      }
    }
  }

  private int stored(String family, String budget) {
    byte[] text =
        server
            .getBean(RedisConfiguration.class)
            .redisCommands(server.getBean(RedisConfiguration.Redis.class))
            .get("limit:{" + family + "}:" + budget);
    return Integer.parseInt(new String(text, StandardCharsets.US_ASCII));
  }

  /** Some hundred scripts, one after the other. */
  private final class Sample {

    private final Map<String, Integer> counted;
    private int begin;

    Sample(Map<String, Integer> counted) {
      this.counted = counted;
      begin();
    }

    private void begin() {
      cluster.node(0).configResetstat();
      begin = sum(counted);
    }

    /** Whether the node was sent none of a whole sample; what is none yet is waited for outside. */
    boolean passesNode0By() {
      if (sum(counted) <= begin + 500) {
        return false;
      }
      boolean none =
          cluster.node(0).info("commandstats").lines().noneMatch(it -> it.contains("eval"));
      begin();
      return none;
    }
  }

  private static int sum(Map<String, Integer> counted) {
    return counted.values().stream().mapToInt(Integer::intValue).sum();
  }

  private static Stream<String> families() {
    return IntStream.range(0, FAMILIES).mapToObj(each -> "family-" + each);
  }

  private static int slot(String family) {
    return SlotHash.getSlot("{" + family + "}");
  }
}
