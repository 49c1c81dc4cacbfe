package cn.tongxing.idp.protocol.grant.store;

import cn.tongxing.idp.protocol.ProtocolSettings;
import cn.tongxing.idp.upkeep.TableRule.Expires;
import cn.tongxing.idp.upkeep.TableRule.Monthly;
import cn.tongxing.idp.upkeep.TableRules;
import java.time.Duration;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class GrantTables {

  /** Nodes' clocks differ: a token is refused a little longer than it lives. */
  private static final Duration AFTER_EXPIRY = Duration.ofMinutes(10);

  @Bean
  TableRules grantTableRules(ProtocolSettings settings) {
    return () ->
        List.of(
            Monthly.kept("authorization_grant", settings.grantsKept(), "expires_at > :before"),
            Expires.after("revoked_token", "expires_at", AFTER_EXPIRY));
  }
}
