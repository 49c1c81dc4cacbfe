package cn.tongxing.idp.notice.sms;

import cn.tongxing.idp.outbound.EgressCheck;
import java.util.List;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.ConfigurableEnvironment;

/** Whoever sends text messages. */
final class SmsTargets implements EgressCheck {

  @Override
  public List<Target> targets(ConfigurableEnvironment environment) {
    try {
      return Binder.get(environment).bindOrCreate("idp.sms", SmsSettings.class).calledAt().stream()
          .map(address -> new Target("the endpoint of idp.sms", address))
          .toList();
    } catch (BindException refusedElsewhere) {
      return List.of();
    }
  }
}
