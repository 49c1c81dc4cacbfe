package cn.tongxing.idp.session;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.web.util.WebUtils;

/**
 * The cookies of this server (RFC 6265), all that there are: how each is set is how it is taken
 * back, since a browser deletes only what has the same name and path. All are for the whole host,
 * for HTTPS and for no script, and another site's form does not bring them.
 */
public enum OwnCookie {
  /** The session that a sign-in ends in. */
  SESSION(Sessions.COOKIE),
  /** The mark of a browser while it is open, see {@link Browsers}. */
  BROWSER("__Host-tongxing-browser"),
  /**
   * The long-lived mark of a browser that has signed somebody in; 400 days, the longest there is.
   */
  KNOWN("__Host-tongxing-known", 400),
  /** The key of a self-service machine, see {@link Kiosks}. */
  KIOSK("__Host-tongxing-kiosk", 400),
  /** The way of the last sign-in. */
  WAY("way", 365),
  /** The application that sent the browser here last; until somebody signs out. */
  GOING("going", 1),
  /** Where a browser goes on that ends its session at an upstream, signed; until it is back. */
  LEAVING("__Host-tongxing-leaving"),
  /** The language that was chosen, and by whom. */
  LANGUAGE("lang", 365),
  /** The display mode that was chosen. */
  VIEW("view", 365);

  private static final int UNTIL_CLOSED = -1;

  private final String called;
  private final Duration life;

  OwnCookie(String called) {
    this.called = called;
    this.life = Duration.ofSeconds(UNTIL_CLOSED);
  }

  OwnCookie(String called, int days) {
    this.called = called;
    this.life = Duration.ofDays(days);
  }

  /** Its name in the browser. */
  public String called() {
    return called;
  }

  /** Its value, if the browser sent it. */
  public Optional<String> of(HttpServletRequest http) {
    return Optional.ofNullable(WebUtils.getCookie(http, called)).map(Cookie::getValue);
  }

  /** Sets it. */
  public void hand(HttpServletResponse answer, String value) {
    set(answer, value, life);
  }

  /** Takes it back. */
  public void forget(HttpServletResponse answer) {
    set(answer, "", Duration.ZERO);
  }

  /**
   * Takes back whatever a visitor left in a self-service machine: all but the machine's key, and
   * but where the browser goes on while it is under way through upstreams.
   */
  static void forgetVisit(HttpServletResponse answer) {
    Arrays.stream(values())
        .filter(each -> each != KIOSK && each != LEAVING)
        .forEach(each -> each.forget(answer));
  }

  private void set(HttpServletResponse answer, String value, Duration age) {
    ResponseCookie cookie =
        ResponseCookie.from(called, value)
            .path("/")
            .maxAge(age)
            .secure(true)
            .httpOnly(true)
            .sameSite("Lax")
            .build();
    answer.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
  }
}
