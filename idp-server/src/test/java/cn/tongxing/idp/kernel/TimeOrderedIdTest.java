package cn.tongxing.idp.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.testing.Clause;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Clause("RFC 9562 5.7")
class TimeOrderedIdTest {

  private static final SecureRandom RANDOM = new SecureRandom();

  @ParameterizedTest
  @ValueSource(
      strings = {"1970-01-01T00:00:00Z", "2026-11-26T08:00:00.123Z", "9999-12-31T23:59:59.999Z"})
  void anIdIsOfVersionSevenAndHoldsItsTime(String time) {
    Instant at = Instant.parse(time);

    UUID id = TimeOrderedId.at(at, RANDOM);

    assertThat(id.version()).isEqualTo(7);
    assertThat(id.variant()).isEqualTo(2);
    assertThat(TimeOrderedId.timeOf(id)).isEqualTo(at);
  }

  @Test
  void idsSortByTimeThenByPlace() {
    String before = "";
    for (long millisecond : new long[] {0, 1, 1_700_000_000_000L, 1_700_000_000_001L}) {
      for (int place : new int[] {0, 1, 2048, 4095}) {
        String id = TimeOrderedId.at(millisecond, place, RANDOM).toString();
        assertThat(id).isGreaterThan(before);
        before = id;
      }
    }
  }

  @Test
  void idsOfOneMillisecondDiffer() {
    Set<UUID> ids = new HashSet<>();
    for (int i = 0; i < 10_000; i++) {
      ids.add(TimeOrderedId.at(Instant.EPOCH, RANDOM));
    }
    assertThat(ids).hasSize(10_000);
  }

  @Test
  void theLeastIdOfATimeSortsBeforeAllOfItAndAfterAllBefore() {
    Instant at = Instant.parse("2026-11-26T08:00:00.123Z");
    String least = TimeOrderedId.leastAt(at).toString();

    assertThat(least).isLessThan(TimeOrderedId.at(at.toEpochMilli(), 0, RANDOM).toString());
    assertThat(least)
        .isGreaterThan(TimeOrderedId.at(at.toEpochMilli() - 1, 4095, RANDOM).toString());
    assertThat(TimeOrderedId.timeOf(TimeOrderedId.leastAt(at))).isEqualTo(at);
  }
}
