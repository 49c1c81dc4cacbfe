package cn.tongxing.idp.audit.store;

import cn.tongxing.idp.audit.Audit;
import java.security.SecureRandom;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
class AuditStoreConfiguration {

  @Bean
  Audit audit(JdbcClient jdbc, InstantSource clock, SecureRandom random) {
    return new AppendEvent(jdbc, clock, random);
  }
}
