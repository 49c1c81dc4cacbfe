package cn.tongxing.idp.identity.assurance;

import cn.tongxing.adapter.spi.AnswerChannel;
import cn.tongxing.adapter.spi.EvidenceItem.Method;
import java.time.Instant;
import java.util.Optional;

/**
 * What the policy looks at in a piece of evidence.
 *
 * @param possession whether the same proof showed a possession (a phone by its code, a signed-in
 *     account, a key)
 * @param expires the evidence's own end, where the upstream set one
 * @param channel how the answer came back
 */
public record CountedEvidence(
    Method method,
    String source,
    Optional<String> assertedLevel,
    Optional<String> originalChannel,
    boolean possession,
    Instant establishedAt,
    Optional<Instant> expires,
    AnswerChannel channel) {}
