package cn.tongxing.idp.proofing;

import cn.tongxing.adapter.spi.AdapterState;
import java.time.Instant;
import java.util.Optional;

/**
 * One go at a way.
 *
 * @param number counts the starts of ways, so that each has its own state and nonce upstream
 * @param door the way chosen
 * @param state what the adapter asked to find again
 * @param cameBack whether the browser came back from the upstream: what was learnt without that was
 *     confirmed elsewhere, whatever an adapter says
 * @param filled whether a form that stands behind this door was sent off: there is one to go back
 *     to
 * @param held since when the adapter waited for a phone to be proven, and may have held a proof;
 *     empty if it never waited
 * @param seen when it was first shown what may be a proof: before, there was nothing to hold
 */
public record Attempt(
    int number,
    Door door,
    AdapterState state,
    boolean cameBack,
    boolean filled,
    Optional<Instant> held,
    Optional<Instant> seen) {

  static final Attempt NONE = at(0, Door.NONE);

  static Attempt at(int number, Door door) {
    return new Attempt(
        number, door, AdapterState.EMPTY, false, false, Optional.empty(), Optional.empty());
  }

  /** The same go once more. The adapter's state stays, and is as old as it is. */
  Attempt again() {
    return new Attempt(number + 1, door, state, false, filled, held, seen);
  }

  Attempt remembering(AdapterState next) {
    return new Attempt(number, door, next, cameBack, filled, held, seen);
  }

  /** What is held is as old as what was seen first; a wait before that held nothing. */
  Attempt waiting(Instant now) {
    Optional<Instant> since = seen.or(() -> held).or(() -> Optional.of(now));
    return new Attempt(number, door, state, cameBack, filled, since, seen);
  }

  Attempt seeing(Instant now) {
    Optional<Instant> first = seen.or(() -> Optional.of(now));
    return new Attempt(number, door, state, cameBack, filled, held, first);
  }

  Attempt returned() {
    return new Attempt(number, door, state, true, filled, held, seen);
  }

  Attempt through(Door other) {
    return new Attempt(number, other, state, cameBack, false, held, seen);
  }

  Attempt filledIn() {
    return new Attempt(number, door, state, cameBack, true, held, seen);
  }

  /** Whether all that was shown was shown after the wait. */
  public boolean seenOnlySince() {
    return held.filter(since -> seen.filter(since::isBefore).isPresent()).isPresent();
  }
}
