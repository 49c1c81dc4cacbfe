package cn.tongxing.idp.notice.sms;

import cn.tongxing.adapter.spi.Secret;
import cn.tongxing.idp.keys.SharedSecretMac;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * A gateway that takes JSON, signed together with the time it was sent at; the upstream simulator
 * is one.
 */
final class GatewaySms implements SmsSender {

  private final URI endpoint;
  private final Secret secret;
  private final Sender sender;
  private final InstantSource clock;
  private final JsonMapper json = JsonMapper.shared();
  private final SmsPost post;

  GatewaySms(URI endpoint, Secret secret, Sender sender, SmsPost post, InstantSource clock) {
    this.endpoint = endpoint;
    this.secret = secret;
    this.sender = sender;
    this.post = post;
    this.clock = clock;
  }

  @Override
  public Handover send(SmsMessage message) {
    byte[] body =
        json.writeValueAsBytes(
            Map.of(
                "to", message.to().reveal(),
                "text", message.text(sender),
                "template", message.template()));
    String time = Long.toString(clock.instant().getEpochSecond());
    Map<String, String> headers =
        Map.of(
            "Content-Type",
            "application/json; charset=utf-8",
            "X-Sms-Timestamp",
            time,
            "X-Sms-Signature",
            signature(time, body));
    return post.send(endpoint, headers, body)
        .map(answer ->
            answer.status() == 200 ? Handover.ACCEPTED : SmsAnswer.refused(endpoint, answer, ""))
        .orElse(Handover.FAILED);
  }

  private String signature(String time, byte[] body) {
    byte[] head = (time + ".").getBytes(StandardCharsets.US_ASCII);
    byte[] signed = java.util.Arrays.copyOf(head, head.length + body.length);
    System.arraycopy(body, 0, signed, head.length, body.length);
    byte[] key = secret.reveal().getBytes(StandardCharsets.UTF_8);
    return HexFormat.of().formatHex(SharedSecretMac.sha256(key, signed));
  }
}
