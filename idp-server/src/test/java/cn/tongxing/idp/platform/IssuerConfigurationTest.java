package cn.tongxing.idp.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.tongxing.idp.testing.Clause;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IssuerConfigurationTest {

  private final IssuerConfiguration configuration = new IssuerConfiguration();

  @Test
  @Clause("S1")
  void aServiceForOthersMayNotReachThisMachineByLogoutMessages() {
    URI city = URI.create("https://id.example.cn");
    assertThatThrownBy(() -> configuration.issuer(city, true))
        .hasMessageContaining("idp.outbound.allow-loopback");
    assertThat(configuration.issuer(city, false).uri()).isEqualTo(city);
    URI demonstration = URI.create("http://localhost:9000");
    assertThat(configuration.issuer(demonstration, true).uri()).isEqualTo(demonstration);
  }

  @Test
  @Clause("R14")
  void plainHttpIsForLoopbackOnly() {
    assertThatThrownBy(() -> configuration.issuer(URI.create("http://id.example.cn"), false))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://id.example.cn/idp", "https://id.example.cn/", "id.example.cn"})
  void anIssuerThatTheEndpointsDoNotLiveAtIsRefused(String issuer) {
    for (boolean loopback : new boolean[] {false, true}) {
      assertThatThrownBy(() -> configuration.issuer(URI.create(issuer), loopback))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
