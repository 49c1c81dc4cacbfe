package cn.tongxing.idp.login.sms;

import java.net.URI;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Alibaba Cloud Short Message Service: SendSms of Dysmsapi, version 2017-05-25. */
final class AliyunSms implements SmsSender {

  private final SmsSettings.Aliyun settings;
  private final InstantSource clock;
  private final SecureRandom random;
  private final JsonMapper json = JsonMapper.shared();
  private final SmsPost post = new SmsPost();

  AliyunSms(SmsSettings.Aliyun settings, InstantSource clock, SecureRandom random) {
    this.settings = settings;
    this.clock = clock;
    this.random = random;
  }

  @Override
  public Handover send(SmsMessage message) {
    String query =
        AliyunSignature.query(
            Map.of(
                "PhoneNumbers", phone(message),
                "SignName", settings.signName(),
                "TemplateCode", template(message),
                "TemplateParam", json.writeValueAsString(Map.of("code", message.code()))));
    byte[] body = new byte[0];
    SortedMap<String, String> headers = headers(body);
    String authorization =
        AliyunSignature.authorization(
            "POST", query, headers, body, settings.accessKeyId(), settings.accessKeySecret());
    Map<String, String> sent = new TreeMap<>(headers);
    sent.remove("host"); // set by the client from the address
    sent.put("Authorization", authorization);
    return post.send(URI.create(settings.endpoint() + "/?" + query), sent, body)
            .filter(this::isOk)
            .isPresent()
        ? Handover.ACCEPTED
        : Handover.FAILED;
  }

  private SortedMap<String, String> headers(byte[] body) {
    byte[] nonce = new byte[16];
    random.nextBytes(nonce);
    SortedMap<String, String> headers = new TreeMap<>();
    headers.put("host", settings.endpoint().getAuthority());
    headers.put("x-acs-action", "SendSms");
    headers.put("x-acs-version", "2017-05-25");
    headers.put("x-acs-date", clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
    headers.put("x-acs-signature-nonce", HexFormat.of().formatHex(nonce));
    headers.put("x-acs-content-sha256", AliyunSignature.digest(body));
    return headers;
  }

  /** Mainland numbers without, others with country code, none with a plus sign. */
  private static String phone(SmsMessage message) {
    String e164 = message.to().reveal();
    return e164.startsWith("+86") ? e164.substring(3) : e164.substring(1);
  }

  private String template(SmsMessage message) {
    boolean english = message.locale().getLanguage().equals("en");
    return english && !settings.templateEnglish().isBlank()
        ? settings.templateEnglish()
        : settings.template();
  }

  private boolean isOk(String answer) {
    try {
      return json.readTree(answer).path("Code").asString("").equals("OK");
    } catch (JacksonException e) {
      return false;
    }
  }
}
