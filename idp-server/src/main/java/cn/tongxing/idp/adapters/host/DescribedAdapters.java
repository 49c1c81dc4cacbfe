package cn.tongxing.idp.adapters.host;

import cn.tongxing.adapter.spi.AdapterDescriptor;
import cn.tongxing.adapter.spi.AdapterFactory;
import cn.tongxing.idp.adapters.AdapterSettings;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import org.springframework.core.env.ConfigurableEnvironment;

/** The settings of the adapters on the class path, read from the records that they ask for. */
final class DescribedAdapters implements AdapterSettings {

  @Override
  public Map<String, List<Class<? extends Record>>> records() {
    Map<String, List<Class<? extends Record>>> records = new LinkedHashMap<>();
    factories()
        .forEach(factory ->
            records.put(
                factory.descriptor().id(), List.of(HostSettings.class, factory.configType())));
    return records;
  }

  @Override
  public List<String> problems(ConfigurableEnvironment environment) {
    RecordBinding binding = new RecordBinding(environment);
    List<String> problems = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (AdapterFactory<?> factory : factories()) {
      for (AdapterInstance each :
          AdapterInstance.of(factory.descriptor().id(), factory.configType(), binding)) {
        if (!ids.add(each.id())) {
          problems.add(each.prefix() + ": two ways would be named " + each.id() + ".");
        }
        if (factory.descriptor().spiVersion() != AdapterDescriptor.SPI_VERSION) {
          problems.add(
              "%s: the adapter was built against version %d of its interface, this server has %d."
                  .formatted(
                      each.prefix(),
                      factory.descriptor().spiVersion(),
                      AdapterDescriptor.SPI_VERSION));
        }
        read(binding, each.prefix(), HostSettings.class, problems);
        read(binding, each.prefix(), factory.configType(), problems);
      }
    }
    return problems;
  }

  private static void read(
      RecordBinding binding, String prefix, Class<? extends Record> type, List<String> problems) {
    try {
      binding.bind(prefix, type);
    } catch (RecordBinding.BadProperty e) {
      problems.add(String.valueOf(e.getMessage()));
    }
  }

  private static List<AdapterFactory<?>> factories() {
    List<AdapterFactory<?>> factories = new ArrayList<>();
    ServiceLoader.load(AdapterFactory.class).forEach(factories::add);
    return factories;
  }
}
