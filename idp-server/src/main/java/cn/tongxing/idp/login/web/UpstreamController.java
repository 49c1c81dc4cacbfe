package cn.tongxing.idp.login.web;

import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.login.flow.Dispatcher;
import cn.tongxing.idp.login.flow.Turn;
import cn.tongxing.idp.login.page.Page.Over.Why;
import cn.tongxing.idp.login.transaction.Transaction;
import cn.tongxing.idp.login.transaction.Transactions;
import cn.tongxing.idp.login.transaction.Transactions.Claim;
import cn.tongxing.idp.login.transaction.Transactions.Found;
import cn.tongxing.idp.proofing.Hosts;
import cn.tongxing.idp.proofing.PostedAnswers;
import cn.tongxing.idp.proofing.Proofs;
import cn.tongxing.idp.proofing.Proving;
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
  private final Hosts hosts;
  private final SignInHost host;
  private final Turns turns;
  private final PageAnswers pages;
  private final InstantSource clock;

  UpstreamController(
      Transactions transactions,
      PostedAnswers posted,
      Dispatcher dispatcher,
      Proofs proofs,
      Hosts hosts,
      SignInHost host,
      Turns turns,
      PageAnswers pages,
      InstantSource clock) {
    this.transactions = transactions;
    this.posted = posted;
    this.dispatcher = dispatcher;
    this.proofs = proofs;
    this.hosts = hosts;
    this.host = host;
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
    Optional<String> elsewhere = elsewhere(way, parameters);
    return elsewhere.isPresent()
        ? Redirects.to(elsewhere.get() + "?" + http.getQueryString())
        : back(claimed(way, parameters), id -> Optional.of(parameters), http, answer);
  }

  /** Where another host takes what came to the registered address, if the state is of its. */
  private Optional<String> elsewhere(String way, Map<String, List<String>> parameters) {
    return claimed(parameters)
        .flatMap(id ->
            hosts
                .elsewhere(id, host)
                .filter(there -> isFor(there.proving(), way, parameters))
                .map(there -> there.path() + "/callback/" + proofs.handle(id)));
  }

  private Optional<SignInId> claimed(Map<String, List<String>> parameters) {
    List<String> states = parameters.getOrDefault("state", List.of());
    return states.size() == 1 ? proofs.claimed(states.getFirst()) : Optional.empty();
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

  /**
   * What came is looked for only once the browser is known to be the right one, and only where it
   * is waited for: what comes late takes nothing from what is done meanwhile. What finds something
   * under way waits at its own address, which has what came: an answer brings a proof once.
   */
  private ModelAndView back(
      Optional<SignInId> signIn,
      Function<SignInId, Optional<Map<String, List<String>>>> brought,
      HttpServletRequest http,
      HttpServletResponse answer) {
    Optional<Found> found = current(signIn);
    if (found.isEmpty()) {
      return pages.over(Why.EXPIRED, http);
    }
    Transaction transaction = found.get().transaction();
    if (!turns.isOwn(transaction, http)) {
      return pages.notHere(Why.OTHER_BROWSER, transaction, http);
    }
    boolean looks = http.getHeader("X-Poll") != null; // the busy page, whose address this is
    if (looks && found.get().busy()) {
      return pages.busyHere(found.get(), http);
    }
    if (looks || !Dispatcher.waitsForUpstream(transaction)) {
      return Redirects.to(SignInController.path(transaction.id()));
    }
    Optional<Claim> claim = turns.claim(transaction.id(), OptionalLong.empty());
    if (claim.isEmpty()) {
      return pages.over(Why.EXPIRED, http);
    }
    return switch (claim.get()) {
      case Claim.NotNow _ -> pages.busyHere(found.get(), http);
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
        yield Turns.next(turn, http, answer);
      }
    };
  }

  @PostMapping("/callback/{handle}")
  ModelAndView post(@PathVariable("handle") String handle, HttpServletRequest http) {
    return posted(proofs.opened(handle), http);
  }

  @PostMapping("/callback/to/{way}")
  ModelAndView postRegistered(@PathVariable("way") String way, HttpServletRequest http) {
    if (!isShortForm(http)) {
      return pages.over(Why.EXPIRED, http);
    }
    Map<String, List<String>> parameters = parameters(http);
    Optional<String> elsewhere = elsewhere(way, parameters);
    if (elsewhere.isEmpty()) {
      return posted(claimed(way, parameters), http);
    }
    return claimed(parameters)
        .flatMap(id -> posted.keep(id, parameters))
        .map(word -> Redirects.to(elsewhere.get() + "/" + word))
        .orElseGet(() -> pages.over(Why.EXPIRED, http));
  }

  /**
   * A form posted by another site comes without our cookie (SameSite=Lax); the GET that follows has
   * it, and finds what was posted by a word that is good once, in that browser.
   */
  private ModelAndView posted(Optional<SignInId> signIn, HttpServletRequest http) {
    Optional<Found> found = current(signIn);
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
    return claimed(parameters)
        .filter(id -> host.proving(id).filter(each -> isFor(each, way, parameters)).isPresent());
  }

  private boolean isFor(Proving proving, String way, Map<String, List<String>> parameters) {
    return proving.way().equals(way)
        && parameters.getOrDefault("state", List.of()).stream()
            .allMatch(state -> proofs.isState(proving, state));
  }

  /** As every node has it. */
  private Optional<Found> current(Optional<SignInId> signIn) {
    return signIn.flatMap(id -> transactions.current(id, clock.instant()));
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
    Optional<SignInId> id = proofs.opened(handle);
    Optional<Found> found = current(id);
    if (found.isEmpty()) {
      return ResponseEntity.notFound().build();
    }
    if (!Dispatcher.waitsForUpstream(found.get().transaction())) {
      return ResponseEntity.badRequest().build(); // what comes late takes nothing from the person
    }
    Optional<Claim> claim =
        id.flatMap(each -> transactions.claim(each, OptionalLong.empty(), clock.instant()));
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
