package cn.tongxing.idp.session;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;

/**
 * Tells browsers apart before anybody is signed in, by a random cookie that stands for no session
 * and no person. One serves all tabs, transactions and pages of a browser.
 */
public interface Browsers {

  /** The keyed hash of the browser's cookie; empty without one of our form. 32 bytes. */
  Optional<byte[]> known(HttpServletRequest http);

  /** The same; a browser without a cookie is given one, once per request. */
  byte[] given(HttpServletRequest http, HttpServletResponse answer);
}
