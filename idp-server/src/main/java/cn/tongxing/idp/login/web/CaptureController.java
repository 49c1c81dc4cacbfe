package cn.tongxing.idp.login.web;

import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.login.flow.CaptureSteps;
import cn.tongxing.idp.login.flow.Turn;
import cn.tongxing.idp.login.transaction.Stage;
import cn.tongxing.idp.login.transaction.Transaction;
import cn.tongxing.idp.login.transaction.Transactions;
import cn.tongxing.idp.login.transaction.Transactions.Claim;
import cn.tongxing.idp.login.transaction.Transactions.Found;
import cn.tongxing.idp.proofing.Ask;
import cn.tongxing.idp.proofing.CapturePlaces;
import cn.tongxing.idp.proofing.CaptureUpload;
import cn.tongxing.idp.proofing.Captures.Verdict;
import cn.tongxing.idp.session.Browsers;
import cn.tongxing.idp.session.Origins;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/**
 * Takes the frames of a capture from the script of its page. Form proof, browser, challenge and
 * length are looked at before a byte of the body is read; there must be room for it, and not too
 * many may have been wasted before.
 */
@Controller
class CaptureController {

  /** The form proof of the page, in a header: it counts before the body is read. */
  private static final String STEP = "X-Step";

  private final Transactions transactions;
  private final CaptureSteps captures;
  private final CapturePlaces places;
  private final StepField steps;
  private final Turns turns;
  private final Browsers browsers;
  private final InstantSource clock;

  CaptureController(
      Transactions transactions,
      CaptureSteps captures,
      CapturePlaces places,
      StepField steps,
      Turns turns,
      Browsers browsers,
      InstantSource clock) {
    this.transactions = transactions;
    this.captures = captures;
    this.places = places;
    this.steps = steps;
    this.turns = turns;
    this.browsers = browsers;
    this.clock = clock;
  }

  @PostMapping(path = "/sign-in/{id}/frames", produces = "application/json")
  ResponseEntity<Map<String, Object>> frames(
      @PathVariable("id") String text, HttpServletRequest http, HttpServletResponse answer)
      throws IOException {
    Optional<SignInId> id = SignInId.tryParse(text);
    Optional<byte[]> browser = browsers.known(http);
    if (id.isEmpty() || browser.isEmpty()) {
      return trouble(403, "stale");
    }
    String step = Optional.ofNullable(http.getHeader(STEP)).orElse("");
    OptionalLong page = steps.page(step, id.get(), browser.get());
    Optional<Transaction> found =
        page.isPresent() ? found(id.get(), page.getAsLong(), http) : Optional.empty();
    if (found.flatMap(Transaction::ask).filter(Ask.Capture.class::isInstance).isEmpty()) {
      return trouble(page.isPresent() ? 409 : 403, "stale");
    }
    Optional<Ask.Capture> asked = CaptureSteps.open(found.get(), clock.instant());
    if (asked.isEmpty()) {
      return trouble(410, "expired");
    }
    try {
      CaptureParts.look(http, asked.get().spec());
      return within(found.get(), asked.get(), http, answer);
    } catch (CaptureParts.Unfit unfit) {
      return trouble(unfit.status(), unfit.status() == 408 ? "line" : "rejected");
    }
  }

  /** The browser's own sign-in as every node has it, if it is still at this page. */
  private Optional<Transaction> found(SignInId id, long page, HttpServletRequest http) {
    return transactions
        .current(id, clock.instant())
        .map(Found::transaction)
        .filter(each -> each.page() == page && turns.isOwn(each, http));
  }

  private ResponseEntity<Map<String, Object>> within(
      Transaction found, Ask.Capture asked, HttpServletRequest http, HttpServletResponse answer)
      throws IOException, CaptureParts.Unfit {
    Optional<CapturePlaces.Place> free =
        places.take(found.id(), found.proving().way(), Origins.of(http).line());
    if (free.isEmpty()) {
      return answered(Verdict.BUSY);
    }
    try (CapturePlaces.Place _ = free.get()) {
      switch (captures.mayCome(found, asked, turns.visitor(found, http))) {
        case GIVEN -> {}
        case CHALLENGE_IS_USED_UP -> {
          return trouble(429, "rejected");
        }
        case DEVICE_IS_USED_UP -> {
          return trouble(429, "often");
        }
      }
      CaptureUpload upload = CaptureParts.read(http, asked.spec());
      try {
        return taken(found, upload, http, answer);
      } finally {
        upload.wipe();
      }
    }
  }

  private ResponseEntity<Map<String, Object>> taken(
      Transaction found,
      CaptureUpload upload,
      HttpServletRequest http,
      HttpServletResponse answer) {
    OptionalLong page = OptionalLong.of(found.page());
    if (!(turns.claim(found.id(), page).orElse(null) instanceof Claim.Held held)) {
      return answered(Verdict.STALE);
    }
    AtomicReference<Verdict> verdict = new AtomicReference<>(Verdict.STALE);
    Turn turn =
        turns.take(
            held,
            http,
            (transaction, visitor) -> {
              CaptureSteps.Taken taken = captures.take(transaction, upload, visitor);
              verdict.set(taken.verdict());
              return taken.turn();
            });
    if (verdict.get() != Verdict.ANSWERED) {
      return answered(verdict.get());
    }
    Turns.hand(turn, http, answer);
    return ResponseEntity.ok(next(turn));
  }

  /** Another challenge, for which the camera stays open, or where the browser goes. */
  private Map<String, Object> next(Turn turn) {
    Transaction next = turn.next();
    return CaptureSteps.open(next, clock.instant())
        .map(asked ->
            Map.of(
                "challenge",
                CaptureSteps.challenge(asked),
                "step",
                steps.of(next.id(), next.browser(), "camera-capture", next.page())))
        .orElseGet(() -> Map.of("next", address(next)));
  }

  private static String address(Transaction next) {
    return switch (next.stage()) {
      case Stage.Asked(Ask.Away away) -> away.uri().toString();
      case Stage.Done _ -> next.request().returnTo();
      default -> SignInController.path(next);
    };
  }

  private static ResponseEntity<Map<String, Object>> answered(Verdict verdict) {
    int status =
        switch (verdict) {
          case ANSWERED -> 200;
          case STALE -> 409;
          case EXPIRED -> 410;
          case REJECTED -> 422;
          case BUSY -> 503;
        };
    return trouble(status, verdict.name().toLowerCase(Locale.ROOT));
  }

  private static ResponseEntity<Map<String, Object>> trouble(int status, String word) {
    ResponseEntity.BodyBuilder answer = ResponseEntity.status(status);
    if (status == 503) {
      answer.header("Retry-After", "3");
    }
    return answer.body(Map.of("trouble", word));
  }
}
