package cn.tongxing.idp.client.apply;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.client.ClientSettings;
import cn.tongxing.idp.testing.Clause;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedirectUriRuleTest {

  private static final RedirectUriRule RULE =
      new RedirectUriRule(new ClientSettings(List.of(".政务", ".公益", "oa")));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://app.gov.example/cb",
        "https://app.gov.example/cb?from=idp",
        "https://app.gov.example:8443/",
        "https://10.1.2.3/cb",
        "http://127.0.0.1/cb",
        "http://127.0.0.1:8080/cb",
        "http://[::1]/cb",
        "http://localhost:9001/callback",
        "https://oa/cb",
        "https://oa:8443/cb",
        "https://xn--ym0as34c.xn--zfr164b/cb",
        "https://www.xn--55qw42g.xn--55qw42g/cb"
      })
  void goodAddresses(String uri) {
    assertThat(RULE.problem(uri, false)).isEmpty();
  }

  @ParameterizedTest
  @Clause({"R2", "R3", "R4", "R5"})
  @ValueSource(
      strings = {
        "",
        "/cb",
        "//app.example/cb",
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
        "myapp:/cb",
        "HTTPS://app.example/cb",
        "http://app.example/cb",
        "http://127.0.0.1.evil.tld/cb",
        "http://127.1/cb",
        "https://127.1/cb",
        "https://0x7f000001/cb",
        "http://[::ffff:127.0.0.1]/cb",
        "https://good.example@evil.example/cb",
        "https://a@b@evil.example/cb",
        "https://good%40evil.example/cb",
        "https://good.example#@evil.example",
        "https://good.example\\.evil.example/cb",
        "https://good.example./cb",
        "https://Good.example/cb",
        "https://xn--80ak6aa92e.com/cb",
        "https://*.example.com/cb",
        "https://app.example/*",
        "https://app.example/cb/../x",
        "https://app.example/cb/..;/x",
        "https://app.example/cb%2f..%2fx",
        "https://app.example/%252e",
        "https://app.example/cb;jsessionid=1",
        "https://app.example/c b",
        "https://app.example/cb\n",
        "https://app.example/政务",
        "https://app.example/cb#fragment",
        "https://app.example:443/cb",
        "https://app.example:/cb",
        "https://app.example:99999/cb",
        "https://intranet/cb",
        "http://oa/cb",
        "https://xn--80ak6aa92e.xn--zfr164b/cb",
        "https://xn--e1afmkfd.xn--zfr164b/cb",
        "https://xn--abc.xn--zfr164b/cb",
        "https://xn--zfr164b/cb",
        "https://xn--zfr164b.example/cb",
        "https://预约.政务/cb"
      })
  void addressesThatAreRefusedAtRegistration(String uri) {
    assertThat(RULE.problem(uri, false)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"cn.gov.app:/callback", "https://app.example/cb"})
  void aNativeApplicationMayHaveASchemeOfItsOwn(String uri) {
    assertThat(RULE.problem(uri, true)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "https://app.example:65535/cb, true",
    "https://app.example:1/cb, true",
    "https://app.example:65536/cb, false",
    "https://app.example:0/cb, false",
    "http://127.0.0.1:80/cb, false",
    "http://127.0.0.1:443/cb, true"
  })
  void aPortIsOneThatThereIs(String uri, boolean good) {
    assertThat(RULE.problem(uri, false).isEmpty()).isEqualTo(good);
  }

  /** As long as the column, and no longer. */
  @Test
  void anAddressMayBeSoLong() {
    String most = "https://app.example/" + "x".repeat(2000 - 20);

    assertThat(RULE.problem(most, false)).isEmpty();
    assertThat(RULE.problem(most + "x", false)).isPresent();
    String home = most.substring(0, 500);
    assertThat(RULE.homeProblem(home, List.of("https://app.example/cb"))).isEmpty();
    assertThat(RULE.homeProblem(home + "x", List.of("https://app.example/cb")))
        .hasValueSatisfying(problem -> assertThat(problem).contains("at most"));
  }

  @ParameterizedTest
  @CsvSource({
    "https://app.example/about, https://app.example/cb, true",
    "https://app.example/about, https://other.example/cb, false",
    "https://app.example/about, https://app.example:8443/cb, false",
    "https://app.example/about, https://app.example/cb#fragment, false",
    "https://oa/, https://other.example/cb, true",
    "https://xn--ym0as34c.xn--zfr164b/, https://other.example/cb, true",
    "http://app.example/, http://app.example/cb, false"
  })
  void aHomePageIsKnownToBeTheDepartments(String home, String registered, boolean known) {
    assertThat(RULE.homeProblem(home, List.of(registered)).isEmpty()).isEqualTo(known);
  }
}
