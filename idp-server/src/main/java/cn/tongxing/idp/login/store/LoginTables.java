package cn.tongxing.idp.login.store;

import cn.tongxing.idp.upkeep.TableRule.Expires;
import cn.tongxing.idp.upkeep.TableRules;
import java.time.Duration;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class LoginTables {

  /** A sign-in lasts two hours at most. */
  private static final Duration KEPT = Duration.ofDays(2);

  @Bean
  TableRules loginTableRules() {
    return () -> List.of(Expires.after("login_spent", "spent_at", KEPT));
  }
}
