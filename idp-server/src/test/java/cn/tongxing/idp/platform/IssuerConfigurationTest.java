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
  void aSafeIssuerIsTakenAsItStands() {
    for (String safe : new String[] {"https://id.example.cn", "http://localhost:9000"}) {
      assertThat(configuration.issuer(URI.create(safe)).uri()).isEqualTo(URI.create(safe));
    }
  }

  @Test
  @Clause("R14")
  void plainHttpIsForLoopbackOnly() {
    assertThatThrownBy(() -> configuration.issuer(URI.create("http://id.example.cn")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://id.example.cn/idp", "https://id.example.cn/", "id.example.cn"})
  void anIssuerThatTheEndpointsDoNotLiveAtIsRefused(String issuer) {
    assertThatThrownBy(() -> configuration.issuer(URI.create(issuer)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
