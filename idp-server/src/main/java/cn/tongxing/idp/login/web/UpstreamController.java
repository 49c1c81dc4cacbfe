package cn.tongxing.idp.login.web;

import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.login.flow.Dispatcher;
import cn.tongxing.idp.login.flow.Turn;
import cn.tongxing.idp.login.page.Page.Over.Why;
import cn.tongxing.idp.login.transaction.PostedAnswers;
import cn.tongxing.idp.login.transaction.Transactions;
import cn.tongxing.idp.login.transaction.Transactions.Claim;
import cn.tongxing.idp.login.transaction.Transactions.Found;
import cn.tongxing.idp.proofing.Proofs;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;

/**
 * Redirect endpoints (RFC 6749 3.1.2): where upstreams send the browser back, and where their
 * servers send messages. A callback counts only in the browser that the sign-in began in, while it
 * waits for one.
 */
@Controller
@RequestMapping("/sign-in")
class UpstreamController {

  private static final int LONGEST_POST = 32 * 1024;
  private static final int LONGEST_MESSAGE = 64 * 1024;

  private final Transactions transactions;
  private final PostedAnswers posted;
  private final Dispatcher dispatcher;
  private final Proofs proofs;
  private final Turns turns;
  private final PageAnswers pages;
  private final InstantSource clock;

  UpstreamController(
      Transactions transactions,
      PostedAnswers posted,
      Dispatcher dispatcher,
      Proofs proofs,
      Turns turns,
      PageAnswers pages,
      InstantSource clock) {
    this.transactions = transactions;
    this.posted = posted;
    this.dispatcher = dispatcher;
    this.proofs = proofs;
    this.turns = turns;
    this.pages = pages;
    this.clock = clock;
  }

  @GetMapping("/callback/{handle}")
  ModelAndView callback(
      @PathVariable("handle") String handle, HttpServletRequest http, HttpServletResponse answer) {
    Map<String, List<String>> parameters = parameters(http);
    return back(proofs.opened(handle), id -> Optional.of(parameters), http, answer);
  }

  /** The address that an adapter registered: the state alone says whose it is. */
  @GetMapping("/callback/to/{way}")
  ModelAndView registered(
      @PathVariable("way") String way, HttpServletRequest http, HttpServletResponse answer) {
    Map<String, List<String>> parameters = parameters(http);
    return back(claimed(way, parameters), id -> Optional.of(parameters), http, answer);
  }

  /** What another site posted a moment ago, in the browser that it is for. */
  @GetMapping("/callback/{handle}/{word}")
  ModelAndView taken(
      @PathVariable("handle") String handle,
      @PathVariable("word") String word,
      HttpServletRequest http,
      HttpServletResponse answer) {
    return back(proofs.opened(handle), id -> posted.take(id, word), http, answer);
  }

  /** What came is looked for only once the browser is known to be the right one. */
  private ModelAndView back(
      Optional<SignInId> signIn,
      Function<SignInId, Optional<Map<String, List<String>>>> brought,
      HttpServletRequest http,
      HttpServletResponse answer) {
    Optional<Claim> claim =
        signIn.flatMap(id -> transactions.claim(id, OptionalLong.empty(), clock.instant()));
    if (claim.isEmpty()) {
      return pages.over(Why.EXPIRED, http);
    }
    return switch (claim.get()) {
      case Claim.NotNow busy -> Redirects.to(SignInController.path(busy.transaction().id()));
      case Claim.Held held -> {
        Turn turn =
            turns.take(
                held,
                http,
                (t, visitor) ->
                    brought
                        .apply(t.id())
                        .map(parameters -> dispatcher.callback(t, parameters, visitor))
                        .orElse(Turn.to(t)));
        yield turns.isOwn(turn.next(), http)
            ? Turns.next(turn, http, answer)
            : pages.notHere(Why.OTHER_BROWSER, turn.next(), http);
      }
    };
  }

  @PostMapping("/callback/{handle}")
  ModelAndView post(@PathVariable("handle") String handle, HttpServletRequest http) {
    return posted(proofs.opened(handle), http);
  }

  @PostMapping("/callback/to/{way}")
  ModelAndView postRegistered(@PathVariable("way") String way, HttpServletRequest http) {
    return isShortForm(http)
        ? posted(claimed(way, parameters(http)), http)
        : pages.over(Why.EXPIRED, http);
  }

  /**
   * A form posted by another site comes without our cookie (SameSite=Lax); the GET that follows has
   * it, and finds what was posted by a word that is good once, in that browser.
   */
  private ModelAndView posted(Optional<SignInId> signIn, HttpServletRequest http) {
    Optional<Found> found = signIn.flatMap(id -> transactions.find(id, clock.instant()));
    if (found.isEmpty() || !isShortForm(http)) {
      return pages.over(Why.EXPIRED, http);
    }
    SignInId id = found.get().transaction().id();
    Optional<String> word =
        Dispatcher.waitsForUpstream(found.get().transaction())
            ? posted.keep(id, parameters(http))
            : Optional.empty();
    return Redirects.to(
        word.map(each -> "/sign-in/callback/" + proofs.handle(id) + "/" + each)
            .orElseGet(() -> SignInController.path(id)));
  }

  private static boolean isShortForm(HttpServletRequest http) {
    long length = http.getContentLengthLong();
    String type = String.valueOf(http.getContentType()).toLowerCase(Locale.ROOT);
    return length >= 0
        && length <= LONGEST_POST
        && type.startsWith(MediaType.APPLICATION_FORM_URLENCODED_VALUE);
  }

  /** A state is looked at before anything is claimed: a made-up one holds nobody up. */
  private Optional<SignInId> claimed(String way, Map<String, List<String>> parameters) {
    List<String> states = parameters.getOrDefault("state", List.of());
    return states.size() == 1
        ? proofs
            .claimed(states.getFirst())
            .filter(id ->
                transactions
                    .find(id, clock.instant())
                    .filter(found -> found.transaction().proving().way().equals(way))
                    .filter(
                        found -> proofs.isState(found.transaction().proving(), states.getFirst()))
                    .isPresent())
        : Optional.empty();
  }

  private static Map<String, List<String>> parameters(HttpServletRequest http) {
    Map<String, List<String>> parameters = new HashMap<>();
    http.getParameterMap().forEach((name, values) -> parameters.put(name, List.of(values)));
    return parameters;
  }

  /** No browser is there: nobody can be signed in by this, and a forged one changes nothing. */
  @PostMapping("/notify/{handle}")
  ResponseEntity<String> message(@PathVariable("handle") String handle, HttpServletRequest http)
      throws IOException {
    byte[] body = http.getInputStream().readNBytes(LONGEST_MESSAGE + 1);
    if (body.length > LONGEST_MESSAGE) {
      return ResponseEntity.status(413).build();
    }
    Optional<Claim> claim =
        proofs
            .opened(handle)
            .flatMap(id -> transactions.claim(id, OptionalLong.empty(), clock.instant()));
    if (claim.isEmpty()) {
      return ResponseEntity.notFound().build();
    }
    return switch (claim.get()) {
      // the upstream sends it again
      case Claim.NotNow busy -> ResponseEntity.status(503).header("Retry-After", "1").build();
      case Claim.Held held -> {
        Dispatcher.Notice notice =
            dispatcher.notified(
                held.transaction(), headers(http), body, turns.visitor(held.transaction(), http));
        boolean saved = transactions.save(notice.next(), held.revision(), clock.instant());
        yield saved && notice.acknowledgement().isPresent()
            ? ResponseEntity.ok()
                .contentType(MediaType.TEXT_PLAIN)
                .body(notice.acknowledgement().get())
            : ResponseEntity.badRequest().build();
      }
    };
  }

  private static Map<String, List<String>> headers(HttpServletRequest http) {
    Map<String, List<String>> headers = new HashMap<>();
    for (String name : Collections.list(http.getHeaderNames())) {
      headers.put(name.toLowerCase(Locale.ROOT), Collections.list(http.getHeaders(name)));
    }
    headers.remove("cookie");
    return headers;
  }
}
