package cn.tongxing.idp.protocol.grant;

import cn.tongxing.idp.protocol.ProtocolSettings;
import cn.tongxing.idp.protocol.grant.store.GrantPartitions;
import cn.tongxing.idp.protocol.grant.store.GrantRows;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Keeps partitions ahead of time, drops old ones and forgets what has expired. May run on every
 * node at once: what one has done is nothing to do for the next.
 */
@Component
class TidyGrants {

  private static final Logger LOG = LoggerFactory.getLogger(TidyGrants.class);

  private final GrantRows grants;
  private final GrantPartitions partitions;
  private final ProtocolSettings settings;
  private final InstantSource clock;

  TidyGrants(
      GrantRows grants,
      GrantPartitions partitions,
      ProtocolSettings settings,
      InstantSource clock) {
    this.grants = grants;
    this.partitions = partitions;
    this.settings = settings;
    this.clock = clock;
  }

  @Scheduled(initialDelayString = "PT1M", fixedDelayString = "PT6H")
  void tidy() {
    Instant now = clock.instant();
    grants.tidy(now);
    try {
      List<String> dropped = partitions.drop(now.minus(settings.grantsKept()));
      if (!dropped.isEmpty()) {
        LOG.info("old grants dropped: {}", dropped);
      }
    } catch (DataAccessException e) {
      LOG.warn("old grants could not be dropped now: {}", e.toString());
    }
  }
}
