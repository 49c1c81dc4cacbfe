package cn.tongxing.idp.keys.password;

import cn.tongxing.idp.keys.PasswordHash;
import java.security.SecureRandom;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PasswordSettings.class)
class PasswordConfiguration {

  /** A sign-in is claimed meanwhile. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(3);

  private static final Logger LOG = LoggerFactory.getLogger(PasswordConfiguration.class);

  @Bean
  PasswordHash passwordHash(PasswordSettings settings, SecureRandom random) {
    LOG.info("Argon2id by {}", Argon2idHash.FUNCTION.name());
    return new BoundedPasswordHash(
        Runtime.getRuntime().availableProcessors(),
        LONGEST_WAIT,
        random,
        RefusalTime.every(settings.refusalStep()));
  }
}
