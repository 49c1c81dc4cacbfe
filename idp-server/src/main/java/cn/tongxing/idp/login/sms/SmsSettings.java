package cn.tongxing.idp.login.sms;

import cn.tongxing.adapter.spi.Secret;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who sends codes ({@code idp.sms.*}). Without a provider no way that needs a code is offered.
 *
 * @param endpoint of the gateway: where messages are posted to
 * @param secret of the gateway: what requests are signed with
 */
@ConfigurationProperties("idp.sms")
public record SmsSettings(
    @DefaultValue("gateway") Provider provider,
    @Nullable URI endpoint,
    @Nullable Secret secret,
    @Nullable Aliyun aliyun) {

  public SmsSettings {
    if (provider == Provider.ALIYUN && aliyun == null) {
      throw new IllegalArgumentException("idp.sms.aliyun is required by idp.sms.provider");
    }
    if ((endpoint == null) != (secret == null)) {
      throw new IllegalArgumentException("idp.sms.endpoint and idp.sms.secret go together");
    }
  }

  /** Known providers. */
  public enum Provider {
    /** Signed JSON, as the upstream simulator of a demonstration takes it. */
    GATEWAY,
    /** Alibaba Cloud. */
    ALIYUN
  }

  /** Whether anybody sends codes. */
  public boolean isConfigured() {
    return provider == Provider.ALIYUN || endpoint != null;
  }

  /**
   * Alibaba Cloud Short Message Service (Dysmsapi 2017-05-25, SendSms).
   *
   * @param endpoint usually {@code https://dysmsapi.aliyuncs.com}
   * @param signName approved signature
   * @param template code of the approved template with the parameter {@code code}
   * @param templateEnglish the same in English; the first one if blank
   */
  public record Aliyun(
      URI endpoint,
      String accessKeyId,
      Secret accessKeySecret,
      String signName,
      String template,
      @DefaultValue("") String templateEnglish) {}
}
