package cn.tongxing.idp.identity;

import cn.tongxing.adapter.spi.Factor;
import cn.tongxing.idp.kernel.IdentityAssurance;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * What opens an account that exists, and what changes its phone: rows a to e; who takes it over:
 * row t. The one table to which sign-in, recovery, take-over, linking, merging, the counter and the
 * import refer ({@code docs/protocol/accounts.md}). Whatever can be bought in a market (name and
 * number, an old SIM, the end of a number) is assumed to be in the wrong hands.
 */
public enum AccountRule {
  /** An own factor opens it; two of different kinds change the phone at once. */
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
  D((shown, account) -> shown.kinds() == 1 ? new Effect(false, When.AFTER_HOLD) : Effect.NONE),
  /** Name and number, with whatever phone, open and begin nothing. */
  E((shown, account) -> Effect.NONE);

  /** How long a change of phone can be stopped by whoever has the old ways. */
  public static final Duration HOLD = Duration.ofDays(2);

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
   * @param proof level of a proof that names a document of the account; empty without one
   * @param possession whether that proof shows a possession that its source ties to the person: a
   *     bank card with a code, a certified payment account, a phone in the person's own name
   */
  public record Shown(Set<Own> own, Optional<IdentityAssurance> proof, boolean possession) {
    public Shown {
      own = Set.copyOf(own);
    }

    boolean proves(IdentityAssurance level) {
      return proof.filter(reached -> reached.atLeast(level)).isPresent();
    }

    /** Kinds, not pieces: a code and an app on one phone are one possession. */
    int kinds() {
      return AccountRule.kinds(own).size();
    }
  }

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
