package cn.tongxing.idp.keys.password;

import cn.tongxing.idp.keys.PasswordHash;
import java.security.SecureRandom;
import java.time.Duration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PasswordSettings.class)
class PasswordConfiguration {

  /** A sign-in is claimed meanwhile. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(3);

  @Bean
  PasswordHash passwordHash(PasswordSettings settings, SecureRandom random) {
    return new BoundedPasswordHash(
        Runtime.getRuntime().availableProcessors(),
        LONGEST_WAIT,
        random,
        RefusalTime.every(settings.refusalStep()));
  }
}
