package cn.tongxing.idp.session.browser;

import cn.tongxing.idp.kernel.Base64Url;
import cn.tongxing.idp.keys.KeyedHash;
import cn.tongxing.idp.session.Browsers;
import cn.tongxing.idp.session.OwnCookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * 192 random bits, gone when the browser closes. All transactions of a browser share them, so that
 * two tabs do not push each other out; each transaction stores their keyed hash.
 */
@Component
class BrowserCookie implements Browsers {

  private static final int LETTERS = 32; // 24 bytes

  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

  private final KeyedHash hash;
  private final SecureRandom random;

  BrowserCookie(KeyedHash hash, SecureRandom random) {
    this.hash = hash;
    this.random = random;
  }

  /** Remembers on the request what its answer sets. */
  private static final String GIVEN = BrowserCookie.class.getName();

  @Override
  public Optional<byte[]> known(HttpServletRequest http) {
    return http.getAttribute(GIVEN) instanceof byte[] given ? Optional.of(given) : of(http);
  }

  private Optional<byte[]> of(HttpServletRequest http) {
    return OwnCookie.BROWSER.of(http).filter(v -> Base64Url.is(v, LETTERS)).map(this::hashed);
  }

  @Override
  public byte[] given(HttpServletRequest http, HttpServletResponse answer) {
    return known(http)
        .orElseGet(() -> {
          byte[] fresh = new byte[24];
          random.nextBytes(fresh);
          String value = ENCODER.encodeToString(fresh);
          OwnCookie.BROWSER.hand(answer, value);
          byte[] hashed = hashed(value);
          http.setAttribute(GIVEN, hashed);
          return hashed;
        });
  }

  private byte[] hashed(String value) {
    return hash.of("browser-cookie", value);
  }
}
