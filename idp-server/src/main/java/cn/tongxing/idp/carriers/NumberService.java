package cn.tongxing.idp.carriers;

import cn.tongxing.idp.audit.Audit;
import cn.tongxing.idp.audit.AuditEvent;
import cn.tongxing.idp.audit.AuditEventType;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.keys.Acs3Signature;
import cn.tongxing.idp.outbound.Breaker;
import cn.tongxing.idp.outbound.GuardedHttp;
import cn.tongxing.idp.outbound.OutboundAnswer.Failed;
import cn.tongxing.idp.outbound.OutboundAnswer.Received;
import cn.tongxing.idp.outbound.OutboundRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks one question of Alibaba Cloud's number service, Dytnsapi 2020-02-17 (help.aliyun.com, 号码百科).
 * Numbers and names leave as SHA-256 only. Safe for concurrent use; what fails is told to the log,
 * the breaker and the trail; while the circuit is open nothing is asked.
 */
final class NumberService {

  private static final Logger LOG = LoggerFactory.getLogger(NumberService.class);
  private static final int LONGEST_ANSWER = 64 * 1024;
  private static final int NONCE_BYTES = 16;

  /** A reason has letters first and is short, so that it is never a number or a name. */
  private static final Pattern REASON = Pattern.compile("[A-Za-z][A-Za-z_.]{1,80}");

  private final CarrierSettings settings;
  private final CarrierSettings.Key key;
  private final GuardedHttp outbound;
  private final Audit audit;
  private final InstantSource clock;
  private final SecureRandom random;
  private final Breaker breaker = new Breaker();

  NumberService(
      CarrierSettings settings,
      CarrierSettings.Key key,
      GuardedHttp outbound,
      Audit audit,
      InstantSource clock,
      SecureRandom random) {
    this.settings = settings;
    this.key = key;
    this.outbound = outbound;
    this.audit = audit;
    this.clock = clock;
    this.random = random;
  }

  /** What came of a question. */
  sealed interface Reply {

    /**
     * The supplier's data.
     *
     * @param reference the supplier's number for this answer
     * @param digest SHA-256 of the answer as received
     */
    record Data(JsonNode fields, String reference, String digest) implements Reply {}

    /** Nothing that says anything. */
    record Nothing() implements Reply {}
  }

  /**
   * Asks.
   *
   * @param parameters of the question; version, signature and mask come on top
   */
  Reply ask(String action, Map<String, String> parameters) {
    Optional<Breaker.Pass> pass = breaker.pass(clock.instant());
    if (pass.isEmpty()) {
      return new Reply.Nothing();
    }
    return switch (outbound.send(request(action, parameters))) {
      case Received answer -> read(action, answer, pass.get());
      case Failed failed -> {
        failed(action, failed.failure().code(), failed.explanation(), pass.get());
        yield new Reply.Nothing();
      }
    };
  }

  private OutboundRequest request(String action, Map<String, String> parameters) {
    SortedMap<String, String> all = new TreeMap<>(parameters);
    all.put("Mask", "SHA256");
    String query = Acs3Signature.query(all);
    String path = settings.endpoint().getRawPath();
    Map<String, String> headers =
        Acs3Signature.signed(
            path.isEmpty() ? "/" : path,
            query,
            Map.of(
                "host", settings.endpoint().getRawAuthority(),
                "x-acs-action", action,
                "x-acs-version", "2020-02-17",
                "x-acs-date", clock.instant().truncatedTo(ChronoUnit.SECONDS).toString(),
                "x-acs-signature-nonce", nonce()),
            key.id(),
            key.secret());
    return new OutboundRequest(
        "POST",
        URI.create(settings.endpoint() + (path.isEmpty() ? "/?" : "?") + query),
        headers,
        new byte[0],
        settings.limit(),
        LONGEST_ANSWER);
  }

  /**
   * Only a whole answer in the supplier's words counts as one; that a number cannot be asked about
   * is such an answer, and says nothing.
   */
  private Reply read(String action, Received answer, Breaker.Pass pass) {
    JsonNode body;
    try {
      body = JsonMapper.shared().readTree(answer.body());
    } catch (JacksonException noJson) {
      failed(action, "status " + answer.status(), "no JSON", pass);
      return new Reply.Nothing();
    }
    String code = body.path("Code").asString("");
    if (answer.status() != 200 || !REASON.matcher(code).matches()) {
      failed(action, "status " + answer.status(), word(code), pass);
      return new Reply.Nothing();
    }
    breaker.succeeded(pass);
    if (!code.equals("OK")) {
      LOG.info("carriers, {}: {}", action, code);
      return new Reply.Nothing();
    }
    String reference = word(body.path("RequestId").asString(""), "[A-Za-z0-9-]{1,64}");
    return new Reply.Data(
        body.path("Data"),
        reference,
        Acs3Signature.sha256(new String(answer.body(), StandardCharsets.UTF_8)));
  }

  private void failed(String action, String kind, String explanation, Breaker.Pass pass) {
    breaker.failed(pass, clock.instant());
    LOG.warn("carriers, {}: {} ({})", action, kind, explanation);
    audit.record(
        AuditEvent.of(AuditEventType.UPSTREAM_UNAVAILABLE, RequestOrigin.SERVER)
            .detail("adapter", "carriers")
            .detail("step", action));
  }

  private static String word(String code) {
    return word(code, REASON.pattern());
  }

  private static String word(String text, String form) {
    return text.matches(form) ? text : "none-given";
  }

  private String nonce() {
    byte[] bytes = new byte[NONCE_BYTES];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
