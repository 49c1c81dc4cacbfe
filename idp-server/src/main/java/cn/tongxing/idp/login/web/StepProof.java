package cn.tongxing.idp.login.web;

import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.login.Browsers;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/**
 * The hidden field {@code step}: the number of the page and a keyed hash over transaction, browser,
 * kind and number of the page. It shows that this page was shown to this browser (so no other site
 * can post it) and that the action belongs to this step and no other.
 */
@Component
class StepProof {

  private static final Pattern FORM = Pattern.compile("(\\d{1,9})\\.([a-z-]{1,40})\\.(.{43})");

  private final Browsers browsers;

  StepProof(Browsers browsers) {
    this.browsers = browsers;
  }

  /** The field's value. */
  String of(SignInId id, byte[] browser, String kind, long page) {
    return page + "." + kind + "." + browsers.proof(browser, meaning(id, kind, page));
  }

  /** The page that the proof is for; empty if it proves nothing. */
  OptionalLong page(String step, SignInId id, byte[] browser) {
    Matcher matcher = FORM.matcher(step);
    if (!matcher.matches()) {
      return OptionalLong.empty();
    }
    long page = Long.parseLong(matcher.group(1));
    return browsers.proves(matcher.group(3), browser, meaning(id, matcher.group(2), page))
        ? OptionalLong.of(page)
        : OptionalLong.empty();
  }

  /** The kind of the page that a proof names; good only together with {@link #page}. */
  static String kind(String step) {
    Matcher matcher = FORM.matcher(step);
    return matcher.matches() ? matcher.group(2) : "";
  }

  private static String meaning(SignInId id, String kind, long page) {
    return "login " + id + " " + kind + " " + page;
  }
}
