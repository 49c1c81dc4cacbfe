package cn.tongxing.idp.client;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.testing.Clause;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Clause({"RFC 9700 2.1", "RFC 8252 7.3"})
class ReturnAddressTest {

  private static final String HTTPS = "https://hospital.example/callback";

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aRegisteredAddressIsItself(boolean anyPort) {
    assertThat(ReturnAddress.matches(HTTPS, HTTPS, anyPort)).isTrue();
  }

  /** What looks alike to people, or to a browser. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://hospital.example/callback/",
        "https://hospital.example/callback?",
        "https://hospital.example/callback#",
        "https://hospital.example/Callback",
        "https://HOSPITAL.example/callback",
        "https://hospital.example:443/callback",
        "https://hospital.example:8443/callback",
        "https://hospital.example./callback",
        "https://hospital.example@evil.example/callback",
        "https://hospital.example/%63allback",
        "https://hospital.example/x/../callback",
        "http://hospital.example/callback",
        " https://hospital.example/callback",
        ""
      })
  void whateverLooksAlikeIsAnother(String presented) {
    assertThat(ReturnAddress.matches(HTTPS, presented, true)).isFalse();
    assertThat(ReturnAddress.matches(HTTPS, presented, false)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "http://127.0.0.1/callback, http://127.0.0.1:49152/callback",
    "http://127.0.0.1:1/callback, http://127.0.0.1/callback",
    "http://127.0.0.1:8080/callback, http://127.0.0.1:65535/callback",
    "http://[::1]/callback?a=b, http://[::1]:2/callback?a=b",
    "http://127.0.0.1, http://127.0.0.1:8080"
  })
  void ofAPublicClientThePortOnThisMachineMayDiffer(String registered, String presented) {
    assertThat(ReturnAddress.matches(registered, presented, true)).isTrue();
    assertThat(ReturnAddress.matches(registered, presented, false)).as("of others not").isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "http://127.0.0.1/callback, http://[::1]/callback",
    "http://127.0.0.1/callback, http://127.0.0.2/callback",
    "http://127.0.0.1/callback, http://localhost:8080/callback",
    "http://localhost/callback, http://localhost:8080/callback",
    "http://127.0.0.1/callback, https://127.0.0.1:8080/callback",
    "http://127.0.0.1/callback, http://127.0.0.1:8080/other",
    "http://127.0.0.1/callback, http://127.0.0.1:8080/callback?x=1",
    "http://127.0.0.1/callback, http://127.0.0.1:8080",
    "http://127.0.0.1/callback, http://127.0.0.1:0/callback",
    "http://127.0.0.1/callback, http://127.0.0.1:08080/callback",
    "http://127.0.0.1/callback, http://127.0.0.1:65536/callback",
    "http://127.0.0.1/callback, http://127.0.0.1:99999/callback",
    "http://127.0.0.1/callback, http://127.0.0.1:/callback",
    "http://127.0.0.1/callback, http://127.0.0.1:80@evil.example/callback",
    "http://127.0.0.1/callback, http://127.0.0.1.evil.example/callback",
    "http://127.0.0.1/callback, http://127.0.0.1:8080/callback#x",
    "https://hospital.example/callback, http://127.0.0.1:8080/callback",
    "http://127.0.0.1/callback, https://hospital.example/callback"
  })
  void nothingElseOfItMay(String registered, String presented) {
    assertThat(ReturnAddress.matches(registered, presented, true)).isFalse();
  }

  @Test
  void aPortOfTooManyDigitsIsNoError() {
    assertThat(
            ReturnAddress.matches(
                "http://127.0.0.1/callback", "http://127.0.0.1:99999999999/callback", true))
        .isFalse();
  }
}
