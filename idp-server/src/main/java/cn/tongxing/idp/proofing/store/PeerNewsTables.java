package cn.tongxing.idp.proofing.store;

import cn.tongxing.idp.upkeep.TableRule.Expires;
import cn.tongxing.idp.upkeep.TableRules;
import java.time.Duration;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class PeerNewsTables {

  /** As long as an upstream may ask what it was told. */
  private static final Duration KEPT = Duration.ofDays(31);

  @Bean
  TableRules peerNewsTableRules() {
    // one that waits is given up within a day
    return () -> List.of(Expires.after("peer_news", "ended_at", KEPT));
  }
}
