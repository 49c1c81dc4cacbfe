package cn.tongxing.simulator.nciic;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** How often one number may be asked about. */
class QueryLimitTest {

  private Instant now = Instant.parse("2026-11-28T08:00:00Z");

  @Test
  void aNumberIsAskedAboutSoOftenInTenMinutesFromTheFirst() {
    var limit = new QueryLimit(() -> now, 2);

    assertThat(limit.allows("a")).isTrue();
    now = now.plus(Duration.ofMinutes(9));
    assertThat(limit.allows("a")).isTrue();
    assertThat(limit.allows("a")).isFalse();
    assertThat(limit.allows("b")).as("another number").isTrue();
    now = now.plus(Duration.ofMinutes(1)).minusMillis(1);
    assertThat(limit.allows("a")).isFalse();
    now = now.plusMillis(1);
    assertThat(limit.allows("a")).as("ten minutes after the first").isTrue();
    assertThat(limit.allows("a")).isTrue();
    assertThat(limit.allows("a")).isFalse();
  }

  @Test
  void noneAtAllIsNoneAtAll() {
    var limit = new QueryLimit(() -> now, 0);

    assertThat(limit.allows("a")).isFalse();
    assertThat(limit.allows("a")).isFalse();
  }
}
