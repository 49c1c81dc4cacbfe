package cn.tongxing.idp.keys;

import java.time.Instant;
import java.util.List;

/** What became of a change of signing keys. */
public sealed interface RotationOutcome {

  /**
   * Done.
   *
   * @param active the {@code kid}s that sign now
   */
  record Rotated(List<String> active) implements RotationOutcome {

    public Rotated {
      active = List.copyOf(active);
    }
  }

  /** The next key has not been published for long enough. */
  record TooEarly(Instant possibleFrom) implements RotationOutcome {}

  /** There are no keys of that algorithm: it is not offered, and never was. */
  record NoKeys(SigningAlgorithm algorithm) implements RotationOutcome {}

  /** There is no such key, or it is gone already. */
  record UnknownKey() implements RotationOutcome {}
}
