package cn.tongxing.idp.audit.chain;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The sealer's pace.
 *
 * @param sealEvery pause when there is nothing to seal
 * @param checkpointEvery time between two checkpoints while events come
 * @param batch events sealed in one transaction, and between two checkpoints; at most 10,000
 * @param witnessFolder where each checkpoint is written a second time, outside the database; none
 *     if blank
 */
@ConfigurationProperties("idp.audit")
record AuditSettings(
    @DefaultValue("500ms") Duration sealEvery,
    @DefaultValue("60s") Duration checkpointEvery,
    @DefaultValue("1000") int batch,
    @DefaultValue("") String witnessFolder) {

  private static final Duration LONGEST = Duration.ofHours(1);

  AuditSettings {
    if (!sealEvery.isPositive() || !checkpointEvery.isPositive()) {
      throw new IllegalArgumentException("idp.audit: a pause is not positive");
    }
    if (sealEvery.compareTo(LONGEST) > 0 || checkpointEvery.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "idp.audit: a pause is longer than an hour; the end of the trail could be cut unseen");
    }
    if (batch < 1 || batch > 10_000) {
      throw new IllegalArgumentException("idp.audit.batch is not in 1..10000");
    }
  }
}
