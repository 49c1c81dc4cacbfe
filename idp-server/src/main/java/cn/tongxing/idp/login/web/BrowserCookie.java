package cn.tongxing.idp.login.web;

import cn.tongxing.idp.keys.KeyedHash;
import cn.tongxing.idp.login.Browsers;
import cn.tongxing.idp.session.Sessions;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;
import org.springframework.web.util.WebUtils;

/**
 * 192 random bits, gone when the browser closes. All transactions of a browser share them, so that
 * two tabs do not push each other out; each transaction stores their keyed hash.
 */
@Component
class BrowserCookie implements Browsers {

  static final String NAME = "__Host-tongxing-browser";

  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{32}");

  private static final String FORM_PURPOSE = "shown-form";
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
    return value(http, NAME).filter(v -> FORM.matcher(v).matches()).map(this::hashed);
  }

  @Override
  public byte[] given(HttpServletRequest http, HttpServletResponse answer) {
    return known(http)
        .orElseGet(() -> {
          byte[] fresh = new byte[24];
          random.nextBytes(fresh);
          String value = ENCODER.encodeToString(fresh);
          set(answer, NAME, value);
          byte[] hashed = hashed(value);
          http.setAttribute(GIVEN, hashed);
          return hashed;
        });
  }

  @Override
  public String proof(byte[] browser, String meaning) {
    return ENCODER.encodeToString(hash.of(FORM_PURPOSE, content(browser, meaning)));
  }

  @Override
  public boolean proves(String presented, byte[] browser, String meaning) {
    try {
      byte[] mac = Base64.getUrlDecoder().decode(presented);
      return hash.matches(mac, FORM_PURPOSE, content(browser, meaning));
    } catch (IllegalArgumentException malformed) {
      return false;
    }
  }

  private static String content(byte[] browser, String meaning) {
    return HexFormat.of().formatHex(browser) + " " + meaning;
  }

  private byte[] hashed(String value) {
    return hash.of("browser-cookie", value);
  }

  /** The session cookie's value; blank without. */
  static String session(HttpServletRequest http) {
    return value(http, Sessions.COOKIE).orElse("");
  }

  static void setSession(HttpServletResponse answer, String value) {
    set(answer, Sessions.COOKIE, value);
  }

  private static void set(HttpServletResponse answer, String name, String value) {
    ResponseCookie cookie =
        ResponseCookie.from(name, value)
            .secure(true)
            .httpOnly(true)
            .sameSite("Lax")
            .path("/")
            .build();
    answer.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
  }

  private static Optional<String> value(HttpServletRequest http, String name) {
    return Optional.ofNullable(WebUtils.getCookie(http, name)).map(Cookie::getValue);
  }
}
