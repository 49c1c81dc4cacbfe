package cn.tongxing.idp.identity.assurance;

import cn.tongxing.adapter.spi.EvidenceItem.Method;
import cn.tongxing.idp.kernel.IdentityAssurance;
import java.time.Duration;
import java.util.Optional;

/**
 * One row of the policy.
 *
 * @param source whose answers the row is about; {@link #ANY} for every source
 * @param withPossession what it is worth when a possession was shown with it
 * @param alone what it is worth otherwise
 * @param polled the most it is worth where the answer was confirmed on a device that nobody here
 *     knows ({@code docs/protocol/accounts.md})
 * @param scale how the upstream's own word is read; the row's levels are then the most it can give
 * @param counts for how long after it was established; empty: until replaced
 */
record LevelRule(
    Method method,
    String source,
    IdentityAssurance withPossession,
    IdentityAssurance alone,
    IdentityAssurance polled,
    Optional<AssertedScale> scale,
    Optional<Duration> counts) {

  /** Stands for every source. */
  static final String ANY = "*";

  boolean isAbout(CountedEvidence evidence) {
    return evidence.method() == method && (source.equals(ANY) || source.equals(evidence.source()));
  }
}
