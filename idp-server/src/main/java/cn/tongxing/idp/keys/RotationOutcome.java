package cn.tongxing.idp.keys;

import java.time.Instant;
import java.util.List;

/** What became of a change of signing keys. */
public sealed interface RotationOutcome {

  /**
   * Done.
   *
   * @param active what signs now
   */
  record Rotated(List<Signing> active) implements RotationOutcome {

    public Rotated {
      active = List.copyOf(active);
    }
  }

  /** A key that signs. */
  record Signing(SigningAlgorithm algorithm, String kid) {

    @Override
    public String toString() {
      return algorithm.jose() + " " + kid;
    }
  }

  /** The next key has not been published for long enough. */
  record TooEarly(Instant possibleFrom) implements RotationOutcome {}

  /** There are no keys of that algorithm: it is not offered, and never was. */
  record NoKeys(SigningAlgorithm algorithm) implements RotationOutcome {}

  /** A later version of the server made the key, and a command of that version changes it. */
  record MadeByLaterVersion() implements RotationOutcome {}

  /** There is no such key, or it is gone already. */
  record UnknownKey() implements RotationOutcome {}
}
