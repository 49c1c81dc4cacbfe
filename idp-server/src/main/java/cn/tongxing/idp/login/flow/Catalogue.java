package cn.tongxing.idp.login.flow;

import cn.tongxing.adapter.spi.LocalizedText;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.ResourceBundle.Control;

/** Sentences of the pages' catalogue: the server says the same as the script beside a field. */
final class Catalogue {

  private static final String NAME = "messages";

  private Catalogue() {}

  /** A sentence without arguments, in all languages. */
  static LocalizedText text(String key) {
    return new LocalizedText(
        in(Locale.ROOT, key), in(Locale.TRADITIONAL_CHINESE, key), in(Locale.ENGLISH, key));
  }

  private static String in(Locale locale, String key) {
    Control only = Control.getNoFallbackControl(Control.FORMAT_PROPERTIES);
    return ResourceBundle.getBundle(NAME, locale, only).getString(key);
  }
}
