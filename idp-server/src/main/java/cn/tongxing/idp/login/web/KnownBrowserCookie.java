package cn.tongxing.idp.login.web;

import cn.tongxing.idp.kernel.Base64Url;
import cn.tongxing.idp.keys.KeyedHash;
import cn.tongxing.idp.login.flow.Visitor.Mark;
import cn.tongxing.idp.session.OwnCookie;
import jakarta.servlet.http.HttpServletRequest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * The long-lived mark of a browser that has signed somebody in: 192 random bits, stored as a keyed
 * hash. It stands for no session and opens nothing; it keeps strangers from using up the limits of
 * whoever it signed in.
 */
@Component
class KnownBrowserCookie {

  private static final int LETTERS = 32; // 24 bytes
  private static final byte[] NONE = new byte[0];

  private final KeyedHash hash;
  private final SecureRandom random;

  KnownBrowserCookie(KeyedHash hash, SecureRandom random) {
    this.hash = hash;
    this.random = random;
  }

  /** The hash of the mark presented; empty without one of our form. */
  byte[] presented(HttpServletRequest http) {
    return value(http).map(this::hashed).orElse(NONE);
  }

  /** The mark presented, or a fresh one to hand out if somebody is signed in. */
  Mark mark(HttpServletRequest http) {
    String value = value(http).orElseGet(this::fresh);
    return new Mark(value, hashed(value));
  }

  private String fresh() {
    byte[] bits = new byte[24];
    random.nextBytes(bits);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
  }

  private byte[] hashed(String value) {
    return hash.of("known-browser", value);
  }

  private static Optional<String> value(HttpServletRequest http) {
    return OwnCookie.KNOWN.of(http).filter(value -> Base64Url.is(value, LETTERS));
  }
}
