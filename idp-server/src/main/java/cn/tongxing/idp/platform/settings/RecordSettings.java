package cn.tongxing.idp.platform.settings;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings that a record has under a prefix: components of the record and of the records nested
 * in it, as Boot's binder and the adapters' host read them.
 */
final class RecordSettings {

  private RecordSettings() {}

  static Stream<Setting> of(String prefix, Class<? extends Record> type) {
    return Arrays.stream(type.getRecordComponents())
        .flatMap(component -> component(prefix, type, component));
  }

  private static Stream<Setting> component(
      String prefix, Class<?> owner, RecordComponent component) {
    String name = prefix + "." + DataObjectPropertyName.toDashedForm(component.getName());
    Type type = withoutOptional(component.getGenericType());
    if (type instanceof Class<?> nested && nested.isRecord()) {
      return of(name, nested.asSubclass(Record.class));
    }
    if (elements(type, List.class) instanceof Class<?> nested && nested.isRecord()) {
      return of(name + "[0]", nested.asSubclass(Record.class));
    }
    String full = elements(type, Map.class).equals(type) ? name : name + ".*";
    return Stream.of(
        new Setting(full, type, defaultValue(owner, component), owner, component.getName()));
  }

  private static Type withoutOptional(Type type) {
    return elements(type, Optional.class);
  }

  /** The last type argument if the type is one of the container, else the type itself. */
  private static Type elements(Type type, Class<?> container) {
    return type instanceof ParameterizedType generic && generic.getRawType() == container
        ? generic.getActualTypeArguments()[generic.getActualTypeArguments().length - 1]
        : type;
  }

  /** The annotation stands on the constructor's parameter, not on the component. */
  private static Optional<String> defaultValue(Class<?> owner, RecordComponent component) {
    return Arrays.stream(owner.getDeclaredConstructors())
        .filter(
            constructor -> constructor.getParameterCount() == owner.getRecordComponents().length)
        .flatMap(constructor -> Arrays.stream(constructor.getParameters()))
        .filter(parameter -> parameter.getName().equals(component.getName()))
        .flatMap(parameter -> Stream.ofNullable(parameter.getAnnotation(DefaultValue.class)))
        .map(given -> String.join(",", given.value()))
        .findFirst();
  }
}
