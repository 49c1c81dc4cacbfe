package cn.tongxing.idp.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestOriginTest {

  /** Who has an IPv6 line has a /48 of addresses; it must not be 2^80 sources. */
  @ParameterizedTest
  @CsvSource({
    "10.1.2.3, 0a010203, 0a0102",
    "::ffff:10.1.2.3, 0a010203, 0a0102",
    "2001:db8:1:2:3:4:5:6, 20010db80001, 20010db80001",
    "2001:db8:1:ffff::9, 20010db80001, 20010db80001",
    "'', none, none",
    "localhost, none, none"
  })
  void addressesAreCountedByWhatOneHolderHas(String address, String line, String network) {
    RequestOrigin origin = new RequestOrigin(address, "");

    assertThat(origin.line()).isEqualTo(line);
    assertThat(origin.network()).isEqualTo(network);
  }

  /** A page shows whose network it was, and not whose line. */
  @ParameterizedTest
  @CsvSource({
    "10.1.2.3, 10.1.2.*",
    "203.0.113.255, 203.0.113.*",
    "::ffff:198.51.100.7, 198.51.100.*",
    "2001:db8:1:2:3:4:5:6, 2001:0db8:0001::*",
    "'', ''",
    "localhost, ''"
  })
  void aPageShowsNoWholeAddress(String address, String shown) {
    assertThat(new RequestOrigin(address, "").masked()).isEqualTo(shown);
  }

  @Test
  void whoseDoingItIsStandsBesideWhereItCameFrom() {
    RequestOrigin somebody = new RequestOrigin("10.1.2.3", "x");
    SignInId signIn = new SignInId(new UUID(1, 2));
    SessionId session = new SessionId(new UUID(3, 4));

    assertThat(somebody.within()).isEmpty();
    assertThat(somebody.during(signIn).within())
        .contains(new RequestOrigin.Within(Optional.empty(), signIn));
    assertThat(somebody.in(session, signIn).within())
        .contains(new RequestOrigin.Within(Optional.of(session), signIn));
    assertThat(somebody.in(session, signIn).address()).isEqualTo("10.1.2.3");
  }

  @Test
  void aUserAgentIsKeptAsFarAsItHelps() {
    assertThat(new RequestOrigin("", "x".repeat(200)).userAgent()).hasSize(200);
    assertThat(new RequestOrigin("", "x".repeat(201)).userAgent()).hasSize(200);
    assertThat(new RequestOrigin("", "x".repeat(5000)).userAgent()).hasSize(200);
    assertThat(new RequestOrigin("", "浏览器").userAgent()).isEqualTo("浏览器");
  }
}
