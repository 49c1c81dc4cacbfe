package cn.tongxing.idp.login.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.testing.Clause;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

@Clause("WCAG 2.2 2.2.1")
class LifeTest {

  private static final Instant BEGUN = Instant.parse("2026-11-23T10:00:00Z");
  private static final Life LIFE = Life.begun(BEGUN);

  private static Instant after(Duration time) {
    return BEGUN.plus(time);
  }

  @Test
  void itIsOverHalfAnHourAfterTheLastStep() {
    assertThat(LIFE.isOver(after(Life.IDLE).minusMillis(1))).isFalse();
    assertThat(LIFE.isOver(after(Life.IDLE))).isTrue();
  }

  @Test
  void noSecondIsSaidToBeLeftOnlyWhenNoneIs() {
    assertThat(LIFE.secondsLeft(BEGUN)).isEqualTo(1800);
    assertThat(LIFE.secondsLeft(after(Life.IDLE).minusMillis(1))).isEqualTo(1);
    assertThat(LIFE.secondsLeft(after(Life.IDLE))).isZero();
    assertThat(LIFE.secondsLeft(after(Life.LONGEST))).isZero();
  }

  @Test
  void moreIsOfferedWhereItGainsAMinute() {
    assertThat(LIFE.isRenewable(after(Duration.ofSeconds(59)))).isFalse();
    assertThat(LIFE.isRenewable(after(Duration.ofMinutes(1)))).isTrue();
    assertThat(LIFE.isRenewable(after(Life.IDLE))).isFalse();
    Life last = new Life(after(Duration.ofSeconds(7141)), after(Life.LONGEST));
    assertThat(last.isRenewable(after(Duration.ofMinutes(118)))).isFalse();
    Life over = new Life(after(Life.IDLE), Instant.EPOCH);
    assertThat(over.isRenewable(after(Duration.ofMinutes(20)))).isFalse();
  }
}
