package cn.tongxing.idp.platform;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.tongxing.idp.testing.Clause;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.diagnostics.FailureAnalyzedException;
import org.springframework.mock.env.MockEnvironment;

class ServerStaysClosedTest {

  private final SpringApplication application = new SpringApplication();
  private final ServerStaysClosed check = new ServerStaysClosed();

  private static MockEnvironment city() {
    return new MockEnvironment()
        .withProperty("server.address", "0.0.0.0")
        .withProperty("server.forward-headers-strategy", "none")
        .withProperty("idp.issuer", "https://id.example.cn");
  }

  @Test
  void behindAProxyTheServerMayListenAnywhere() {
    assertThatCode(() -> check.postProcessEnvironment(city(), application))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @Clause("W2")
  @CsvSource({
    "server.forward-headers-strategy, native",
    "server.forward-headers-strategy, FRAMEWORK",
    "server.tomcat.remoteip.remote-ip-header, x-forwarded-for",
    "server.tomcat.remoteip.protocol-header, x-forwarded-proto",
  })
  void theContainerNeverBelievesForwardedHeaders(String setting, String value) {
    assertThatThrownBy(
            () -> check.postProcessEnvironment(city().withProperty(setting, value), application))
        .isInstanceOf(FailureAnalyzedException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "http://localhost:9000, 0.0.0.0",
    "http://localhost:9000, ''",
    "http://localhost:9000, 192.0.2.7",
  })
  void plainHttpLeavesThisMachineNever(String issuer, String address) {
    var open = city().withProperty("idp.issuer", issuer).withProperty("server.address", address);
    assertThatThrownBy(() -> check.postProcessEnvironment(open, application))
        .isInstanceOf(FailureAnalyzedException.class);
  }
}
