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
  private final AnsweredStates answered = new AnsweredStates();

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
    Language language = Language.of(request.languages());
    try {
      return switch (request.path()) {
        case "/" -> home(request, language, "");
        case "/login" -> request.isPost() ? login(request) : Answer.seeOther(address);
        case "/callback" -> callback(request, language);
        case "/act" -> request.isPost() ? act(request, language) : Answer.seeOther(address);
        case "/logout" -> request.isPost() ? logout(request) : Answer.seeOther(address);
        case "/logged-out" -> loggedOut(language);
        case "/backchannel-logout" -> backchannelLogout(request);
        case "/app.css" -> Answer.asset("text/css; charset=utf-8", resource("app.css"));
        case "/favicon.svg" -> Answer.asset("image/svg+xml", resource(service.id() + ".svg"));
        default ->
            problem(
                language,
                404,
                language.say("没有这个页面", "沒有這個頁面", "No such page"),
                language.say("请回到首页。", "請回到首頁。", "Please go to the first page."));
      };
    } catch (ProviderException e) {
      return unavailable(language, Objects.toString(e.getMessage()));
    }
  }

  private Answer unavailable(Language language, String reason) {
    LOG.log(Level.WARNING, "identity provider: {0}", reason);
    return problem(
        language,
        503,
        language.say("暂时无法登录", "暫時無法登入", "Signing in is not possible right now"),
        language.say(
            "统一身份认证暂时没有响应，与您的操作无关。请稍后再试。",
            "統一身分驗證暫時沒有回應，與您的操作無關。請稍後再試。",
            "The identity service does not answer; it is nothing you did. Please try again later."));
  }

  private Answer home(Request request, Language language, String notice) {
    Optional<AppSession> session = session(request);
    Optional<AppSession.SignedIn> who = session.flatMap(AppSession::signedIn);
    String title = service.title(language);
    if (session.isPresent() && who.isPresent()) {
      String content =
          notice
              + Greeting.html(language, who.get(), session.get(), issuer.resolve("/me"))
              + service.desk(language, session.get(), who.get());
      return Answer.page(200, Layout.page(language, service, title, content));
    }
    AppSession visitor = session.orElseGet(sessions::create);
    String content = notice + service.welcome(language) + Greeting.loginForm(language, visitor);
    return Answer.page(200, Layout.page(language, service, title, content))
        .with("Set-Cookie", setCookie(visitor.id()));
  }

  private Answer login(Request request) throws ProviderException {
    Optional<AppSession> session = ownForm(request);
    if (session.isEmpty()) {
      return Answer.seeOther(address);
    }
    // no languages of ours: there is no switch here, and what the citizen chose there counts there
    PendingSignIn pending = provider.begin(List.of(), Map.of());
    session.get().begin(pending);
    return Answer.seeOther(pending.authorizationUri());
  }

  private Answer callback(Request request, Language language) throws ProviderException {
    Optional<AppSession> session = session(request);
    String state = request.query().getOrDefault("state", "");
    Optional<PendingSignIn> pending = session.flatMap(s -> s.takePending(state));
    pending.ifPresent(_ -> answered.add(state));
    if (pending.isEmpty() && session.flatMap(AppSession::signedIn).isPresent()) {
      return Answer.seeOther(address); // the back button, or the page loaded again
    }
    if (pending.isEmpty() && answered.contains(state)) {
      return otherTab(language);
    }
    if (session.isEmpty() || pending.isEmpty()) {
      return again(language, language.say("这次登录已经结束", "這次登入已經結束", "This sign-in is over"), "");
    }
    String heading = language.say("没有登录成功", "沒有登入成功", "You are not signed in");
    return switch (finished(pending.get(), request)) {
      case SignInResult.SignedIn in -> signedIn(session.get(), in, language);
      case SignInResult.Refused refused when refused.error().equals("access_denied") ->
          problem(
              language,
              200,
              language.say("您没有登录本应用", "您沒有登入本應用程式", "You did not sign in here"),
              language.say(
                  "您取消了登录，或没有同意提供信息。可以随时再试，也可以到窗口办理。" + "如果已在统一身份认证登录，那里不受影响：在“我的账号”可以退出。",
                  "您取消了登入，或沒有同意提供資訊。可以隨時再試，也可以到櫃檯辦理。" + "如果已在統一身分驗證登入，那裡不受影響：在「我的帳號」可以登出。",
                  "You turned back, or did not agree to what is asked for. Try again at any time, or come"
                      + " to the counter. If you are signed in at the identity service, you still are:"
                      + " you can sign out at its page My account."));
      case SignInResult.Refused refused -> {
        LOG.log(Level.WARNING, "refused: {0}, {1}", refused.error(), refused.description());
        yield again(language, heading, "");
      }
      case SignInResult.NotTrusted not -> {
        LOG.log(Level.WARNING, "not trusted: {0}", not.reason());
        yield again(
            language,
            heading,
            language.say("这次登录不是从本页开始的。", "這次登入不是從本頁開始的。", "This sign-in did not begin here. "));
      }
      case SignInResult.Unavailable none -> unavailable(language, none.reason());
    };
  }

  /** What ended in no sign-in is over: whoever loads it again is told so. */
  private SignInResult finished(PendingSignIn pending, Request request) throws ProviderException {
    boolean signedIn = false;
    try {
      SignInResult result = provider.finish(pending, request.query());
      signedIn = result instanceof SignInResult.SignedIn;
      return result;
    } finally {
      if (!signedIn) {
        answered.drop(pending.state());
      }
    }
  }

  /**
   * The other of two tabs is just being signed in, and its cookie is on its way: the first page
   * would take this browser for a new visitor's, and give it another.
   */
  private Answer otherTab(Language language) {
    return problem(
            language,
            200,
            language.say("正在登录", "正在登入", "Signing you in"),
            language.say(
                "马上就好，本页会自动继续。", "馬上就好，本頁會自動繼續。", "One moment: this page goes on by itself."))
        .with("Refresh", "1; url=" + address);
  }

  private Answer again(Language language, String heading, String why) {
    return problem(
        language,
        400,
        heading,
        why + language.say("请从首页重新登录。", "請從首頁重新登入。", "Please sign in again from the first page."));
  }

  private Answer signedIn(AppSession visitor, SignInResult.SignedIn in, Language language)
      throws ProviderException {
    Citizen citizen = in.citizen();
    Map<String, Object> claims = provider.userInfo(in.tokens(), citizen);
    sessions.end(visitor);
    AppSession session = sessions.create();
    visitor.stillPending().forEach(session::begin);
    session.signIn(
        new AppSession.SignedIn(
            citizen,
            in.tokens(),
            Objects.toString(claims.get("name_masked"), language.say("市民", "市民", "citizen")),
            Optional.ofNullable(claims.get("phone_number")).map(Object::toString)));
    return Answer.seeOther(address).with("Set-Cookie", setCookie(session.id()));
  }

  private Answer act(Request request, Language language) {
    Optional<AppSession.SignedIn> who = ownForm(request).flatMap(AppSession::signedIn);
    return who.map(citizen ->
            home(request, language, Layout.notice(service.act(language, citizen, request.form()))))
        .orElseGet(() -> Answer.seeOther(address));
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

  private Answer loggedOut(Language language) {
    return problem(
        language,
        200,
        language.say("您已退出登录", "您已登出", "You are signed out"),
        language.say(
            "您在所有部门的应用中都已退出。",
            "您在所有部門的應用中都已登出。",
            "You are signed out of the applications of all departments."));
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

  private Answer problem(Language language, int status, String heading, String text) {
    String content =
        "<p>%s</p><p><a class=\"button\" href=\"/\">%s</a></p>"
            .formatted(Html.escape(text), language.say("回到首页", "回到首頁", "To the first page"));
    return Answer.page(status, Layout.page(language, service, heading, content));
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

  private static byte[] resource(String name) {
    try (InputStream in = Department.class.getResourceAsStream(name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
