package cn.tongxing.idp.login.web;

import cn.tongxing.idp.session.Sessions;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.web.util.WebUtils;

/** The cookie of the session that a sign-in ends in. */
final class SessionCookie {

  private SessionCookie() {}

  /** Its value; blank without. */
  static String of(HttpServletRequest http) {
    return Optional.ofNullable(WebUtils.getCookie(http, Sessions.COOKIE))
        .map(Cookie::getValue)
        .orElse("");
  }

  static void hand(HttpServletResponse answer, String value) {
    ResponseCookie cookie =
        ResponseCookie.from(Sessions.COOKIE, value)
            .secure(true)
            .httpOnly(true)
            .sameSite("Lax")
            .path("/")
            .build();
    answer.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
  }
}
