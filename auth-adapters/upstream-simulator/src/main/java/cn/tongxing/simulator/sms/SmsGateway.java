package cn.tongxing.simulator.sms;

import cn.tongxing.simulator.fault.Fault;
import cn.tongxing.simulator.fault.Faults;
import cn.tongxing.simulator.fault.Faulty;
import cn.tongxing.simulator.fault.Upstream;
import cn.tongxing.simulator.http.Call;
import cn.tongxing.simulator.http.Reply;
import cn.tongxing.simulator.http.Router;
import cn.tongxing.simulator.sms.SmsInbox.SmsMessage;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Takes messages by {@code POST /sms/send}: JSON {@code {"to","template","text"}}, header {@code
 * X-Sms-Timestamp} in seconds since 1970 and {@code X-Sms-Signature}, hex HMAC-SHA256 under the
 * shared secret of the timestamp, a full stop and the body.
 */
public final class SmsGateway {

  /** Where messages are handed in. */
  public static final String PATH = "/sms/send";

  private static final Duration SKEW = Duration.ofMinutes(5);

  private final byte[] secret;
  private final SmsInbox inbox;
  private final InstantSource clock;

  /** A gateway that delivers into an inbox. */
  public SmsGateway(String secret, SmsInbox inbox, InstantSource clock) {
    this.secret = secret.getBytes(StandardCharsets.UTF_8);
    this.inbox = inbox;
    this.clock = clock;
  }

  /** Adds the route. */
  public void register(Router router, Faults faults, Duration slowness) {
    router.on("POST", PATH, new Faulty(Upstream.SMS, faults, slowness, this::send));
  }

  private Reply send(Call call, Optional<Fault> fault) {
    if (fault.isPresent()) {
      return Reply.json(500, "{\"error\":\"internal error\"}");
    }
    if (!authentic(call)) {
      return Reply.json(401, "{\"error\":\"signature or timestamp does not hold\"}");
    }
    Optional<SmsMessage> message = message(call);
    if (message.isEmpty()) {
      return Reply.json(400, "{\"error\":\"to, template and text are required\"}");
    }
    inbox.add(message.get());
    return Reply.json(200, "{\"id\":\"" + message.get().id() + "\"}");
  }

  private boolean authentic(Call call) {
    String timestamp = call.header("x-sms-timestamp");
    if (!timestamp.matches("\\d{10}")) {
      return false;
    }
    Instant sent = Instant.ofEpochSecond(Long.parseLong(timestamp));
    boolean fresh = Duration.between(sent, clock.instant()).abs().compareTo(SKEW) <= 0;
    byte[] given = call.header("x-sms-signature").getBytes(StandardCharsets.US_ASCII);
    byte[] due = signature(timestamp, call.body()).getBytes(StandardCharsets.US_ASCII);
    return MessageDigest.isEqual(due, given) && fresh;
  }

  private String signature(String timestamp, byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      ByteArrayOutputStream signed = new ByteArrayOutputStream();
      signed.writeBytes(timestamp.getBytes(StandardCharsets.US_ASCII));
      signed.write('.');
      signed.writeBytes(body);
      return HexFormat.of().formatHex(mac.doFinal(signed.toByteArray()));
    } catch (GeneralSecurityException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }

  private Optional<SmsMessage> message(Call call) {
    try {
      JsonNode body = JsonMapper.shared().readTree(call.body());
      String to = body.path("to").asString("");
      String text = body.path("text").asString("");
      String template = body.path("template").asString("");
      boolean whole = to.matches("\\+?[0-9]{5,20}") && !text.isBlank() && !template.isBlank();
      String id = UUID.nameUUIDFromBytes(signatureBytes(call)).toString();
      return whole
          ? Optional.of(new SmsMessage(id, clock.instant(), to, template, text))
          : Optional.empty();
    } catch (JacksonException malformed) {
      return Optional.empty();
    }
  }

  private static byte[] signatureBytes(Call call) {
    return call.header("x-sms-signature").getBytes(StandardCharsets.US_ASCII);
  }
}
