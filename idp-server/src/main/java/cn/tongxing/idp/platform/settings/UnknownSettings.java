package cn.tongxing.idp.platform.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.boot.origin.Origin;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** What is configured under {@code idp} and exists nowhere, wherever it was written. */
final class UnknownSettings {

  private static final ConfigurationPropertyName ROOT = ConfigurationPropertyName.of("idp");

  private final KnownSettings known;

  UnknownSettings(KnownSettings known) {
    this.known = known;
  }

  /** One sentence for each; values are not told, they may be secrets. */
  List<String> in(ConfigurableEnvironment environment) {
    Set<String> problems = new TreeSet<>();
    for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
      if (source instanceof IterableConfigurationPropertySource listed) {
        listed.stream()
            .filter(ROOT::isAncestorOf)
            .filter(name -> isUnknown(name, listed))
            .forEach(name -> problems.add(sentence(name, listed)));
      }
    }
    return new ArrayList<>(problems);
  }

  private boolean isUnknown(ConfigurationPropertyName name, ConfigurationPropertySource source) {
    return !known.has(name, isEnvironment(source))
        && !isEmptyGroup(name, source)
        && !isServiceLink(name, source);
  }

  /** A group that YAML writes as an empty map says that nothing is set there. */
  private boolean isEmptyGroup(ConfigurationPropertyName name, ConfigurationPropertySource source) {
    ConfigurationProperty written = source.getConfigurationProperty(name);
    return written != null && String.valueOf(written.getValue()).isEmpty() && known.isGroup(name);
  }

  private static boolean isServiceLink(
      ConfigurationPropertyName name, ConfigurationPropertySource source) {
    return source.getUnderlyingSource() instanceof SystemEnvironmentPropertySource environment
        && ServiceLinks.contains(variable(name), environment.getSource().keySet());
  }

  private static boolean isEnvironment(ConfigurationPropertySource source) {
    return source.getUnderlyingSource() instanceof SystemEnvironmentPropertySource;
  }

  private String sentence(ConfigurationPropertyName name, ConfigurationPropertySource source) {
    String meant =
        known
            .nearest(name)
            .map(near -> " Did you mean " + written(near, source) + "?")
            .orElse(" No setting has a name like this.");
    return written(name.toString(), source)
        + " ("
        + place(name, source)
        + ") is no setting."
        + meant;
  }

  /** The name as the source writes names. */
  private static String written(String name, ConfigurationPropertySource source) {
    return isEnvironment(source) ? variable(ConfigurationPropertyName.of(plain(name))) : name;
  }

  private static String plain(String name) {
    return name.replace(".*", "");
  }

  /** As the environment writes it: upper case, without dashes. */
  private static String variable(ConfigurationPropertyName name) {
    return name.toString()
        .replace("-", "")
        .replaceAll("[.\\[]", "_")
        .replace("]", "")
        .toUpperCase(Locale.ROOT);
  }

  private static String place(ConfigurationPropertyName name, ConfigurationPropertySource source) {
    ConfigurationProperty written = source.getConfigurationProperty(name);
    Origin origin = written == null ? null : written.getOrigin();
    if (origin != null) {
      return origin.toString();
    }
    return source.getUnderlyingSource() instanceof PropertySource<?> underlying
        ? underlying.getName()
        : "unknown place";
  }
}
