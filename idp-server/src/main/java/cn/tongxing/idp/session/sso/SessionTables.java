package cn.tongxing.idp.session.sso;

import cn.tongxing.idp.upkeep.TableRule.Bounded;
import cn.tongxing.idp.upkeep.TableRule.Expires;
import cn.tongxing.idp.upkeep.TableRule.Monthly;
import cn.tongxing.idp.upkeep.TableRules;
import java.time.Duration;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class SessionTables {

  private static final Duration DELIVERIES_KEPT = Duration.ofDays(31);

  /** A session that is renewed keeps its id, and so its month; so do those who take part in it. */
  @Bean
  TableRules sessionTableRules(SessionSettings settings) {
    Duration kept = settings.kept();
    return () ->
        List.of(
            Monthly.kept("sso_session", kept, "expires_at > :before"),
            Monthly.kept(
                "session_client",
                kept,
                "EXISTS (SELECT 1 FROM sso_session s WHERE s.id = session AND s.expires_at > :before)"),
            new Bounded("kiosk", "self-service machines, now and before"),
            // one that waits is given up within a day
            new Bounded("logout_report", "registered applications"),
            new Expires("logout_delivery", "queued_at", DELIVERIES_KEPT, "state <> 'WAITING'"));
  }
}
