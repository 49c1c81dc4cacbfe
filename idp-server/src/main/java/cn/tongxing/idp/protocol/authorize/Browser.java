package cn.tongxing.idp.protocol.authorize;

import cn.tongxing.idp.login.Browsers;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.web.util.WebUtils;

/** Proves that a page was shown to a browser. */
@Component
public class Browser {

  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

  private final Browsers browsers;
  private final SecureRandom random;

  Browser(Browsers browsers, SecureRandom random) {
    this.browsers = browsers;
    this.random = random;
  }

  /** The value of a cookie. */
  public static Optional<String> cookie(HttpServletRequest request, String name) {
    return Optional.ofNullable(WebUtils.getCookie(request, name)).map(Cookie::getValue);
  }

  /** The browser's mark, if it has one. */
  public Optional<String> mark(HttpServletRequest request) {
    return browsers.known(request).map(ENCODER::encodeToString);
  }

  /** The browser's mark; gives it one if it has none. */
  public String markOrNew(HttpServletRequest request, HttpServletResponse response) {
    return ENCODER.encodeToString(browsers.given(request, response));
  }

  /** Proof that a page with this meaning was shown to this browser. */
  public String step(String mark, String meaning) {
    return browsers.proof(browser(mark), "protocol " + meaning);
  }

  /** Whether the proof is of this page and browser. */
  public boolean isStep(String presented, String mark, String meaning) {
    return browsers.proves(presented, browser(mark), "protocol " + meaning);
  }

  private static byte[] browser(String mark) {
    return Base64.getUrlDecoder().decode(mark);
  }

  /** So many random bytes in base64url. */
  String randomText(int bytes) {
    byte[] value = new byte[bytes];
    random.nextBytes(value);
    return ENCODER.encodeToString(value);
  }
}
