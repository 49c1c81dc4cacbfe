package cn.tongxing.idp.session;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.Optional;

/**
 * The language that whoever sends a request asks for themself: by the switch of our pages, now or
 * earlier, or by their browser's settings. It may be another than that of the page, which a
 * department may choose for its people ({@code ui_locales}, OpenID Connect Core 3.1.2.1): what a
 * department believes of a person is not kept as theirs. Source: {@code
 * docs/adr/0041-language-of-notices.md}.
 */
public final class OwnLanguage {

  private static final String ATTRIBUTE = OwnLanguage.class.getName();

  private OwnLanguage() {}

  /** Notes it for a request that has come in. */
  public static void note(HttpServletRequest request, Locale language) {
    request.setAttribute(ATTRIBUTE, language);
  }

  /** As was found when the request came in; empty of who asks for none that there is. */
  public static Optional<Locale> of(HttpServletRequest request) {
    return request.getAttribute(ATTRIBUTE) instanceof Locale own
        ? Optional.of(own)
        : Optional.empty();
  }
}
