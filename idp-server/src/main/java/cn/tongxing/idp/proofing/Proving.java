package cn.tongxing.idp.proofing;

import cn.tongxing.adapter.spi.AdapterState;
import cn.tongxing.adapter.spi.Factor;
import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.SignInId;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * One proving in flight: the way that is gone, and what was learnt on whatever way. The host keeps
 * it, sealed, from step to step.
 *
 * @param id of the host's transaction; upstream handles, codes and the trail carry it
 */
public record Proving(SignInId id, Purpose purpose, Attempt attempt, Known known) {

  /**
   * What stays when another way is chosen.
   *
   * @param proven a phone proven in this proving
   * @param first a person shown by a first factor, where that was not enough; by no step yet where
   *     only the session knows them, and a code was sent to their phone
   * @param documents names of the document numbers typed, as the limits count them; no number
   * @param typed what was typed, by field name, without what is never shown again
   * @param sent the code that was sent last, until it was right: whoever goes back to the number
   *     has it in hand
   */
  public record Known(
      Optional<ProvenPhone> proven,
      Optional<Shown> first,
      Set<String> documents,
      Map<String, String> typed,
      Optional<SentCode> sent) {
    private static final Known NOTHING =
        new Known(Optional.empty(), Optional.empty(), Set.of(), Map.of(), Optional.empty());

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
   * A code, as its page was left.
   *
   * @param way that it is good for
   */
  public record SentCode(String way, Ask.Code code) {}

  /**
   * A phone whose code was right.
   *
   * @param at when it was
   * @param tail when the end of a document number was asked for beside it: a step to go back to
   */
  public record ProvenPhone(PhoneNumber number, Instant at, Optional<Instant> tail) {}

  /**
   * What a step was shown by and when: it is the person's only while nothing of theirs has ended
   * since, and counts only as long as it is asked.
   *
   * @param at when it was right, however long the sign-in goes on after it
   * @param ways {@code identity.TakeOvers.ways} of the person, read together with what was compared
   */
  public record AsOf(Instant at, int ways) {}

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
    public Shown(PersonId person, String method, Set<Factor> factors, boolean byFact, AsOf asOf) {
      this(person, List.of(new Step(method, factors, byFact, asOf, Optional.empty())));
    }

    /** By one of the person's passkeys. */
    public static Shown byPasskey(PersonId person, UUID passkey, AsOf asOf) {
      Set<Factor> key = Set.of(Factor.SOFTWARE_KEY);
      return new Shown(
          person, List.of(new Step(Proofs.PASSKEY, key, false, asOf, Optional.of(passkey))));
    }

    /** By factors bound to the person. */
    public Shown(PersonId person, String method, Set<Factor> factors, AsOf asOf) {
      this(person, method, factors, false, asOf);
    }

    /**
     * One step.
     *
     * @param byFact whether a fact about the person chose it, beside a code to a shared or stale
     *     phone: a fact is no factor
     * @param passkey which of the person's, where it is one
     */
    public record Step(
        String method, Set<Factor> factors, boolean byFact, AsOf asOf, Optional<UUID> passkey) {
      public Step {
        factors = Set.copyOf(factors);
      }
    }

    /** The same factors by one way, as of the first of them. */
    public Shown asOne(String method) {
      Instant first =
          steps.stream().map(each -> each.asOf().at()).min(Instant::compareTo).orElseThrow();
      return new Shown(person, method, factors(), byFact(), new AsOf(first, ways()));
    }

    /** By what was shown from a moment on alone; by no step where all is older. */
    public Shown since(Instant moment) {
      return new Shown(
          person, steps.stream().filter(each -> !each.asOf().at().isBefore(moment)).toList());
    }

    /**
     * The version of the person's ways that all of it belongs to: the earliest, for what has ended
     * since any step was shown may have been what that step showed.
     */
    public int ways() {
      return steps.stream().mapToInt(each -> each.asOf().ways()).min().orElseThrow();
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

  /** Who judges: a built-in way, or the adapter, whichever of its doors it is. */
  public String way() {
    return gone().way();
  }

  /** The way that is gone, as it was chosen. */
  public Door gone() {
    return attempt.door();
  }

  public AdapterState state() {
    return attempt.state();
  }

  public Optional<PhoneNumber> phone() {
    return known.proven().map(ProvenPhone::number);
  }

  /** When the code to {@link #phone} was right. */
  public Optional<Instant> phoneAt() {
    return known.proven().map(ProvenPhone::at);
  }

  /** Whoever was shown by a step of this proving. */
  public Optional<Shown> first() {
    return known.first().filter(shown -> !shown.steps().isEmpty());
  }

  /** Whose own phone a code goes to: shown before, or known by the session. */
  public Optional<PersonId> secondOf() {
    return known.first().filter(shown -> !shown.byFact()).map(Shown::person);
  }

  public Set<String> documents() {
    return known.documents();
  }

  public Map<String, String> typed() {
    return known.typed();
  }

  /** A way from its beginning; what was claimed on another one is not claimed on this. */
  public Proving on(String chosen) {
    Set<String> claimed = chosen.equals(way()) ? documents() : Set.of();
    return from(Attempt.at(attempt.number() + 1, Door.front(chosen)), claimed);
  }

  /**
   * The same go once more: what comes back for the one before counts no more. What the adapter
   * remembers of it is no younger by that.
   */
  public Proving again() {
    return from(attempt.again(), documents());
  }

  private Proving from(Attempt next, Set<String> claimed) {
    return new Proving(
        id,
        purpose,
        next,
        new Known(known.proven(), known.first(), claimed, typed(), known.sent()));
  }

  public Proving remembering(AdapterState next) {
    return with(attempt.remembering(next));
  }

  /**
   * The adapter waits for a phone, from now on if it has not waited before on this go: what it has
   * been shown by then is of then, whatever it asks in between.
   */
  public Proving waiting(AdapterState next, Instant now) {
    return with(attempt.remembering(next).waiting(now));
  }

  /** The adapter is shown what may be a proof. */
  public Proving seeing(Instant now) {
    return with(attempt.seeing(now));
  }

  /** The browser came back from the upstream on this go. */
  public Proving returned() {
    return with(attempt.returned());
  }

  /** By one of the adapter's other doors, behind which nothing has been filled in yet. */
  public Proving through(String action) {
    return with(attempt.through(new Door(way(), action)));
  }

  /** A form of this go was sent off. */
  public Proving filled() {
    return with(attempt.filledIn());
  }

  public Proving proving(PhoneNumber number, Instant at) {
    return with(
        new Known(
            Optional.of(new ProvenPhone(number, at, Optional.empty())),
            known.first(),
            documents(),
            typed(),
            Optional.empty()));
  }

  /** Whether the end of a document number was asked for right before. */
  public boolean isAfterTail() {
    return known.proven().flatMap(ProvenPhone::tail).isPresent();
  }

  /** The end of a document number is asked for; or, where empty, something else was since. */
  public Proving tail(Optional<Instant> at) {
    return with(
        new Known(
            known.proven().map(phone -> new ProvenPhone(phone.number(), phone.at(), at)),
            known.first(),
            documents(),
            typed(),
            known.sent()));
  }

  /** Without the phone: another one is to be shown. */
  public Proving withoutPhone() {
    return with(new Known(Optional.empty(), known.first(), documents(), typed(), known.sent()));
  }

  public Proving showing(Shown person) {
    return with(new Known(known.proven(), Optional.of(person), documents(), typed(), known.sent()));
  }

  public Proving claiming(Set<String> documentIndexes) {
    return with(new Known(known.proven(), known.first(), documentIndexes, typed(), known.sent()));
  }

  /** The code that was sent last to a number on this way, if any. */
  public Optional<Ask.Code> sent(PhoneNumber number) {
    return known
        .sent()
        .filter(each -> each.way().equals(way()) && each.code().phone().equals(number))
        .map(SentCode::code);
  }

  /** With a code as its page is left. */
  public Proving sending(Ask.Code code) {
    return with(
        new Known(
            known.proven(),
            known.first(),
            documents(),
            typed(),
            Optional.of(new SentCode(way(), code))));
  }

  /** Keeps what was typed, over what was kept before. */
  public Proving keeping(Map<String, String> fields) {
    Map<String, String> all = new HashMap<>(typed());
    all.putAll(fields);
    return with(new Known(known.proven(), known.first(), documents(), all, known.sent()));
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
    return "Proving[" + id + ", " + purpose.code() + ", way=" + gone().name() + "]";
  }
}
