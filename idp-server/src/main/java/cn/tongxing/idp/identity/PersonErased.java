package cn.tongxing.idp.identity;

import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;

/**
 * Published synchronously inside the transaction that erases a person ({@link Erasures}): whatever
 * they have open ends.
 */
public record PersonErased(PersonId person, RequestOrigin origin) {}
