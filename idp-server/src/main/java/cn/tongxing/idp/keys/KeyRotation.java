package cn.tongxing.idp.keys;

import java.util.Set;

/**
 * Changes of the signing keys, each algorithm by itself. Each is one transaction with its audit
 * events; the other nodes follow within five seconds.
 */
public interface KeyRotation {

  /**
   * The next key becomes the active one, the active one verifies for the configured overlap, and a
   * new next key is published. Refused while the next key is so young that a relying party with a
   * cached key set may not know it.
   *
   * @param algorithms whose keys; none means all
   */
  RotationOutcome rotate(Set<SigningAlgorithm> algorithms);

  /** As {@link #rotate}, however young the next key is. Relying parties may have to fetch again. */
  RotationOutcome rotateNow(Set<SigningAlgorithm> algorithms);

  /**
   * Takes a key out of use at once, for example because it leaked: every token it signed is void.
   * An active key is replaced by the next one.
   */
  RotationOutcome withdraw(String kid);
}
