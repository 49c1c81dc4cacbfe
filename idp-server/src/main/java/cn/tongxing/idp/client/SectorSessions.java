package cn.tongxing.idp.client;

import cn.tongxing.idp.kernel.SessionId;

/**
 * The {@code sid} by which a client knows a single sign-on session (OpenID Connect Back-Channel
 * Logout 1.0, 2.1): one for each sector, so that two departments cannot tell from it that they
 * serve the same person.
 */
public interface SectorSessions {

  /** 43 characters of base64url; the same in ID tokens, logout tokens and hints. */
  String sid(Client client, SessionId session);
}
