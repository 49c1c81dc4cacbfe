package cn.tongxing.idp.me.web;

import cn.tongxing.idp.login.Browsers;
import org.springframework.stereotype.Component;

/**
 * The hidden field {@code step}: shows that this very form was shown to this browser in this
 * session, so that no other site and no other person can post it.
 */
@Component
class FormProof {

  private final Browsers browsers;

  FormProof(Browsers browsers) {
    this.browsers = browsers;
  }

  /** The field's value; gives the browser its mark if it has none. */
  String of(String meaning, Visit visit) {
    return browsers.proof(
        browsers.given(visit.request(), visit.response()), inSession(meaning, visit));
  }

  /** Whether the value is of this form, browser and session. */
  boolean holds(String presented, String meaning, Visit visit) {
    return browsers
        .known(visit.request())
        .filter(browser -> browsers.proves(presented, browser, inSession(meaning, visit)))
        .isPresent();
  }

  private static String inSession(String meaning, Visit visit) {
    return "me " + visit.here().id() + " " + meaning;
  }
}
