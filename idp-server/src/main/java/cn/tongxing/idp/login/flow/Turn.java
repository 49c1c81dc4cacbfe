package cn.tongxing.idp.login.flow;

import cn.tongxing.idp.login.transaction.Stage;
import cn.tongxing.idp.login.transaction.Transaction;

/**
 * What an action led to.
 *
 * @param sessionCookie the value to hand to the browser; blank unless it was signed in just now
 * @param mark the long-lived one to hand to the browser with it; blank without
 * @param spent whether the sign-in turned out to be used up before: nothing of it may stay
 */
public record Turn(Transaction next, String sessionCookie, String mark, boolean spent) {

  /** Another page, or the same. */
  public static Turn to(Transaction next) {
    return new Turn(next, "", "", false);
  }

  /** A session that is there goes on under another cookie. */
  static Turn goesOn(Transaction next, String sessionCookie) {
    return new Turn(next, sessionCookie, "", false);
  }

  static Turn signedIn(Transaction next, Result.SignedIn signedIn) {
    return new Turn(next, signedIn.cookie(), signedIn.mark(), false);
  }

  /** The same, showing something else of it: no form of before is out yet. */
  Turn showing(Stage stage) {
    return new Turn(next.silently(stage), sessionCookie, mark, spent);
  }

  static Turn spent(Transaction next) {
    return new Turn(next, "", "", true);
  }

  /** Without the cookies. */
  @Override
  public String toString() {
    return "Turn[" + next + "]";
  }
}
