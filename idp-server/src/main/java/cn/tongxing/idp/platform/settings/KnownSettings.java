package cn.tongxing.idp.platform.settings;

import cn.tongxing.idp.adapters.AdapterSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.util.ClassUtils;

/**
 * Every setting that exists. Nobody keeps a list: the settings records of all modules are found by
 * their annotation in files named {@code …Settings.class} (a rule of the architecture tests, so
 * that a start reads a dozen files and not all), those of the adapters are told by their host.
 */
final class KnownSettings {

  private static final String ROOT = "cn/tongxing/idp/";
  private static final String FILES = "classpath*:" + ROOT + "**/*Settings.class";

  private final SortedMap<String, Class<? extends Record>> records = new TreeMap<>();
  private final List<AdapterSettings> adapters;
  private final List<Setting> all;
  private final List<SettingName> names;

  private KnownSettings(ClassLoader classes) {
    adapters =
        SpringFactoriesLoader.forDefaultResourceLocation(classes).load(AdapterSettings.class);
    try {
      for (Resource file : new PathMatchingResourcePatternResolver(classes).getResources(FILES)) {
        add(ClassUtils.resolveClassName(className(file), classes));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    all =
        Stream.concat(
                records.entrySet().stream()
                    .flatMap(e -> RecordSettings.of(e.getKey(), e.getValue())),
                adapters.stream().flatMap(KnownSettings::ofAdapters))
            .sorted(Comparator.comparing(Setting::name))
            .toList();
    names = all.stream().map(SettingName::of).toList();
  }

  /** Looks for them. */
  static KnownSettings scan() {
    return new KnownSettings(KnownSettings.class.getClassLoader());
  }

  /** The records, by their prefix. */
  SortedMap<String, Class<? extends Record>> records() {
    return records;
  }

  /** Who knows the adapters. */
  List<AdapterSettings> adapters() {
    return adapters;
  }

  /** The settings, by name. */
  List<Setting> all() {
    return all;
  }

  /** Whether some setting has this name, in whatever way it is written. */
  boolean has(ConfigurationPropertyName name, boolean ofEnvironment) {
    ConfigurationPropertyName plain = withoutInstance(name);
    return names.stream().anyMatch(each -> each.matches(plain, ofEnvironment));
  }

  /** Whether settings stand below this name. */
  boolean isGroup(ConfigurationPropertyName name) {
    ConfigurationPropertyName plain = withoutInstance(name);
    return names.stream().anyMatch(each -> each.isBelow(plain));
  }

  /** Each instance of an adapter has the settings of the adapter. */
  private static ConfigurationPropertyName withoutInstance(ConfigurationPropertyName name) {
    ConfigurationPropertyName adapters = ConfigurationPropertyName.of("idp.adapters");
    int instances = adapters.getNumberOfElements() + 1;
    boolean isInstance =
        name.getNumberOfElements() > instances + 1
            && adapters.isAncestorOf(name)
            && name.getElement(instances, ConfigurationPropertyName.Form.UNIFORM)
                .equals("instances");
    return isInstance ? name.chop(instances).append(name.subName(instances + 2)) : name;
  }

  /** The setting whose name looks most like this one, if any does. */
  Optional<String> nearest(ConfigurationPropertyName name) {
    return Likeness.nearest(name.toString(), all.stream().map(Setting::name).toList());
  }

  private void add(Class<?> found) {
    ConfigurationProperties given =
        AnnotationUtils.findAnnotation(found, ConfigurationProperties.class);
    if (given != null) {
      Class<?> other = records.put(given.value(), found.asSubclass(Record.class));
      if (other != null) {
        throw new IllegalStateException(found + " and " + other + " have the same prefix");
      }
    }
  }

  private static Stream<Setting> ofAdapters(AdapterSettings adapters) {
    return adapters.records().entrySet().stream()
        .flatMap(adapter ->
            adapter.getValue().stream()
                .flatMap(
                    type -> RecordSettings.of(AdapterSettings.PREFIX + adapter.getKey(), type)));
  }

  private static String className(Resource file) throws IOException {
    String path = file.getURL().getPath();
    String name = path.substring(path.lastIndexOf(ROOT), path.length() - ".class".length());
    return name.replace('/', '.');
  }
}
