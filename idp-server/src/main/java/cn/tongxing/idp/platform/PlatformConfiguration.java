package cn.tongxing.idp.platform;

import java.security.SecureRandom;
import org.springframework.boot.flyway.autoconfigure.FlywayConfigurationCustomizer;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What every module is given instead of reaching for it. */
@Configuration(proxyBeanMethods = false)
class PlatformConfiguration {

  @Bean
  SecureRandom secureRandom() {
    return new SecureRandom();
  }

  /**
   * Migrations open connections of their own: a pooled one carries the statement timeout of
   * answering requests, which building an index on a large table would not keep.
   */
  @Bean
  FlywayConfigurationCustomizer migrationsWithoutStatementTimeout(JdbcConnectionDetails database) {
    return flyway ->
        flyway.dataSource(database.getJdbcUrl(), database.getUsername(), database.getPassword());
  }
}
