package cn.tongxing.idp.login;

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

  /**
   * The hidden field of a form: shows that a form with this meaning was shown to this browser, so
   * that no other site and nobody else can post it. 43 characters, safe in any field and address.
   *
   * @param browser of {@link #known} or {@link #given}
   * @param meaning what posting it does, of all forms different; begins with the module's name
   */
  String proof(byte[] browser, String meaning);

  /** Whether a field proves that; false for whatever is no proof at all. */
  boolean proves(String presented, byte[] browser, String meaning);
}
