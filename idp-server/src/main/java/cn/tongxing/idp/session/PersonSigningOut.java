package cn.tongxing.idp.session;

import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;

/**
 * Published synchronously inside the transaction that ends all sessions of a person, before the
 * first of them is locked: whoever locks what comes before sessions does it now (ADR 0020).
 */
public record PersonSigningOut(PersonId person, Sessions.EndReason reason, RequestOrigin origin) {}
