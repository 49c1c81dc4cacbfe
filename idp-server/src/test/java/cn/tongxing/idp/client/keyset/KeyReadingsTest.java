package cn.tongxing.idp.client.keyset;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.client.store.KeySetRows;
import cn.tongxing.idp.testing.Clause;
import cn.tongxing.idp.testing.Within;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Many at once, on several nodes, and readings that never end. */
@Clause({"RFC 7591 2", "T2", "T7"})
class KeyReadingsTest extends DepartmentCase {

  @Test
  @Clause("T2")
  void thirtyAtOnceOnTwoNodesAskOnce() throws Exception {
    register();
    clock.advance(KeyReadings.PAUSE);
    try (var other = node();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Boolean>> tries = new ArrayList<>();
      IntStream.range(0, 30)
          .forEach(
              at -> tries.add(() -> keys(at % 2 == 0 ? node : other, "made-up-" + at).isPresent()));
      for (var each : Within.all(threads, tries)) {
        assertThat(Within.done(each)).isFalse();
      }
      assertThat(department.asked()).isEqualTo(1);
      assertThat(keys(other, "one")).isPresent();
    }
  }

  /**
   * Who comes while the address is read, which takes until they are answered, or a second: with the
   * registration as it was before, on the same node and another, and as it is known now there.
   */
  private List<Boolean> whileItIsRead(String kid) throws Exception {
    var begun = new CountDownLatch(1);
    var answered = new CountDownLatch(1);
    department.answersAfter(() -> {
      begun.countDown();
      opensOrNot(answered);
    });
    try (var other = node();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var here = registered(node);
      var there = registered(other);
      var first = threads.submit(() -> keys(node, here, kid).isPresent());
      Within.opened(begun);
      List<Callable<Boolean>> others =
          List.of(
              () -> keys(node, here, kid).isPresent(),
              () -> keys(other, there, kid).isPresent(),
              () -> keys(other, kid).isPresent());
      var found = new ArrayList<Future<Boolean>>(List.of(first));
      others.forEach(each ->
          found.add(
              threads.submit(() -> {
                boolean known = each.call();
                answered.countDown();
                return known;
              })));
      List<Boolean> known = new ArrayList<>();
      for (var each : found) {
        known.add(Within.done(each));
      }
      assertThat(department.asked()).isEqualTo(1);
      return known;
    } finally {
      department.answersAfter(() -> {});
    }
  }

  @SuppressWarnings("ReturnValueIgnored") // both will do
  private static void opensOrNot(CountDownLatch latch) {
    try {
      latch.await(1, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  @Clause("T2")
  void aKeyThatWasTakenAwayIsTakenFromNobodyWhileTheAddressIsRead() throws Exception {
    register();
    department.publishes(set("two"));
    clock.advance(KeysAtAddress.FRESH);
    assertThat(whileItIsRead("one")).hasSize(4).containsOnly(false);
    assertThat(knows("two")).isTrue();
  }

  @Test
  void aNewKeyIsFoundByAllThatComeAtOnce() throws Exception {
    register();
    department.publishes(set("one", "two"));
    clock.advance(KeysAtAddress.FRESH);
    assertThat(whileItIsRead("two")).hasSize(4).containsOnly(true);
  }

  @Test
  void allThatComeAtOnceHaveTheOldKeysOnceTheReadingHasFailed() throws Exception {
    register();
    department.says(503, "text/plain", "");
    clock.advance(KeysAtAddress.FRESH);
    assertThat(whileItIsRead("one")).hasSize(4).containsOnly(true);
    assertThat(outcome()).isEqualTo("FAILED");
  }

  private String outcome() {
    return node.get(JdbcClient.class)
        .sql("select outcome from client_key_set")
        .query(String.class)
        .single();
  }

  @Test
  void aReadingWhoseNodeIsGoneSaysNothingForOldKeysAndIsBegunAnewAfterAMinute() throws IOException {
    register();
    clock.advance(KeysAtAddress.FRESH);
    var here = registered(node);
    assertThat(
            node.get(KeySetRows.class)
                .claim(
                    HOSPITAL, department.uri(), here.algorithm(), clock.instant(), clock.instant()))
        .isTrue();
    clock.advance(Duration.ofSeconds(30));
    assertThat(keys(node, here, "one")).isEmpty();
    assertThat(knows("one")).isFalse();
    assertThat(department.asked()).isZero();
    assertThat(outcome()).isEqualTo("UNDER_WAY");

    clock.advance(Duration.ofSeconds(30));
    assertThat(knows("one")).isTrue();
    assertThat(outcome()).isEqualTo("READ");
  }

  @Test
  void aRowThatIsLostBeginsAnew() throws IOException {
    register();
    node.get(JdbcClient.class).sql("delete from client_key_set").update();
    department.says(503, "text/plain", "");
    assertThat(knows("one")).isFalse();
    assertThat(knows("one")).as("not asked in vain").isFalse();
    assertThat(department.asked()).isEqualTo(1);

    department.publishes(set("one"));
    clock.advance(KeyReadings.PAUSE);
    assertThat(knows("one")).isTrue();
    assertThat(outcome()).isEqualTo("READ");
    assertThat(
            node.get(KeySetRows.class)
                .claim(
                    HOSPITAL,
                    URI.create("https://elsewhere.example/keys"),
                    registered(node).algorithm(),
                    clock.instant(),
                    clock.instant()))
        .as("an address that is not registered")
        .isFalse();
  }
}
