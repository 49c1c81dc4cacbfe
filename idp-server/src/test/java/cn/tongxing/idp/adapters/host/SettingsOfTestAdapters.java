package cn.tongxing.idp.adapters.host;

import cn.tongxing.idp.adapters.AdapterSettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.core.env.ConfigurableEnvironment;

/** The settings of adapters that tests bring as beans: they have no jar that is searched. */
final class SettingsOfTestAdapters implements AdapterSettings {

  private record Noted(Optional<String> note) {}

  @Override
  public Map<String, List<Class<? extends Record>>> records() {
    List<Class<? extends Record>> both = List.of(HostSettings.class, Noted.class);
    return Map.of(
        "test-form",
        both,
        "test-plain",
        both,
        "test-redirect",
        both,
        "test-scan",
        both,
        "test-counter",
        both,
        "test-camera",
        both,
        "test-face",
        both);
  }

  @Override
  public List<String> problems(ConfigurableEnvironment environment) {
    return List.of();
  }
}
