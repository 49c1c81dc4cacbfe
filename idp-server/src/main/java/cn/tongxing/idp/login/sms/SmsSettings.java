package cn.tongxing.idp.login.sms;

import cn.tongxing.adapter.spi.Secret;
import java.net.URI;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who sends codes ({@code idp.sms.*}). Without a provider no way that needs a code is offered.
 *
 * @param provider which of the groups below is used
 */
@ConfigurationProperties("idp.sms")
public record SmsSettings(
    @DefaultValue("none") Provider provider, Simulator simulator, Aliyun aliyun) {

  /** Known providers. */
  public enum Provider {
    NONE,
    SIMULATOR,
    ALIYUN
  }

  /**
   * The upstream simulator of a demonstration.
   *
   * @param uri where messages are posted to
   */
  public record Simulator(URI uri, Secret secret) {}

  /**
   * Alibaba Cloud Short Message Service (Dysmsapi 2017-05-25, SendSms).
   *
   * @param endpoint usually {@code https://dysmsapi.aliyuncs.com}
   * @param signName approved signature
   * @param template code of the approved template with the parameter {@code code}
   * @param templateEnglish the same in English; the first one if left out
   */
  public record Aliyun(
      URI endpoint,
      String accessKeyId,
      Secret accessKeySecret,
      String signName,
      String template,
      Optional<String> templateEnglish) {

    public Aliyun {
      templateEnglish = orEmpty(templateEnglish);
    }

    /** Property binding hands over null where an optional property is left out. */
    private static Optional<String> orEmpty(@org.jspecify.annotations.Nullable Optional<String> o) {
      return o == null ? Optional.empty() : o;
    }
  }
}
