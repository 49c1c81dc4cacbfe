package cn.tongxing.idp.platform.database;

import com.zaxxer.hikari.HikariDataSource;
import javax.sql.DataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** Which connections are not used again, and what becomes of transactions on lost ones. */
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {

  @Bean
  static BeanPostProcessor lostConnections() {
    return new BeanPostProcessor() {
      @Override
      public Object postProcessBeforeInitialization(Object bean, String name) {
        if (bean instanceof HikariDataSource pool) {
          pool.setExceptionOverride(new LostConnections(pool));
        }
        return bean;
      }
    };
  }

  @Bean
  JdbcTransactionManager transactionManager(DataSource pool) {
    return new LossIsRollback(pool);
  }
}
