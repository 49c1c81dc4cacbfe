package cn.tongxing.idp.login.web;

import cn.tongxing.idp.kernel.Base64Url;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.session.FormProof;
import cn.tongxing.idp.session.FormProof.Form;
import java.util.Optional;
import java.util.OptionalLong;
import org.springframework.stereotype.Component;

/**
 * The hidden field {@code step} of a sign-in: number and kind of the page, and the {@link
 * FormProof} over both and the transaction. The action belongs to this step and no other.
 */
@Component
class StepField {

  private static final int DIGITS = 9;
  private static final int LONGEST_KIND = 40;
  private static final int PROOF = 43; // 32 bytes of base64url

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
    Optional<Parts> parts = Parts.of(step);
    if (parts.isEmpty()) {
      return OptionalLong.empty();
    }
    Parts shown = parts.get();
    return proofs.holds(shown.proof(), browser, form(id, shown.kind(), shown.page()))
        ? OptionalLong.of(shown.page())
        : OptionalLong.empty();
  }

  /** The kind of the page that a proof names; good only together with {@link #page}. */
  static String kind(String step) {
    return Parts.of(step).map(Parts::kind).orElse("");
  }

  /** What stands between the dots. */
  private record Parts(long page, String kind, String proof) {

    static Optional<Parts> of(String step) {
      int first = step.indexOf('.');
      int second = step.indexOf('.', first + 1);
      if (second < 0) {
        return Optional.empty();
      }
      String page = step.substring(0, first);
      String kind = step.substring(first + 1, second);
      String proof = step.substring(second + 1);
      return isNumber(page) && isKind(kind) && Base64Url.is(proof, PROOF)
          ? Optional.of(new Parts(Long.parseLong(page), kind, proof))
          : Optional.empty();
    }

    private static boolean isNumber(String text) {
      return !text.isEmpty()
          && text.length() <= DIGITS
          && text.chars().allMatch(each -> each >= '0' && each <= '9');
    }

    private static boolean isKind(String text) {
      return !text.isEmpty()
          && text.length() <= LONGEST_KIND
          && text.chars().allMatch(each -> (each >= 'a' && each <= 'z') || each == '-');
    }
  }

  private static Form form(SignInId id, String kind, long page) {
    return new Form("login", id + " " + kind + " " + page);
  }
}
