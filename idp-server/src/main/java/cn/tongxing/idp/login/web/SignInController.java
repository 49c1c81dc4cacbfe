package cn.tongxing.idp.login.web;

import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.login.flow.Dispatcher;
import cn.tongxing.idp.login.flow.LookBack;
import cn.tongxing.idp.login.flow.Steps;
import cn.tongxing.idp.login.flow.Turn;
import cn.tongxing.idp.login.flow.Visitor;
import cn.tongxing.idp.login.page.Page.Over.Why;
import cn.tongxing.idp.login.transaction.Stage;
import cn.tongxing.idp.login.transaction.Transaction;
import cn.tongxing.idp.login.transaction.Transactions;
import cn.tongxing.idp.login.transaction.Transactions.Claim;
import cn.tongxing.idp.login.transaction.Transactions.Found;
import cn.tongxing.idp.proofing.Action;
import cn.tongxing.idp.session.Browsers;
import cn.tongxing.idp.session.OwnCookie;
import cn.tongxing.idp.session.Sessions;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiFunction;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.servlet.ModelAndView;

/**
 * The pages of a sign-in. A GET shows the page that is due, whatever the address was reached by; a
 * POST takes one action and answers 303 to that GET.
 */
@Controller
@RequestMapping("/sign-in")
class SignInController {

  /** An end is told again for so long to a browser that missed it. */
  static final Duration MISSED = Duration.ofMinutes(1);

  /** Query parameter: a cookie was given with the answer before. */
  private static final String TRIED = "cookie";

  private final Transactions transactions;
  private final Dispatcher dispatcher;
  private final LookBack before;
  private final PageAnswers pages;
  private final StepField steps;
  private final Turns turns;
  private final Browsers browsers;
  private final Sessions sessions;
  private final InstantSource clock;

  SignInController(
      Transactions transactions,
      Dispatcher dispatcher,
      LookBack before,
      PageAnswers pages,
      StepField steps,
      Turns turns,
      Browsers browsers,
      Sessions sessions,
      InstantSource clock) {
    this.transactions = transactions;
    this.dispatcher = dispatcher;
    this.before = before;
    this.pages = pages;
    this.steps = steps;
    this.turns = turns;
    this.browsers = browsers;
    this.sessions = sessions;
    this.clock = clock;
  }

  /** Where forms are posted to; shows the step that is due, whichever it is. */
  static String path(SignInId id) {
    return "/sign-in/" + id;
  }

  /** Of the step that is due. */
  static String path(Transaction transaction) {
    return path(transaction.id()) + "/" + Steps.of(transaction);
  }

  /**
   * Each step has an address, so that the browser's own button leads to the step before. Looking at
   * it changes nothing; what is no step before this one leads to the one that is due.
   */
  @GetMapping("/{id}/{step:[a-z]+-[a-z]+|waiting|over}")
  ModelAndView step(
      @PathVariable("id") String text,
      @PathVariable("step") String step,
      HttpServletRequest http,
      HttpServletResponse answer) {
    Optional<Found> found = found(text, step);
    Optional<Transaction> due =
        found
            .filter(each -> !each.busy() && turns.isOwn(each.transaction(), http))
            .map(Found::transaction)
            .filter(each -> !(each.stage() instanceof Stage.Done || Steps.of(each).equals(step)));
    if (due.isEmpty()) {
      return shown(found, http, answer);
    }
    boolean plain = http.getHeader("X-Poll") == null && http.getParameter("ui_locales") == null;
    if (!plain || !Steps.before(due.get()).contains(step)) {
      return Redirects.to(path(due.get()));
    }
    Transaction seen = before.at(due.get(), step, turns.visitor(due.get(), http));
    return pages.shown(found.get().at(seen), http);
  }

  @GetMapping("/{id}")
  ModelAndView show(
      @PathVariable("id") String text, HttpServletRequest http, HttpServletResponse answer) {
    return shown(found(text), http, answer);
  }

  private Optional<Found> found(String text) {
    return SignInId.tryParse(text).flatMap(id -> transactions.find(id, clock.instant()));
  }

  /** What this node knows of another step may be old: another one may have led here since. */
  private Optional<Found> found(String text, String step) {
    Optional<Found> known = found(text);
    return known.isEmpty() || Steps.of(known.get().transaction()).equals(step)
        ? known
        : transactions.current(known.get().transaction().id(), clock.instant());
  }

  private ModelAndView shown(
      Optional<Found> found, HttpServletRequest http, HttpServletResponse answer) {
    if (found.isEmpty()) {
      return over(Why.EXPIRED, http);
    }
    Transaction transaction = found.get().transaction();
    if (!turns.isOwn(transaction, http)) {
      return foreign(transaction, http, answer);
    }
    if (http.getParameter("ui_locales") != null) {
      return inLanguage(transaction, http);
    }
    if (!found.get().busy() && dispatcher.isDue(transaction)) {
      return polled(found.get(), http, answer);
    }
    return page(found.get(), http, answer);
  }

  /** A browser without our cookie is given one: whether it keeps it tells what to say. */
  private ModelAndView foreign(
      Transaction transaction, HttpServletRequest http, HttpServletResponse answer) {
    if (browsers.known(http).isPresent()) {
      return pages.notHere(Why.OTHER_BROWSER, transaction, http);
    }
    if (http.getParameter(TRIED) != null) {
      return pages.notHere(Why.COOKIES_OFF, transaction, http);
    }
    browsers.given(http, answer);
    return Redirects.to(path(transaction.id()) + "?" + TRIED + "=1" + chosenLanguage(http));
  }

  /** The cookie that would remember it is not kept either. */
  private static String chosenLanguage(HttpServletRequest http) {
    return Optional.ofNullable(http.getParameter("lang"))
        .filter(tag -> tag.matches("[A-Za-z-]{2,12}"))
        .map(tag -> "&lang=" + tag)
        .orElse("");
  }

  private ModelAndView page(Found found, HttpServletRequest http, HttpServletResponse answer) {
    Transaction transaction = found.transaction();
    boolean missed = OwnCookie.SESSION.of(http).isEmpty();
    switch (transaction.stage()) {
      case Stage.Done done -> {
        return finished(found, done, http, answer);
      }
      case Stage.Offer offer when missed -> OwnCookie.SESSION.hand(answer, offer.cookie());
      case Stage.Linked linked when missed -> OwnCookie.SESSION.hand(answer, linked.cookie());
      default -> {}
    }
    return pages.shown(found, http);
  }

  /** A lost answer costs nothing: for a minute the same browser gets its session again. */
  private ModelAndView finished(
      Found found, Stage.Done done, HttpServletRequest http, HttpServletResponse answer) {
    Transaction transaction = found.transaction();
    String cookieValue = OwnCookie.SESSION.of(http).orElse("");
    boolean signedIn =
        !cookieValue.isEmpty()
            && sessions
                .find(cookieValue)
                .filter(session -> session.includes(transaction.id()))
                .isPresent();
    boolean recent = clock.instant().isBefore(done.at().plus(MISSED));
    if (!signedIn && !done.cookie().isEmpty() && recent) {
      OwnCookie.SESSION.hand(answer, done.cookie());
      signedIn = true;
    }
    return signedIn || done.cookie().isEmpty()
        ? Redirects.to(transaction.request().returnTo())
        : pages.shown(found, http);
  }

  private ModelAndView inLanguage(Transaction transaction, HttpServletRequest http) {
    String tag = String.valueOf(http.getParameter("ui_locales"));
    Locale locale = Locale.forLanguageTag(tag.strip().split(" ", 2)[0]);
    if (turns.claim(transaction.id(), OptionalLong.empty()).orElse(null)
        instanceof Claim.Held held) {
      turns.take(held, http, (t, visitor) -> Turn.to(t.in(locale)));
    }
    return Redirects.to(path(transaction));
  }

  private ModelAndView polled(Found found, HttpServletRequest http, HttpServletResponse answer) {
    Transaction transaction = found.transaction();
    Claim claim =
        transactions
            .claim(transaction.id(), OptionalLong.of(transaction.page()), clock.instant())
            .orElse(new Claim.NotNow(transaction));
    return switch (claim) {
      case Claim.NotNow busy -> page(found.at(busy.transaction()), http, answer);
      case Claim.Held held -> {
        Turn turn = turns.take(held, http, dispatcher::poll);
        Turns.hand(turn, http, answer);
        yield page(found.at(turn.next()), http, answer);
      }
    };
  }

  @PostMapping("/{id}")
  ModelAndView act(
      @PathVariable("id") String text, HttpServletRequest http, HttpServletResponse answer) {
    Optional<SignInId> id = SignInId.tryParse(text);
    Optional<byte[]> browser = browsers.known(http);
    if (id.isEmpty() || browser.isEmpty()) {
      return id.isEmpty() ? over(Why.EXPIRED, http) : over(Why.COOKIES_OFF, http);
    }
    String step = Optional.ofNullable(http.getParameter("step")).orElse("");
    OptionalLong page = steps.page(step, id.get(), browser.get());
    if (page.isEmpty()) {
      return Redirects.to(path(id.get()));
    }
    Action action = action(http);
    if (action.way().isPresent()) {
      Optional<ModelAndView> turned = turned(id.get(), page.getAsLong(), step, http, answer);
      if (turned.isPresent()) {
        return turned.get();
      }
    }
    Optional<Claim> claim = turns.claim(id.get(), page);
    if (claim.isEmpty()) {
      return over(Why.EXPIRED, http);
    }
    if (!(claim.get() instanceof Claim.Held held)) {
      return Redirects.to(path(id.get()));
    }
    Turn turn = turns.take(held, http, pressed(StepField.kind(step), action));
    if (credentialIsSet(held.transaction(), turn.next(), action)) {
      LastWay.remember(http, answer, action.name());
    }
    return Turns.next(turn, http, answer);
  }

  /** A passkey or password that was set just now is what the person will come back with. */
  private static boolean credentialIsSet(Transaction before, Transaction after, Action action) {
    return before.stage() instanceof Stage.Offer
        && (after.stage() instanceof Stage.Done || after.stage() instanceof Stage.Linked)
        && List.of("passkey", "password").contains(action.name());
  }

  /** Turning to a built-in way is one conditional write; what it loses against is shown. */
  private Optional<ModelAndView> turned(
      SignInId id, long page, String step, HttpServletRequest http, HttpServletResponse answer) {
    Action action = action(http);
    return transactions
        .find(id, clock.instant())
        .filter(found -> !found.busy() && found.transaction().page() == page)
        .filter(found -> dispatcher.turnsOnly(found.transaction(), action))
        .map(found ->
            Turns.next(
                turns.take(
                    new Claim.Held(found.transaction(), found.revision()),
                    http,
                    pressed(StepField.kind(step), action)),
                http,
                answer));
  }

  /** Maybe on a page of a step before, which goes back to it first. */
  private BiFunction<Transaction, Visitor, Turn> pressed(String step, Action action) {
    return (transaction, visitor) ->
        dispatcher.act(dispatcher.from(transaction, step, visitor), action, visitor);
  }

  @GetMapping("/{id}/other-ways")
  ModelAndView otherWays(
      @PathVariable("id") String text, HttpServletRequest http, HttpServletResponse answer) {
    Optional<Found> found =
        SignInId.tryParse(text).flatMap(id -> transactions.find(id, clock.instant()));
    if (found.isEmpty()) {
      return over(Why.EXPIRED, http);
    }
    Transaction transaction = found.get().transaction();
    if (turns.isOwn(transaction, http)
        && turns.claim(transaction.id(), OptionalLong.empty()).orElse(null)
            instanceof Claim.Held held) {
      return Turns.next(turns.take(held, http, dispatcher::otherWays), http, answer);
    }
    return Redirects.to(path(transaction.id()));
  }

  /** For scripts that wait: whether the page that is due is another one by now. */
  @GetMapping(path = "/{id}/poll", produces = "application/json")
  @ResponseBody
  Map<String, Boolean> poll(@PathVariable("id") String text, HttpServletRequest http) {
    Optional<Transaction> found =
        SignInId.tryParse(text)
            .flatMap(id -> transactions.find(id, clock.instant()))
            .filter(each -> !each.busy())
            .map(Found::transaction)
            .filter(each -> turns.isOwn(each, http));
    if (found.isEmpty()) {
      return Map.of("changed", false);
    }
    Transaction before = found.get();
    return Map.of("changed", dispatcher.isDue(before) || !Dispatcher.waitsForUpstream(before));
  }

  private ModelAndView over(Why why, HttpServletRequest http) {
    String session = OwnCookie.SESSION.of(http).orElse("");
    boolean signedIn =
        why == Why.EXPIRED && !session.isEmpty() && sessions.find(session).isPresent();
    return pages.over(signedIn ? Why.SIGNED_IN : why, http);
  }

  private static Action action(HttpServletRequest http) {
    Map<String, String> fields = new HashMap<>();
    http.getParameterMap()
        .forEach((name, values) -> {
          if (values.length == 1) {
            fields.put(name, values[0]);
          }
        });
    return new Action(fields.getOrDefault("action", ""), fields);
  }
}
