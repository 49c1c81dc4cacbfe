package cn.tongxing.idp.audit.chain;

import cn.tongxing.idp.audit.AuditVerification;
import cn.tongxing.idp.audit.ChainSeal;
import cn.tongxing.idp.audit.store.Chain;
import cn.tongxing.idp.audit.store.Partitions;
import cn.tongxing.idp.audit.store.Trail;
import java.time.InstantSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AuditSettings.class)
class ChainConfiguration {

  @Bean
  SealEvents sealEvents(
      JdbcClient jdbc,
      ChainSeal seal,
      PlatformTransactionManager transactions,
      InstantSource clock,
      AuditSettings settings) {
    return new SealEvents(
        new Chain(jdbc), seal, new TransactionTemplate(transactions), clock, settings);
  }

  @Bean
  Sealer auditSealer(
      SealEvents sealing, Partitions partitions, InstantSource clock, AuditSettings settings) {
    return new Sealer(sealing, partitions, clock, settings);
  }

  @Bean
  AuditVerification auditVerification(
      JdbcClient jdbc, ChainSeal seal, PlatformTransactionManager transactions) {
    return new VerifyTrail(new Trail(jdbc), seal, transactions);
  }
}
