package cn.tongxing.idp.proofing.limits;

import java.time.Duration;

/**
 * Rate limit: at most so many in a window that begins with the first.
 *
 * @param key purpose and subject; no personal data
 */
public record Budget(String key, int most, Duration window, Effect effect) {

  /** A budget that stops. */
  public Budget(String key, int most, Duration window) {
    this(key, most, window, Effect.STOPS);
  }

  /** What a budget does when it is used up. */
  public enum Effect {
    /** The try may not be made. */
    STOPS,
    /** The try may be made, unless one of the call's budgets under pressure is used up. */
    PRESSES,
    /** The try may not be made while another budget of the call presses; counts always. */
    STOPS_UNDER_PRESSURE
  }
}
