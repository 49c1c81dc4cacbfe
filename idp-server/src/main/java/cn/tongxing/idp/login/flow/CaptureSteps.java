package cn.tongxing.idp.login.flow;

import cn.tongxing.adapter.spi.CaptureFormat;
import cn.tongxing.adapter.spi.CaptureSpec;
import cn.tongxing.idp.login.page.Camera;
import cn.tongxing.idp.login.transaction.Transaction;
import cn.tongxing.idp.proofing.Ask;
import cn.tongxing.idp.proofing.CaptureUpload;
import cn.tongxing.idp.proofing.Captures;
import cn.tongxing.idp.proofing.Captures.Captured;
import cn.tongxing.idp.proofing.Captures.Verdict;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Captures within a sign-in: what the page shows of one, and what its frames lead to. */
@Component
public class CaptureSteps {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Captures captures;
  private final Dispatcher dispatcher;

  CaptureSteps(Captures captures, Dispatcher dispatcher) {
    this.captures = captures;
    this.dispatcher = dispatcher;
  }

  /** What became of an upload. */
  public record Taken(Turn turn, Verdict verdict) {}

  /** Whether the frames for an open challenge may come; counts them before they do. */
  public Captures.Leave mayCome(Transaction transaction, Ask.Capture asked, Visitor visitor) {
    return captures.mayCome(
        transaction.proving(), asked.challenge().orElseThrow(), visitor.prover());
  }

  /** Frames came; where none are asked for, nothing changes. */
  public Taken take(Transaction transaction, CaptureUpload upload, Visitor visitor) {
    if (!(transaction.ask().orElse(null) instanceof Ask.Capture asked)) {
      upload.wipe();
      return new Taken(Turn.to(transaction), Verdict.STALE);
    }
    Captured captured = captures.captured(transaction.proving(), asked, upload, visitor.prover());
    return new Taken(
        dispatcher.resolve(transaction, captured.progress(), visitor), captured.verdict());
  }

  /** The challenge that a transaction asks for, where it can be answered. */
  public static Optional<Ask.Capture> open(Transaction transaction, Instant now) {
    return transaction.ask().orElse(null) instanceof Ask.Capture asked && asked.isOpen(now)
        ? Optional.of(asked)
        : Optional.empty();
  }

  /** What its page shows. */
  static Camera shown(Ask.Capture asked, Instant now) {
    CaptureSpec spec = asked.spec();
    Camera.State state =
        !asked.agreed()
            ? Camera.State.ASKED
            : asked.isOpen(now) ? Camera.State.OPEN : Camera.State.OVER;
    String json = state == Camera.State.OPEN ? JSON.writeValueAsString(challenge(asked)) : "";
    return new Camera(state, spec.title(), spec.explanation(), spec.handling(), json);
  }

  /** What the script needs to answer an open challenge; the words stand on the page. */
  public static Map<String, Object> challenge(Ask.Capture asked) {
    CaptureSpec.Pictures pictures = asked.spec().pictures();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("nonce", asked.challenge().orElseThrow().nonce());
    json.put(
        "actions",
        asked.spec().actions().stream()
            .map(action ->
                Map.of(
                    "kind", word(action.kind()),
                    "window", action.window().toMillis(),
                    "frames", action.frames()))
            .toList());
    json.put("hints", asked.spec().hints().stream().map(CaptureSteps::word).toList());
    json.put("types", types(pictures));
    json.put("bytes", pictures.bytes());
    json.put("totalBytes", pictures.totalBytes());
    json.put("leastSide", pictures.leastSide());
    json.put("mostSide", pictures.mostSide());
    json.put("interval", pictures.interval().toMillis());
    json.put("lasts", asked.spec().deadline().toMillis());
    return json;
  }

  private static List<String> types(CaptureSpec.Pictures pictures) {
    return pictures.formats().stream().sorted().map(CaptureFormat::mediaType).toList();
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
