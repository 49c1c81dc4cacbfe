package cn.tongxing.idp.platform.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.tongxing.idp.kernel.Issuer;
import cn.tongxing.idp.testing.Clause;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.web.server.ResponseStatusException;

@Clause("RFC 9116")
class SecurityTextTest {

  private static final InstantSource NOW =
      InstantSource.fixed(Instant.parse("2026-11-26T10:00:00Z"));
  private static final Issuer CITY = new Issuer(URI.create("https://id.example.cn"));

  @Test
  void theOperatorsContactIsShown() {
    var settings =
        new SecuritySettings(
            URI.create("mailto:security@example.cn"), URI.create("https://example.cn/vdp"));

    var answer = new SecurityTextController(settings, CITY, NOW).text();

    assertThat(answer.getHeaders().getContentType()).hasToString("text/plain;charset=UTF-8");
    assertThat(new String(answer.getBody(), StandardCharsets.UTF_8))
        .isEqualTo(
            """
            Contact: mailto:security@example.cn
            Expires: 2027-02-24T00:00:00Z
            Policy: https://example.cn/vdp
            Preferred-Languages: zh, en
            Canonical: https://id.example.cn/.well-known/security.txt
            """);
  }

  @Test
  void withoutAContactThereIsNoSuchFile() {
    var controller = new SecurityTextController(new SecuritySettings(null, null), CITY, NOW);
    assertThatThrownBy(controller::text).isInstanceOf(ResponseStatusException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"security@example.cn", "http://example.cn/security", "javascript:x"})
  void anAddressThatNobodyCanUseIsRefused(String contact) {
    assertThatThrownBy(() -> new SecuritySettings(URI.create(contact), null))
        .hasMessageContaining("idp.security.contact");
  }
}
