package cn.tongxing.idp.proofing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import cn.tongxing.idp.proofing.LimitSettings.Capture;
import cn.tongxing.idp.proofing.LimitSettings.Code;
import cn.tongxing.idp.proofing.LimitSettings.Desk;
import cn.tongxing.idp.proofing.LimitSettings.Kiosk;
import cn.tongxing.idp.proofing.LimitSettings.Password;
import cn.tongxing.idp.proofing.LimitSettings.RealName;
import cn.tongxing.idp.proofing.LimitSettings.Sms;
import cn.tongxing.idp.testing.Clause;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** No limit can be configured away. */
@Clause({"A2", "A4", "A5"})
class LimitSettingsTest {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  /** Each of the numbers in turn is none, then below; all at their least are right. */
  private static void eachIsAtLeastOne(int numbers, Function<int[], Object> made) {
    int[] least = new int[numbers];
    Arrays.fill(least, 1);
    assertThat(made.apply(least)).isNotNull();
    for (int i = 0; i < numbers; i++) {
      for (int wrong : new int[] {0, -1}) {
        int[] limits = least.clone();
        limits[i] = wrong;
        assertThatIllegalArgumentException()
            .as("number %d", i)
            .isThrownBy(() -> made.apply(limits))
            .withMessageContaining("at least 1");
      }
    }
  }

  @Test
  void everyLimitIsAtLeastOne() {
    eachIsAtLeastOne(9, n -> new Sms(MINUTE, n[0], n[1], n[2], n[3], n[4], n[5], n[6], n[7], n[8]));
    eachIsAtLeastOne(3, n -> new Code(MINUTE, n[0], n[1], n[2]));
    eachIsAtLeastOne(3, n -> new Password(n[0], MINUTE, n[1], n[2]));
    eachIsAtLeastOne(4, n -> new RealName(n[0], n[1], n[2], n[3]));
    eachIsAtLeastOne(5, n -> new Capture(n[0], n[1], n[2], n[3], n[4]));
    eachIsAtLeastOne(5, n -> new Kiosk(n[0], n[1], n[2], n[3], n[4]));
    eachIsAtLeastOne(3, n -> new Desk(n[0], n[1], n[2]));
    eachIsAtLeastOne(
        1,
        n ->
            new LimitSettings(
                new Sms(MINUTE, 1, 1, 1, 1, 1, 1, 1, 1, 1),
                new Code(MINUTE, 1, 1, 1),
                new Password(1, MINUTE, 1, 1),
                new RealName(1, 1, 1, 1),
                new Capture(1, 1, 1, 1, 1),
                new Kiosk(1, 1, 1, 1, 1),
                new Desk(1, 1, 1),
                n[0]));
  }

  @Test
  void aCodeLivesTenMinutesAtMost() {
    assertThat(new Code(Duration.ofMinutes(10), 1, 1, 1).lifetime()).hasMinutes(10);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Code(Duration.ofMinutes(10).plusMillis(1), 1, 1, 1))
        .withMessageContaining("at most 10 minutes");
  }

  @Test
  void ofOneAccountAHundredWrongPasswordsAtMostAreCompared() {
    assertThat(new Password(1, MINUTE, 100, 1).wrongWithoutProof()).isEqualTo(100);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Password(1, MINUTE, 101, 1))
        .withMessageContaining("at most 100");
  }
}
