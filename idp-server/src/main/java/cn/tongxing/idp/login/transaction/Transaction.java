package cn.tongxing.idp.login.transaction;

import cn.tongxing.adapter.spi.AdapterState;
import cn.tongxing.adapter.spi.Factor;
import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.login.SignInRequest;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One sign-in in flight.
 *
 * @param browser keyed hash of the cookie of the browser it began in
 * @param page counts the pages shown; the form on a page carries it
 * @param way the way chosen, blank before
 * @param attempt counts the starts of ways, so that each has its own state and nonce upstream
 * @param state what the adapter asked to find again
 * @param stage what it waits for
 * @param phone a phone proven in this transaction
 * @param first a person shown by a first factor, where that was not enough
 * @param document blind index of the document number typed, in hex, blank before
 * @param lastSent when a code was last sent
 * @param typed what was typed, by field name, without what is never shown again
 */
public record Transaction(
    SignInRequest request,
    byte[] browser,
    long page,
    String way,
    int attempt,
    AdapterState state,
    Stage stage,
    Optional<PhoneNumber> phone,
    Optional<Shown> first,
    String document,
    Optional<Instant> lastSent,
    Map<String, String> typed) {

  public Transaction {
    typed = Map.copyOf(typed);
  }

  /** A person, and the factors that showed it. */
  public record Shown(PersonId person, String method, Set<Factor> factors) {
    public Shown {
      factors = Set.copyOf(factors);
    }
  }

  /** A transaction at its first page. */
  public static Transaction begun(SignInRequest request, byte[] browser, Stage stage) {
    return new Transaction(
        request,
        browser,
        1,
        "",
        0,
        AdapterState.EMPTY,
        stage,
        Optional.empty(),
        Optional.empty(),
        "",
        Optional.empty(),
        Map.of());
  }

  public SignInId id() {
    return request.id();
  }

  /** The same, showing something else: forms shown before are stale. */
  public Transaction at(Stage next) {
    return new Transaction(
        request, browser, page + 1, way, attempt, state, next, phone, first, document, lastSent,
        typed);
  }

  /** The same stage with what the page does not show changed: forms shown before stay good. */
  public Transaction silently(Stage next, AdapterState nextState) {
    return new Transaction(
        request, browser, page, way, attempt, nextState, next, phone, first, document, lastSent,
        typed);
  }

  /** The same on another way, from its beginning. */
  public Transaction on(String chosen) {
    return new Transaction(
        request,
        browser,
        page,
        chosen,
        attempt + 1,
        AdapterState.EMPTY,
        stage,
        phone,
        first,
        document,
        lastSent,
        typed);
  }

  public Transaction remembering(AdapterState next) {
    return new Transaction(
        request, browser, page, way, attempt, next, stage, phone, first, document, lastSent, typed);
  }

  public Transaction proving(PhoneNumber proven) {
    return new Transaction(
        request,
        browser,
        page,
        way,
        attempt,
        state,
        stage,
        Optional.of(proven),
        first,
        document,
        lastSent,
        typed);
  }

  public Transaction showing(Shown shown) {
    return new Transaction(
        request,
        browser,
        page,
        way,
        attempt,
        state,
        stage,
        phone,
        Optional.of(shown),
        document,
        lastSent,
        typed);
  }

  /** Without the person that a first factor showed. */
  public Transaction forgetting() {
    return new Transaction(
        request,
        browser,
        page,
        way,
        attempt,
        state,
        stage,
        phone,
        Optional.empty(),
        document,
        lastSent,
        typed);
  }

  public Transaction claiming(String documentIndex) {
    return new Transaction(
        request,
        browser,
        page,
        way,
        attempt,
        state,
        stage,
        phone,
        first,
        documentIndex,
        lastSent,
        typed);
  }

  public Transaction sentAt(Instant time) {
    return new Transaction(
        request,
        browser,
        page,
        way,
        attempt,
        state,
        stage,
        phone,
        first,
        document,
        Optional.of(time),
        typed);
  }

  /** Keeps what was typed, over what was kept before. */
  public Transaction keeping(Map<String, String> fields) {
    Map<String, String> all = new HashMap<>(typed);
    all.putAll(fields);
    return new Transaction(
        request, browser, page, way, attempt, state, stage, phone, first, document, lastSent, all);
  }

  /** In another language; the page shown stays. */
  public Transaction in(java.util.Locale locale) {
    SignInRequest there =
        new SignInRequest(
            request.id(),
            request.returnTo(),
            request.application(),
            request.department(),
            request.wanted(),
            request.expected(),
            request.loginHint(),
            locale);
    return new Transaction(
        there, browser, page, way, attempt, state, stage, phone, first, document, lastSent, typed);
  }

  /** Without anything personal. */
  @Override
  public String toString() {
    return "Transaction[" + id() + ", page=" + page + ", way=" + way + ", " + stage + "]";
  }
}
