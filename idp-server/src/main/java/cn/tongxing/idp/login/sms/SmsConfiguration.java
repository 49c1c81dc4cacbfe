package cn.tongxing.idp.login.sms;

import cn.tongxing.adapter.spi.Secret;
import java.net.URI;
import java.time.InstantSource;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Makes the configured sender. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SmsSettings.class)
class SmsConfiguration {

  @Bean
  @ConditionalOnMissingBean
  SmsSender smsSender(SmsSettings settings, InstantSource clock) {
    return settings
        .cloud()
        .<SmsSender>map(LibrarySms::new)
        .orElseGet(() -> gateway(settings, clock));
  }

  private static SmsSender gateway(SmsSettings settings, InstantSource clock) {
    URI endpoint = settings.endpoint();
    Secret secret = settings.secret();
    return endpoint != null && secret != null
        ? new GatewaySms(endpoint, secret, clock)
        : message -> SmsSender.Handover.FAILED;
  }
}
