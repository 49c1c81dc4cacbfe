package cn.tongxing.idp.login;

import cn.tongxing.idp.kernel.RequestOrigin;

/**
 * Rate limit of sign-ins that begin. Anybody can begin one, and each is kept for half an hour and
 * more: an address has a budget, and what Redis holds for those who have begun already is not given
 * to new ones. To be asked before {@link SignIns#begin}, and before anything else is kept for
 * whoever asks.
 */
public interface Beginnings {

  /** Counts one; whether it may be. Costs no command. */
  Admission admit(RequestOrigin origin);

  /** What becomes of it. */
  enum Admission {
    ADMITTED,
    /** This address has begun too many in this minute: status 429. */
    TOO_MANY,
    /** Redis keeps what it has left for those who have begun: status 503. */
    NO_ROOM
  }
}
