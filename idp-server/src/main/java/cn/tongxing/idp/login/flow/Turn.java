package cn.tongxing.idp.login.flow;

import cn.tongxing.idp.login.transaction.Transaction;

/**
 * What an action led to.
 *
 * @param sessionCookie the value to hand to the browser; blank unless it was signed in just now
 */
public record Turn(Transaction next, String sessionCookie) {

  static Turn to(Transaction next) {
    return new Turn(next, "");
  }

  /** Without the cookie. */
  @Override
  public String toString() {
    return "Turn[" + next + "]";
  }
}
