package cn.tongxing.idp.login.transaction;

import cn.tongxing.adapter.spi.IdentityNeed;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.login.SignInRequest;
import cn.tongxing.idp.proofing.Ask;
import cn.tongxing.idp.proofing.Door;
import cn.tongxing.idp.proofing.Proving;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * One sign-in in flight.
 *
 * @param browser keyed hash of the cookie of the browser it began in
 * @param shown the page that is due
 * @param proving what was proven and learnt, and the way that is gone
 * @param missing what is still missing, once it is known who it is
 */
public record Transaction(
    SignInRequest request, byte[] browser, View shown, Proving proving, Optional<Missing> missing) {

  /** Refused by what reads a stored form, where it has not all of one. */
  public Transaction {
    Objects.requireNonNull(request);
    Objects.requireNonNull(shown.stage());
    Objects.requireNonNull(proving);
  }

  /** Name under which what an identifier's field holds is kept. */
  private static final String IDENTIFIER = "identifier";

  /**
   * What the browser sees.
   *
   * @param page counts the pages shown; the form on a page carries it
   */
  public record View(long page, Stage stage) {}

  /** A transaction at its first page. */
  public static Transaction begun(SignInRequest request, byte[] browser, Stage stage) {
    Proving proving =
        Proving.begun(request.id(), request.purpose())
            .keeping(request.loginHint().map(hint -> Map.of(IDENTIFIER, hint)).orElse(Map.of()));
    return new Transaction(request, browser, new View(1, stage), proving, Optional.empty());
  }

  public SignInId id() {
    return request.id();
  }

  /**
   * Why it has to be known who the person is: also where the proof of somebody known is wanted,
   * whom a pseudonym alone would be somebody new.
   */
  public Set<IdentityNeed> needs() {
    Set<IdentityNeed> needs = EnumSet.noneOf(IdentityNeed.class);
    needs.addAll(request.needs());
    if (request.purpose().only().isPresent() || missing.isPresent()) {
      needs.add(IdentityNeed.LEVEL);
    }
    return needs;
  }

  public long page() {
    return shown.page();
  }

  public Stage stage() {
    return shown.stage();
  }

  /** What is asked, where a way asks something. */
  public Optional<Ask> ask() {
    return stage() instanceof Stage.Asked(Ask ask) ? Optional.of(ask) : Optional.empty();
  }

  /** The way that is gone, as it was chosen. */
  public Door gone() {
    return proving.gone();
  }

  /** What pages, the trail and the session call it. */
  public String way() {
    return gone().name();
  }

  /** Whether nothing more is proven in it: it ended, or offers what may be added. */
  public boolean isOver() {
    return switch (stage()) {
      case Stage.Done _, Stage.Offer _, Stage.Linked _ -> true;
      case Stage.Choosing _, Stage.Asked _ -> false;
    };
  }

  /** The same, showing something else: forms shown before are stale. */
  public Transaction at(Stage next) {
    return new Transaction(request, browser, new View(page() + 1, next), proving, missing);
  }

  /** The same stage with what the page does not show changed: forms shown before stay good. */
  public Transaction silently(Stage next) {
    return new Transaction(request, browser, new View(page(), next), proving, missing);
  }

  /** Without the phone that was proven in it. */
  public Transaction withoutPhone() {
    return with(proving().withoutPhone());
  }

  public Transaction with(Proving next) {
    return new Transaction(request, browser, shown, next, missing);
  }

  /** With what is still missing, or no more. */
  public Transaction lacking(Optional<Missing> what) {
    return new Transaction(request, browser, shown, proving, what);
  }

  /** In another language; the page shown stays. */
  public Transaction in(Locale locale) {
    return new Transaction(request.in(locale), browser, shown, proving, missing);
  }

  /** Without anything personal. */
  @Override
  public String toString() {
    return "Transaction[" + id() + ", page=" + page() + ", way=" + way() + ", " + stage() + "]";
  }
}
