package cn.tongxing.idp.identity;

import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.kernel.SignInId;

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

  /** By an operator. The hotline's ends by itself after a day, and comes once. */
  Change freeze(PersonId person, Desk desk, Case why, RequestOrigin origin);

  /**
   * At the counter, where the person has shown who they are.
   *
   * @param recent what becomes of the factors that were added in the 72 hours before the freeze: a
   *     thief may have added them
   */
  Change thaw(PersonId person, Recent recent, Case why, RequestOrigin origin);

  /**
   * By its owner, who has shown this of it just now, all of it from before ({@link
   * FrozenAccounts}), in a sign-in that may go on. Factors that were added in the 72 hours before
   * end.
   */
  Thawed thaw(PersonId person, AccountRule.Shown shown, SignInId signIn, RequestOrigin origin);

  /** Whether the last freeze of the account was ended by its owner. */
  boolean isThawedByOwner(PersonId person);

  /** Whether the account is frozen now. */
  boolean isFrozen(PersonId person);

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
    /** There is no such person, or they have closed the account. */
    UNKNOWN
  }
}
