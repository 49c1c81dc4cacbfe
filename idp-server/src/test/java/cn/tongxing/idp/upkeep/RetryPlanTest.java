package cn.tongxing.idp.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.testing.Clause;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RetryPlanTest {

  @Test
  @Clause("N6")
  void triesGetRarerAndEndAfterADay() {
    Instant queued = Instant.parse("2026-05-01T00:00:00Z");

    assertThat(RetryPlan.next(1, queued, queued)).contains(queued.plusSeconds(5));
    assertThat(RetryPlan.next(4, queued, queued)).contains(queued.plusSeconds(40));
    assertThat(RetryPlan.next(40, queued, queued)).contains(queued.plus(Duration.ofHours(1)));
    assertThat(RetryPlan.next(40, queued, queued.plus(Duration.ofHours(23)))).isEmpty();
  }
}
