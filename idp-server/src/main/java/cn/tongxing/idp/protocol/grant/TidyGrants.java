package cn.tongxing.idp.protocol.grant;

import cn.tongxing.idp.protocol.grant.store.GrantRows;
import java.time.InstantSource;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Keeps partitions ahead of time and forgets what has expired. May run on every node at once: both
 * statements do nothing the second time.
 */
@Component
class TidyGrants {

  private final GrantRows grants;
  private final InstantSource clock;

  TidyGrants(GrantRows grants, InstantSource clock) {
    this.grants = grants;
    this.clock = clock;
  }

  @Scheduled(initialDelayString = "PT1M", fixedDelayString = "PT6H")
  void tidy() {
    grants.tidy(clock.instant());
  }
}
