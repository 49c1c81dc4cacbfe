package cn.tongxing.sample;

import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The languages of the pages; the browser says which (RFC 9110 12.5.4). */
enum Language {
  SIMPLIFIED("zh-CN", "M月d日 EEEE HH:mm", "yyyy年M月d日"),
  TRADITIONAL("zh-TW", "M月d日 EEEE HH:mm", "yyyy年M月d日"),
  ENGLISH("en", "EEEE d MMMM HH:mm", "d MMMM yyyy");

  private final String tag;
  private final DateTimeFormatter time;
  private final DateTimeFormatter minute;

  Language(String tag, String time, String day) {
    Locale locale = Locale.forLanguageTag(tag);
    this.tag = tag;
    this.time = DateTimeFormatter.ofPattern(time, locale);
    this.minute = DateTimeFormatter.ofPattern(day + "\u00a0HH:mm", locale);
  }

  /** As in {@code lang}. */
  String tag() {
    return tag;
  }

  /** A day of the week, a date and a time. */
  DateTimeFormatter time() {
    return time;
  }

  /** A time gone, in the form of the identity provider's pages. */
  DateTimeFormatter minute() {
    return minute;
  }

  String say(String simplified, String traditional, String english) {
    return switch (this) {
      case SIMPLIFIED -> simplified;
      case TRADITIONAL -> traditional;
      case ENGLISH -> english;
    };
  }

  /** The first that the browser wants and we have; Chinese where it wants none of ours. */
  static Language of(String acceptLanguage) {
    try {
      List<Locale.LanguageRange> wanted =
          acceptLanguage.isBlank() ? List.of() : Locale.LanguageRange.parse(acceptLanguage);
      return wanted.stream()
          .filter(range -> range.getWeight() > 0)
          .flatMap(range -> of(Locale.forLanguageTag(range.getRange())).stream())
          .findFirst()
          .orElse(SIMPLIFIED);
    } catch (IllegalArgumentException malformed) {
      return SIMPLIFIED;
    }
  }

  private static Optional<Language> of(Locale locale) {
    return switch (locale.getLanguage()) {
      case "en" -> Optional.of(ENGLISH);
      case "zh", "yue" -> Optional.of(isTraditional(locale) ? TRADITIONAL : SIMPLIFIED);
      default -> Optional.empty();
    };
  }

  private static boolean isTraditional(Locale locale) {
    return locale.getScript().equals("Hant")
        || (locale.getScript().isEmpty()
            && List.of("TW", "HK", "MO").contains(locale.getCountry()));
  }
}
