package cn.tongxing.idp.login.web;

import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.keys.KeyedHash;
import java.util.Base64;
import java.util.HexFormat;
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

  private final KeyedHash hash;

  StepProof(KeyedHash hash) {
    this.hash = hash;
  }

  /** The field's value. */
  String of(SignInId id, byte[] browser, String kind, long page) {
    byte[] mac = hash.of("sign-in-step", content(id, browser, kind, page));
    return page + "." + kind + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(mac);
  }

  /** The page that the proof is for; empty if it proves nothing. */
  OptionalLong page(String step, SignInId id, byte[] browser) {
    Matcher matcher = FORM.matcher(step);
    if (!matcher.matches()) {
      return OptionalLong.empty();
    }
    long page = Long.parseLong(matcher.group(1));
    byte[] mac;
    try {
      mac = Base64.getUrlDecoder().decode(matcher.group(3));
    } catch (IllegalArgumentException e) {
      return OptionalLong.empty();
    }
    String content = content(id, browser, matcher.group(2), page);
    return hash.matches(mac, "sign-in-step", content)
        ? OptionalLong.of(page)
        : OptionalLong.empty();
  }

  private static String content(SignInId id, byte[] browser, String kind, long page) {
    return String.join(
        "|", id.toString(), HexFormat.of().formatHex(browser), kind, Long.toString(page));
  }
}
