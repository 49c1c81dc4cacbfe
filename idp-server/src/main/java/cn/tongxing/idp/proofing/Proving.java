package cn.tongxing.idp.proofing;

import cn.tongxing.adapter.spi.AdapterState;
import cn.tongxing.adapter.spi.Factor;
import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.SignInId;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One proving in flight: the way that is gone, and what was learnt on whatever way. The host keeps
 * it, sealed, from step to step.
 *
 * @param id of the host's transaction; upstream handles, codes and the trail carry it
 */
public record Proving(SignInId id, Purpose purpose, Attempt attempt, Known known) {

  /**
   * One go at a way.
   *
   * @param number counts the starts of ways, so that each has its own state and nonce upstream
   * @param way the way chosen, blank before
   * @param door of the way's adapter, blank for the front one
   * @param state what the adapter asked to find again
   * @param cameBack whether the browser came back from the upstream: what was learnt without that
   *     was confirmed elsewhere, whatever an adapter says
   */
  public record Attempt(int number, String way, String door, AdapterState state, boolean cameBack) {
    private static final Attempt NONE = new Attempt(0, "", "", AdapterState.EMPTY, false);
  }

  /**
   * What stays when another way is chosen.
   *
   * @param phone a phone proven in this proving
   * @param first a person shown by a first factor, where that was not enough
   * @param documents names of the document numbers typed, as the limits count them; no number
   * @param typed what was typed, by field name, without what is never shown again
   */
  public record Known(
      Optional<PhoneNumber> phone,
      Optional<Shown> first,
      Set<String> documents,
      Map<String, String> typed) {
    private static final Known NOTHING =
        new Known(Optional.empty(), Optional.empty(), Set.of(), Map.of());

    public Known {
      documents = Set.copyOf(documents);
      typed = Map.copyOf(typed);
    }

    /** Without anything personal. */
    @Override
    public String toString() {
      return "Known[" + typed.keySet() + "]";
    }
  }

  /**
   * A person, and the steps that showed it.
   *
   * @param steps the earliest first; none where only the session knows them
   */
  public record Shown(PersonId person, List<Step> steps) {

    private static final Set<Factor> CODE = Set.of(Factor.SMS);
    private static final Set<String> OWN_KEYS = Set.of(Proofs.PASSWORD, Proofs.PASSKEY);

    public Shown {
      steps = List.copyOf(steps);
    }

    /** By one step. */
    public Shown(PersonId person, String method, Set<Factor> factors, boolean byFact) {
      this(person, List.of(new Step(method, factors, byFact)));
    }

    /** By factors bound to the person. */
    public Shown(PersonId person, String method, Set<Factor> factors) {
      this(person, method, factors, false);
    }

    /**
     * One step.
     *
     * @param byFact whether a fact about the person chose it, beside a code to a shared or stale
     *     phone: a fact is no factor
     */
    public record Step(String method, Set<Factor> factors, boolean byFact) {
      public Step {
        factors = Set.copyOf(factors);
      }
    }

    /** The same person, by what was shown before as well. */
    public Shown after(Shown first) {
      return new Shown(person, Stream.concat(first.steps.stream(), steps.stream()).toList());
    }

    /** The last way but for a code, which only ever comes on top. */
    public String method() {
      return steps.reversed().stream()
          .map(Step::method)
          .filter(each -> !each.equals(Proofs.SMS))
          .findFirst()
          .orElse(Proofs.SMS);
    }

    /** All that were shown. */
    public Set<Factor> factors() {
      Set<Factor> all = EnumSet.noneOf(Factor.class);
      steps.forEach(each -> all.addAll(each.factors()));
      return all;
    }

    /** Whether a fact chose the person, and nothing but a code was shown since. */
    public boolean byFact() {
      return steps.stream().anyMatch(Step::byFact) && CODE.containsAll(factors());
    }

    /** Whether a code and the end of the person's number are all that was shown. */
    public boolean byTail() {
      return steps.stream().allMatch(each -> each.byFact() && each.method().equals(Proofs.SMS));
    }

    /** Whether the account's own password or a passkey of it was shown. */
    public boolean byOwnKey() {
      return steps.stream().map(Step::method).anyMatch(OWN_KEYS::contains);
    }

    /** Whether a code was shown to a phone that is the person's own. */
    public boolean byOwnCode() {
      return steps.stream().anyMatch(each -> !each.byFact() && each.factors().contains(Factor.SMS));
    }
  }

  /** One in which nothing is known yet. */
  public static Proving begun(SignInId id, Purpose purpose) {
    return new Proving(id, purpose, Attempt.NONE, Known.NOTHING);
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

  public Set<String> documents() {
    return known.documents();
  }

  public Map<String, String> typed() {
    return known.typed();
  }

  /** A way from its beginning; what was claimed on another one is not claimed on this. */
  public Proving on(String chosen) {
    Attempt next = new Attempt(attempt.number() + 1, chosen, "", AdapterState.EMPTY, false);
    Set<String> claimed = chosen.equals(way()) ? documents() : Set.of();
    return new Proving(id, purpose, next, new Known(phone(), first(), claimed, typed()));
  }

  public Proving remembering(AdapterState next) {
    return with(new Attempt(attempt.number(), way(), attempt.door(), next, attempt.cameBack()));
  }

  /** The browser came back from the upstream on this go. */
  public Proving returned() {
    return with(new Attempt(attempt.number(), way(), attempt.door(), state(), true));
  }

  /** By one of the adapter's other doors. */
  public Proving through(String door) {
    return with(new Attempt(attempt.number(), way(), door, state(), attempt.cameBack()));
  }

  public Proving proving(PhoneNumber proven) {
    return with(new Known(Optional.of(proven), first(), documents(), typed()));
  }

  /** Without the phone: another one is to be shown. */
  public Proving withoutPhone() {
    return with(new Known(Optional.empty(), first(), documents(), typed()));
  }

  public Proving showing(Shown person) {
    return with(new Known(phone(), Optional.of(person), documents(), typed()));
  }

  public Proving claiming(Set<String> documentIndexes) {
    return with(new Known(phone(), first(), documentIndexes, typed()));
  }

  /** Keeps what was typed, over what was kept before. */
  public Proving keeping(Map<String, String> fields) {
    Map<String, String> all = new HashMap<>(typed());
    all.putAll(fields);
    return with(new Known(phone(), first(), documents(), all));
  }

  /**
   * One key for all that could tell who has an account; who typed no number is not told to check.
   */
  public Problem unproven() {
    return Problem.page(documents().isEmpty() ? "realname.unproven" : "realname.mismatch");
  }

  private Proving with(Attempt next) {
    return new Proving(id, purpose, next, known);
  }

  private Proving with(Known next) {
    return new Proving(id, purpose, attempt, next);
  }

  /** Without anything personal. */
  @Override
  public String toString() {
    return "Proving[" + id + ", " + purpose.code() + ", way=" + way() + "]";
  }
}
