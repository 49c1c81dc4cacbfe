package cn.tongxing.idp.login;

import cn.tongxing.adapter.spi.Operator;
import cn.tongxing.idp.identity.KnownPlaces.Place;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.proofing.Ask;
import cn.tongxing.idp.proofing.PostedAnswers;
import cn.tongxing.idp.proofing.Progress;
import cn.tongxing.idp.proofing.Proofs;
import cn.tongxing.idp.proofing.Prover;
import cn.tongxing.idp.proofing.Proving;
import cn.tongxing.idp.proofing.ProvingHost;
import cn.tongxing.idp.proofing.ProvingJson;
import cn.tongxing.idp.proofing.Purpose;
import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** A second host: proves people before staff, in transactions of its own; starts no session. */
@RestController
@RequestMapping("/desk")
@ConditionalOnProperty("test.desk")
class DeskHost implements ProvingHost {

  private static final JsonMapper JSON = ProvingJson.mapper().build();

  private final Proofs proofs;
  private final PostedAnswers posted;

  /** As a store would have it: what is not in the JSON does not survive a step. */
  private final Map<SignInId, Kept> kept = new ConcurrentHashMap<>();

  final Map<SignInId, Progress> ended = new ConcurrentHashMap<>();

  private record Kept(String proving, String ask) {}

  DeskHost(Proofs proofs, PostedAnswers posted) {
    this.proofs = proofs;
    this.posted = posted;
  }

  @Override
  public String path() {
    return "/desk";
  }

  @Override
  public boolean runs(Purpose purpose) {
    return purpose instanceof Purpose.VerifyAtCounter;
  }

  @Override
  public Optional<Proving> proving(SignInId id) {
    return Optional.ofNullable(kept.get(id))
        .map(each -> JSON.readValue(each.proving(), Proving.class));
  }

  static Prover clerk() {
    return new Prover(
        Place.unmarked(new RequestOrigin("203.0.113.9", "desk")),
        new byte[32],
        Optional.empty(),
        false,
        Locale.SIMPLIFIED_CHINESE,
        "",
        Optional.empty(),
        Set.of(),
        List.of(new Operator("A-17", Operator.Role.CONDUCTS)));
  }

  /** Somebody stands at the desk; what is asked. */
  Ask begin(SignInId id, String way) {
    return kept(id, proofs.start(Proving.begun(id, new Purpose.VerifyAtCounter()), way, clerk()));
  }

  /** The page that waits asks whether there is news. */
  Ask poll(SignInId id) {
    return kept(id, proofs.poll(held(id), ask(id), clerk()));
  }

  static SignInId newId() {
    return new SignInId(UUID.randomUUID());
  }

  private Proving held(SignInId id) {
    return proving(id).orElseThrow();
  }

  Ask ask(SignInId id) {
    return JSON.readValue(kept.get(id).ask(), Ask.class);
  }

  private Ask kept(SignInId id, Progress progress) {
    Ask ask =
        switch (progress) {
          case Progress.Asks(Proving _, Ask asked) -> asked;
          case Progress.Stays(Proving _, Ask asked) -> asked;
          default -> {
            ended.put(id, progress);
            yield new Ask.Down(false);
          }
        };
    keep(id, progress.proving(), ask);
    return ask;
  }

  private void keep(SignInId id, Proving proving, Ask ask) {
    kept.put(
        id,
        new Kept(
            JSON.writerFor(Proving.class).writeValueAsString(proving),
            JSON.writerFor(Ask.class).writeValueAsString(ask)));
  }

  @GetMapping("/callback/{handle}")
  String callback(@PathVariable("handle") String handle, HttpServletRequest http) {
    Map<String, List<String>> parameters = new HashMap<>();
    http.getParameterMap().forEach((name, values) -> parameters.put(name, List.of(values)));
    return back(handle, Optional.of(parameters));
  }

  @GetMapping("/callback/{handle}/{word}")
  String taken(@PathVariable("handle") String handle, @PathVariable("word") String word) {
    return back(handle, proofs.opened(handle).flatMap(id -> posted.take(id, word)));
  }

  private String back(String handle, Optional<Map<String, List<String>>> parameters) {
    SignInId id = proofs.opened(handle).filter(kept::containsKey).orElseThrow();
    parameters.ifPresent(each -> kept(id, proofs.callback(held(id), ask(id), each, clerk())));
    return ended.containsKey(id) ? "proven" : "asked";
  }

  @PostMapping("/notify/{handle}")
  ResponseEntity<String> message(@PathVariable("handle") String handle, @RequestBody byte[] body) {
    SignInId id = proofs.opened(handle).filter(kept::containsKey).orElseThrow();
    Proofs.Notice notice = proofs.notified(held(id), ask(id), Map.of(), body, clerk());
    keep(id, notice.proving(), notice.ask());
    return notice
        .acknowledgement()
        .map(ResponseEntity::ok)
        .orElseGet(() -> ResponseEntity.badRequest().build());
  }
}
