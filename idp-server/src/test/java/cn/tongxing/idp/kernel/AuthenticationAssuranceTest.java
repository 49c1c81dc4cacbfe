package cn.tongxing.idp.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.adapter.spi.Factor;
import cn.tongxing.idp.testing.Clause;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Kinds are counted, not pieces. */
@Clause("NIST SP 800-63B-4 2")
class AuthenticationAssuranceTest {

  private static Set<Factor> factors(String names) {
    Set<Factor> all = EnumSet.noneOf(Factor.class);
    for (String name : names.split(" ", -1)) {
      if (!name.isEmpty()) {
        all.add(Factor.valueOf(name));
      }
    }
    return all;
  }

  @ParameterizedTest
  @CsvSource({
    "'', A1, false",
    "PASSWORD, A1, false",
    "SMS, A1, false",
    "SMS ONE_TIME_PASSWORD UPSTREAM_ACCOUNT NETWORK_CREDENTIAL, A1, false",
    "FACE COUNTER, A1, false",
    "PASSWORD SMS, A2, true",
    "PASSWORD FACE, A2, true",
    "FACE NETWORK_CREDENTIAL, A2, true",
    "SOFTWARE_KEY, A3, false",
    "HARDWARE_KEY SOFTWARE_KEY, A3, false",
    "HARDWARE_KEY SMS, A3, true"
  })
  void twoKindsAreMoreThanOneAndAnUnlockedKeyIsMoreThanBoth(
      String names, AuthenticationAssurance level, boolean several) {
    assertThat(AuthenticationAssurance.of(factors(names))).isEqualTo(level);
    assertThat(AuthenticationAssurance.isOfSeveralKinds(factors(names))).isEqualTo(several);
  }

  @Test
  void levelsAreOrdered() {
    for (AuthenticationAssurance one : AuthenticationAssurance.values()) {
      for (AuthenticationAssurance other : AuthenticationAssurance.values()) {
        assertThat(one.atLeast(other)).isEqualTo(one.ordinal() >= other.ordinal());
      }
    }
  }
}
