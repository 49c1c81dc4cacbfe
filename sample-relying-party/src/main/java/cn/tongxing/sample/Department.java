package cn.tongxing.sample;

import cn.tongxing.sdk.Citizen;
import cn.tongxing.sdk.ClientSettings;
import cn.tongxing.sdk.LogoutNotice;
import cn.tongxing.sdk.PendingSignIn;
import cn.tongxing.sdk.ProviderException;
import cn.tongxing.sdk.SignInResult;
import cn.tongxing.sdk.TongxingClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** One application: signing in and out around a {@link Service}. */
final class Department {

  private static final Logger LOG = System.getLogger(Department.class.getName());

  private final Service service;
  private final TongxingClient provider;
  private final URI issuer;
  private final URI address;
  private final String cookie;
  private final AppSessions sessions = new AppSessions();

  Department(Service service, ClientSettings settings, URI address) {
    this.service = service;
    this.provider = new TongxingClient(settings);
    this.issuer = settings.issuer();
    this.address = address;
    this.cookie = "__Host-" + service.id();
  }

  Answer answer(Request request) {
    return route(request).leadingTo(issuer);
  }

  private Answer route(Request request) {
    try {
      return switch (request.path()) {
        case "/" -> home(request, "");
        case "/login" -> request.isPost() ? login(request) : Answer.seeOther(address);
        case "/callback" -> callback(request);
        case "/act" -> request.isPost() ? act(request) : Answer.seeOther(address);
        case "/logout" -> request.isPost() ? logout(request) : Answer.seeOther(address);
        case "/logged-out" -> loggedOut();
        case "/backchannel-logout" -> backchannelLogout(request);
        case "/app.css" -> Answer.asset("text/css; charset=utf-8", resource("app.css"));
        case "/favicon.svg" -> Answer.asset("image/svg+xml", resource(service.id() + ".svg"));
        default -> problem(404, "没有这个页面", "请回到首页。");
      };
    } catch (ProviderException e) {
      return unavailable(Objects.toString(e.getMessage()));
    }
  }

  private Answer unavailable(String reason) {
    LOG.log(Level.WARNING, "identity provider: {0}", reason);
    return problem(503, "暂时无法登录", "统一身份认证暂时没有响应，与您的操作无关。请稍后再试。");
  }

  private Answer home(Request request, String notice) {
    Optional<AppSession> session = session(request);
    Optional<AppSession.SignedIn> who = session.flatMap(AppSession::signedIn);
    if (session.isPresent() && who.isPresent()) {
      String content =
          notice + Greeting.html(who.get(), session.get()) + service.desk(session.get(), who.get());
      return Answer.page(200, Layout.page(service, service.title(), content));
    }
    AppSession visitor = session.orElseGet(sessions::create);
    String content = notice + service.welcome() + Greeting.loginForm(visitor);
    return Answer.page(200, Layout.page(service, service.title(), content))
        .with("Set-Cookie", setCookie(visitor.id()));
  }

  private Answer login(Request request) throws ProviderException {
    Optional<AppSession> session = ownForm(request);
    if (session.isEmpty()) {
      return Answer.seeOther(address);
    }
    PendingSignIn pending = provider.begin(languages(request), Map.of());
    session.get().begin(pending);
    return Answer.seeOther(pending.authorizationUri());
  }

  private Answer callback(Request request) throws ProviderException {
    Optional<AppSession> session = session(request);
    String state = request.query().getOrDefault("state", "");
    Optional<PendingSignIn> pending = session.flatMap(s -> s.takePending(state));
    if (session.flatMap(AppSession::signedIn).isPresent() && pending.isEmpty()) {
      // the back button, or the page loaded again: nothing left to do
      return Answer.seeOther(address);
    }
    if (session.isEmpty() || pending.isEmpty()) {
      return problem(400, "这次登录已经结束", "请从首页重新登录。");
    }
    return switch (provider.finish(pending.get(), request.query())) {
      case SignInResult.SignedIn in -> signedIn(session.get(), in);
      case SignInResult.Refused refused when refused.error().equals("access_denied") ->
          problem(200, "您没有登录", "您可以随时再次登录，也可以到窗口办理。");
      case SignInResult.Refused refused -> {
        LOG.log(Level.WARNING, "refused: {0}, {1}", refused.error(), refused.description());
        yield problem(400, "没有登录成功", "请从首页重新登录。");
      }
      case SignInResult.NotTrusted not -> {
        LOG.log(Level.WARNING, "not trusted: {0}", not.reason());
        yield problem(400, "没有登录成功", "这次登录不是从本页开始的。请从首页重新登录。");
      }
      case SignInResult.Unavailable none -> unavailable(none.reason());
    };
  }

  private Answer signedIn(AppSession visitor, SignInResult.SignedIn in) throws ProviderException {
    Citizen citizen = in.citizen();
    Map<String, Object> claims = provider.userInfo(in.tokens(), citizen);
    sessions.end(visitor);
    AppSession session = sessions.create();
    visitor.stillPending().forEach(session::begin);
    session.signIn(
        new AppSession.SignedIn(
            citizen,
            in.tokens(),
            Objects.toString(claims.get("name_masked"), "市民"),
            Optional.ofNullable(claims.get("phone_number")).map(Object::toString)));
    return Answer.seeOther(address).with("Set-Cookie", setCookie(session.id()));
  }

  private Answer act(Request request) {
    Optional<AppSession> session = ownForm(request).filter(s -> s.signedIn().isPresent());
    if (session.isEmpty()) {
      return Answer.seeOther(address);
    }
    Optional<String> done = service.act(session.get(), request.form());
    return done.map(text -> home(request, Layout.notice("good", text)))
        .orElseGet(() -> home(request, Layout.notice("bad", "没有办理成功，请重新选择。")));
  }

  private Answer logout(Request request) throws ProviderException {
    Optional<AppSession> session = ownForm(request);
    Optional<AppSession.SignedIn> who = session.flatMap(AppSession::signedIn);
    session.ifPresent(sessions::end);
    if (who.isEmpty()) {
      return Answer.seeOther(address);
    }
    URI end = provider.signOut(who.get().tokens(), address.resolve("/logged-out"), service.id());
    return Answer.seeOther(end).with("Set-Cookie", setCookie("") + "; Max-Age=0");
  }

  private Answer loggedOut() {
    return Answer.page(
        200,
        Layout.page(
            service,
            "您已退出登录",
            "<p>您在所有部门的应用中都已退出。</p><p><a class=\"button\" href=\"/\">回到首页</a></p>"));
  }

  private Answer backchannelLogout(Request request) throws ProviderException {
    if (!request.isPost()) {
      return Answer.status(405);
    }
    Optional<LogoutNotice> notice =
        provider.logoutNotice(request.form().getOrDefault("logout_token", ""));
    notice.ifPresent(who -> sessions.end(who.sessionId(), who.subject()));
    return Answer.status(notice.isPresent() ? 200 : 400);
  }

  private Answer problem(int status, String heading, String text) {
    String content =
        "<p>%s</p><p><a class=\"button\" href=\"/\">回到首页</a></p>".formatted(Html.escape(text));
    return Answer.page(status, Layout.page(service, heading, content));
  }

  private Optional<AppSession> session(Request request) {
    return request.cookie(cookie).flatMap(sessions::find);
  }

  /** The session of a form that this application showed to this browser. */
  private Optional<AppSession> ownForm(Request request) {
    String token = request.form().getOrDefault("form_token", "");
    return session(request).filter(session -> session.formToken().equals(token));
  }

  private String setCookie(String value) {
    return cookie + "=" + value + "; Path=/; Secure; HttpOnly; SameSite=Lax";
  }

  private static List<String> languages(Request request) {
    String wanted = request.languages();
    if (wanted.startsWith("en")) {
      return List.of("en");
    }
    return List.of(wanted.matches("zh-(TW|HK|MO|Hant).*") ? "zh-TW" : "zh-CN");
  }

  private static byte[] resource(String name) {
    try (InputStream in = Department.class.getResourceAsStream(name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
