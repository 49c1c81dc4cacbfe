package cn.tongxing.idp.login.transaction;

import cn.tongxing.adapter.spi.AdapterState;
import cn.tongxing.adapter.spi.Factor;
import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.login.SignInRequest;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One sign-in in flight.
 *
 * @param browser keyed hash of the cookie of the browser it began in
 * @param shown the page that is due
 * @param attempt the way that is gone
 * @param known what was learnt, on whatever way
 */
public record Transaction(
    SignInRequest request, byte[] browser, View shown, Attempt attempt, Known known) {

  /**
   * What the browser sees.
   *
   * @param page counts the pages shown; the form on a page carries it
   */
  public record View(long page, Stage stage) {}

  /**
   * One go at a way.
   *
   * @param number counts the starts of ways, so that each has its own state and nonce upstream
   * @param way the way chosen, blank before
   * @param state what the adapter asked to find again
   */
  public record Attempt(int number, String way, AdapterState state) {
    private static final Attempt NONE = new Attempt(0, "", AdapterState.EMPTY);
  }

  /**
   * What stays when another way is chosen.
   *
   * @param phone a phone proven in this transaction
   * @param first a person shown by a first factor, where that was not enough
   * @param document blind index of the document number typed, in hex, blank before
   * @param typed what was typed, by field name, without what is never shown again
   */
  public record Known(
      Optional<PhoneNumber> phone,
      Optional<Shown> first,
      String document,
      Map<String, String> typed) {
    private static final Known NOTHING =
        new Known(Optional.empty(), Optional.empty(), "", Map.of());

    public Known {
      typed = Map.copyOf(typed);
    }

    /** Without anything personal. */
    @Override
    public String toString() {
      return "Known[" + typed.keySet() + "]";
    }
  }

  /** A person, and the factors that showed it. */
  public record Shown(PersonId person, String method, Set<Factor> factors) {
    public Shown {
      factors = Set.copyOf(factors);
    }
  }

  /** A transaction at its first page. */
  public static Transaction begun(SignInRequest request, byte[] browser, Stage stage) {
    return new Transaction(request, browser, new View(1, stage), Attempt.NONE, Known.NOTHING);
  }

  public SignInId id() {
    return request.id();
  }

  public long page() {
    return shown.page();
  }

  public Stage stage() {
    return shown.stage();
  }

  public String way() {
    return attempt.way();
  }

  public AdapterState state() {
    return attempt.state();
  }

  public Optional<PhoneNumber> phone() {
    return known.phone();
  }

  public Optional<Shown> first() {
    return known.first();
  }

  public String document() {
    return known.document();
  }

  public Map<String, String> typed() {
    return known.typed();
  }

  /** The same, showing something else: forms shown before are stale. */
  public Transaction at(Stage next) {
    return with(new View(page() + 1, next));
  }

  /** The same stage with what the page does not show changed: forms shown before stay good. */
  public Transaction silently(Stage next, AdapterState nextState) {
    return with(new View(page(), next)).remembering(nextState);
  }

  /** The same on another way, from its beginning. */
  public Transaction on(String chosen) {
    return with(new Attempt(attempt.number() + 1, chosen, AdapterState.EMPTY));
  }

  public Transaction remembering(AdapterState next) {
    return with(new Attempt(attempt.number(), way(), next));
  }

  public Transaction proving(PhoneNumber proven) {
    return with(new Known(Optional.of(proven), first(), document(), typed()));
  }

  public Transaction showing(Shown person) {
    return with(new Known(phone(), Optional.of(person), document(), typed()));
  }

  /** Without the person that a first factor showed. */
  public Transaction forgetting() {
    return with(new Known(phone(), Optional.empty(), document(), typed()));
  }

  public Transaction claiming(String documentIndex) {
    return with(new Known(phone(), first(), documentIndex, typed()));
  }

  /** Keeps what was typed, over what was kept before. */
  public Transaction keeping(Map<String, String> fields) {
    Map<String, String> all = new HashMap<>(typed());
    all.putAll(fields);
    return with(new Known(phone(), first(), document(), all));
  }

  /** In another language; the page shown stays. */
  public Transaction in(Locale locale) {
    return new Transaction(request.in(locale), browser, shown, attempt, known);
  }

  private Transaction with(View next) {
    return new Transaction(request, browser, next, attempt, known);
  }

  private Transaction with(Attempt next) {
    return new Transaction(request, browser, shown, next, known);
  }

  private Transaction with(Known next) {
    return new Transaction(request, browser, shown, attempt, next);
  }

  /** Without anything personal. */
  @Override
  public String toString() {
    return "Transaction[" + id() + ", page=" + page() + ", way=" + way() + ", " + stage() + "]";
  }
}
