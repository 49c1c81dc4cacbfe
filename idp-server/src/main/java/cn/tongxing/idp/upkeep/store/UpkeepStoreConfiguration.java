package cn.tongxing.idp.upkeep.store;

import cn.tongxing.idp.upkeep.Alone;
import cn.tongxing.idp.upkeep.UpkeepSettings;
import javax.sql.DataSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(UpkeepSettings.class)
class UpkeepStoreConfiguration {

  @Bean
  Alone alone(
      DataSource database, PlatformTransactionManager transactions, UpkeepSettings settings) {
    return new LimitedTransactions(database, new TransactionTemplate(transactions), settings);
  }

  @Bean
  Months months(JdbcClient jdbc, Alone alone) {
    return new Months(jdbc, alone);
  }

  @Bean
  ExpiredRows expiredRows(JdbcClient jdbc, Alone alone) {
    return new ExpiredRows(jdbc, alone);
  }
}
