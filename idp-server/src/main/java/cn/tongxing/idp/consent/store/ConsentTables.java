package cn.tongxing.idp.consent.store;

import cn.tongxing.idp.upkeep.TableRule.Bounded;
import cn.tongxing.idp.upkeep.TableRules;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ConsentTables {

  @Bean
  TableRules consentTableRules() {
    return () ->
        List.of(
            new Bounded(
                "consent",
                "agreements of persons; withdrawn ones stay, being the proof that there was one"),
            new Bounded("terms_acceptance", "what persons accepted when accounts were opened"));
  }
}
