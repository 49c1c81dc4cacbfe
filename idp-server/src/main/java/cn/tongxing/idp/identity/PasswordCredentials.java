package cn.tongxing.idp.identity;

import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.kernel.SignInId;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Passwords (NIST SP 800-63B-4, 3.1.1). */
public interface PasswordCredentials {

  /**
   * The password that an identifier asks for. The identifier is a bound phone or a document number,
   * in any writing a person may use; one query, whether it is anybody's or not.
   */
  default Asked asked(String identifier) {
    return asked(identifier, Whose.ACTIVE);
  }

  /** The same among these persons. */
  Asked asked(String identifier, Whose whose);

  /** A password that somebody wants to sign in by, which need not exist; as read just now. */
  interface Asked {

    /**
     * A stable key to count tries by: equal for every alias and writing of one person's
     * identifiers, and well defined for unknown ones. No personal data in it.
     */
    String limitKey();

    /**
     * A stable key to count tries by as they were typed: equal for every writing of one identifier,
     * and saying nothing of whose it is. No personal data in it.
     */
    String typedKey();

    /**
     * On whom it is tried, for the trail: the person alone whom the identifier names, also where a
     * freeze keeps them from {@link #check}.
     */
    Optional<PersonId> holder();

    /**
     * Compares. Takes the same time and gives the same answer whether the person exists or not.
     * Renews an outdated hash. Does not count tries: the caller limits first.
     *
     * @return the holder, if it is theirs
     */
    Optional<PersonId> check(String password);

    /**
     * Whether the account of the holder is frozen, where an active one was looked for: the password
     * was there before, signs nobody in, and its owner may hear why.
     */
    boolean isFrozen();

    /**
     * Whether the account of the holder is frozen and the password no older than what ends with the
     * freeze: a right one gets the answer of a wrong one, and counts as one.
     */
    boolean isTooNew();

    /**
     * {@link TakeOvers#ways} of the holder, read together with what {@link #check} compares with;
     * of nobody, zero.
     */
    int ways();

    /** Takes the time of {@link #check}, and compares with nobody's. */
    void checkInVain(String password);
  }

  /** The key that all identifiers of a person with a password lead to. */
  String limitKey(PersonId person);

  /**
   * Sets or replaces a person's password, with audit, in the caller's transaction; not while a
   * change of phone waits.
   */
  default Change set(PersonId person, String password, RequestOrigin origin) {
    return set(person, password, Optional.empty(), () -> true, origin);
  }

  /**
   * The same for whoever acts in a session. Hashing takes its time, and meanwhile the account may
   * have changed hands: what was allowed before is asked again with the person's row held.
   *
   * @param signIn by whose proof: its session goes on, others that rest on a replaced one do not
   * @param stillAllowed whether the session goes on; reads what is committed
   */
  Change set(
      PersonId person,
      String password,
      Optional<SignInId> signIn,
      BooleanSupplier stillAllowed,
      RequestOrigin origin);

  /** Whether the person has a password. */
  boolean exists(PersonId person);

  /**
   * Whether it is the person's password now. Only for whoever has just shown that password: anybody
   * else could find it out by asking, for no tries are counted here.
   */
  boolean isCurrent(PersonId person, String password);

  /** What became of a wish for a password. */
  enum Change {
    ACCEPTED,
    /** Has a control character (tab, line end, NUL), which no field of a page types. */
    CONTROL,
    /** Nothing but spaces. */
    BLANK,
    /** Fewer than 8 characters (as a second way beside the phone), see the policy. */
    TOO_SHORT,
    /** More than 256 characters. */
    TOO_LONG,
    /** On the list of common ones. */
    COMMON,
    /**
     * Holds the person's name, in pinyin too, birth date, phone or document number; or is nothing
     * but a part of the name and digits of one of these.
     */
    PERSONAL,
    /** A change of phone waits: nothing else changes until it is done or stopped. */
    PHONE_WAITS,
    /** The session ended, or the person was shut out, while this was done. */
    ENDED_MEANWHILE
  }
}
