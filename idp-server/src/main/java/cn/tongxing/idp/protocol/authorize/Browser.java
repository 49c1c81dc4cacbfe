package cn.tongxing.idp.protocol.authorize;

import cn.tongxing.idp.keys.KeyedHash;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;

/**
 * Knows a browser again by a random cookie, and proves that a page was shown to it. The cookie
 * stands for no session and no person; one serves all tabs.
 */
@Component
public class Browser {

  static final String COOKIE = "__Host-tongxing-browser";

  private static final Pattern VALUE = Pattern.compile("[A-Za-z0-9_-]{43}");
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

  private final KeyedHash hash;
  private final SecureRandom random;

  Browser(KeyedHash hash, SecureRandom random) {
    this.hash = hash;
    this.random = random;
  }

  /** The value of a cookie. */
  public static Optional<String> cookie(HttpServletRequest request, String name) {
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

  /** The browser's mark, if it has one. */
  public Optional<String> mark(HttpServletRequest request) {
    return cookie(request, COOKIE)
        .filter(value -> VALUE.matcher(value).matches())
        .map(value -> ENCODER.encodeToString(hash.of("browser", value)));
  }

  /** The browser's mark; gives it one if it has none. */
  public String markOrNew(HttpServletRequest request, HttpServletResponse response) {
    return mark(request)
        .orElseGet(() -> {
          String value = randomText(32);
          response.addHeader(
              HttpHeaders.SET_COOKIE,
              ResponseCookie.from(COOKIE, value)
                  .secure(true)
                  .httpOnly(true)
                  .sameSite("Lax")
                  .path("/")
                  .build()
                  .toString());
          return ENCODER.encodeToString(hash.of("browser", value));
        });
  }

  /** Proof that a page with this meaning was shown to this browser. */
  public String step(String mark, String meaning) {
    return ENCODER.encodeToString(hash.of("protocol-step", mark + " " + meaning));
  }

  /** Whether the proof is of this page and browser. */
  public boolean isStep(String presented, String mark, String meaning) {
    try {
      return hash.matches(
          Base64.getUrlDecoder().decode(presented), "protocol-step", mark + " " + meaning);
    } catch (IllegalArgumentException malformed) {
      return false;
    }
  }

  /** So many random bytes in base64url. */
  String randomText(int bytes) {
    byte[] value = new byte[bytes];
    random.nextBytes(value);
    return ENCODER.encodeToString(value);
  }
}
