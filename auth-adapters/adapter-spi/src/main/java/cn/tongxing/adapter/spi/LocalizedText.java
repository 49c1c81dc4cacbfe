package cn.tongxing.adapter.spi;

import java.util.Locale;

/**
 * One text in the three languages of the pages. None may be blank. It is shown by {@link #in} and
 * in no other way.
 *
 * @param simplified in simplified Chinese
 * @param traditional in traditional Chinese, in words of Taiwan
 * @param english in English
 */
public record LocalizedText(String simplified, String traditional, String english) {

  public LocalizedText {
    if (simplified.isBlank() || traditional.isBlank() || english.isBlank()) {
      throw new IllegalArgumentException("text missing in a language: " + simplified);
    }
  }

  /**
   * The text for a language; simplified Chinese for any language but Traditional Chinese, English.
   * For Hong Kong and Macau the traditional one is in {@linkplain HongKongWords their words}.
   */
  public String in(Locale locale) {
    if (locale.getLanguage().equals("en")) {
      return english;
    }
    return switch (locale.getCountry()) {
      case "HK", "MO" -> HongKongWords.in(traditional);
      case "TW" -> traditional;
      default -> locale.getScript().equals("Hant") ? traditional : simplified;
    };
  }
}
