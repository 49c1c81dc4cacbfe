package cn.tongxing.idp.identity;

import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.kernel.SignInId;
import java.time.Instant;
import java.util.Optional;

/**
 * Freezing an account: nothing signs it in, and whatever it has open ends ({@link
 * StandingChanged}), until it is thawed. A change of phone that waits is stopped with it. Each act
 * is one transaction with its audit event and its notices. Whoever is shut out by an operator
 * ({@link Standings}) may be frozen besides: one ends without the other.
 *
 * <p>Freezes in a row count as one that began with the first: a freeze that takes the place of
 * another, or that begins within 72 hours of one that nobody ended but the clock.
 */
public interface Freezes {

  /** By its owner, who has just shown one factor: the caller has seen to that. */
  Change freeze(PersonId person, RequestOrigin origin);

  /**
   * By an operator. The hotline's ends by itself after a day, and comes once. The counter's takes
   * the place of the owner's and of the hotline's, and only the counter ends it.
   *
   * @param operator who does it, as the operator's own records name them
   */
  Change freeze(
      PersonId person, Desk desk, Case why, Standings.Reason operator, RequestOrigin origin);

  /**
   * At the counter, where the person has shown who they are: by four eyes, since whoever comes may
   * be the thief.
   *
   * @param recent what becomes of the factors that were added in the 72 hours before the freeze: a
   *     thief may have added them
   */
  Change thaw(PersonId person, Recent recent, TakeOvers.Decision decision, RequestOrigin origin);

  /**
   * By its owner, who has shown this of it just now, all of it from before ({@link
   * FrozenAccounts}), in a sign-in that may go on. Factors that were added in the 72 hours before
   * end.
   */
  Thawed thaw(PersonId person, AccountRule.Shown shown, SignInId signIn, RequestOrigin origin);

  /**
   * The account that all of this is done to: of a person whose account became part of another one
   * ({@link Merges}), that one. Else the person's.
   */
  PersonId account(PersonId person);

  /** Whether the last freeze of the account was ended by its owner. */
  boolean isThawedByOwner(PersonId person);

  /** Whether the account is frozen now. */
  default boolean isFrozen(PersonId person) {
    return open(person).isPresent();
  }

  /** The freeze that goes on; empty if the account is not frozen. */
  Optional<Open> open(PersonId person);

  /**
   * A freeze that goes on, as its owner is told of it.
   *
   * @param atCounter whether nobody but the counter ends it
   * @param endsAt when it ends by itself; empty if it does not
   */
  record Open(boolean atCounter, Optional<Instant> endsAt) {}

  /** Who asks for a person. */
  enum Desk {
    HOTLINE,
    COUNTER
  }

  /** Why, for the trail: a code, and the number of the case in the operator's own records. */
  record Case(Standings.Reason reason, Standings.Reason number) {}

  /** Factors of the last 72 hours. */
  enum Recent {
    END,
    /** The person at the counter says that they are their own. */
    KEEP
  }

  /** What became of an owner's wish. */
  enum Thawed {
    THAWED,
    /** What was shown is not enough ({@link AccountRule#thaws}). */
    NOT_SHOWN,
    /**
     * What the counter froze ends at the counter; who showed nothing of the account is not told.
     */
    AT_COUNTER,
    /** It is not frozen, or nobody's to use. */
    NOTHING
  }

  /** What became of it. */
  enum Change {
    CHANGED,
    /** It was so already. */
    UNCHANGED,
    /** The hotline has frozen this account before. */
    ONCE_ONLY,
    /** There is no such person, or they were erased. */
    UNKNOWN
  }
}
