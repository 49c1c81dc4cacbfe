package cn.tongxing.idp.adapters.host;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.bind.PropertySourcesPlaceholdersResolver;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.ConfigurationPropertyState;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.core.ResolvableType;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Reads properties into the record that an adapter asks for. Component {@code apiKey} is property
 * {@code api-key}. {@code Optional} may be left out, a list left out is empty, everything else is
 * required. A {@code Path} names a file that can be read, a certificate is the file that holds it.
 * A failure names the property and never its value: it may be a secret.
 */
final class RecordBinding {

  /** A property is missing or bad; the server does not start. */
  static final class BadProperty extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    BadProperty(String property, String problem) {
      super("property " + property + ": " + problem);
    }
  }

  private final Iterable<ConfigurationPropertySource> sources;
  private final Binder binder;

  RecordBinding(ConfigurableEnvironment environment) {
    this.sources = ConfigurationPropertySources.get(environment);
    this.binder =
        new Binder(
            sources,
            new PropertySourcesPlaceholdersResolver(environment),
            ApplicationConversionService.getSharedInstance());
  }

  /** Whether there is any property under the prefix. */
  boolean has(String prefix) {
    ConfigurationPropertyName name = ConfigurationPropertyName.of(prefix);
    for (ConfigurationPropertySource source : sources) {
      if (source.containsDescendantOf(name) == ConfigurationPropertyState.PRESENT) {
        return true;
      }
    }
    return false;
  }

  /** Whether any property of one of the records is set, and not only of an instance below. */
  boolean hasAny(String prefix, List<Class<? extends Record>> types) {
    ConfigurationPropertyName name = ConfigurationPropertyName.of(prefix);
    return types.stream()
        .flatMap(type -> Arrays.stream(type.getRecordComponents()))
        .map(each -> name.append(DataObjectPropertyName.toDashedForm(each.getName())))
        .anyMatch(each -> isSet(each) || has(each.toString()));
  }

  private boolean isSet(ConfigurationPropertyName name) {
    for (ConfigurationPropertySource source : sources) {
      if (source.getConfigurationProperty(name) != null) {
        return true;
      }
    }
    return false;
  }

  /** The names one level below the prefix, in their order. */
  NavigableSet<String> names(String prefix) {
    ConfigurationPropertyName above = ConfigurationPropertyName.of(prefix);
    NavigableSet<String> names = new TreeSet<>();
    for (ConfigurationPropertySource source : sources) {
      if (source instanceof IterableConfigurationPropertySource all) {
        all.stream()
            .filter(above::isAncestorOf)
            .map(each ->
                each.getElement(above.getNumberOfElements(), ConfigurationPropertyName.Form.DASHED))
            .forEach(names::add);
      }
    }
    return names;
  }

  /** The record under the prefix. */
  <C extends Record> C bind(String prefix, Class<C> type) {
    RecordComponent[] components = type.getRecordComponents();
    Object[] values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      String name = prefix + "." + DataObjectPropertyName.toDashedForm(components[i].getName());
      values[i] = value(name, components[i].getGenericType());
    }
    return construct(prefix, type, values);
  }

  private Object value(String name, Type type) {
    if (type instanceof ParameterizedType generic && generic.getRawType() == Optional.class) {
      return optional(name, generic.getActualTypeArguments()[0]);
    }
    if (type instanceof ParameterizedType generic && generic.getRawType() == List.class) {
      return list(name, generic.getActualTypeArguments()[0]);
    }
    return optional(name, type).orElseThrow(() -> new BadProperty(name, "is required"));
  }

  private Optional<?> optional(String name, Type type) {
    if (type == Path.class) {
      return file(name);
    }
    if (type == X509Certificate.class) {
      return certificates(name).map(List::getFirst);
    }
    if (type instanceof Class<?> raw && raw.isRecord()) {
      return has(name) ? Optional.of(bind(name, raw.asSubclass(Record.class))) : Optional.empty();
    }
    return Optional.ofNullable(plain(name, ResolvableType.forType(type)));
  }

  private List<?> list(String name, Type element) {
    if (element == X509Certificate.class) {
      return certificates(name).orElse(List.of());
    }
    if (element instanceof Class<?> raw && raw.isRecord()) {
      List<Object> found = new ArrayList<>();
      for (int i = 0; has(name + "[" + i + "]"); i++) {
        found.add(bind(name + "[" + i + "]", raw.asSubclass(Record.class)));
      }
      return List.copyOf(found);
    }
    Object found =
        plain(
            name, ResolvableType.forClassWithGenerics(List.class, ResolvableType.forType(element)));
    return found instanceof List<?> values ? List.copyOf(values) : List.of();
  }

  private Optional<Path> file(String name) {
    Optional<Path> file =
        Optional.ofNullable((String) plain(name, ResolvableType.forClass(String.class)))
            .map(Path::of);
    if (file.filter(each -> !Files.isReadable(each) || Files.isDirectory(each)).isPresent()) {
      throw new BadProperty(name, "is no file that can be read");
    }
    return file;
  }

  /** A file of one or more certificates, PEM or DER. */
  private Optional<List<X509Certificate>> certificates(String name) {
    return file(name).map(file -> certificates(name, file));
  }

  private static List<X509Certificate> certificates(String name, Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      List<X509Certificate> found =
          CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
              .map(X509Certificate.class::cast)
              .toList();
      if (!found.isEmpty()) {
        return found;
      }
    } catch (IOException | CertificateException e) {
      // said below: the library's words may quote the file
    }
    throw new BadProperty(name, "holds no certificate");
  }

  private @Nullable Object plain(String name, ResolvableType type) {
    try {
      return binder.bind(ConfigurationPropertyName.of(name), Bindable.of(type)).orElse(null);
    } catch (BindException e) {
      throw new BadProperty(name, "does not read as " + type.toClass().getSimpleName());
    }
  }

  private static <C extends Record> C construct(String prefix, Class<C> type, Object[] values) {
    Class<?>[] parameters =
        Arrays.stream(type.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    try {
      var constructor = type.getDeclaredConstructor(parameters);
      constructor.setAccessible(true);
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      Throwable cause = e.getCause();
      throw new BadProperty(prefix, cause == null ? "is refused" : "" + cause.getMessage());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("configuration record " + type.getName(), e);
    }
  }
}
