package cn.tongxing.idp.adapters.host;

import cn.tongxing.adapter.spi.AdapterDescriptor;
import cn.tongxing.adapter.spi.AdapterFactory;
import cn.tongxing.adapter.spi.AdapterServices;
import cn.tongxing.adapter.spi.UpstreamHttp;
import cn.tongxing.idp.adapters.AdapterHost;
import cn.tongxing.idp.adapters.AdapterSettings;
import cn.tongxing.idp.audit.Audit;
import cn.tongxing.idp.outbound.Destinations;
import cn.tongxing.idp.outbound.GuardedHttp;
import java.net.URI;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Finds the adapters on the class path (and those that are beans), binds each one's configuration,
 * and makes those that have one. An adapter without configuration is not offered.
 */
@Configuration(proxyBeanMethods = false)
class AdapterConfiguration {

  private record Lent(UpstreamHttp http, InstantSource clock, SecureRandom random)
      implements AdapterServices {}

  /** What every adapter is lent a part of. */
  private record Shared(
      RecordBinding binding,
      GuardedHttp outbound,
      Destinations destinations,
      InstantSource clock,
      SecureRandom random) {}

  @Bean
  AdapterHost adapterHost(
      ConfigurableEnvironment environment,
      ObjectProvider<AdapterFactory<?>> beans,
      GuardedHttp outbound,
      Destinations destinations,
      Audit audit,
      InstantSource clock,
      SecureRandom random) {
    List<AdapterFactory<?>> factories = new ArrayList<>(beans.stream().toList());
    ServiceLoader.load(AdapterFactory.class).forEach(factories::add);
    Shared shared =
        new Shared(new RecordBinding(environment), outbound, destinations, clock, random);
    Map<String, ConfiguredAdapter> configured = new LinkedHashMap<>();
    for (AdapterFactory<?> factory : factories) {
      make(factory, shared)
          .ifPresent(made -> {
            if (configured.put(made.descriptor().id(), made) != null) {
              throw new IllegalStateException("two adapters of id " + made.descriptor().id());
            }
          });
    }
    return new GuardedAdapters(configured.values(), audit, clock);
  }

  private static <C extends Record> Optional<ConfiguredAdapter> make(
      AdapterFactory<C> factory, Shared shared) {
    AdapterDescriptor descriptor = factory.descriptor();
    String prefix = AdapterSettings.PREFIX + descriptor.id();
    RecordBinding binding = shared.binding();
    if (!binding.has(prefix)) {
      return Optional.empty();
    }
    if (descriptor.spiVersion() != AdapterDescriptor.SPI_VERSION) {
      throw new IllegalStateException(
          "adapter " + descriptor.id() + " was built against version " + descriptor.spiVersion());
    }
    HostSettings settings = binding.bind(prefix, HostSettings.class);
    C config = binding.bind(prefix, factory.configType());
    settings.egress().forEach(host -> reachable(prefix, host, shared.destinations()));
    EgressHttp http =
        new EgressHttp(new HostList(settings.egress()), shared.outbound(), shared.clock());
    return Optional.of(
        ConfiguredAdapter.of(
            descriptor,
            factory.create(config, new Lent(http, shared.clock(), shared.random())),
            factory.doors(config),
            settings));
  }

  /** A literal address that the way out refuses would fail at the first citizen. */
  private static void reachable(String prefix, String host, Destinations destinations) {
    destinations
        .refusal(URI.create("https://" + host))
        .ifPresent(why -> {
          throw new RecordBinding.BadProperty(prefix + ".egress", host + " " + why);
        });
  }
}
