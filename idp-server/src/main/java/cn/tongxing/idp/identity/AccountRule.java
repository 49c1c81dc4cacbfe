package cn.tongxing.idp.identity;

import cn.tongxing.adapter.spi.EvidenceItem.Method;
import cn.tongxing.adapter.spi.Factor;
import cn.tongxing.idp.kernel.Acr;
import cn.tongxing.idp.kernel.AuthenticationAssurance;
import cn.tongxing.idp.kernel.IdentityAssurance;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/**
 * What opens an account that exists, and what changes its phone: rows a to e; who takes it over:
 * row t. The one table to which sign-in, recovery, take-over, linking, merging, the counter and the
 * import refer ({@code docs/protocol/accounts.md}). Whatever can be bought in a market (name and
 * number, an old SIM, the end of a number) is assumed to be in the wrong hands.
 */
public enum AccountRule {
  /** An own factor opens it; two of different kinds that count change the phone at once. */
  A((shown, account) ->
      new Effect(!shown.own().isEmpty(), shown.kinds() > 1 ? When.AT_ONCE : When.NEVER)),
  /** A proof of P4 that names its document, the counter's too, opens it and changes the phone. */
  B((shown, account) ->
      shown.proves(IdentityAssurance.P4) ? new Effect(true, When.AT_ONCE) : Effect.NONE),
  /** A proof of P3 that names its document and shows a possession changes the phone in time. */
  C((shown, account) ->
      shown.proves(IdentityAssurance.P3) && shown.possession()
          ? new Effect(
              false,
              account.restsOn().atLeast(IdentityAssurance.P4) ? When.AT_COUNTER : When.AFTER_HOLD)
          : Effect.NONE),
  /** One own factor alone changes the phone in time. */
  D((shown, account) -> shown.own().isEmpty() ? Effect.NONE : new Effect(false, When.AFTER_HOLD)),
  /** Name and number, with whatever phone, open and begin nothing. */
  E((shown, account) -> Effect.NONE);

  /** How long a change of phone can be stopped by whoever has the old ways. */
  public static final Duration HOLD = Duration.ofDays(2);

  /**
   * How long a way has to be there to count as a kind of its own, and to thaw an account: whoever
   * has stolen one thing and could add another would have two (ADR 0035).
   */
  public static final Duration SETTLED = Duration.ofDays(3);

  /**
   * How long what was shown counts for a change of what opens the account, on every page and path.
   */
  public static final Duration FRESH = Duration.ofMinutes(5);

  @SuppressWarnings("ImmutableEnumChecker") // functions of their arguments alone
  private final BiFunction<Shown, Account, Effect> effect;

  AccountRule(BiFunction<Shown, Account, Effect> effect) {
    this.effect = effect;
  }

  /** When something happens, the later constant the sooner. */
  public enum When {
    NEVER,
    /** Only the counter decides. */
    AT_COUNTER,
    /** After {@link #HOLD}, if nobody stops it. */
    AFTER_HOLD,
    AT_ONCE
  }

  /** Something bound to the account that was shown just now. */
  public enum Own {
    /** By its code, and fresh ({@link PhoneCredentials}). A stale phone is none of these. */
    PHONE(Kind.HELD),
    PASSWORD(Kind.KNOWN),
    /** With user verification: held, and unlocked by what its owner knows or is. */
    PASSKEY(Kind.UNLOCKED),
    /** An upstream's account that is linked; on the same phone as likely as not. */
    LINKED_WAY(Kind.HELD);

    private final Kind kind;

    Own(Kind kind) {
      this.kind = kind;
    }

    /**
     * What factors are of the account.
     *
     * @param factors shown of the account itself: what an upstream's account was opened by is none
     *     but {@link Factor#UPSTREAM_ACCOUNT}, and a code beside which a fact chose is none
     */
    public static Set<Own> in(Set<Factor> factors) {
      Set<Own> own = EnumSet.noneOf(Own.class);
      factors.stream().map(Own::of).flatMap(Optional::stream).forEach(own::add);
      return own;
    }

    private static Optional<Own> of(Factor factor) {
      return switch (factor) {
        case SMS -> Optional.of(PHONE);
        case PASSWORD -> Optional.of(PASSWORD);
        case HARDWARE_KEY, SOFTWARE_KEY -> Optional.of(PASSKEY);
        case UPSTREAM_ACCOUNT, NETWORK_CREDENTIAL -> Optional.of(LINKED_WAY);
        default -> Optional.empty();
      };
    }
  }

  private enum Kind {
    HELD,
    KNOWN,
    UNLOCKED
  }

  /**
   * What somebody shows now.
   *
   * @param own what is bound to the account
   * @param young of that, what is not there for {@link #SETTLED} yet: it opens the account, and
   *     counts as no kind of its own
   * @param proof level of a proof that names a document of the account; empty without one
   * @param possession whether that proof shows a possession that its source ties to the person: a
   *     bank card with a code, a certified payment account, a phone in the person's own name
   * @param by pieces that the proof is worth its level by: what it begins ends when one of them is
   *     withdrawn
   */
  public record Shown(
      Set<Own> own,
      Set<Own> young,
      Optional<IdentityAssurance> proof,
      boolean possession,
      List<Piece> by) {
    public Shown {
      own = Set.copyOf(own);
      young = Set.copyOf(young);
      by = List.copyOf(by);
    }

    /** All of it from before. */
    public Shown(
        Set<Own> own, Optional<IdentityAssurance> proof, boolean possession, List<Piece> by) {
      this(own, Set.of(), proof, possession, by);
    }

    /** What counts of it, and nothing else. */
    public static Shown of(Own... own) {
      return new Shown(Set.of(own), Optional.empty(), false);
    }

    /** Without pieces: of a proof it says what follows, and begins nothing. */
    public Shown(Set<Own> own, Optional<IdentityAssurance> proof, boolean possession) {
      this(own, proof, possession, List.of());
    }

    /** The own things that count as kinds. */
    public Set<Own> settled() {
      return own.stream()
          .filter(each -> !young.contains(each))
          .collect(Collectors.toUnmodifiableSet());
    }

    boolean proves(IdentityAssurance level) {
      return proof.filter(reached -> reached.atLeast(level)).isPresent();
    }

    /** Kinds, not pieces: a code and an app on one phone are one possession. */
    int kinds() {
      return AccountRule.kinds(settled()).size();
    }
  }

  /**
   * A piece of evidence, stored or not, as an operator names it who withdraws it.
   *
   * @param source whose answer it is
   * @param reference under which the source finds it
   */
  public record Piece(Method method, String source, String reference) {}

  /** In whose name the carriers have a bound phone (三要素). */
  public enum RegisteredTo {
    THEIRS,
    ANOTHERS,
    UNKNOWN
  }

  /**
   * The account as it stands.
   *
   * @param restsOn its level now
   * @param byNameAndNumberAlone whether nothing but a check of name and number ever proved it
   * @param phones for each bound phone, in whose name it is
   */
  public record Account(
      IdentityAssurance restsOn, boolean byNameAndNumberAlone, List<RegisteredTo> phones) {
    public Account {
      phones = List.copyOf(phones);
    }
  }

  /**
   * What follows.
   *
   * @param in whether the browser is the person's now
   * @param phone when the phone that was proven becomes the account's
   */
  public record Effect(boolean in, When phone) {
    private static final Effect NONE = new Effect(false, When.NEVER);
  }

  /**
   * Whether somebody else than its holder may have opened the account: then row c changes no phone
   * of it, for whatever else that person has in it would stay. What row t does not decide, the
   * counter does. A phone that the carriers have in the holder's name is the holder's.
   */
  public static boolean isInDoubt(Account account) {
    return account.byNameAndNumberAlone()
        && (account.phones().isEmpty()
            || !account.phones().stream().allMatch(RegisteredTo.THEIRS::equals));
  }

  /** Whether what was shown opens the account, whatever the account rests on. */
  public static boolean opens(Shown shown) {
    return of(shown, new Account(IdentityAssurance.P5, false, List.of())).in();
  }

  /**
   * Whether what was shown ends a freeze: two things of different kinds, or a proof of row b. Only
   * what was there before the freeze counts; the caller has seen to that.
   */
  public static boolean thaws(Shown shown) {
    return shown.kinds() > 1 || shown.proves(IdentityAssurance.P4);
  }

  /**
   * Whether whoever showed this may hear that the account is frozen, and what else it has:
   * something of its own was shown, or what thaws. Name and number hear what nobody hears.
   */
  public static boolean mayHearOfFreeze(Shown shown) {
    return !shown.own().isEmpty() || thaws(shown);
  }

  /**
   * Whether what was shown adds, replaces or removes a way of the account: two kinds that count, a
   * key that its owner unlocked, or a proof at the account's level that says that the person was
   * there. One kind alone does not, a password no more than a code: it would make itself two. Name
   * and number can be bought, and an upstream's account is open on the phone that was stolen: as a
   * proof they do beside the only kind that the account has, and replace no other.
   *
   * @param shown the proof without the carriers' word, which is no more than phone and pair
   * @param present the level of what says that the person was there; the least of nothing
   * @param restsOn the account's level, without that word too
   * @param has what the account has of what counts
   */
  public static boolean changesWays(
      Shown shown, IdentityAssurance present, IdentityAssurance restsOn, Set<Own> has) {
    Set<Kind> counted = kinds(shown.settled());
    if (counted.size() > 1 || counted.contains(Kind.UNLOCKED)) {
      return true;
    }
    boolean there = present.atLeast(IdentityAssurance.P3) && present.atLeast(restsOn);
    return there || (shown.proves(restsOn) && kinds(shown.own()).containsAll(kinds(has)));
  }

  /**
   * Whether a way that leads so far at most may say that its person is there: it reaches a level
   * that nothing less does, or more than one kind is shown over there.
   */
  public static boolean mayShowPresence(Acr reaches) {
    return reaches.identity().atLeast(IdentityAssurance.P4)
        || reaches.authentication().atLeast(AuthenticationAssurance.A2);
  }

  /** What follows from everything that was shown: the best of the rows. */
  public static Effect of(Shown shown, Account account) {
    List<Effect> effects =
        Arrays.stream(values()).map(row -> row.effect.apply(shown, account)).toList();
    return new Effect(
        effects.stream().anyMatch(Effect::in),
        effects.stream().map(Effect::phone).max(Comparator.naturalOrder()).orElse(When.NEVER));
  }

  /**
   * When the phone is changed after a change was stopped: whoever has the old ways did not want it,
   * so that no number of them, and nothing that waits, begins another. Row b alone does.
   */
  public static When afterStop(Shown shown, Account account) {
    When proven = B.effect.apply(shown, account).phone();
    return proven == When.NEVER && of(shown, account).phone() != When.NEVER
        ? When.AT_COUNTER
        : proven;
  }

  /**
   * When the phone is changed after a change was withdrawn: nothing that waits begins another, and
   * whoever has two kinds has lost nothing by what one kind began and ended by itself.
   */
  public static When afterWithdrawal(Shown shown, Account account) {
    When before = of(shown, account).phone();
    return before == When.AFTER_HOLD ? When.AT_COUNTER : before;
  }

  /**
   * Whether a change was ended by no other kind of thing than began it. One stolen phone does both:
   * that says nothing against whoever has more.
   *
   * @param begunBy own things by which it began; empty if it was an operator's, or a proof's
   */
  public static boolean isWithdrawal(Set<Own> begunBy, Set<Own> endedBy) {
    return kinds(begunBy).containsAll(kinds(endedBy));
  }

  /** Whether both are things of the same one kind: two apps and a code on one phone are. */
  public static boolean areOfOneKind(Set<Own> some, Set<Own> others) {
    return kinds(some).size() == 1 && kinds(some).equals(kinds(others));
  }

  /** Whether one more thing is of another kind than all that were shown. */
  public static boolean addsKind(Set<Own> shown, Own one) {
    return !kinds(shown).contains(one.kind);
  }

  private static Set<Kind> kinds(Set<Own> own) {
    Set<Kind> kinds = EnumSet.noneOf(Kind.class);
    own.forEach(each -> kinds.add(each.kind));
    return kinds;
  }

  /**
   * Row t: when everything from before ends and the account is whose proof it is. Only an account
   * opened by name and number alone can be taken over; every other dispute is the counter's.
   */
  public static When takeOver(Shown shown, Account account) {
    if (!account.byNameAndNumberAlone()) {
      return When.NEVER;
    }
    if (shown.proves(IdentityAssurance.P4)) {
      return When.AT_ONCE;
    }
    if (!shown.proves(IdentityAssurance.P3) || !shown.possession()) {
      return When.NEVER;
    }
    return !account.phones().isEmpty()
            && account.phones().stream().allMatch(RegisteredTo.ANOTHERS::equals)
        ? When.AFTER_HOLD
        : When.AT_COUNTER;
  }
}
