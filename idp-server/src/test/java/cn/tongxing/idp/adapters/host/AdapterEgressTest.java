package cn.tongxing.idp.adapters.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.tongxing.adapter.spi.AdapterFactory;
import cn.tongxing.idp.adapters.AdapterHost;
import cn.tongxing.idp.outbound.address.AddressPolicy;
import cn.tongxing.idp.outbound.address.OutboundSettings;
import cn.tongxing.idp.outbound.http.OutboundFixtures;
import cn.tongxing.idp.testing.Clause;
import cn.tongxing.simulator.SimulatorSettings;
import cn.tongxing.simulator.UpstreamSimulator;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.core.ResolvableType;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** What an adapter may reach is checked when the server starts. */
@Clause("S1")
class AdapterEgressTest {

  private UpstreamSimulator simulator;

  @BeforeEach
  void start() throws IOException {
    simulator =
        UpstreamSimulator.start(
            SimulatorSettings.inMemory(InstantSource.system(), new SecureRandom()));
  }

  @AfterEach
  void stop() {
    simulator.close();
  }

  private AdapterHost host(String egress, boolean allowLoopback) {
    Map<String, Object> properties = new LinkedHashMap<>(simulator.policeProperties());
    properties.put("idp.adapters.police.egress", egress);
    var environment = new StandardEnvironment();
    environment.getPropertySources().addFirst(new MapPropertySource("test", properties));
    var none =
        new DefaultListableBeanFactory()
            .<AdapterFactory<?>>getBeanProvider(ResolvableType.forClass(AdapterFactory.class));
    return new AdapterConfiguration()
        .adapterHost(
            environment,
            none,
            OutboundFixtures.onThisMachine(),
            new AddressPolicy(new OutboundSettings(allowLoopback, List.of(), List.of(), List.of())),
            event -> {},
            InstantSource.system(),
            new SecureRandom());
  }

  @Test
  void aLiteralAddressThatIsNotAllowedStopsTheStartByTheNameOfItsProperty() {
    assertThatThrownBy(() -> host("10.1.2.3:8443", true))
        .hasMessageContaining("idp.adapters.police.egress")
        .hasMessageContaining("10.1.2.3 is an address of private use");
    assertThatThrownBy(() -> host(simulator.baseUri().getAuthority(), false))
        .hasMessageContaining("this machine");
  }

  @Test
  void whatIsAllowedIsOffered() {
    assertThat(host(simulator.baseUri().getAuthority() + ",api.police.example", true).way("police"))
        .isPresent();
  }
}
