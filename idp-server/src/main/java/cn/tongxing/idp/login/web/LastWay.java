package cn.tongxing.idp.login.web;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.web.util.WebUtils;

/**
 * The cookie that remembers by which way somebody last signed in with this browser, so that it
 * stands on top next time. It says nothing of who that was, and whoever changes it changes the
 * order of a page.
 */
final class LastWay {

  static final String NAME = "way";

  private static final Duration REMEMBERED = Duration.ofDays(365);
  private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9-]{1,30}");

  private LastWay() {}

  /** The way's id; blank if none is remembered. */
  static String of(HttpServletRequest http) {
    return Optional.ofNullable(WebUtils.getCookie(http, NAME))
        .map(Cookie::getValue)
        .filter(value -> FORM.matcher(value).matches())
        .orElse("");
  }

  static void remember(HttpServletResponse answer, String way) {
    if (!FORM.matcher(way).matches()) {
      return;
    }
    ResponseCookie cookie =
        ResponseCookie.from(NAME, way)
            .path("/")
            .maxAge(REMEMBERED)
            .sameSite("Lax")
            .httpOnly(true)
            .secure(true)
            .build();
    answer.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
  }
}
