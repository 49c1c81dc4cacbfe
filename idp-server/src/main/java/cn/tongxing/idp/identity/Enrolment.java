package cn.tongxing.idp.identity;

import cn.tongxing.idp.kernel.PersonId;
import java.time.Instant;

/** What became of a proof. */
public sealed interface Enrolment {

  /** A new person. */
  record Created(PersonId person) implements Enrolment {}

  /** A person who exists, and a factor in the proof is bound to that person already. */
  record Recognised(PersonId person) implements Enrolment {}

  /**
   * An upstream's account that was nobody's is a way to sign in from now on, by what was shown of
   * the person's account beside it. Kept only where the sign-in that shows it ends.
   */
  record Joined(PersonId person) implements Enrolment {}

  /**
   * As {@link Joined}, but the person has ended a link of that upstream's: nothing was joined, and
   * its owner is told where another is asked for.
   */
  record LinkEnded(PersonId person) implements Enrolment {}

  /**
   * The person exists, and a phone that several share was shown beside name and number, or a
   * network identity confirmed elsewhere: they choose among those of the phone as the end of the
   * number does ({@link PhoneCredentials#choose}), and are worth no more. Nothing was written, and
   * nothing became fresh.
   */
  record Chosen(PersonId person) implements Enrolment {}

  /**
   * The person exists, an upstream's account that is linked to them was confirmed on another
   * device, and this browser has signed them in before ({@link KnownPlaces#signedIn}): it opens the
   * account, as a fact about the person would, and shows no factor. Nothing was written.
   */
  record InKnownBrowser(PersonId person) implements Enrolment {}

  /**
   * The data belong to a person who exists, but nothing in the proof is bound to that person:
   * knowing is not owning. The browser gets the answer of a mismatch.
   */
  record NotTheirs(PersonId person) implements Enrolment {}

  /**
   * The data belong to an account that was opened by name and number alone, and the proof is
   * better: after the hold the account is the prover's (row t of {@link AccountRule}).
   */
  record TakesOver(PersonId person, Instant dueAt) implements Enrolment {}

  /**
   * The data belong to a person who exists, and the proof shows a possession that is that person's,
   * but none of the account: after the hold the phone that came with it is the account's (row c of
   * {@link AccountRule}), unless a factor of the account stops it. Nothing else was written.
   */
  record PhoneWaits(PersonId person, Instant dueAt) implements Enrolment {}

  /**
   * Nobody was registered: as many accounts were opened by name and number beside this phone as may
   * be in thirty days.
   */
  record TooMany() implements Enrolment {}

  /**
   * The proof was held so long that the phone beside it may be somebody else's: it opens, names,
   * takes over and hands over nothing, and is to be shown again. Nothing was written.
   */
  record Expired() implements Enrolment {}

  /**
   * As {@link NotTheirs}, but name, number and a phone were proven, and the document is that
   * person's and nobody else's: the account exists, and that phone does not open it. Whether that
   * may be said, limits decide.
   */
  record Unbound(PersonId person, Phone phone) implements Enrolment {}

  /** Why a phone that was proven beside name and number does not open an account. */
  enum Phone {
    /** It is not bound to the account. */
    ANOTHER,
    /** It was not used for so long that it may have changed hands. */
    NOT_FRESH,
    /** Others have it too, and the person has a factor of their own. */
    SHARED
  }

  /**
   * The account is frozen, and what was shown of it was there before ({@link
   * AccountRule#mayHearOfFreeze}): nothing was written, and its owner may hear of it.
   */
  record Frozen(PersonId person) implements Enrolment {}

  /** The person exists and may not sign in. The browser gets the answer of a mismatch. */
  record Disabled(PersonId person) implements Enrolment {}
}
