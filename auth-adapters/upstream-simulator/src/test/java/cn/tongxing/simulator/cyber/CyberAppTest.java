package cn.tongxing.simulator.cyber;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CyberAppTest {

  private Instant now = Instant.parse("2026-11-22T08:00:00Z");
  private final CyberApp app = new CyberApp(() -> now, new SecureRandom());

  @Test
  void aRequestWaitsTheLatestFirstUntilItIsDecidedOrOldAndIsNotShownToAnotherPhone() {
    app.begun("first");
    now = now.plusSeconds(1);
    app.begun("second");
    assertThat(app.waiting("")).containsExactly("second", "first");

    app.open("first", "phone");
    assertThat(app.waiting("phone")).containsExactly("second", "first");
    assertThat(app.waiting("another")).containsExactly("second");

    app.refuse("second");
    assertThat(app.waiting("phone")).containsExactly("first");
    now = now.plus(Duration.ofMinutes(5));
    assertThat(app.waiting("phone")).isEmpty();
  }
}
