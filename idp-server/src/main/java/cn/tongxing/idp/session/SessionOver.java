package cn.tongxing.idp.session;

import cn.tongxing.idp.kernel.SessionId;

/**
 * A client cannot join a session that ended meanwhile: the transaction rolls back, and the request
 * starts anew without a session.
 */
public final class SessionOver extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public SessionOver(SessionId session) {
    super("session is over: " + session);
  }
}
