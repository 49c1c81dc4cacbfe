package cn.tongxing.idp.session;

import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.kernel.SessionId;

/** Published synchronously inside the transaction that ends a session: grants of it end with it. */
public record SessionEnded(
    SessionId session, PersonId person, Sessions.EndReason reason, RequestOrigin origin) {}
