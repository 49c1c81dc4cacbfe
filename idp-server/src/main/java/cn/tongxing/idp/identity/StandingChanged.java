package cn.tongxing.idp.identity;

import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;

/**
 * Published synchronously inside the transaction that shuts a person out or lets them in again:
 * whatever the person has open ends. Both times, so that a sign-in that was just ending when the
 * person was shut out does not live on when they are let in.
 */
public record StandingChanged(PersonId person, RequestOrigin origin) {}
