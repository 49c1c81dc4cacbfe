package cn.tongxing.idp.platform.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;

/**
 * The name of a setting, compared with names as they are written. As everywhere in Boot, dashes and
 * capitals do not count; an environment variable may write a dash as an underscore.
 */
final class SettingName {

  private static final String ANY = "*";
  private static final String INDEX = "[";

  private final List<String> plain;
  private final List<String> spelledOut;

  private SettingName(String name) {
    this.plain = segments(name.replace("-", ""));
    this.spelledOut = segments(name.replace('-', '.'));
  }

  static SettingName of(Setting setting) {
    return new SettingName(setting.name());
  }

  /**
   * Whether the name is this setting's, one of its list's elements or its map's entries.
   *
   * @param ofEnvironment whether it was an environment variable's
   */
  boolean matches(ConfigurationPropertyName written, boolean ofEnvironment) {
    return matches(plain, written) || (ofEnvironment && matches(spelledOut, written));
  }

  /** Whether this setting stands below the name. */
  boolean isBelow(ConfigurationPropertyName written) {
    return written.getNumberOfElements() < plain.size()
        && same(plain.subList(0, written.getNumberOfElements()), written);
  }

  private static boolean matches(List<String> segments, ConfigurationPropertyName written) {
    int length = written.getNumberOfElements();
    if (segments.getLast().equals(ANY)) {
      return length >= segments.size() && same(segments.subList(0, segments.size() - 1), written);
    }
    boolean element = length == segments.size() + 1 && written.isLastElementIndexed();
    return (length == segments.size() || element) && same(segments, written);
  }

  private static boolean same(List<String> segments, ConfigurationPropertyName written) {
    for (int i = 0; i < segments.size(); i++) {
      boolean same =
          segments.get(i).equals(INDEX)
              ? written.isNumericIndex(i)
              : segments.get(i).equals(written.getElement(i, Form.UNIFORM));
      if (!same) {
        return false;
      }
    }
    return true;
  }

  private static List<String> segments(String name) {
    List<String> segments = new ArrayList<>();
    for (String part : name.toLowerCase(Locale.ROOT).split("\\.", -1)) {
      int index = part.indexOf('[');
      segments.add(index < 0 ? part : part.substring(0, index));
      if (index >= 0) {
        segments.add(INDEX);
      }
    }
    return segments;
  }
}
