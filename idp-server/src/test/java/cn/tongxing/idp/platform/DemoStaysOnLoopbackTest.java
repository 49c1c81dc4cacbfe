package cn.tongxing.idp.platform;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.tongxing.idp.testing.Clause;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.diagnostics.FailureAnalyzedException;
import org.springframework.mock.env.MockEnvironment;

@Clause("issue 2: the demonstration binds to loopback only")
class DemoStaysOnLoopbackTest {

  private final SpringApplication application = new SpringApplication();
  private final DemoStaysOnLoopback check = new DemoStaysOnLoopback();

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "::1", "localhost", "127.8.8.8"})
  void theDemonstrationStartsOnLoopback(String address) {
    assertThatCode(() -> check.postProcessEnvironment(demo(address), application))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.7", "", "no.such.host.invalid"})
  void theDemonstrationRefusesAnyOtherAddress(String address) {
    assertThatThrownBy(() -> check.postProcessEnvironment(demo(address), application))
        .isInstanceOf(FailureAnalyzedException.class)
        .hasMessageContaining("loopback");
  }

  @Test
  void theDemonstrationRefusesAnAbsentAddressWhichMeansAll() {
    var environment = new MockEnvironment();
    environment.setActiveProfiles("demo");
    assertThatThrownBy(() -> check.postProcessEnvironment(environment, application))
        .isInstanceOf(FailureAnalyzedException.class);
  }

  @Test
  void withoutTheProfileAnyAddressIsTheOperatorsChoice() {
    var environment = new MockEnvironment().withProperty("server.address", "0.0.0.0");
    assertThatCode(() -> check.postProcessEnvironment(environment, application))
        .doesNotThrowAnyException();
  }

  @Test
  void theWholeServerRefusesBeforeItStartsAnything() {
    var server = new SpringApplication(TongxingServer.class);
    assertThatThrownBy(
            () -> server.run("--spring.profiles.active=demo", "--server.address=0.0.0.0"))
        .isInstanceOf(FailureAnalyzedException.class);
  }

  private static MockEnvironment demo(String address) {
    var environment = new MockEnvironment().withProperty("server.address", address);
    environment.setActiveProfiles("demo");
    return environment;
  }
}
