package cn.tongxing.idp.notice.sms;

import cn.tongxing.adapter.spi.Secret;
import cn.tongxing.idp.outbound.GuardedHttp;
import java.net.URI;
import java.security.SecureRandom;
import java.time.InstantSource;
import org.springframework.beans.factory.annotation.Value;
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
  SmsSender smsSender(
      SmsSettings settings,
      @Value("${idp.pages.hotline:12345}") String hotline,
      GuardedHttp outbound,
      InstantSource clock,
      SecureRandom random) {
    SmsPost post = new SmsPost(outbound);
    return settings
        .cloud()
        .map(cloud -> sender(cloud, post, clock, random))
        .orElseGet(() -> gateway(settings, hotline, post, clock));
  }

  private static SmsSender sender(
      SmsSettings.Cloud cloud, SmsPost post, InstantSource clock, SecureRandom random) {
    return switch (cloud) {
      case SmsSettings.Aliyun aliyun -> new AliyunSms(aliyun, post, clock, random);
      case SmsSettings.Tencent tencent -> new TencentSms(tencent, post, clock);
    };
  }

  private static SmsSender gateway(
      SmsSettings settings, String hotline, SmsPost post, InstantSource clock) {
    URI endpoint = settings.endpoint();
    Secret secret = settings.secret();
    return endpoint != null && secret != null
        ? new GatewaySms(endpoint, secret, new Sender(settings.signature(), hotline), post, clock)
        : message -> SmsSender.Handover.FAILED;
  }
}
