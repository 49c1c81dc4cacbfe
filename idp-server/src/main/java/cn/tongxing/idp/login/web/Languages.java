package cn.tongxing.idp.login.web;

import cn.tongxing.idp.login.page.Frame.LanguageLink;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The language links of a page of a sign-in. Traditional characters are offered with the words of
 * the place of whoever reads: Hong Kong and Macau, or Taiwan.
 */
final class Languages {

  private static final Locale HONG_KONG = Locale.of("zh", "HK");
  private static final Set<String> ITS_WORDS = Set.of("HK", "MO");

  private Languages() {}

  /**
   * The links.
   *
   * @param current what the page is written in
   * @param action the page's address
   */
  static List<LanguageLink> links(Locale current, String action, HttpServletRequest http) {
    Stream<Locale> read =
        Stream.concat(Stream.of(current), Collections.list(http.getLocales()).stream());
    boolean inHongKong =
        read.filter(Languages::isTraditional)
            .findFirst()
            .filter(Languages::isOfHongKong)
            .isPresent();
    return List.of(
        link(Locale.SIMPLIFIED_CHINESE, "简体中文", action),
        link(inHongKong ? HONG_KONG : Locale.TRADITIONAL_CHINESE, "繁體中文", action),
        link(Locale.ENGLISH, "English", action));
  }

  private static boolean isTraditional(Locale read) {
    return isOfHongKong(read) || read.getCountry().equals("TW") || read.getScript().equals("Hant");
  }

  private static boolean isOfHongKong(Locale read) {
    boolean chinese = read.getLanguage().equals("zh") || read.getLanguage().equals("yue");
    boolean simplified = read.getScript().equals("Hans");
    boolean there =
        ITS_WORDS.contains(read.getCountry())
            || (read.getLanguage().equals("yue") && read.getCountry().isEmpty());
    return chinese && !simplified && there;
  }

  private static LanguageLink link(Locale language, String name, String action) {
    String tag = language.toLanguageTag();
    return new LanguageLink(tag, name, action + "?ui_locales=" + tag);
  }
}
