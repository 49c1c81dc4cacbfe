package cn.tongxing.idp.identity.phone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.testing.Clause;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How long a phone stays its owner's unasked goes by whose numbers they are. */
@Clause("A13")
class PhoneSettingsTest {

  private static final PhoneNumber MAINLAND = phone("13800000001");
  private static final PhoneNumber HONG_KONG = phone("+852 91234567");
  private static final PhoneNumber MACAU = phone("+853 66000067");

  private static PhoneNumber phone(String typed) {
    return PhoneNumber.parse(typed).orElseThrow();
  }

  @Test
  void withoutASettingItIs85DaysInTheMainlandAnd30Elsewhere() {
    var usual = new PhoneSettings(Map.of());
    assertThat(usual.fresh(MAINLAND)).isEqualTo(Duration.ofDays(85));
    assertThat(usual.fresh(HONG_KONG)).isEqualTo(Duration.ofDays(30));
    assertThat(usual.fresh(MACAU)).isEqualTo(Duration.ofDays(30));
  }

  @Test
  void oneCodeIsSetAndTheOthersStayWhatTheyWere() {
    var strict = new PhoneSettings(Map.of("852", 7, "853", 0));
    assertThat(strict.fresh(HONG_KONG)).isEqualTo(Duration.ofDays(7));
    assertThat(strict.fresh(MACAU)).as("never unasked").isZero();
    assertThat(strict.fresh(MAINLAND)).isEqualTo(Duration.ofDays(85));
  }

  @ParameterizedTest
  @CsvSource({"86, 90", "852, -1", "1, 30", "+86, 30", "0086, 30"})
  void whatReachesIntoTheTimeOfTheNextHolderOrIsNoCodeIsRefused(String code, int days) {
    assertThatThrownBy(() -> new PhoneSettings(Map.of(code, days)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("idp.phone.fresh-days." + code + ": ");
  }
}
