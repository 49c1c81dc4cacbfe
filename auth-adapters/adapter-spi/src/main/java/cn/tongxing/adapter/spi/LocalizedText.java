package cn.tongxing.adapter.spi;

import java.util.Locale;

/**
 * One text in the three languages of the pages. None may be blank.
 *
 * @param simplified in simplified Chinese
 * @param traditional in traditional Chinese
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
   */
  public String in(Locale locale) {
    if (locale.getLanguage().equals("en")) {
      return english;
    }
    boolean traditionalReader =
        locale.getScript().equals("Hant")
            || locale.getCountry().equals("TW")
            || locale.getCountry().equals("HK")
            || locale.getCountry().equals("MO");
    return traditionalReader ? traditional : simplified;
  }
}
