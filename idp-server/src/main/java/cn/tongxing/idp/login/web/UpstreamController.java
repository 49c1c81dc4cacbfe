package cn.tongxing.idp.login.web;

import cn.tongxing.idp.login.flow.Dispatcher;
import cn.tongxing.idp.login.flow.Turn;
import cn.tongxing.idp.login.page.Page.Over.Why;
import cn.tongxing.idp.login.transaction.Transactions;
import cn.tongxing.idp.login.transaction.Transactions.Claim;
import cn.tongxing.idp.proofing.Proofs;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;

/**
 * Where upstreams send the browser back, and where their servers send messages. A callback counts
 * only in the browser that the sign-in began in, while it waits for one.
 */
@Controller
@RequestMapping("/sign-in")
class UpstreamController {

  private static final int LONGEST_CALLBACK = 8 * 1024;
  private static final int LONGEST_MESSAGE = 64 * 1024;

  private final Transactions transactions;
  private final Dispatcher dispatcher;
  private final Proofs proofs;
  private final Turns turns;
  private final PageAnswers pages;
  private final InstantSource clock;

  UpstreamController(
      Transactions transactions,
      Dispatcher dispatcher,
      Proofs proofs,
      Turns turns,
      PageAnswers pages,
      InstantSource clock) {
    this.transactions = transactions;
    this.dispatcher = dispatcher;
    this.proofs = proofs;
    this.turns = turns;
    this.pages = pages;
    this.clock = clock;
  }

  @GetMapping("/callback/{handle}")
  ModelAndView callback(
      @PathVariable("handle") String handle, HttpServletRequest http, HttpServletResponse answer) {
    Optional<Claim> claim =
        proofs
            .opened(handle)
            .flatMap(id -> transactions.claim(id, OptionalLong.empty(), clock.instant()));
    if (claim.isEmpty()) {
      return pages.over(Why.EXPIRED, http);
    }
    return switch (claim.get()) {
      case Claim.NotNow busy -> Redirects.to(SignInController.path(busy.transaction().id()));
      case Claim.Held held -> {
        Map<String, List<String>> parameters = parameters(http);
        Turn turn =
            turns.take(held, http, (t, visitor) -> dispatcher.callback(t, parameters, visitor));
        yield turns.isOwn(turn.next(), http)
            ? Turns.next(turn, answer)
            : pages.notHere(Why.OTHER_BROWSER, turn.next(), http);
      }
    };
  }

  /**
   * A form posted by another site comes without our cookie (SameSite=Lax); the GET that follows has
   * it.
   */
  @PostMapping("/callback/{handle}")
  ModelAndView posted(@PathVariable("handle") String handle, HttpServletRequest http) {
    String query =
        parameters(http).entrySet().stream()
            .flatMap(e -> e.getValue().stream().map(v -> encoded(e.getKey()) + "=" + encoded(v)))
            .collect(Collectors.joining("&"));
    String location = "/sign-in/callback/" + encoded(handle) + "?" + query;
    return location.length() <= LONGEST_CALLBACK
        ? Redirects.to(location)
        : pages.over(Why.EXPIRED, http);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
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
