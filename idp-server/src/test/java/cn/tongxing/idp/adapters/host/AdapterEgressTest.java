package cn.tongxing.idp.adapters.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.tongxing.adapter.spi.AdapterFactory;
import cn.tongxing.idp.adapters.AdapterHost;
import cn.tongxing.idp.adapters.AdapterMeter;
import cn.tongxing.idp.adapters.CaptureSettings;
import cn.tongxing.idp.testing.Clause;
import cn.tongxing.simulator.SimulatorSettings;
import cn.tongxing.simulator.UpstreamSimulator;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.LinkedHashMap;
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

  private AdapterHost host(String egress) {
    Map<String, Object> properties = new LinkedHashMap<>(simulator.policeProperties());
    properties.put("idp.adapters.police.egress", egress);
    return host(properties);
  }

  private static AdapterHost host(Map<String, Object> properties) {
    var environment = new StandardEnvironment();
    environment.getPropertySources().addFirst(new MapPropertySource("test", properties));
    var none =
        new DefaultListableBeanFactory()
            .<AdapterFactory<?>>getBeanProvider(ResolvableType.forClass(AdapterFactory.class));
    var configuration = new AdapterConfiguration();
    return configuration.adapterHost(
        configuration.configuredAdapters(environment, none, HostFixtures.lending()),
        event -> {},
        new DefaultListableBeanFactory().getBeanProvider(AdapterMeter.class),
        InstantSource.system(),
        new CaptureSettings(2, 6));
  }

  @Test
  void whatIsAllowedIsOffered() {
    assertThat(host(simulator.baseUri().getAuthority() + ",api.police.example").way("police"))
        .isPresent();
  }

  /** Two peers of one protocol are two ways, each with settings and guards of its own. */
  @Test
  void anAdapterHasAsManyInstancesAsAreConfigured() {
    Map<String, Object> properties = new LinkedHashMap<>();
    simulator
        .policeProperties()
        .forEach((name, value) -> {
          properties.put(name.replace("police.", "police.instances.city."), value);
          properties.put(name.replace("police.", "police.instances.county."), value);
        });
    String county = "idp.adapters.police.instances.county.";
    properties.put(county + "order", "1");
    properties.put(county + "label.simplified", "县局核验");
    properties.put(county + "label.traditional", "縣局核驗");
    properties.put(county + "label.english", "County police");

    AdapterHost host = host(properties);

    assertThat(host.ways())
        .extracting(way -> way.descriptor().id())
        .containsExactly("police-county", "police-city");
    assertThat(host.way("police-county").orElseThrow().descriptor().label().english())
        .isEqualTo("County police");
    assertThat(host.way("police")).as("not configured by itself").isEmpty();
    properties.put(county + "deadline", "1h");
    assertThatThrownBy(() -> host(properties))
        .hasMessageContaining("idp.adapters.police.instances.county")
        .hasMessageContaining("deadline");
  }

  /** A session and the trail note a way by its name alone. */
  @Test
  @Clause("N8")
  void anInstanceThatIsNamedAsADoorIsRefused() {
    Map<String, Object> properties = new LinkedHashMap<>();
    simulator
        .policeProperties()
        .forEach((name, value) -> {
          properties.put(name, value);
          properties.put(name.replace("police.", "police.instances.network-identity."), value);
        });

    assertThatThrownBy(() -> host(properties))
        .hasMessageContaining("two ways of the name police-network-identity");
  }
}
