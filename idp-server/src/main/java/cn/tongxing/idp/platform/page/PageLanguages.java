package cn.tongxing.idp.platform.page;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.LocaleResolver;

/**
 * The language of a page: what the page's own transaction says, then {@code ui_locales} (OpenID
 * Connect Core 3.1.2.1, the first that we have), then the cookie of an earlier choice, then the
 * browser's languages; else simplified Chinese.
 */
final class PageLanguages implements LocaleResolver {

  /** Query parameter that chooses a language. */
  static final String PARAMETER = "ui_locales";

  /** Cookie that remembers it. */
  static final String COOKIE = "lang";

  /** Request attribute: the language of the transaction whose page is shown. */
  static final String TRANSACTION = PageLanguages.class.getName() + ".transaction";

  private static final Locale TRADITIONAL = Locale.TRADITIONAL_CHINESE;
  private static final Locale SIMPLIFIED = Locale.SIMPLIFIED_CHINESE;

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
    return asked(request.getParameter(PARAMETER))
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
      Optional<Locale> found = nearest(Locale.forLanguageTag(tag));
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private static Optional<Locale> remembered(HttpServletRequest request) {
    return cookie(request, COOKIE).flatMap(PageLanguages::asked);
  }

  private static Optional<Locale> preferred(HttpServletRequest request) {
    if (request.getHeader("Accept-Language") == null) {
      return Optional.empty();
    }
    return Collections.list(request.getLocales()).stream()
        .flatMap(wished -> nearest(wished).stream())
        .findFirst();
  }

  /** The cookie's value, if the browser sent one of this name. */
  static Optional<String> cookie(HttpServletRequest request, String name) {
    Cookie[] cookies = request.getCookies();
    if (cookies == null) {
      return Optional.empty();
    }
    for (Cookie cookie : cookies) {
      if (cookie.getName().equals(name)) {
        return Optional.of(cookie.getValue());
      }
    }
    return Optional.empty();
  }

  private static Optional<Locale> nearest(Locale wished) {
    return switch (wished.getLanguage()) {
      case "en" -> Optional.of(Locale.ENGLISH);
      case "zh" -> Optional.of(readsTraditional(wished) ? TRADITIONAL : SIMPLIFIED);
      default -> Optional.empty();
    };
  }

  private static boolean readsTraditional(Locale chinese) {
    return switch (chinese.getScript()) {
      case "Hant" -> true;
      case "Hans" -> false;
      default -> List.of("TW", "HK", "MO").contains(chinese.getCountry());
    };
  }
}
