package cn.tongxing.idp.audit.chain;

import cn.tongxing.idp.audit.Audit;
import cn.tongxing.idp.audit.AuditArchives;
import cn.tongxing.idp.audit.AuditVerification;
import cn.tongxing.idp.audit.ChainSeal;
import cn.tongxing.idp.audit.TrailReading;
import cn.tongxing.idp.audit.store.Archives;
import cn.tongxing.idp.audit.store.Chain;
import cn.tongxing.idp.audit.store.LinkedEvents;
import cn.tongxing.idp.audit.store.Trail;
import java.time.InstantSource;
import javax.sql.DataSource;
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
  RememberedEnd rememberedEnd(
      JdbcClient jdbc, ChainSeal seal, Audit audit, InstantSource clock, AuditSettings settings) {
    return new RememberedEnd(
        new Chain(jdbc),
        new Archives(jdbc),
        seal,
        new WitnessFiles(settings.witnessFolder()),
        audit,
        clock);
  }

  @Bean
  SealEvents sealEvents(
      JdbcClient jdbc,
      ChainSeal seal,
      RememberedEnd remembered,
      PlatformTransactionManager transactions,
      InstantSource clock,
      AuditSettings settings) {
    return new SealEvents(
        new Chain(jdbc), seal, remembered, new TransactionTemplate(transactions), clock, settings);
  }

  @Bean
  Sealer auditSealer(SealEvents sealing, AuditSettings settings) {
    return new Sealer(sealing, settings);
  }

  @Bean
  AuditVerification auditVerification(
      DataSource database,
      JdbcClient jdbc,
      ChainSeal seal,
      PlatformTransactionManager transactions) {
    return new VerifyTrail(new Trail(database), new Archives(jdbc), seal, transactions);
  }

  @Bean
  TrailReading trailReading(JdbcClient jdbc, ChainSeal seal, Audit audit) {
    return new ReadTrail(new LinkedEvents(jdbc), seal, audit);
  }

  @Bean
  AuditArchives auditArchives(
      AuditVerification verification,
      DataSource database,
      JdbcClient jdbc,
      ChainSeal seal,
      Audit audit,
      InstantSource clock,
      PlatformTransactionManager transactions) {
    return new MoveToArchive(
        verification, new Archives(jdbc), new Trail(database), seal, audit, clock, transactions);
  }
}
