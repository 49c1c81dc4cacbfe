package cn.tongxing.idp.login.sms;

import cn.tongxing.idp.keys.SharedSecretMac;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** The inbox of the upstream simulator: JSON, signed with the time it was sent at. */
final class SimulatorSms implements SmsSender {

  private final SmsSettings.Simulator settings;
  private final InstantSource clock;
  private final JsonMapper json = JsonMapper.shared();
  private final SmsPost post = new SmsPost();

  SimulatorSms(SmsSettings.Simulator settings, InstantSource clock) {
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public Handover send(SmsMessage message) {
    byte[] body =
        json.writeValueAsBytes(
            Map.of(
                "to", message.to().reveal(),
                "text", message.text(),
                "template", SmsMessage.TEMPLATE));
    String time = Long.toString(clock.instant().getEpochSecond());
    Map<String, String> headers =
        Map.of(
            "Content-Type", "application/json; charset=utf-8",
            "X-Sms-Timestamp", time,
            "X-Sms-Signature", signature(time, body));
    return post.send(settings.uri(), headers, body).isPresent()
        ? Handover.ACCEPTED
        : Handover.FAILED;
  }

  private String signature(String time, byte[] body) {
    byte[] head = (time + ".").getBytes(StandardCharsets.US_ASCII);
    byte[] signed = java.util.Arrays.copyOf(head, head.length + body.length);
    System.arraycopy(body, 0, signed, head.length, body.length);
    byte[] secret = settings.secret().reveal().getBytes(StandardCharsets.UTF_8);
    return HexFormat.of().formatHex(SharedSecretMac.sha256(secret, signed));
  }
}
