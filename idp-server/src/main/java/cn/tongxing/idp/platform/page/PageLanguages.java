package cn.tongxing.idp.platform.page;

import cn.tongxing.idp.session.OwnCookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.LocaleResolver;

/**
 * The language of a page: what the page's own transaction says, then the choice that a link of ours
 * made ({@code lang}), then {@code ui_locales} (OpenID Connect Core 3.1.2.1, the first that we
 * have), then the cookie of an earlier choice, then the browser's languages; else simplified
 * Chinese.
 *
 * <p>{@code ui_locales} is what a department believes of a person, for the request that says so; it
 * is never remembered as the person's own choice. Nor is {@code lang} in a link that stands on
 * another page than ours, or came by a message: the pages stay in its language, and the cookie
 * tells it from what the person chose.
 */
final class PageLanguages implements LocaleResolver {

  /** Query parameter by which a department asks for languages. */
  static final String ASKED = "ui_locales";

  /** Query parameter by which a person chooses one, and the cookie that remembers it. */
  static final String CHOICE = "lang";

  /** In the cookie: after what a link chose, and before what the person had chosen, if anything. */
  private static final char BY_LINK = '~';

  /** Request attribute: the language of the transaction whose page is shown. */
  static final String TRANSACTION = PageLanguages.class.getName() + ".transaction";

  private static final Locale TRADITIONAL = Locale.TRADITIONAL_CHINESE;
  private static final Locale SIMPLIFIED = Locale.SIMPLIFIED_CHINESE;

  /** Traditional characters with the words of Hong Kong and Macau. */
  static final Locale HONG_KONG = Locale.of("zh", "HK");

  /** All that pages are in. */
  static final List<Locale> READABLE = List.of(SIMPLIFIED, TRADITIONAL, HONG_KONG, Locale.ENGLISH);

  /** The languages, each with its own name for itself, in the order of the switch. */
  static final List<Language> ALL =
      List.of(
          new Language(SIMPLIFIED, "简体中文"),
          new Language(TRADITIONAL, "繁體中文"),
          new Language(Locale.ENGLISH, "English"));

  /** A language and its name in itself. */
  record Language(Locale locale, String name) {
    String tag() {
      return locale.toLanguageTag();
    }
  }

  @Override
  public Locale resolveLocale(HttpServletRequest request) {
    if (request.getAttribute(TRANSACTION) instanceof Locale ofTransaction) {
      return nearest(ofTransaction).orElse(SIMPLIFIED);
    }
    return asked(request.getParameter(CHOICE))
        .or(() -> asked(request.getParameter(ASKED)))
        .or(() -> remembered(request))
        .or(() -> preferred(request))
        .orElse(SIMPLIFIED);
  }

  @Override
  public void setLocale(
      HttpServletRequest request, @Nullable HttpServletResponse response, @Nullable Locale locale) {
    throw new UnsupportedOperationException("the language is chosen by the person, by a link");
  }

  /** The first language of a list of tags, separated by spaces, that we have. */
  static Optional<Locale> asked(@Nullable String tags) {
    if (tags == null) {
      return Optional.empty();
    }
    for (String tag : tags.trim().split(" +", 9)) {
      Optional<Locale> found = nearest(Locale.forLanguageTag(tag.replace('_', '-')));
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /** What the person asks for themself, whatever a department says of them, or a link. */
  static Optional<Locale> own(HttpServletRequest request) {
    String chosen = isByOwnSwitch(request) ? request.getParameter(CHOICE) : null;
    return asked(chosen).or(() -> chosenBefore(request)).or(() -> preferred(request));
  }

  /** A browser that does not say where a link was (Fetch Metadata) may have it from anywhere. */
  private static boolean isByOwnSwitch(HttpServletRequest request) {
    return request.getMethod().equals("GET")
        && "same-origin".equals(request.getHeader("Sec-Fetch-Site"));
  }

  /** What the cookie is to say of a language that was chosen by this request. */
  static String remembering(Locale chosen, HttpServletRequest request) {
    return isByOwnSwitch(request)
        ? chosen.toLanguageTag()
        : chosen.toLanguageTag()
            + BY_LINK
            + chosenBefore(request).map(Locale::toLanguageTag).orElse("");
  }

  /** The language that the pages are in, whoever chose it. */
  private static Optional<Locale> remembered(HttpServletRequest request) {
    return OwnCookie.LANGUAGE
        .of(request)
        .flatMap(value -> asked(value.replaceFirst(BY_LINK + ".*", "")));
  }

  private static Optional<Locale> chosenBefore(HttpServletRequest request) {
    return OwnCookie.LANGUAGE
        .of(request)
        .flatMap(value -> asked(value.substring(value.indexOf(BY_LINK) + 1)));
  }

  private static Optional<Locale> preferred(HttpServletRequest request) {
    if (request.getHeader("Accept-Language") == null) {
      return Optional.empty();
    }
    return Collections.list(request.getLocales()).stream()
        .flatMap(wished -> nearest(wished).stream())
        .findFirst();
  }

  private static Optional<Locale> nearest(Locale wished) {
    return switch (wished.getLanguage()) {
      case "en" -> Optional.of(Locale.ENGLISH);
      case "zh", "cmn" -> Optional.of(chinese(wished, SIMPLIFIED));
      case "yue" -> Optional.of(chinese(wished, HONG_KONG)); // Cantonese, BCP 47
      default -> Optional.empty();
    };
  }

  /** The script decides how it is written, the place which words are used. */
  private static Locale chinese(Locale wished, Locale otherwise) {
    Locale ofPlace =
        switch (wished.getCountry()) {
          case "HK", "MO" -> HONG_KONG;
          case "TW" -> TRADITIONAL;
          case "CN", "SG", "MY" -> SIMPLIFIED;
          default -> otherwise;
        };
    return switch (wished.getScript()) {
      case "Hans" -> SIMPLIFIED;
      case "Hant" -> ofPlace.equals(SIMPLIFIED) ? TRADITIONAL : ofPlace;
      default -> ofPlace;
    };
  }

  /** The languages of the switch; the traditional one is that of the place of who reads. */
  static List<Language> offered(HttpServletRequest request) {
    boolean inHongKong =
        remembered(request).or(() -> preferred(request)).filter(HONG_KONG::equals).isPresent()
            || asked(request.getParameter(CHOICE))
                .or(() -> asked(request.getParameter(ASKED)))
                .filter(HONG_KONG::equals)
                .isPresent();
    return ALL.stream()
        .map(language ->
            inHongKong && language.locale().equals(TRADITIONAL)
                ? new Language(HONG_KONG, language.name())
                : language)
        .toList();
  }
}
