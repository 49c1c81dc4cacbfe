package cn.tongxing.idp.login.sms;

import cn.tongxing.adapter.spi.Secret;
import cn.tongxing.idp.login.limits.LimitSettings;
import java.net.URI;
import java.security.SecureRandom;
import java.time.InstantSource;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Makes the configured sender. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({SmsSettings.class, LimitSettings.class})
class SmsConfiguration {

  @Bean
  @ConditionalOnMissingBean
  SmsSender smsSender(SmsSettings settings, InstantSource clock, SecureRandom random) {
<<<<<<< HEAD
    SmsSettings.Aliyun aliyun = settings.aliyun();
    if (settings.provider() == SmsSettings.Provider.ALIYUN && aliyun != null) {
      return new AliyunSms(aliyun, clock, random);
=======
    return switch (settings.provider()) {
      case NONE -> message -> SmsSender.Handover.FAILED;
      case SIMULATOR ->
          new SimulatorSms(configured(settings.simulator(), "idp.sms.simulator"), clock);
      case ALIYUN -> new AliyunSms(configured(settings.aliyun(), "idp.sms.aliyun"), clock, random);
    };
  }

  private static <T> T configured(@Nullable T group, String property) {
    if (group == null) {
      throw new IllegalStateException(
          "idp.sms.provider names a provider, but " + property + " is missing");
>>>>>>> main
    }
    URI endpoint = settings.endpoint();
    Secret secret = settings.secret();
    return endpoint != null && secret != null
        ? new GatewaySms(endpoint, secret, clock)
        : message -> SmsSender.Handover.FAILED;
  }
}
