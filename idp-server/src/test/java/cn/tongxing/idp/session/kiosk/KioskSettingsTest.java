package cn.tongxing.idp.session.kiosk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import cn.tongxing.idp.testing.Clause;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What may be configured of self-service machines. */
@Clause("issue 5 item 39: kiosks")
class KioskSettingsTest {

  private static KioskSettings settings(String network, String start, long idle) {
    return new KioskSettings(List.of(network), start, Duration.ofSeconds(idle), List.of("hall"));
  }

  @Test
  void aVisitEndsAfterTwentyToSixtySecondsWithoutATouch() {
    assertThat(settings("203.0.113.0/24", "/hall", 20).idle()).hasSeconds(20);
    assertThat(settings("203.0.113.0/24", "/hall", 60).idle()).hasSeconds(60);
    for (long idle : new long[] {19, 61}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> settings("203.0.113.0/24", "/hall", idle));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"//evil.example", "http://hall.example", "javascript:alert(1)", "hall"})
  void aMachineGoesBackToAPathOrAnHttpsAddress(String start) {
    assertThat(settings("203.0.113.0/24", "https://hall.example/", 60).applications())
        .containsExactly("hall");
    assertThatIllegalArgumentException().isThrownBy(() -> settings("203.0.113.0/24", start, 60));
  }

  @Test
  void aNetworkIsARangeAndNothingElse() {
    assertThat(settings("203.0.113.0/24", "/", 60).matchers())
        .singleElement()
        .satisfies(network -> {
          assertThat(network.matches("203.0.113.9")).isTrue();
          assertThat(network.matches("203.0.114.9")).isFalse();
        });
    assertThatIllegalArgumentException()
        .isThrownBy(() -> settings("the hall", "/", 60))
        .withMessageContaining("the hall");
  }
}
