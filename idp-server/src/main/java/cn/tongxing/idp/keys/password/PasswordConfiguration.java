package cn.tongxing.idp.keys.password;

import cn.tongxing.idp.keys.PasswordHash;
import java.security.SecureRandom;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class PasswordConfiguration {

  @Bean
  PasswordHash passwordHash(SecureRandom random) {
    return new BoundedPasswordHash(Runtime.getRuntime().availableProcessors(), random);
  }
}
