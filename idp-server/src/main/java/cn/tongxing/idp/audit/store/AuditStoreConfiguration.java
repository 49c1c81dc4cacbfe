package cn.tongxing.idp.audit.store;

import cn.tongxing.idp.audit.Audit;
import cn.tongxing.idp.audit.AuditListener;
import cn.tongxing.idp.audit.OwnTrail;
import java.security.SecureRandom;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

@Configuration(proxyBeanMethods = false)
class AuditStoreConfiguration {

  @Bean
  OwnTrail ownTrail(DataSource database) {
    return new PersonEvents(JdbcClient.create(database));
  }

  @Bean
  Audit audit(
      DataSource database,
      PlatformTransactionManager transactions,
      InstantSource clock,
      SecureRandom random,
      ObjectProvider<AuditListener> listeners) {
    return new TellListeners(
        new AppendEvent(database, transactions, clock, random), listeners.orderedStream().toList());
  }
}
