package cn.tongxing.idp.session;

import cn.tongxing.idp.kernel.AuthenticationAssurance;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.kernel.SessionId;

/**
 * Published synchronously inside the transaction in which something that was shown in a session
 * counts no more, and the session goes on with the rest: grants that promise more end in it.
 *
 * @param left what the session is worth now
 */
public record SessionLowered(
    SessionId session, PersonId person, AuthenticationAssurance left, RequestOrigin origin) {}
