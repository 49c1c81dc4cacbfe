package cn.tongxing.idp.login.web;

import cn.tongxing.idp.keys.KeyedHash;
import cn.tongxing.idp.login.SignInRequest;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;
import org.springframework.web.util.WebUtils;

/**
 * The cookie that remembers where the person was going, for the page that says that a sign-in is
 * over: by then nothing else knows. It holds the names of the application and its department, and a
 * keyed hash of them, so that nobody can put other names on our page.
 */
@Component
class GoingTo {

  static final String NAME = "going";

  private static final String PURPOSE = "going-to";
  private static final Duration REMEMBERED = Duration.ofDays(1);
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

  private final KeyedHash hash;

  GoingTo(KeyedHash hash) {
    this.hash = hash;
  }

  /** Names in the language of the sign-in. */
  record Names(String application, String department) {
    static final Names UNKNOWN = new Names("", "");

    static Names of(SignInRequest request, Locale locale) {
      return new Names(request.application().in(locale), request.department().in(locale));
    }
  }

  void remember(SignInRequest request, HttpServletResponse answer) {
    Names names = Names.of(request, request.locale());
    String text = names.application() + "\n" + names.department();
    String value =
        ENCODER.encodeToString(text.getBytes(StandardCharsets.UTF_8))
            + "."
            + ENCODER.encodeToString(hash.of(PURPOSE, text));
    ResponseCookie cookie =
        ResponseCookie.from(NAME, value)
            .path("/sign-in")
            .maxAge(REMEMBERED)
            .sameSite("Lax")
            .httpOnly(true)
            .secure(true)
            .build();
    answer.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
  }

  Names of(HttpServletRequest http) {
    return Optional.ofNullable(WebUtils.getCookie(http, NAME))
        .map(Cookie::getValue)
        .flatMap(this::read)
        .orElse(Names.UNKNOWN);
  }

  private Optional<Names> read(String value) {
    String[] parts = value.split("\\.", 2);
    if (parts.length != 2) {
      return Optional.empty();
    }
    try {
      String text = new String(Base64.getUrlDecoder().decode(parts[0]), StandardCharsets.UTF_8);
      String[] names = text.split("\n", 2);
      return names.length == 2
              && hash.matches(Base64.getUrlDecoder().decode(parts[1]), PURPOSE, text)
          ? Optional.of(new Names(names[0], names[1]))
          : Optional.empty();
    } catch (IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }
}
