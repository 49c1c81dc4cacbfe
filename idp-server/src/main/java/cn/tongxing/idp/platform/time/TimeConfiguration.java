package cn.tongxing.idp.platform.time;

import java.time.InstantSource;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The clock that every module is given instead of reaching for one. */
@Configuration(proxyBeanMethods = false)
class TimeConfiguration {

  @Bean
  DatabaseClock databaseClock(DataSource database) {
    return new DatabaseClock(InstantSource.system(), System::nanoTime, database);
  }

  @Bean
  InstantSource clock(DatabaseClock database) {
    return database::instant;
  }
}
