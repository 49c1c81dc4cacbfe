package cn.tongxing.idp.session.browser;

import cn.tongxing.idp.keys.KeyedHash;
import cn.tongxing.idp.session.Browsers;
import cn.tongxing.idp.session.FormProof;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Base64;
import java.util.HexFormat;
import org.springframework.stereotype.Component;

/** A keyed hash over the browser's mark and the form. */
@Component
class KeyedFormProof implements FormProof {

  private static final String PURPOSE = "shown-form";

  private final Browsers browsers;
  private final KeyedHash hash;

  KeyedFormProof(Browsers browsers, KeyedHash hash) {
    this.browsers = browsers;
    this.hash = hash;
  }

  @Override
  public String of(byte[] browser, Form form) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(hash.of(PURPOSE, content(browser, form)));
  }

  @Override
  public boolean holds(String presented, byte[] browser, Form form) {
    try {
      byte[] mac = Base64.getUrlDecoder().decode(presented);
      return hash.matches(mac, PURPOSE, content(browser, form));
    } catch (IllegalArgumentException malformed) {
      return false;
    }
  }

  @Override
  public String of(Form form, HttpServletRequest request, HttpServletResponse answer) {
    return of(browsers.given(request, answer), form);
  }

  @Override
  public boolean holds(String presented, Form form, HttpServletRequest request) {
    return browsers.known(request).filter(own -> holds(presented, own, form)).isPresent();
  }

  private static String content(byte[] browser, Form form) {
    return HexFormat.of().formatHex(browser) + " " + form;
  }
}
