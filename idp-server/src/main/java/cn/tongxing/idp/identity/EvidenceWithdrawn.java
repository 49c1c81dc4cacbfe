package cn.tongxing.idp.identity;

import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;

/**
 * Published synchronously inside the transaction that withdraws evidence of a person: what was
 * granted for the level of before ends.
 */
public record EvidenceWithdrawn(PersonId person, RequestOrigin origin) {}
