package cn.tongxing.idp.session;

import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;

/**
 * Published synchronously inside the transaction that ends all sessions of a person, after the last
 * of them has ended: whoever locks what hangs on sessions comes later (ADR 0020).
 */
public record PersonSignedOut(PersonId person, Sessions.EndReason reason, RequestOrigin origin) {}
