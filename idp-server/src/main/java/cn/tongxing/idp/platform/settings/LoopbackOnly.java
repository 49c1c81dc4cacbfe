package cn.tongxing.idp.platform.settings;

import cn.tongxing.idp.outbound.SettingsCheck;
import java.util.List;
import org.springframework.core.env.ConfigurableEnvironment;

/** What a demonstration may do on its own machine, and a server that others reach may not. */
final class LoopbackOnly implements SettingsCheck {

  @Override
  public List<String> problems(ConfigurableEnvironment environment) {
    boolean loopback =
        Boolean.parseBoolean(environment.getProperty("idp.outbound.allow-loopback", "false"));
    String issuer = environment.getProperty("idp.issuer", "http://localhost");
    return loopback && !issuer.startsWith("http:")
        ? List.of("idp.outbound.allow-loopback is for a demonstration on loopback only")
        : List.of();
  }
}
