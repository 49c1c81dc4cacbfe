package cn.tongxing.idp.notice.sms;

import cn.tongxing.idp.outbound.OutboundAnswer.Received;
import java.net.URI;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tencent Cloud SMS, {@code SendSms} of 2021-01-11, under the provider's signature of version 3.
 */
final class TencentSms implements SmsSender {

  private static final String TYPE = "application/json; charset=utf-8";

  private final SmsSettings.Tencent settings;
  private final SmsPost post;
  private final InstantSource clock;

  TencentSms(SmsSettings.Tencent settings, SmsPost post, InstantSource clock) {
    this.settings = settings;
    this.post = post;
    this.clock = clock;
  }

  @Override
  public Handover send(SmsMessage message) {
    byte[] body =
        JsonMapper.shared()
            .writeValueAsBytes(
                Map.of(
                    "PhoneNumberSet", List.of(message.to().reveal()),
                    "SmsSdkAppId", settings.sdkAppId(),
                    "SignName", settings.signName(),
                    "TemplateId", settings.template(message),
                    "TemplateParamSet", parameters(message)));
    return post.send(URI.create(settings.endpoint() + "/"), headers(body), body)
        .map(this::handover)
        .orElse(Handover.FAILED);
  }

  private static List<String> parameters(SmsMessage message) {
    return switch (message) {
      case CodeMessage code -> List.of(code.code());
      case NoticeMessage _ -> List.of();
    };
  }

  private Map<String, String> headers(byte[] body) {
    long now = clock.instant().getEpochSecond();
    var signature = new Tc3Signature(settings.endpoint().getRawAuthority(), "sms", TYPE, now, body);
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", TYPE);
    headers.put("X-TC-Action", "SendSms");
    headers.put("X-TC-Version", "2021-01-11");
    headers.put("X-TC-Region", settings.region());
    headers.put("X-TC-Timestamp", Long.toString(now));
    headers.put(
        "Authorization", signature.authorization(settings.secretId(), settings.secretKey()));
    return headers;
  }

  private Handover handover(Received answer) {
    JsonNode response = SmsAnswer.body(answer).path("Response");
    String status = response.path("SendStatusSet").path(0).path("Code").asString("");
    if (status.equals("Ok")) {
      return Handover.ACCEPTED;
    }
    String error = response.path("Error").path("Code").asString("");
    return SmsAnswer.refused(settings.endpoint(), answer, status.isEmpty() ? error : status);
  }
}
