package cn.tongxing.idp.platform.settings;

import cn.tongxing.idp.outbound.SettingsCheck;
import java.util.List;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.ConfigurableEnvironment;

/** What a demonstration may do on its own machine, and a server that others reach may not. */
final class LoopbackOnly implements SettingsCheck {

  @Override
  public List<String> problems(ConfigurableEnvironment environment) {
    boolean loopback = allows(environment);
    String issuer = environment.getProperty("idp.issuer", "http://localhost");
    return loopback && !issuer.startsWith("http:")
        ? List.of("idp.outbound.allow-loopback is for a demonstration on loopback only")
        : List.of();
  }

  /** As the record reads it: {@code on}, {@code yes} and {@code 1} are true too. */
  private static boolean allows(ConfigurableEnvironment environment) {
    try {
      return Binder.get(environment)
          .bind("idp.outbound.allow-loopback", Boolean.class)
          .orElse(false);
    } catch (BindException refusedElsewhere) {
      return false;
    }
  }
}
