package cn.tongxing.idp.adapters.host;

import cn.tongxing.adapter.spi.AdapterFactory;
import cn.tongxing.idp.outbound.EgressCheck;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.function.BiFunction;
import org.springframework.core.env.ConfigurableEnvironment;

/** The hosts that adapters may be lent a way to, and as whom. */
final class AdapterTargets implements EgressCheck {

  @Override
  public List<Target> targets(ConfigurableEnvironment environment) {
    return each(environment, AdapterTargets::targets);
  }

  @Override
  public List<Identity> identities(ConfigurableEnvironment environment) {
    return each(
        environment,
        (instance, settings) ->
            settings.tls().map(tls -> new Identity(instance.prefix(), tls)).stream().toList());
  }

  private static List<Target> targets(AdapterInstance instance, HostSettings settings) {
    return settings.egress().stream()
        .map(host -> new Target(instance.prefix() + ".egress", URI.create("https://" + host)))
        .toList();
  }

  private static <T> List<T> each(
      ConfigurableEnvironment environment,
      BiFunction<AdapterInstance, HostSettings, List<T>> named) {
    RecordBinding binding = new RecordBinding(environment);
    List<T> all = new ArrayList<>();
    for (AdapterFactory<?> factory : ServiceLoader.load(AdapterFactory.class)) {
      for (AdapterInstance instance :
          AdapterInstance.of(factory.descriptor().id(), factory.configType(), binding)) {
        try {
          all.addAll(named.apply(instance, binding.bind(instance.prefix(), HostSettings.class)));
        } catch (RecordBinding.BadProperty | IllegalArgumentException refusedElsewhere) {
          // told by the room's own check
        }
      }
    }
    return all;
  }
}
