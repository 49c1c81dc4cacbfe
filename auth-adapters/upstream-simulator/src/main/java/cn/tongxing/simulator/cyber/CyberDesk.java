package cn.tongxing.simulator.cyber;

import cn.tongxing.simulator.cyber.CyberEnvelope.Head;
import cn.tongxing.simulator.fault.Fault;
import cn.tongxing.simulator.http.Call;
import cn.tongxing.simulator.http.Reply;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;

/** Where envelopes come in and go out: checks each for real, and spoils answers when told to. */
final class CyberDesk {

  private static final Duration SKEW = Duration.ofMinutes(5);

  private final CyberParties parties;
  private final InstantSource clock;
  private final SecureRandom random;
  private final Map<String, Instant> nonces = new ConcurrentHashMap<>();
  private final Map<String, String> lastGood = new ConcurrentHashMap<>();

  CyberDesk(CyberParties parties, InstantSource clock, SecureRandom random) {
    this.parties = parties;
    this.clock = clock;
    this.random = random;
  }

  static Map<String, String> says(CyberCode code) {
    Map<String, String> content = new LinkedHashMap<>();
    content.put("resultCode", code.code());
    content.put("resultDesc", code.description());
    return content;
  }

  Reply serve(Call call, Optional<Fault> fault, CyberUpstream.Service service) {
    Optional<CyberEnvelope> read = CyberEnvelope.read(call.body());
    if (read.isEmpty()) {
      return refused(400, "not an envelope");
    }
    CyberEnvelope envelope = read.get();
    if (!envelope.orgCode().equals(parties.orgCode())) {
      return refused(403, "unknown organisation");
    }
    if (!envelope.isSignedBy(parties.customerPublic())) {
      return refused(401, "signature does not hold");
    }
    if (!fresh(envelope)) {
      return refused(401, "timestamp or nonce not fresh");
    }
    Optional<JsonNode> content = envelope.open(parties.servicePrivate());
    if (content.isEmpty() || !belongs(content.get(), envelope)) {
      return refused(400, "content does not open, or is about something else");
    }
    Map<String, String> honest = service.answer(envelope.bizSeq(), content.get());
    return Reply.json(
        200,
        fault.isPresent()
            ? spoilt(call.path(), fault.get(), envelope, honest)
            : good(call.path(), envelope, honest));
  }

  private static Reply refused(int status, String why) {
    return Reply.json(status, "{\"error\":\"" + why + "\"}");
  }

  private boolean fresh(CyberEnvelope envelope) {
    Instant now = clock.instant();
    Instant sent = Instant.ofEpochMilli(Long.parseLong(envelope.timestamp()));
    nonces.values().removeIf(seen -> seen.isBefore(now.minus(SKEW.multipliedBy(2))));
    return Duration.between(sent, now).abs().compareTo(SKEW) <= 0
        && nonces.putIfAbsent(envelope.nonce(), now) == null;
  }

  private boolean belongs(JsonNode content, CyberEnvelope envelope) {
    return content.path("bizSeq").asString("").equals(envelope.bizSeq())
        && content.path("orgCode").asString("").equals(envelope.orgCode())
        && content.path("appId").asString("").equals(parties.appId());
  }

  private String good(String path, CyberEnvelope asked, Map<String, String> content) {
    String json = sealed(asked, asked.bizSeq(), asked.bizSeq(), content).json();
    if (CyberCode.OK.code().equals(content.get("resultCode"))) {
      lastGood.put(path, json);
    }
    return json;
  }

  private CyberEnvelope sealed(
      CyberEnvelope asked, String head, String inner, Map<String, String> content) {
    Map<String, String> whole = new LinkedHashMap<>(content);
    whole.put("bizSeq", inner);
    whole.put("replyTo", asked.nonce());
    return CyberEnvelope.seal(
        new Head(asked.orgCode(), head, clock.millis()),
        whole,
        parties.servicePrivate(),
        parties.customerPublic(),
        random);
  }

  private String spoilt(String path, Fault fault, CyberEnvelope asked, Map<String, String> honest) {
    String bizSeq = asked.bizSeq();
    String other = new StringBuilder(bizSeq).reverse().toString();
    return switch (fault) {
      case SYSTEM_ERROR -> sealed(asked, bizSeq, bizSeq, says(CyberCode.SYSTEM)).json();
      case EMPTY_OUTPUT -> sealed(asked, bizSeq, bizSeq, Map.of()).json();
      case WRONG_SIGNATURE -> {
        CyberEnvelope good = sealed(asked, bizSeq, bizSeq, honest);
        byte[] other64 = Base64.getDecoder().decode(good.sign());
        other64[63] ^= 1;
        yield good.signed(Base64.getEncoder().encodeToString(other64)).json();
      }
      // The head as asked, the content about somebody else.
      case OTHER_PERSON -> sealed(asked, bizSeq, other, honest).json();
      case OTHER_FIELDS -> {
        String good = sealed(asked, bizSeq, bizSeq, honest).json();
        yield good.substring(0, good.length() - 1) + ",\"bizSeq\":\"" + other + "\"}";
      }
      case REPLAYED_ANSWER ->
          lastGood.getOrDefault(path, sealed(asked, other, other, honest).json());
      case DOWN, RESET, SLOW, GARBAGE, HUGE_BODY, XXE ->
          throw new IllegalStateException("not this service's to show: " + fault);
    };
  }
}
