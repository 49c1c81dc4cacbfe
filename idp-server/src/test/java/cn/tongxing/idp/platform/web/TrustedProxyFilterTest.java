package cn.tongxing.idp.platform.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.tongxing.idp.testing.Clause;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class TrustedProxyFilterTest {

  private final TrustedProxyFilter filter =
      new TrustedProxyFilter(new WebSettings(List.of("10.1.0.0/16", "fd00::/8")).proxyMatchers());

  @Test
  @Clause("W2")
  void headersOfAnyoneElseAreIgnoredAndHidden() throws Exception {
    HttpServletRequest seen = pass("203.0.113.9", "198.51.100.1", "https");

    assertThat(seen.getRemoteAddr()).isEqualTo("203.0.113.9");
    assertThat(seen.isSecure()).isFalse();
    assertThat(seen.getScheme()).isEqualTo("http");
    assertThat(seen.getHeader("X-Forwarded-For")).isNull();
    assertThat(Collections.list(seen.getHeaderNames())).containsExactly("Accept");
  }

  @Test
  void aNamedProxyTellsAddressAndScheme() throws Exception {
    HttpServletRequest seen = pass("10.1.2.3", "198.51.100.1", "https");

    assertThat(seen.getRemoteAddr()).isEqualTo("198.51.100.1");
    assertThat(seen.isSecure()).isTrue();
    assertThat(seen.getScheme()).isEqualTo("https");
  }

  @ParameterizedTest
  @Clause("A2")
  @CsvSource(
      delimiter = '|',
      value = {
        "6.6.6.6, 198.51.100.1|198.51.100.1",
        "6.6.6.6, 198.51.100.1, 10.1.9.9|198.51.100.1",
        "198.51.100.1, evil'--|10.1.2.3",
        "10.1.7.7|10.1.2.3",
        "2001:db8::7|2001:db8::7",
        "....|10.1.2.3",
        "999.1.1.1|10.1.2.3",
        "198.51.100|10.1.2.3",
        ":::|10.1.2.3",
      })
  void onlyTheHopBeforeOurProxiesCounts(String forwarded, String address) throws Exception {
    assertThat(pass("10.1.2.3", forwarded, "https").getRemoteAddr()).isEqualTo(address);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0/0",
        "0.0.0.0/00",
        "::/0",
        "0.0.0.0/1",
        "128.0.0.0/1",
        "2000::/3",
        "10.0.0.0/"
      })
  void aRangeThatHoldsFarMoreThanProxiesIsRefusedAtStart(String range) {
    assertThatThrownBy(() -> new WebSettings(List.of(range)))
        .hasMessageContaining("idp.web.trusted-proxies");
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.0/8", "192.0.2.7", "fc00::/7", "::1/128", "2001:db8::7"})
  void aRangeOfProxiesIsTaken(String range) {
    assertThat(new WebSettings(List.of(range)).proxyMatchers()).hasSize(1);
  }

  private HttpServletRequest pass(String peer, String forwardedFor, String proto) throws Exception {
    MockHttpServletRequest request = new MockHttpServletRequest("GET", "/");
    request.setRemoteAddr(peer);
    request.addHeader("Accept", "text/html");
    request.addHeader("X-Forwarded-For", forwardedFor);
    request.addHeader("X-Forwarded-Proto", proto);
    request.addHeader("X-Forwarded-Host", "evil.example");
    request.addHeader("Forwarded", "for=6.6.6.6;host=evil.example");
    MockFilterChain chain = new MockFilterChain();
    filter.doFilter(request, new MockHttpServletResponse(), chain);
    return (HttpServletRequest) java.util.Objects.requireNonNull(chain.getRequest());
  }
}
