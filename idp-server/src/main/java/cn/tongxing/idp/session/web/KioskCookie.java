package cn.tongxing.idp.session.web;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.web.util.WebUtils;

/** Cookies of a kiosk: its own key stays, what a visitor left goes. */
final class KioskCookie {

  static final String NAME = "__Host-tongxing-kiosk";

  /** Browsers keep no cookie longer. */
  private static final Duration LIFE = Duration.ofDays(400);

  private KioskCookie() {}

  /** The value of a cookie; blank without. */
  static String of(HttpServletRequest http, String name) {
    return Optional.ofNullable(WebUtils.getCookie(http, name)).map(Cookie::getValue).orElse("");
  }

  static void hand(HttpServletResponse answer, String key) {
    set(answer, NAME, key, "/", LIFE);
  }

  static void forget(HttpServletResponse answer, String name, String path) {
    set(answer, name, "", path, Duration.ZERO);
  }

  private static void set(
      HttpServletResponse answer, String name, String value, String path, Duration life) {
    ResponseCookie cookie =
        ResponseCookie.from(name, value)
            .secure(true)
            .httpOnly(true)
            .sameSite("Lax")
            .path(path)
            .maxAge(life)
            .build();
    answer.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
  }
}
