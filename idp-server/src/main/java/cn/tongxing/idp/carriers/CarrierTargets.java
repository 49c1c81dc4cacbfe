package cn.tongxing.idp.carriers;

import cn.tongxing.idp.outbound.EgressCheck;
import java.util.List;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.ConfigurableEnvironment;

/** The number service, where it is asked. */
final class CarrierTargets implements EgressCheck {

  @Override
  public List<Target> targets(ConfigurableEnvironment environment) {
    try {
      CarrierSettings carriers =
          Binder.get(environment).bindOrCreate("idp.carriers", CarrierSettings.class);
      return carriers.key().isEmpty()
          ? List.of()
          : List.of(new Target("idp.carriers.endpoint", carriers.endpoint()));
    } catch (BindException refusedElsewhere) {
      return List.of();
    }
  }
}
