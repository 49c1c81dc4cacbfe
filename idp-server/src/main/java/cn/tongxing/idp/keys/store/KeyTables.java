package cn.tongxing.idp.keys.store;

import cn.tongxing.idp.upkeep.TableRule.Bounded;
import cn.tongxing.idp.upkeep.TableRules;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class KeyTables {

  @Bean
  TableRules keyTableRules() {
    return () ->
        List.of(
            new Bounded("key_check", "one row"),
            new Bounded("data_key", "purposes, and replacements of their keys"),
            new Bounded("signing_key", "rotations; kept, since old checkpoints are verified by it"),
            new Bounded("signing_key_version", "one row"));
  }
}
