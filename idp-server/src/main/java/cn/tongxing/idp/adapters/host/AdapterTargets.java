package cn.tongxing.idp.adapters.host;

import cn.tongxing.adapter.spi.AdapterFactory;
import cn.tongxing.idp.outbound.EgressCheck;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import org.springframework.core.env.ConfigurableEnvironment;

/** The hosts that adapters may be lent a way to. */
final class AdapterTargets implements EgressCheck {

  @Override
  public List<Target> targets(ConfigurableEnvironment environment) {
    RecordBinding binding = new RecordBinding(environment);
    List<Target> targets = new ArrayList<>();
    for (AdapterFactory<?> factory : ServiceLoader.load(AdapterFactory.class)) {
      AdapterInstance.of(factory.descriptor().id(), factory.configType(), binding)
          .forEach(each -> targets.addAll(of(each, binding)));
    }
    return targets;
  }

  private static List<Target> of(AdapterInstance instance, RecordBinding binding) {
    try {
      return binding.bind(instance.prefix(), HostSettings.class).egress().stream()
          .map(host -> new Target(instance.prefix() + ".egress", URI.create("https://" + host)))
          .toList();
    } catch (RecordBinding.BadProperty | IllegalArgumentException refusedElsewhere) {
      return List.of();
    }
  }
}
