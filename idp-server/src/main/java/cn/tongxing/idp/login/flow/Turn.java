package cn.tongxing.idp.login.flow;

import cn.tongxing.idp.login.transaction.Transaction;

/**
 * What an action led to.
 *
 * @param sessionCookie the value to hand to the browser; blank unless it was signed in just now
 * @param spent whether the sign-in turned out to be used up before: nothing of it may stay
 */
public record Turn(Transaction next, String sessionCookie, boolean spent) {

  /** Another page, or the same. */
  public static Turn to(Transaction next) {
    return new Turn(next, "", false);
  }

  static Turn signedIn(Transaction next, String sessionCookie) {
    return new Turn(next, sessionCookie, false);
  }

  static Turn spent(Transaction next) {
    return new Turn(next, "", true);
  }

  /** Without the cookie. */
  @Override
  public String toString() {
    return "Turn[" + next + "]";
  }
}
