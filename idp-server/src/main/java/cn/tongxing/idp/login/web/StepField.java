package cn.tongxing.idp.login.web;

import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.session.FormProof;
import cn.tongxing.idp.session.FormProof.Form;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/**
 * The hidden field {@code step} of a sign-in: number and kind of the page, and the {@link
 * FormProof} over both and the transaction. The action belongs to this step and no other.
 */
@Component
class StepField {

  private static final Pattern FORM = Pattern.compile("(\\d{1,9})\\.([a-z-]{1,40})\\.(.{43})");

  private final FormProof proofs;

  StepField(FormProof proofs) {
    this.proofs = proofs;
  }

  /** The field's value. */
  String of(SignInId id, byte[] browser, String kind, long page) {
    return page + "." + kind + "." + proofs.of(browser, form(id, kind, page));
  }

  /** The page that the proof is for; empty if it proves nothing. */
  OptionalLong page(String step, SignInId id, byte[] browser) {
    Matcher matcher = FORM.matcher(step);
    if (!matcher.matches()) {
      return OptionalLong.empty();
    }
    long page = Long.parseLong(matcher.group(1));
    return proofs.holds(matcher.group(3), browser, form(id, matcher.group(2), page))
        ? OptionalLong.of(page)
        : OptionalLong.empty();
  }

  /** The kind of the page that a proof names; good only together with {@link #page}. */
  static String kind(String step) {
    Matcher matcher = FORM.matcher(step);
    return matcher.matches() ? matcher.group(2) : "";
  }

  private static Form form(SignInId id, String kind, long page) {
    return new Form("login", id + " " + kind + " " + page);
  }
}
