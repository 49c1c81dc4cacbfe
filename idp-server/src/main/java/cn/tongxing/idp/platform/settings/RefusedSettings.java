package cn.tongxing.idp.platform.settings;

import cn.tongxing.idp.keys.KeyCheck;
import cn.tongxing.idp.outbound.SettingsCheck;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.beans.BeanInstantiationException;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.io.support.SpringFactoriesLoader;

/** What is configured and that its record, or a module's, refuses. */
final class RefusedSettings {

  private final KnownSettings known;

  RefusedSettings(KnownSettings known) {
    this.known = known;
  }

  /** One sentence for each; values are not told, they may be secrets. */
  List<String> in(ConfigurableEnvironment environment) {
    List<String> problems = new ArrayList<>();
    Binder binder = Binder.get(environment);
    known
        .records()
        .forEach((prefix, type) -> problem(binder, prefix, type).ifPresent(problems::add));
    known.adapters().forEach(adapters -> problems.addAll(adapters.problems(environment)));
    var rooms =
        SpringFactoriesLoader.forDefaultResourceLocation(RefusedSettings.class.getClassLoader());
    rooms.load(KeyCheck.class).forEach(keys -> problems.addAll(keys.problems(environment)));
    rooms.load(SettingsCheck.class).forEach(each -> problems.addAll(each.problems(environment)));
    return problems;
  }

  private static Optional<String> problem(
      Binder binder, String prefix, Class<? extends Record> type) {
    try {
      binder.bindOrCreate(prefix, Bindable.of(type));
      return Optional.empty();
    } catch (BindException e) {
      return Optional.of(ownWords(e).orElseGet(() -> unreadable(e)));
    } catch (BeanInstantiationException e) { // nothing is set, and that is refused
      return Optional.of(ownWords(e).orElse(prefix + " is refused."));
    }
  }

  /** What the record's constructor says. */
  private static Optional<String> ownWords(Throwable problem) {
    for (Throwable each = problem; each != null; each = each.getCause()) {
      if (each instanceof BeanInstantiationException && each.getCause() != null) {
        return Optional.ofNullable(each.getCause().getMessage());
      }
    }
    return Optional.empty();
  }

  /** As docs/operations/settings.md writes them. */
  private static String names(Object[] constants) {
    return Arrays.stream(constants)
        .map(each -> each.toString().toLowerCase(Locale.ROOT).replace('_', '-'))
        .collect(Collectors.joining(", "));
  }

  private static String unreadable(BindException e) {
    Class<?> wanted = e.getTarget().getType().toClass();
    String one =
        wanted.isEnum()
            ? "one of " + names(wanted.getEnumConstants())
            : "a " + wanted.getSimpleName();
    String place =
        Optional.ofNullable(e.getProperty())
            .flatMap(property -> Optional.ofNullable(property.getOrigin()))
            .map(origin -> " (" + origin + ")")
            .orElse("");
    return e.getName() + place + " does not read as " + one + ".";
  }
}
