package cn.tongxing.idp.notice.sms;

import cn.tongxing.idp.keys.Acs3Signature;
import cn.tongxing.idp.outbound.OutboundAnswer.Received;
import java.net.URI;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/**
 * Alibaba Cloud Short Message Service, {@code SendSms} of Dysmsapi 2017-05-25, under the provider's
 * signature of version 3.
 */
final class AliyunSms implements SmsSender {

  private static final int NONCE_BYTES = 16;

  private final SmsSettings.Aliyun settings;
  private final SmsPost post;
  private final InstantSource clock;
  private final SecureRandom random;

  AliyunSms(SmsSettings.Aliyun settings, SmsPost post, InstantSource clock, SecureRandom random) {
    this.settings = settings;
    this.post = post;
    this.clock = clock;
    this.random = random;
  }

  @Override
  public Handover send(SmsMessage message) {
    String query =
        Acs3Signature.query(
            new TreeMap<>(
                Map.of(
                    "PhoneNumbers", number(message),
                    "SignName", settings.signName(),
                    "TemplateCode", settings.template(message),
                    "TemplateParam", JsonMapper.shared().writeValueAsString(parameters(message)))));
    Map<String, String> headers =
        Acs3Signature.signed(
            "/",
            query,
            Map.of(
                "host", settings.endpoint().getRawAuthority(),
                "x-acs-action", "SendSms",
                "x-acs-version", "2017-05-25",
                "x-acs-date", clock.instant().truncatedTo(ChronoUnit.SECONDS).toString(),
                "x-acs-signature-nonce", nonce()),
            settings.accessKeyId(),
            settings.accessKeySecret());
    return post.send(URI.create(settings.endpoint() + "/?" + query), headers, new byte[0])
        .map(this::handover)
        .orElse(Handover.FAILED);
  }

  private static Map<String, String> parameters(SmsMessage message) {
    return switch (message) {
      case CodeMessage code -> Map.of("code", code.code());
      case NoticeMessage _ -> Map.of();
    };
  }

  private Handover handover(Received answer) {
    String code = SmsAnswer.body(answer).path("Code").asString("");
    return code.equals("OK")
        ? Handover.ACCEPTED
        : SmsAnswer.refused(settings.endpoint(), answer, code);
  }

  /** Mainland numbers without, others with country code, none with a plus sign. */
  private static String number(SmsMessage message) {
    String e164 = message.to().reveal();
    return e164.substring(e164.startsWith("+86") ? 3 : 1);
  }

  private String nonce() {
    byte[] bytes = new byte[NONCE_BYTES];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
