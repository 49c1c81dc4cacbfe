package cn.tongxing.idp.audit.store;

import cn.tongxing.idp.audit.Audit;
import java.security.SecureRandom;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

@Configuration(proxyBeanMethods = false)
class AuditStoreConfiguration {

  @Bean
  Audit audit(DataSource database, InstantSource clock, SecureRandom random) {
    return new AppendEvent(new JdbcTemplate(database), clock, random);
  }
}
