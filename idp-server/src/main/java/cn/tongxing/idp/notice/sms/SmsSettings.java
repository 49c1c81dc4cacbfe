package cn.tongxing.idp.notice.sms;

import cn.tongxing.adapter.spi.LocalizedText;
import cn.tongxing.adapter.spi.Secret;
import cn.tongxing.idp.notice.NoticeKind;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who sends codes and notices ({@code idp.sms.*}). Without a provider no way that needs a code is
 * offered, and nobody is told of changes.
 *
 * @param endpoint of the gateway: where messages are posted to
 * @param secret of the gateway: what requests are signed with
 * @param signature of the gateway: the name in 【】 that the carriers know the sender by, 2 to 16
 *     characters
 */
@ConfigurationProperties("idp.sms")
public record SmsSettings(
    @DefaultValue("gateway") Provider provider,
    @Nullable URI endpoint,
    @Nullable Secret secret,
    @Nullable Aliyun aliyun,
    @Nullable Tencent tencent,
    @DefaultValue("通行") String signature) {

  private static final Pattern SIGNATURE = Pattern.compile("[\\p{L}\\p{Nd}]{2,16}");

  public SmsSettings {
    if (provider != Provider.GATEWAY && chosen(provider, aliyun, tencent).isEmpty()) {
      throw new IllegalArgumentException("the settings of idp.sms.provider are missing");
    }
    if ((endpoint == null) != (secret == null)) {
      throw new IllegalArgumentException("idp.sms.endpoint and idp.sms.secret go together");
    }
    if (!SIGNATURE.matcher(signature).matches()) {
      throw new IllegalArgumentException(
          "idp.sms.signature: 2 to 16 letters or digits, without brackets");
    }
    if (endpoint != null && !isConfidential(endpoint)) {
      throw new IllegalArgumentException(
          "idp.sms.endpoint must be https, or http on this machine: codes travel there");
    }
  }

  /** Known providers. */
  public enum Provider {
    /** Signed JSON, as the upstream simulator of a demonstration takes it. */
    GATEWAY,
    /** Alibaba Cloud. */
    ALIYUN,
    /** Tencent Cloud. */
    TENCENT
  }

  /** Whether anybody sends codes. */
  public boolean isConfigured() {
    return provider != Provider.GATEWAY || endpoint != null;
  }

  /** Whether the text of a message is ours, and not an approved template's. */
  public boolean takesText() {
    return provider == Provider.GATEWAY;
  }

  /** The chosen provider, if it is a cloud's. */
  Optional<Cloud> cloud() {
    return chosen(provider, aliyun, tencent);
  }

  /** Where the chosen provider is called; empty if there is none. */
  Optional<URI> calledAt() {
    return cloud().map(Cloud::endpoint).or(() -> Optional.ofNullable(endpoint));
  }

  private static Optional<Cloud> chosen(
      Provider provider, @Nullable Aliyun aliyun, @Nullable Tencent tencent) {
    return switch (provider) {
      case GATEWAY -> Optional.empty();
      case ALIYUN -> Optional.ofNullable(aliyun);
      case TENCENT -> Optional.ofNullable(tencent);
    };
  }

  /** A provider that fills approved templates. */
  sealed interface Cloud {

    /** Where it is called: https, host and port only. */
    URI endpoint();

    /** The approved signature. */
    String signName();

    /** The approved templates of the code. */
    Templates templates();

    /** The approved templates of the notices. */
    Notices notices();

    /** The template of a message. */
    default String template(SmsMessage message) {
      return switch (message) {
        case CodeMessage code -> templates().byLanguage().in(code.locale());
        case NoticeMessage notice -> notices().of(notice.kind().code()).in(notice.locale());
      };
    }
  }

  /**
   * Codes of approved templates, whose first and only parameter is the code.
   *
   * @param zhCn simplified Chinese; also used for a language without its own
   */
  public record Templates(String zhCn, @DefaultValue("") String zhTw, @DefaultValue("") String en) {

    public Templates {
      required("templates.zh-cn", zhCn);
    }

    LocalizedText byLanguage() {
      return new LocalizedText(zhCn, zhTw.isBlank() ? zhCn : zhTw, en.isBlank() ? zhCn : en);
    }
  }

  /**
   * Codes of approved templates without parameters, by the kind of notice.
   *
   * @param zhCn simplified Chinese, of every kind; also used for what another language lacks
   */
  public record Notices(
      @DefaultValue Map<String, String> zhCn,
      @DefaultValue Map<String, String> zhTw,
      @DefaultValue Map<String, String> en) {

    private static final Set<String> KINDS =
        Arrays.stream(NoticeKind.values())
            .map(NoticeKind::code)
            .collect(Collectors.toUnmodifiableSet());

    public Notices {
      zhCn = Map.copyOf(zhCn);
      zhTw = Map.copyOf(zhTw);
      en = Map.copyOf(en);
    }

    /** Whom nobody can tell of a change does not notice a theft: all, or no start. */
    private void complete(String name) {
      KINDS.forEach(kind -> required(name + ".zh-cn." + kind, zhCn.get(kind)));
      known(name + ".zh-cn", zhCn);
      known(name + ".zh-tw", zhTw);
      known(name + ".en", en);
    }

    private static void known(String name, Map<String, String> notices) {
      for (Map.Entry<String, String> each : notices.entrySet()) {
        if (!KINDS.contains(each.getKey())) {
          throw new IllegalArgumentException(
              "idp.sms." + name + "." + each.getKey() + " is none of " + new TreeSet<>(KINDS));
        }
        required(name + "." + each.getKey(), each.getValue());
      }
    }

    private LocalizedText of(String kind) {
      String simplified = Objects.requireNonNull(zhCn.get(kind));
      return new LocalizedText(
          simplified, zhTw.getOrDefault(kind, simplified), en.getOrDefault(kind, simplified));
    }
  }

  /**
   * Alibaba Cloud Short Message Service (Dysmsapi 2017-05-25, SendSms). The template's parameter is
   * {@code code}.
   */
  public record Aliyun(
      @DefaultValue("https://dysmsapi.aliyuncs.com") URI endpoint,
      String accessKeyId,
      Secret accessKeySecret,
      String signName,
      Templates templates,
      @DefaultValue Notices notices)
      implements Cloud {

    public Aliyun {
      originOnly(endpoint);
      required("aliyun.access-key-id", accessKeyId);
      required("aliyun.access-key-secret", accessKeySecret);
      required("aliyun.sign-name", signName);
      required("aliyun.templates", templates);
      notices.complete("aliyun.notices");
    }
  }

  /** Tencent Cloud SMS (2021-01-11, SendSms). The template's parameter is {@code {1}}. */
  public record Tencent(
      @DefaultValue("https://sms.tencentcloudapi.com") URI endpoint,
      @DefaultValue("ap-guangzhou") String region,
      String secretId,
      Secret secretKey,
      String sdkAppId,
      String signName,
      Templates templates,
      @DefaultValue Notices notices)
      implements Cloud {

    public Tencent {
      originOnly(endpoint);
      required("tencent.region", region);
      required("tencent.secret-id", secretId);
      required("tencent.secret-key", secretKey);
      required("tencent.sdk-app-id", sdkAppId);
      required("tencent.sign-name", signName);
      required("tencent.templates", templates);
      notices.complete("tencent.notices");
    }
  }

  private static boolean isConfidential(URI endpoint) {
    String host = String.valueOf(endpoint.getHost());
    return switch (String.valueOf(endpoint.getScheme())) {
      case "https" -> endpoint.getHost() != null;
      case "http" -> List.of("localhost", "127.0.0.1", "[::1]").contains(host);
      default -> false;
    };
  }

  private static void originOnly(URI endpoint) {
    boolean origin =
        "https".equals(endpoint.getScheme())
            && endpoint.getHost() != null
            && endpoint.getRawUserInfo() == null
            && endpoint.getRawPath().isEmpty()
            && endpoint.getRawQuery() == null
            && endpoint.getRawFragment() == null;
    if (!origin) {
      throw new IllegalArgumentException(
          "idp.sms: the endpoint of a provider must be https://host");
    }
  }

  private static void required(String name, @Nullable Object value) {
    if (value == null || (value instanceof String text && text.isBlank())) {
      throw new IllegalArgumentException("idp.sms: " + name + " is required");
    }
  }
}
