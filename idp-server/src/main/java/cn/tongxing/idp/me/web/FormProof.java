package cn.tongxing.idp.me.web;

import cn.tongxing.idp.keys.KeyedHash;
import cn.tongxing.idp.login.Browsers;
import cn.tongxing.idp.session.SsoSession;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Base64;
import java.util.HexFormat;
import org.springframework.stereotype.Component;

/**
 * The hidden field {@code step}: shows that this very form was shown to this browser in this
 * session, so that no other site and no other person can post it.
 */
@Component
class FormProof {

  private static final String PURPOSE = "me-step";

  private final Browsers browsers;
  private final KeyedHash hash;

  FormProof(Browsers browsers, KeyedHash hash) {
    this.browsers = browsers;
    this.hash = hash;
  }

  /** The field's value; gives the browser its mark if it has none. */
  String of(
      String meaning,
      SsoSession session,
      HttpServletRequest request,
      HttpServletResponse response) {
    byte[] mac = hash.of(PURPOSE, content(browsers.given(request, response), session, meaning));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(mac);
  }

  /** Whether the value is of this form, browser and session. */
  boolean holds(String presented, String meaning, SsoSession session, HttpServletRequest request) {
    try {
      byte[] mac = Base64.getUrlDecoder().decode(presented);
      return browsers
          .known(request)
          .filter(browser -> hash.matches(mac, PURPOSE, content(browser, session, meaning)))
          .isPresent();
    } catch (IllegalArgumentException malformed) {
      return false;
    }
  }

  private static String content(byte[] browser, SsoSession session, String meaning) {
    return HexFormat.of().formatHex(browser) + " " + session.id() + " " + meaning;
  }
}
