package cn.tongxing.idp.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.testing.Clause;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class OwnHostFilterTest {

  @ParameterizedTest
  @Clause({"W2", "R14"})
  @CsvSource({
    "https://id.example.cn, id.example.cn, 200",
    "https://id.example.cn, ID.example.CN:443, 200",
    "https://id.example.cn, id.example.cn:8443, 421",
    "https://id.example.cn, evil.example, 421",
    "https://id.example.cn, id.example.cn.evil.example, 421",
    "https://id.example.cn, id.example.cn., 421",
    "http://localhost:9000, localhost:9000, 200",
    "http://localhost:9000, 127.0.0.1:9000, 421",
  })
  void onlyTheIssuersHostIsServed(String issuer, String host, int status) throws Exception {
    assertThat(answer(issuer, host).getStatus()).isEqualTo(status);
  }

  @Test
  @Clause("W2")
  void twoHostsAreNoHost() throws Exception {
    assertThat(answer("https://id.example.cn", "id.example.cn", "evil.example").getStatus())
        .isEqualTo(421);
  }

  @ParameterizedTest
  @Clause({"W2", "RFC 9113 8.3.1"})
  @CsvSource({
    "https://id.example.cn, id.example.cn, 443, 200",
    "https://id.example.cn:8443, ID.example.cn, 8443, 200",
    "https://id.example.cn, evil.example, 443, 421",
    "https://id.example.cn, id.example.cn, 8443, 421",
  })
  void inHttp2TheAuthorityIsTheHost(String issuer, String host, int port, int status)
      throws Exception {
    MockHttpServletRequest request = new MockHttpServletRequest("GET", "/");
    request.setProtocol("HTTP/2.0");
    request.setScheme("https");
    request.setServerName(host);
    request.setServerPort(port);
    MockHttpServletResponse response = new MockHttpServletResponse();
    new OwnHostFilter(URI.create(issuer)).doFilter(request, response, new MockFilterChain());

    assertThat(response.getStatus()).isEqualTo(status);
  }

  @Test
  void theAnswerSaysWhereTheServiceLives() throws Exception {
    assertThat(answer("http://localhost:9000", "127.0.0.1:9000").getContentAsString())
        .contains("http://localhost:9000");
  }

  private static MockHttpServletResponse answer(String issuer, String... hosts) throws Exception {
    MockHttpServletRequest request = new MockHttpServletRequest("GET", "/");
    for (String host : hosts) {
      request.addHeader("Host", host);
    }
    MockHttpServletResponse response = new MockHttpServletResponse();
    new OwnHostFilter(URI.create(issuer)).doFilter(request, response, new MockFilterChain());
    return response;
  }
}
