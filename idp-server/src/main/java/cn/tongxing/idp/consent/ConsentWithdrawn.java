package cn.tongxing.idp.consent;

import cn.tongxing.idp.kernel.ClientId;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;

/** Published synchronously inside the withdrawing transaction: grants end with the agreement. */
public record ConsentWithdrawn(PersonId person, ClientId client, RequestOrigin origin) {}
