package cn.tongxing.idp.identity;

import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.kernel.SignInId;
import java.util.Optional;
import java.util.UUID;

/**
 * Passkeys (Web Authentication Level 3). The caller keeps the challenge with its transaction,
 * claims it once, and hands it back with the answer. Relying-party id and origin come from the
 * issuer.
 */
public interface PasskeyCredentials {

  /** Options for {@code navigator.credentials.create}, for a person who has just signed in. */
  Ceremony register(PersonId person);

  /**
   * Checks the answer (JSON of {@code PublicKeyCredential.toJSON()}) and binds the passkey, with
   * audit; not while a change of phone waits.
   *
   * @return its id, if it is bound
   */
  Optional<UUID> bind(
      PersonId person, byte[] challenge, String answer, String label, RequestOrigin origin);

  /** Whether {@link #bind} bound it. */
  default boolean finishRegistration(
      PersonId person, byte[] challenge, String answer, String label, RequestOrigin origin) {
    return bind(person, challenge, answer, label, origin).isPresent();
  }

  /** Options for {@code navigator.credentials.get} with a discoverable credential. */
  Ceremony signIn();

  /**
   * Checks the answer. A counter that goes back is noted at the passkey, with audit, in the
   * caller's transaction or one of its own.
   */
  default SignIn finishSignIn(byte[] challenge, String answer, RequestOrigin origin) {
    return finishSignIn(challenge, answer, Whose.ACTIVE, origin);
  }

  /**
   * The same among these persons. It holds the person's row for reading: whoever writes it after,
   * as a thaw does, begins another transaction.
   */
  SignIn finishSignIn(byte[] challenge, String answer, Whose whose, RequestOrigin origin);

  /** What the answer to a sign-in was worth. */
  sealed interface SignIn {

    /**
     * The person's passkey, by its id.
     *
     * @param ways {@link TakeOvers#ways}, read while it was held that the passkey is theirs
     */
    record Shown(PersonId person, UUID passkey, int ways) implements SignIn {}

    /**
     * Right in everything, but it counted back: somebody may have a copy (WebAuthn Level 3, 6.1.1).
     * Not taken; the person is to be told.
     */
    record CountedBack(PersonId person) implements SignIn {}

    /**
     * Right in everything, and from before the account was frozen, where an active person's was
     * looked for. Not taken; the person is to be told.
     */
    record Frozen(PersonId person) implements SignIn {}

    /** Right in everything, but not from before the freeze. Not taken, and nobody is told. */
    record TooNew(PersonId person) implements SignIn {}

    /** Signature, origin, challenge or user verification fails, or nobody has such a passkey. */
    record Refused() implements SignIn {}
  }

  /**
   * Takes a passkey from its owner, with audit. False, and nothing changed, if it is not theirs, is
   * gone already, or is the last thing the person can sign in with, or while a change of phone
   * waits. The caller has made sure that the person signed in just now. Which of several passkeys
   * was shown where, nobody knows: all that rests on any ends, but where it was done.
   *
   * @param signIn by whose proof: its session goes on
   */
  boolean remove(PersonId person, UUID passkey, Optional<SignInId> signIn, RequestOrigin origin);

  /**
   * Gives an own passkey another name, with audit; false if there is none of that id, or nothing is
   * left of the name.
   */
  boolean rename(PersonId person, UUID passkey, String label, RequestOrigin origin);

  /** Whether the person has one. */
  boolean exists(PersonId person);

  /**
   * What a person tells a passkey by in their list: where it was made, in the words of the source.
   */
  static String label(boolean onPhone) {
    return onPhone ? "手机" : "电脑";
  }

  /** A ceremony begun: JSON for the page, and its challenge (32 bytes). */
  record Ceremony(String optionsJson, byte[] challenge) {}
}
