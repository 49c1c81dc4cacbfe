package cn.tongxing.idp.proofing.store;

import cn.tongxing.idp.proofing.LimitSettings;
import cn.tongxing.idp.upkeep.TableRule.Expires;
import cn.tongxing.idp.upkeep.TableRules;
import java.time.Duration;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What no limit can ask for any more is forgotten: windows last a day. */
@Configuration(proxyBeanMethods = false)
class LimitTables {

  /** What was said is counted for 30 days. */
  private static final Duration TOLD = Duration.ofDays(31);

  private static final Duration KEPT = Duration.ofDays(2);

  /**
   * Wrong passwords have no window. Anybody can try identifiers that nobody has, though, and nobody
   * will ever sign in to have those forgotten.
   */
  private static final Duration FEW_WRONG_PASSWORDS = Duration.ofDays(92);

  private static final Duration TOO_MANY_WRONG_PASSWORDS = Duration.ofDays(400);

  @Bean
  TableRules limitTableRules(LimitSettings limits) {
    String tooMany = Integer.toString(limits.password().wrongWithoutProof());
    return () ->
        List.of(
            Expires.after("login_code_sends", "last_sent_at", KEPT),
            new Expires(
                "login_failures",
                "began_at",
                KEPT,
                "purpose NOT IN ('password', 'told', 'told_by_phone')"),
            new Expires("login_failures", "began_at", TOLD, "purpose IN ('told', 'told_by_phone')"),
            new Expires(
                "login_failures",
                "began_at",
                FEW_WRONG_PASSWORDS,
                "purpose = 'password' AND failures < " + tooMany),
            new Expires(
                "login_failures",
                "began_at",
                TOO_MANY_WRONG_PASSWORDS,
                "purpose = 'password' AND failures >= " + tooMany));
  }
}
