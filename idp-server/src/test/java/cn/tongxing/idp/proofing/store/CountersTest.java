package cn.tongxing.idp.proofing.store;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.proofing.limits.Admission;
import cn.tongxing.idp.proofing.limits.Admission.Admitted;
import cn.tongxing.idp.proofing.limits.Admission.Limited;
import cn.tongxing.idp.proofing.limits.Budget;
import cn.tongxing.idp.testing.Clause;
import cn.tongxing.idp.testing.TestServices;
import io.lettuce.core.api.sync.RedisCommands;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Counters of tries in Redis: all budgets of a try, or none. */
@Clause({"A2", "A5"})
class CountersTest {

  private static final Instant NOON = Instant.parse("2026-11-27T12:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);
  private static final AtomicInteger FAMILIES = new AtomicInteger();

  private static final class Redis {
    static final RedisCommands<String, byte[]> COMMANDS = TestServices.freshRedis();
  }

  private final RedisCounters counters = new RedisCounters(Redis.COMMANDS);
  private final String family = "family-" + FAMILIES.incrementAndGet();

  private Admission take(Budget... budgets) {
    return counters.take(family, List.of(budgets), NOON);
  }

  @Test
  void aTryOverABudgetCountsAgainstNone() {
    Budget narrow = new Budget("narrow", 2, HOUR);
    Budget wide = new Budget("wide", 3, HOUR);
    assertThat(take(wide, narrow)).isEqualTo(new Admitted(List.of(wide, narrow)));
    assertThat(take(wide, narrow)).isInstanceOf(Admitted.class);

    Limited limited = (Limited) take(wide, narrow);
    assertThat(limited.by()).isEqualTo(family + ":narrow");
    assertThat(limited.until()).isBetween(NOON.plusSeconds(3_500), NOON.plus(HOUR));
    assertThat(take(wide)).as("the third of the wide one is left").isInstanceOf(Admitted.class);
    assertThat(((Limited) take(wide)).by()).isEqualTo(family + ":wide");
  }

  @Test
  void aCounterEndsWithItsWindowWhichBeginsWithTheFirst() {
    take(new Budget("day", 5, HOUR));
    String key = "limit:{" + family + "}:day";
    Redis.COMMANDS.pexpire(key, 40_000);

    take(new Budget("day", 5, HOUR));

    assertThat(Redis.COMMANDS.pttl(key)).isBetween(1L, 40_000L);
  }

  @Test
  void whatIsStoppedIsStoppedForASecondAtLeast() {
    Budget one = new Budget("pause", 1, Duration.ofMillis(900));
    take(one);

    assertThat(take(one))
        .isInstanceOfSatisfying(
            Limited.class, limited -> assertThat(limited.until()).isEqualTo(NOON.plusSeconds(1)));
  }

  @Test
  void whatIsGivenBackMayBeTakenAgainAndNoMore() {
    Budget one = new Budget("one", 1, HOUR);
    counters.giveBack(family, List.of(one));
    Admitted admitted = (Admitted) take(one);
    assertThat(take(one)).isInstanceOf(Limited.class);

    counters.giveBack(family, admitted.taken());
    counters.giveBack(family, admitted.taken());

    assertThat(take(one)).isInstanceOf(Admitted.class);
    assertThat(take(one)).as("given back twice is one").isInstanceOf(Limited.class);
  }

  @Test
  void aBudgetThatPressesStopsOnlyWhatIsUsedUpBesides() {
    Budget prefix = new Budget("prefix", 1, HOUR, Budget.Effect.PRESSES);
    Budget quiet = new Budget("quiet", 1, HOUR, Budget.Effect.STOPS_UNDER_PRESSURE);
    Budget loud = new Budget("loud", 2, HOUR, Budget.Effect.STOPS_UNDER_PRESSURE);
    take(loud);
    assertThat(take(loud)).as("used up, but nothing presses").isInstanceOf(Admitted.class);
    assertThat(take(loud)).isInstanceOf(Admitted.class);
    assertThat(take(prefix)).isInstanceOf(Admitted.class);

    assertThat(((Limited) take(prefix, loud)).by()).isEqualTo(family + ":loud");
    assertThat(take(prefix, quiet)).as("who used nothing up goes on").isInstanceOf(Admitted.class);
    assertThat(((Limited) take(prefix, quiet)).by()).isEqualTo(family + ":quiet");
  }

  @Test
  void ofStoppedTriesTheFirstIsToldAndTheOthersAreCounted() {
    Instant end = NOON.plus(HOUR);
    assertThat(counters.stopped(family, end, NOON)).hasValue(0);
    assertThat(counters.stopped(family, end, NOON.plusSeconds(1))).isEmpty();
    assertThat(counters.stopped(family, end, end.minusMillis(1))).isEmpty();

    assertThat(counters.stopped(family, end.plus(HOUR), end))
        .as("the next window tells how many there were")
        .hasValue(2);
    assertThat(counters.takeStopped(family)).isZero();
    counters.stopped(family, end.plus(HOUR), end.plusSeconds(1));
    assertThat(counters.takeStopped(family)).isEqualTo(1);
    assertThat(counters.takeStopped(family)).as("taken once").isZero();
  }
}
