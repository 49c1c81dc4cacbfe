package cn.tongxing.idp.kernel;

import static org.assertj.core.api.Assertions.assertThat;

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

  @Test
  void aUserAgentIsKeptAsFarAsItHelps() {
    assertThat(new RequestOrigin("", "x".repeat(200)).userAgent()).hasSize(200);
    assertThat(new RequestOrigin("", "x".repeat(5000)).userAgent()).hasSize(200);
    assertThat(new RequestOrigin("", "浏览器").userAgent()).isEqualTo("浏览器");
  }
}
