package cn.tongxing.idp.client.store;

import cn.tongxing.idp.upkeep.TableRule.Bounded;
import cn.tongxing.idp.upkeep.TableRules;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ClientTables {

  @Bean
  TableRules clientTableRules() {
    return () ->
        List.of(
            new Bounded("client", "registered applications"),
            new Bounded("client_secret", "registered applications, two for each at most"),
            new Bounded("client_key_set", "registered applications"),
            new Bounded("resource", "registered resources"));
  }
}
