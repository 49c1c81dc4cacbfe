package cn.tongxing.idp.protocol.logout;

<<<<<<< HEAD
import cn.tongxing.adapter.spi.document.PersonName;
import cn.tongxing.idp.client.Client;
import cn.tongxing.idp.client.Clients;
import cn.tongxing.idp.identity.PersonProfile;
import cn.tongxing.idp.identity.Profiles;
import cn.tongxing.idp.kernel.ClientId;
import cn.tongxing.idp.protocol.Endpoints;
import cn.tongxing.idp.protocol.Origins;
import cn.tongxing.idp.protocol.authorize.Browser;
import cn.tongxing.idp.protocol.logout.LogoutDecision.Problem;
=======
import cn.tongxing.idp.protocol.Endpoints;
import cn.tongxing.idp.protocol.Origins;
import cn.tongxing.idp.protocol.authorize.Browser;
import cn.tongxing.idp.protocol.authorize.Parameters;
import cn.tongxing.idp.protocol.logout.Logout.Outcome;
>>>>>>> protocol
import cn.tongxing.idp.protocol.page.LogoutPage;
import cn.tongxing.idp.protocol.page.RequestErrorPage;
import cn.tongxing.idp.session.Sessions;
import cn.tongxing.idp.session.SsoSession;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

<<<<<<< HEAD
/** {@code end_session_endpoint}, by GET and POST, and the answer to its question. */
@Controller
class LogoutController {

  private static final String CONFIRM = Endpoints.LOGOUT + "/confirm";

  private final DecideLogout decide;
  private final Sessions sessions;
  private final Clients clients;
  private final Profiles profiles;
  private final Browser browser;

  LogoutController(
      DecideLogout decide,
      Sessions sessions,
      Clients clients,
      Profiles profiles,
      Browser browser) {
    this.decide = decide;
    this.sessions = sessions;
    this.clients = clients;
    this.profiles = profiles;
=======
/** The end-session endpoint over HTTP. */
@Controller
class LogoutController {

  private final Logout logout;
  private final Sessions sessions;
  private final Browser browser;

  LogoutController(Logout logout, Sessions sessions, Browser browser) {
    this.logout = logout;
    this.sessions = sessions;
>>>>>>> protocol
    this.browser = browser;
  }

  @RequestMapping(
      path = Endpoints.LOGOUT,
      method = {RequestMethod.GET, RequestMethod.POST})
<<<<<<< HEAD
  @Nullable ModelAndView logout(
      HttpServletRequest request, HttpServletResponse response, Locale locale) {
    Optional<LogoutRequest> read = LogoutRequest.read(request);
    if (read.isEmpty()) {
      return refused(Problem.MALFORMED);
    }
    return switch (decide.decide(read.get(), session(request))) {
      case LogoutDecision.End end -> ended(end, read.get(), request, response, locale);
      case LogoutDecision.Ask ask -> asked(ask, request, response, locale);
      case LogoutDecision.NobodyIsHere nobody -> done(nobody.client(), locale);
      case LogoutDecision.Refuse refuse -> refused(refuse.problem());
    };
  }

  /** The person's own answer; the step proves that the question was shown to this browser. */
  @PostMapping(CONFIRM)
  @Nullable ModelAndView confirmed(
      @RequestParam("action") String action,
      @RequestParam(name = "step", defaultValue = "") String step,
      @RequestParam(name = "client_id", defaultValue = "") String clientId,
      HttpServletRequest request,
      HttpServletResponse response,
      Locale locale) {
    Optional<SsoSession> session = session(request);
    Optional<Client> client =
        Optional.of(clientId)
            .filter(ClientId::isWellFormed)
            .map(ClientId::new)
            .flatMap(clients::find);
    if (session.isEmpty()) {
      return done(client, locale);
    }
    Optional<String> mark = browser.mark(request);
    if (mark.isEmpty() || !browser.isStep(step, mark.get(), meaning(session.get()))) {
      return asked(new LogoutDecision.Ask(session.get(), client), request, response, locale);
    }
    if (!action.equals("logout")) {
      return seeOther(response, "/");
    }
    end(session.get(), request, response);
    return done(client, locale);
  }

  private @Nullable ModelAndView ended(
      LogoutDecision.End end,
      LogoutRequest asked,
      HttpServletRequest request,
      HttpServletResponse response,
      Locale locale) {
    end.session().ifPresent(session -> end(session, request, response));
    if (end.backTo().isEmpty()) {
      return done(Optional.of(end.client()), locale);
    }
    return seeOther(response, withState(end.backTo().get(), asked.state()));
  }

  private void end(SsoSession session, HttpServletRequest request, HttpServletResponse response) {
    sessions.end(session.id(), Sessions.EndReason.LOGOUT, Origins.of(request));
    response.addHeader(
        HttpHeaders.SET_COOKIE,
        ResponseCookie.from(Sessions.COOKIE, "")
            .secure(true)
            .httpOnly(true)
            .sameSite("Lax")
            .path("/")
            .maxAge(0)
            .build()
            .toString());
  }

  private ModelAndView asked(
      LogoutDecision.Ask ask,
=======
  @Nullable ModelAndView handle(
      HttpServletRequest request, HttpServletResponse response, Locale locale) {
    var parameters = Parameters.of(request);
    if (parameters.hasDuplicates()) {
      return wrong(Optional.empty(), "A parameter was sent more than once.");
    }
    return switch (logout.handle(parameters, session(request), Origins.of(request))) {
      case Outcome.Wrong(var client, var description) ->
          wrong(client.map(known -> known.name().in(locale)), description);
      case Outcome.Confirm confirm -> confirm(confirm, request, response, locale);
      case Outcome.SignedOut(var wish) -> {
        forget(response);
        yield wish.session().isPresent() && wish.back().isPresent()
            ? goBack(wish, response)
            : done(wish, locale);
      }
    };
  }

  @PostMapping(Endpoints.LOGOUT + "/confirm")
  @Nullable ModelAndView confirmed(
      @RequestParam(name = "step", defaultValue = "") String step,
      @RequestParam(name = "action", defaultValue = "") String action,
      HttpServletRequest request,
      HttpServletResponse response) {
    var session = session(request);
    var mark = browser.mark(request);
    if (session.isPresent()) {
      if (mark.isEmpty() || !browser.isStep(step, mark.get(), meaning(session.get()))) {
        return wrong(Optional.empty(), "This page is of another browser or session.");
      }
      if (!action.equals("logout")) {
        response.setStatus(HttpStatus.SEE_OTHER.value());
        response.setHeader(HttpHeaders.LOCATION, "/");
        return null;
      }
      logout.end(session.get(), Origins.of(request));
    }
    forget(response);
    return view("protocol/logged-out", new LogoutPage.Done(Optional.empty()), HttpStatus.OK);
  }

  private ModelAndView confirm(
      Outcome.Confirm confirm,
>>>>>>> protocol
      HttpServletRequest request,
      HttpServletResponse response,
      Locale locale) {
    String mark = browser.markOrNew(request, response);
<<<<<<< HEAD
    String account =
        profiles
            .find(ask.session().person())
            .flatMap(PersonProfile::name)
            .map(PersonName::masked)
            .orElse("");
    String action =
        ask.client().map(client -> CONFIRM + "?client_id=" + client.id()).orElse(CONFIRM);
    return view(
        "protocol/logout-confirm",
        new LogoutPage.Confirm(
            account,
            ask.client().map(client -> client.name().in(locale)).orElse(""),
            action,
            browser.step(mark, meaning(ask.session()))),
        HttpStatus.OK);
  }

  private static String meaning(SsoSession session) {
    return "logout " + session.id();
  }

  private static ModelAndView done(Optional<Client> client, Locale locale) {
    Optional<LogoutPage.Link> back =
        client.flatMap(
            known ->
                known.postLogoutRedirectUris().stream()
                    .findFirst()
                    .map(uri -> new LogoutPage.Link(known.name().in(locale), uri)));
    return view("protocol/logged-out", new LogoutPage.Done(back), HttpStatus.OK);
  }

  private static ModelAndView refused(Problem problem) {
    RequestErrorPage page =
        switch (problem) {
          case MALFORMED ->
              error(
                  RequestErrorPage.Problem.MALFORMED,
                  "A parameter is repeated or too long (RP-Initiated Logout 1.0, section 2).");
          case WRONG_RETURN_ADDRESS ->
              error(
                  RequestErrorPage.Problem.WRONG_RETURN_ADDRESS,
                  "post_logout_redirect_uri is not registered for this client, byte by byte.");
          case UNKNOWN_APPLICATION ->
              error(
                  RequestErrorPage.Problem.UNKNOWN_APPLICATION,
                  "client_id is unknown, or is not the audience of id_token_hint.");
        };
    return view("protocol/request-error", page, HttpStatus.BAD_REQUEST);
  }

  private static RequestErrorPage error(RequestErrorPage.Problem problem, String description) {
    return new RequestErrorPage(problem, "", "invalid_request", description, "");
=======
    return view(
        "protocol/logout-confirm",
        new LogoutPage.Confirm(
            confirm.account(),
            confirm.request().client().map(client -> client.name().in(locale)).orElse(""),
            Endpoints.LOGOUT + "/confirm",
            browser.step(mark, meaning(confirm.session()))),
        HttpStatus.OK);
  }

  private static @Nullable ModelAndView goBack(LogoutRequest wish, HttpServletResponse response) {
    String uri = wish.back().orElseThrow();
    String query =
        wish.state()
            .map(state -> "state=" + URLEncoder.encode(state, StandardCharsets.UTF_8))
            .map(state -> (uri.contains("?") ? "&" : "?") + state)
            .orElse("");
    response.setStatus(HttpStatus.SEE_OTHER.value());
    response.setHeader(HttpHeaders.LOCATION, uri + query);
    return null;
  }

  private static ModelAndView done(LogoutRequest wish, Locale locale) {
    var link =
        wish.back()
            .flatMap(uri ->
                wish.client().map(client -> new LogoutPage.Link(client.name().in(locale), uri)));
    return view("protocol/logged-out", new LogoutPage.Done(link), HttpStatus.OK);
  }

  private static ModelAndView wrong(Optional<String> application, String description) {
    return view(
        "protocol/request-error",
        new RequestErrorPage(
            RequestErrorPage.Problem.MALFORMED,
            application.orElse(""),
            "invalid_request",
            description,
            ""),
        HttpStatus.BAD_REQUEST);
  }

  private static ModelAndView view(String name, Object page, HttpStatus status) {
    return new ModelAndView(name, Map.of("page", page), status);
>>>>>>> protocol
  }

  private Optional<SsoSession> session(HttpServletRequest request) {
    return Browser.cookie(request, Sessions.COOKIE).flatMap(sessions::find);
  }

<<<<<<< HEAD
  private static String withState(String uri, Optional<String> state) {
    return state
        .map(value -> URLEncoder.encode(value, StandardCharsets.UTF_8))
        .map(value -> uri + (uri.contains("?") ? "&" : "?") + "state=" + value)
        .orElse(uri);
  }

  private static @Nullable ModelAndView seeOther(HttpServletResponse response, String location) {
    response.setStatus(HttpStatus.SEE_OTHER.value());
    response.setHeader(HttpHeaders.LOCATION, location);
    return null;
  }

  private static ModelAndView view(String name, Object page, HttpStatus status) {
    return new ModelAndView(name, Map.of("page", page), status);
=======
  private static void forget(HttpServletResponse response) {
    response.addHeader(
        HttpHeaders.SET_COOKIE,
        ResponseCookie.from(Sessions.COOKIE, "")
            .maxAge(0)
            .secure(true)
            .httpOnly(true)
            .sameSite("Lax")
            .path("/")
            .build()
            .toString());
  }

  private static String meaning(SsoSession session) {
    return "logout " + session.id();
>>>>>>> protocol
  }
}
