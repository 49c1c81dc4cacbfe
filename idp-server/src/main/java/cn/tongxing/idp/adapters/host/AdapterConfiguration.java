package cn.tongxing.idp.adapters.host;

import cn.tongxing.adapter.spi.AdapterDescriptor;
import cn.tongxing.adapter.spi.AdapterFactory;
import cn.tongxing.idp.adapters.AdapterHost;
import cn.tongxing.idp.adapters.AdapterMeter;
import cn.tongxing.idp.adapters.CaptureSettings;
import cn.tongxing.idp.adapters.OfferedAdapter;
import cn.tongxing.idp.adapters.PeerHost;
import cn.tongxing.idp.audit.Audit;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Finds the adapters on the class path (and those that are beans), binds each one's configuration,
 * and makes those that have one. An adapter without configuration is not offered.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CaptureSettings.class)
class AdapterConfiguration {

  private record Shared(RecordBinding binding, Lending lending) {}

  /** What is configured, switched on or not. */
  record Configured(List<ConfiguredAdapter> adapters) {
    Configured {
      adapters = List.copyOf(adapters);
    }
  }

  @Bean
  Configured configuredAdapters(
      ConfigurableEnvironment environment,
      ObjectProvider<AdapterFactory<?>> beans,
      Lending lending) {
    List<AdapterFactory<?>> factories = new ArrayList<>(beans.stream().toList());
    ServiceLoader.load(AdapterFactory.class).forEach(factories::add);
    Shared shared = new Shared(new RecordBinding(environment), lending);
    Map<String, ConfiguredAdapter> configured = new LinkedHashMap<>();
    for (AdapterFactory<?> factory : factories) {
      for (ConfiguredAdapter made : make(factory, shared)) {
        if (configured.put(made.descriptor().id(), made) != null) {
          throw new IllegalStateException("two adapters of id " + made.descriptor().id());
        }
      }
    }
    eachWayOnce(configured.values());
    return new Configured(List.copyOf(configured.values()));
  }

  /** A session and the trail note a way by its name alone. */
  private static void eachWayOnce(Collection<ConfiguredAdapter> adapters) {
    Set<String> ways = new HashSet<>();
    for (ConfiguredAdapter adapter : adapters) {
      String id = adapter.descriptor().id();
      Stream.concat(
              Stream.of(id),
              adapter.doors().stream().map(door -> OfferedAdapter.way(id, door.action())))
          .filter(way -> !ways.add(way))
          .findFirst()
          .ifPresent(way -> {
            throw new IllegalStateException(
                "two ways of the name " + way + ": rename the instance of the adapter");
          });
    }
  }

  @Bean
  AdapterHost adapterHost(
      Configured configured,
      Audit audit,
      ObjectProvider<AdapterMeter> meter,
      InstantSource clock,
      CaptureSettings captures) {
    return new GuardedAdapters(
        configured.adapters(),
        audit,
        meter.getIfAvailable(() -> AdapterMeter.NONE),
        clock,
        captures);
  }

  @Bean
  PeerHost peerHost(
      Configured configured, ObjectProvider<AdapterMeter> meter, InstantSource clock) {
    return new GuardedPeers(
        configured.adapters(), meter.getIfAvailable(() -> AdapterMeter.NONE), clock);
  }

  /** No administrative command asks an adapter anything. */
  @Bean
  @ConditionalOnProperty(name = "idp.command", havingValue = "false", matchIfMissing = true)
  AdapterLife adapterLife(Configured configured) {
    return new AdapterLife(configured.adapters());
  }

  /** The adapter itself, if it is configured, and each of its instances. */
  private static <C extends Record> List<ConfiguredAdapter> make(
      AdapterFactory<C> factory, Shared shared) {
    AdapterDescriptor descriptor = factory.descriptor();
    List<AdapterInstance> instances =
        AdapterInstance.of(descriptor.id(), factory.configType(), shared.binding());
    if (!instances.isEmpty() && descriptor.spiVersion() != AdapterDescriptor.SPI_VERSION) {
      throw new IllegalStateException(
          "adapter %s was built against version %d of its interface, this server has %d"
              .formatted(descriptor.id(), descriptor.spiVersion(), AdapterDescriptor.SPI_VERSION));
    }
    return instances.stream().map(each -> make(factory, each, shared)).toList();
  }

  private static <C extends Record> ConfiguredAdapter make(
      AdapterFactory<C> factory, AdapterInstance instance, Shared shared) {
    String prefix = instance.prefix();
    HostSettings settings = shared.binding().bind(prefix, HostSettings.class);
    C config = shared.binding().bind(prefix, factory.configType());
    return ConfiguredAdapter.of(
        settings.shown(factory.descriptor(), instance.id()),
        factory.create(config, lent(instance, settings, shared)),
        factory.doors(config),
        factory.appMarks(config),
        settings);
  }

  private static LentServices lent(AdapterInstance instance, HostSettings settings, Shared shared) {
    try {
      return shared.lending().to(instance.id(), settings);
    } catch (IllegalArgumentException e) {
      throw new RecordBinding.BadProperty(instance.prefix(), String.valueOf(e.getMessage()));
    }
  }
}
