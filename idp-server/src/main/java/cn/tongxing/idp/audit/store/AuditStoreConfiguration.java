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
  Partitions auditPartitions(JdbcClient jdbc, InstantSource clock) {
    return new Partitions(jdbc, clock);
  }

  @Bean
  Audit audit(JdbcClient jdbc, InstantSource clock, SecureRandom random, Partitions partitions) {
    // Before the first event: one that is in the default partition keeps its month's from being
    // made.
    partitions.makeAhead();
    return new AppendEvent(jdbc, clock, random);
  }
}
