package cn.tongxing.idp.session;

import cn.tongxing.idp.identity.WayEnded;
import cn.tongxing.idp.kernel.SessionId;
import java.util.List;

/**
 * A way to the account has ended, and these sessions go on, perhaps none, with what was shown of
 * others or of nothing that is known any more: grants of theirs, and those of no session, may rest
 * on it. Published synchronously, in the transaction that ends it, with the sessions held.
 */
public record SessionsLowered(List<SessionId> sessions, WayEnded ended) {
  public SessionsLowered {
    sessions = List.copyOf(sessions);
  }
}
