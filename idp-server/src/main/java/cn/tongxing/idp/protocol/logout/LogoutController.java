package cn.tongxing.idp.protocol.logout;

import cn.tongxing.idp.client.Client;
import cn.tongxing.idp.login.LastApplication;
import cn.tongxing.idp.protocol.Endpoints;
import cn.tongxing.idp.protocol.authorize.Browser;
import cn.tongxing.idp.protocol.authorize.Parameters;
import cn.tongxing.idp.protocol.authorize.Visited;
import cn.tongxing.idp.protocol.error.FrontChannelError;
import cn.tongxing.idp.protocol.error.Reason;
import cn.tongxing.idp.protocol.error.RefusalLog;
import cn.tongxing.idp.protocol.logout.Logout.Outcome;
import cn.tongxing.idp.protocol.page.FormPostPage;
import cn.tongxing.idp.protocol.page.LogoutPage;
import cn.tongxing.idp.protocol.page.RequestErrorPage;
import cn.tongxing.idp.session.Kiosks;
import cn.tongxing.idp.session.Origins;
import cn.tongxing.idp.session.OwnCookie;
import cn.tongxing.idp.session.SeeOther;
import cn.tongxing.idp.session.Sessions;
import cn.tongxing.idp.session.SsoSession;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The end-session endpoint over HTTP. */
@Controller
class LogoutController {

  private static final List<String> PARAMETERS =
      List.of("id_token_hint", "client_id", "post_logout_redirect_uri", "state", "ui_locales");

  /** Marks the second of two posts, so that there is no third. */
  private static final String AGAIN = "again";

  /** Our own page that says so. */
  private static final String SIGNED_OUT = Endpoints.LOGOUT + "/confirm";

  private final Logout logout;
  private final Sessions sessions;
  private final Browser browser;
  private final RefusalLog log;
  private final LastApplication last;
  private final Visited visited;
  private final Leaving leaving;

  LogoutController(
      Logout logout,
      Sessions sessions,
      Browser browser,
      RefusalLog log,
      LastApplication last,
      Visited visited,
      Leaving leaving) {
    this.logout = logout;
    this.sessions = sessions;
    this.browser = browser;
    this.log = log;
    this.last = last;
    this.visited = visited;
    this.leaving = leaving;
  }

  @RequestMapping(
      path = Endpoints.LOGOUT,
      method = {RequestMethod.GET, RequestMethod.POST})
  @Nullable ModelAndView handle(
      HttpServletRequest request, HttpServletResponse response, Locale locale) {
    var parameters = Parameters.of(request);
    var repeated = parameters.repeated();
    if (repeated.isPresent()) {
      var reason = FrontChannelError.LOGOUT_PARAMETER_REPEATED.with(repeated.get());
      return wrong(Optional.empty(), reason, request, locale);
    }
    boolean isBare = request.getMethod().equals("POST") && !hasCookie(request);
    if (isBare && parameters.get(AGAIN).isEmpty()) {
      return sendAgain(parameters);
    }
    return switch (logout.handle(parameters, session(request), Origins.of(request))) {
      case Outcome.Wrong(var client, var reason) -> wrong(client, reason, request, locale);
      case Outcome.Confirm confirm -> {
        note(confirm.request(), request);
        var page = confirm(confirm, request, response, locale);
        confirm.request().client().ifPresent(asks -> visited.note(asks, request, response));
        yield page;
      }
      case Outcome.SignedOut(var wish) -> {
        note(wish, request);
        forget(request, response);
        boolean back = wish.sid().isPresent() && wish.back().isPresent();
        if (leaving.goesThrough(() -> ways(request), back ? address(wish) : SIGNED_OUT, response)) {
          if (back) {
            OwnCookie.GOING.forget(response);
          } else { // our page, which the browser comes back to, knows who asked
            wish.client().ifPresent(asks -> visited.note(asks, request, response));
          }
          yield answered();
        }
        yield over(wish, back, isBare, request, response, locale);
      }
    };
  }

  /** Who made the request learns from the log what was not used of it. */
  private void note(LogoutRequest wish, HttpServletRequest request) {
    wish.flaw()
        .ifPresent(flaw -> log.refused(wish.client().map(Client::id), Origins.of(request), flaw));
  }

  private static Optional<LogoutPage.Flaw> flaw(LogoutRequest wish) {
    return wish.flaw()
        .map(flaw -> new LogoutPage.Flaw(flaw.code(), flaw.cause(), flaw.description()));
  }

  private @Nullable ModelAndView over(
      LogoutRequest wish,
      boolean back,
      boolean isBare,
      HttpServletRequest request,
      HttpServletResponse response,
      Locale locale) {
    if (back) {
      OwnCookie.GOING.forget(response);
      SeeOther.at(address(wish), response);
      return null;
    }
    if (isBare) {
      return home(response);
    }
    OwnCookie.GOING.forget(response);
    return done(wish, request, locale);
  }

  /** The browser has its answer. */
  private static @Nullable ModelAndView answered() {
    return null;
  }

  /**
   * A form posted by an application's site comes without our cookie (SameSite=Lax); the one that
   * this page posts has it. Otherwise the browser would be told that it is signed out while its
   * session, and the person's other applications, go on. And a post stays a post: the ID token in
   * it comes into no address, history or log of a proxy.
   */
  private static ModelAndView sendAgain(Parameters parameters) {
    var fields =
        Stream.concat(
                PARAMETERS.stream()
                    .flatMap(name ->
                        parameters.get(name).stream()
                            .map(value -> new FormPostPage.Parameter(name, value))),
                Stream.of(new FormPostPage.Parameter(AGAIN, "1")))
            .toList();
    return new ModelAndView(
        "protocol/logout-again",
        Map.of("page", new FormPostPage("", Endpoints.LOGOUT, fields)),
        HttpStatus.OK);
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  @PostMapping(Endpoints.LOGOUT + "/confirm")
  @Nullable ModelAndView confirmed(
      @RequestParam(name = "step", defaultValue = "") String step,
      @RequestParam(name = "action", defaultValue = "") String action,
      HttpServletRequest request,
      HttpServletResponse response,
      Locale locale) {
    var session = session(request);
    var mark = browser.mark(request);
    if (session.isPresent()) {
      if (mark.isEmpty() || !browser.isStep(step, mark.get(), meaning(session.get()))) {
        var reason = FrontChannelError.LOGOUT_PAGE_OF_ANOTHER.with();
        return wrong(Optional.empty(), reason, request, locale);
      }
      if (!action.equals("logout")) {
        return home(response);
      }
      logout.end(session.get(), Origins.of(request));
    }
    if (!hasCookie(request)) {
      return home(response);
    }
    forget(request, response);
    if (leaving.goesThrough(() -> ways(request), SIGNED_OUT, response)) {
      return null;
    }
    return signedOut(request, response);
  }

  /** The page that a press of the button led to, in another language; else nothing was pressed. */
  @GetMapping(Endpoints.LOGOUT + "/confirm")
  @Nullable ModelAndView confirmed(HttpServletRequest request, HttpServletResponse response) {
    return session(request).isPresent() ? home(response) : signedOut(request, response);
  }

  /** What it says it says once: whoever comes next is not told where somebody was. */
  private ModelAndView signedOut(HttpServletRequest request, HttpServletResponse response) {
    var page = signedOut(last.of(request), Optional.empty());
    OwnCookie.GOING.forget(response);
    return page;
  }

  private static ModelAndView signedOut(
      LastApplication.Application from, Optional<LogoutPage.Flaw> flaw) {
    var back =
        Optional.of(from.home())
            .filter(home -> !home.isEmpty())
            .map(home -> new LogoutPage.Link(from.name(), home));
    return view(
        "protocol/logged-out",
        new LogoutPage.Done(from.name(), from.department(), back, flaw),
        HttpStatus.OK);
  }

  private ModelAndView confirm(
      Outcome.Confirm confirm,
      HttpServletRequest request,
      HttpServletResponse response,
      Locale locale) {
    String mark = browser.markOrNew(request, response);
    return view(
        "protocol/logout-confirm",
        new LogoutPage.Confirm(
            confirm.account(),
            confirm
                .request()
                .client()
                .map(client -> client.presentation().name().in(locale))
                .orElse(""),
            Endpoints.LOGOUT + "/confirm",
            browser.step(mark, meaning(confirm.session())),
            flaw(confirm.request())),
        HttpStatus.OK);
  }

  /** Back from an upstream that the browser signed out at. */
  @GetMapping(Leaving.BACK)
  @Nullable ModelAndView back(HttpServletRequest request, HttpServletResponse response) {
    if (!leaving.goesOn(request, response)) {
      SeeOther.at(Kiosks.at(request).map(Kiosks.Kiosk::start).orElse(SIGNED_OUT), response);
    }
    return null;
  }

  private static String address(LogoutRequest wish) {
    String uri = wish.back().orElseThrow();
    String query =
        wish.state()
            .map(state -> "state=" + encoded(state))
            .map(state -> (uri.contains("?") ? "&" : "?") + state)
            .orElse("");
    return uri + query;
  }

  /** Without a word of the request about who asks, the browser still knows where it was going. */
  private ModelAndView done(LogoutRequest wish, HttpServletRequest request, Locale locale) {
    var from =
        wish.client()
            .map(Client::presentation)
            .map(asks ->
                new LastApplication.Application(
                    asks.name().in(locale),
                    asks.department().in(locale),
                    wish.back().or(() -> asks.clientUri().map(URI::toString)).orElse("")))
            .orElseGet(() -> last.of(request));
    return signedOut(from, flaw(wish));
  }

  private ModelAndView wrong(
      Optional<Client> client, Reason reason, HttpServletRequest request, Locale locale) {
    log.refused(client.map(Client::id), Origins.of(request), reason);
    return view(
        "protocol/request-error",
        new RequestErrorPage(
            isSurelyOut(request)
                ? RequestErrorPage.Problem.NOT_SIGNED_IN
                : RequestErrorPage.Problem.SIGN_OUT,
            client.map(known -> known.presentation().name().in(locale)).orElse(""),
            client.map(known -> known.presentation().department().in(locale)).orElse(""),
            client.flatMap(known -> known.presentation().clientUri()).map(URI::toString).orElse(""),
            reason.code(),
            reason.cause(),
            reason.description(),
            ""),
        HttpStatus.BAD_REQUEST);
  }

  /** A form that another site posts comes without the cookie of a session that lives. */
  private boolean isSurelyOut(HttpServletRequest request) {
    return session(request).isEmpty()
        && (hasCookie(request) || !request.getMethod().equals("POST"));
  }

  private static ModelAndView view(String name, Object page, HttpStatus status) {
    return new ModelAndView(name, Map.of("page", page), status);
  }

  private Optional<SsoSession> session(HttpServletRequest request) {
    return OwnCookie.SESSION.of(request).flatMap(sessions::find);
  }

  /** Also of a session that had run out by itself: those at upstreams have not. */
  private List<String> ways(HttpServletRequest request) {
    return OwnCookie.SESSION.of(request).map(sessions::ways).orElse(List.of());
  }

  private static boolean hasCookie(HttpServletRequest request) {
    return OwnCookie.SESSION.of(request).isPresent();
  }

  /** Shows who is signed in, without saying that nobody is: a post without our cookie knows not. */
  private static @Nullable ModelAndView home(HttpServletResponse response) {
    SeeOther.at("/", response);
    return null;
  }

  /**
   * Takes back the cookie that came. One that did not come may be of a session that lives: a form
   * that another site posts comes without it, and must not make the browser forget it.
   */
  private static void forget(HttpServletRequest request, HttpServletResponse response) {
    if (hasCookie(request)) {
      OwnCookie.SESSION.forget(response);
    }
  }

  private static String meaning(SsoSession session) {
    return "logout " + session.id();
  }
}
