package cn.tongxing.idp.keys.password;

import cn.tongxing.idp.keys.PasswordHash;
import java.security.SecureRandom;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PasswordSettings.class)
class PasswordConfiguration {

  @Bean
  PasswordHash passwordHash(PasswordSettings settings, SecureRandom random) {
    return new BoundedPasswordHash(
        Runtime.getRuntime().availableProcessors(),
        random,
        RefusalTime.every(settings.refusalStep()));
  }
}
