package cn.tongxing.idp.identity;

import cn.tongxing.adapter.spi.EvidenceItem.Method;
import cn.tongxing.idp.identity.Merges.Approval;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import java.util.Optional;

/**
 * Taking back evidence that its source, or the operator, stands by no more (ADR 0033). The level
 * falls to what is left, and whatever rested on it ends ({@link EvidenceWithdrawn}).
 */
public interface EvidenceWithdrawals {

  /**
   * Withdraws all evidence of one method that a person has now, for ever, in one transaction with
   * the audit event. What is proven again afterwards counts.
   *
   * @param source whose answers; empty for every source
   */
  Outcome withdraw(
      PersonId person,
      Method method,
      Optional<String> source,
      Approval approval,
      RequestOrigin origin);

  /** What became of it. */
  enum Outcome {
    /** Evidence, or a kept answer of the carriers, or what waited on it. */
    WITHDRAWN,
    /** The person has no such evidence that counts, and nothing of it is kept. */
    NOTHING,
    /** There is no such person, or they became part of another. */
    UNKNOWN
  }
}
