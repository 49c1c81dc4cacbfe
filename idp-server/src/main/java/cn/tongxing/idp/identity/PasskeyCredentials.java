package cn.tongxing.idp.identity;

import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
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
   * audit.
   */
  boolean finishRegistration(
      PersonId person, byte[] challenge, String answer, String label, RequestOrigin origin);

  /** Options for {@code navigator.credentials.get} with a discoverable credential. */
  Ceremony signIn();

  /**
   * Checks the answer; empty if signature, origin, challenge, counter or user verification fails.
   */
  Optional<PersonId> finishSignIn(byte[] challenge, String answer);

  /**
   * Takes a passkey from its owner, with audit. False, and nothing changed, if it is not theirs, is
   * gone already, or is the last thing the person can sign in with. The caller has made sure that
   * the person signed in just now.
   */
  boolean remove(PersonId person, UUID passkey, RequestOrigin origin);

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
