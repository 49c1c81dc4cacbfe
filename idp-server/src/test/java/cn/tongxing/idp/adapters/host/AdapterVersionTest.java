package cn.tongxing.idp.adapters.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.tongxing.adapter.spi.AdapterDescriptor;
import cn.tongxing.adapter.spi.AdapterFactory;
import cn.tongxing.adapter.spi.AdapterServices;
import cn.tongxing.adapter.spi.AuthenticationAdapter;
import cn.tongxing.adapter.spi.LocalizedText;
import cn.tongxing.adapter.spi.Outcome;
import cn.tongxing.idp.testing.Clause;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.core.ResolvableType;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** An adapter of another version, whose programs read other questions, is no adapter of ours. */
@Clause("issue 6 item 2: capture")
class AdapterVersionTest {

  private static final LocalizedText TEXT = new LocalizedText("方式", "方式", "Way");

  record Config(Optional<String> note) {}

  private record Built(int version) implements AdapterFactory<Config> {
    @Override
    public AdapterDescriptor descriptor() {
      return new AdapterDescriptor("some-way", version, TEXT, TEXT, Set.of(), List.of());
    }

    @Override
    public Class<Config> configType() {
      return Config.class;
    }

    @Override
    public AuthenticationAdapter create(Config config, AdapterServices services) {
      return (step, context) -> new Outcome.Unavailable("nobody signs in here");
    }
  }

  private static List<ConfiguredAdapter> started(int version) {
    var environment = new StandardEnvironment();
    environment
        .getPropertySources()
        .addFirst(new MapPropertySource("test", Map.of("idp.adapters.some-way.note", "here")));
    var beans = new DefaultListableBeanFactory();
    beans.registerSingleton("built", new Built(version));
    return new AdapterConfiguration()
        .configuredAdapters(
            environment,
            beans.<AdapterFactory<?>>getBeanProvider(ResolvableType.forClass(AdapterFactory.class)),
            HostFixtures.lending())
        .adapters();
  }

  /** Questions to worker programs begin with their number since version 3. */
  @Test
  void oneThatWasBuiltBeforeQuestionsHadNumbersStopsTheStart() {
    assertThatThrownBy(() -> started(2))
        .hasMessage(
            "adapter some-way was built against version 2 of its interface, this server has %d"
                .formatted(AdapterDescriptor.SPI_VERSION));
    assertThat(started(AdapterDescriptor.SPI_VERSION)).hasSize(1);
  }
}
