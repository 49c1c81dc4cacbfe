package cn.tongxing.idp.me.web;

import cn.tongxing.adapter.spi.LocalizedText;
import cn.tongxing.idp.identity.Profiles;
import cn.tongxing.idp.identity.SpokenLanguages;
import cn.tongxing.idp.kernel.Acr;
import cn.tongxing.idp.kernel.IdentityAssurance;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.SessionId;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.kernel.TimeOrderedId;
import cn.tongxing.idp.login.Beginnings;
import cn.tongxing.idp.login.Held;
import cn.tongxing.idp.login.SignInRequest;
import cn.tongxing.idp.login.SignIns;
import cn.tongxing.idp.login.Wanted;
import cn.tongxing.idp.me.OurOffice;
import cn.tongxing.idp.proofing.Purpose;
import cn.tongxing.idp.session.Authentications;
import cn.tongxing.idp.session.FormProof;
import cn.tongxing.idp.session.Kiosks;
import cn.tongxing.idp.session.Origins;
import cn.tongxing.idp.session.Sessions;
import cn.tongxing.idp.session.SsoSession;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.support.RequestContextUtils;
import org.springframework.web.util.WebUtils;

/** Who is at the page; sends a browser to sign in for the identity provider itself. */
@Component
class Visitors {

  /** Where to go on is all that the page needs. */
  private static final byte[] NOTHING_TO_REMEMBER = {};

  private static final LocalizedText ACCOUNT = new LocalizedText("我的账号", "我的帳號", "My account");
  private final Sessions sessions;
  private final Profiles profiles;
  private final SpokenLanguages languages;
  private final SignIns signIns;
  private final Beginnings beginnings;
  private final OurOffice office;
  private final FormProof proofs;
  private final InstantSource clock;
  private final SecureRandom random;

  Visitors(
      Sessions sessions,
      Profiles profiles,
      SpokenLanguages languages,
      SignIns signIns,
      Beginnings beginnings,
      OurOffice office,
      FormProof proofs,
      InstantSource clock,
      SecureRandom random) {
    this.sessions = sessions;
    this.profiles = profiles;
    this.languages = languages;
    this.signIns = signIns;
    this.beginnings = beginnings;
    this.office = office;
    this.proofs = proofs;
    this.clock = clock;
    this.random = random;
  }

  /**
   * Notes the language that a person chose by the switch of one of their pages. A link from
   * elsewhere is no choice: it would decide how they are warned (ADR 0041). A browser that does not
   * say where a link was (Fetch Metadata) notes nothing: the next sign-in does.
   */
  void noteLanguage(SsoSession here, HttpServletRequest request) {
    boolean chosen =
        request.getMethod().equals("GET")
            && request.getParameter("lang") != null
            && "same-origin".equals(request.getHeader("Sec-Fetch-Site"));
    if (chosen && !here.isByFact() && Kiosks.at(request).isEmpty()) {
      languages.chose(here.person(), RequestContextUtils.getLocale(request));
    }
  }

  /** The living session of this browser, whoever's it is. */
  Optional<SsoSession> session(HttpServletRequest request) {
    Cookie cookie = WebUtils.getCookie(request, Sessions.COOKIE);
    return Optional.ofNullable(cookie).map(Cookie::getValue).flatMap(sessions::find);
  }

  /** Whether the browser is signed in as a person who may use the service now. */
  boolean isCitizen(HttpServletRequest request) {
    return session(request).filter(this::isActive).isPresent();
  }

  private boolean isActive(SsoSession session) {
    return profiles.isActive(session.person());
  }

  /** What the proofs of a session are measured by. */
  IdentityAssurance level(PersonId person) {
    return profiles.levelWithoutPhone(person);
  }

  /**
   * The rule of every page: for whoever is no citizen in a living session it leads to the first.
   */
  @Nullable ModelAndView shown(
      HttpServletRequest request, HttpServletResponse response, Visit.Act act) throws IOException {
    Optional<SsoSession> here = session(request);
    Optional<IdentityAssurance> level =
        here.map(SsoSession::person).filter(profiles::isActive).map(profiles::levelWithoutPhone);
    if (here.isEmpty() || level.isEmpty()) {
      return Answers.goTo(AccountController.PATH, response);
    }
    noteLanguage(here.get(), request);
    return act.by(new Visit(here.get(), level.get(), request, response));
  }

  /** The rule of every form: the same, and only what this browser was shown in this session. */
  @Nullable ModelAndView posted(
      String step,
      String meaning,
      HttpServletRequest request,
      HttpServletResponse response,
      Visit.Act act)
      throws IOException {
    return shown(
        request,
        response,
        visit ->
            proofs.holds(step, visit.form(meaning), visit.request())
                ? act.by(visit)
                : Answers.notOurForm(response));
  }

  /**
   * Ends an open session of the visitor's own, whatever id a form names: looked up again, so that
   * this does not hang on a hash alone. Whether there was one.
   */
  boolean endOwn(SessionId session, Sessions.EndReason reason, Visit visit) {
    Optional<SessionId> own =
        sessions.open(visit.person()).stream()
            .map(each -> each.session().id())
            .filter(session::equals)
            .findFirst();
    own.ifPresent(each -> sessions.end(each, reason, visit.origin()));
    return own.isPresent();
  }

  /** The mark of the browser of an open session of the visitor's, where one is remembered. */
  Optional<byte[]> browser(Visit visit, SessionId session) {
    return sessions.open(visit.person()).stream()
        .filter(each -> each.session().id().equals(session))
        .map(Sessions.OpenSession::browser)
        .filter(browser -> browser.length > 0)
        .findFirst();
  }

  /** Sends the browser to a sign-in like any other, for no client; or says that none can begin. */
  @Nullable ModelAndView sendToSignIn(
      String returnTo, Locale locale, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    return send(returnTo, new Purpose.SignIn(), Optional.empty(), locale, request, response);
  }

  /** Sends the person of the session to show more, or something at all, before a change. */
  @Nullable ModelAndView sendToConfirm(
      String returnTo, Purpose.Change before, Visit visit, Locale locale) throws IOException {
    SsoSession here = visit.here();
    Authentications shown = here.authentications().justNow(clock.instant());
    Held held = new Held(visit.person(), shown.own(), shown.ownShown().passkeys(), here.isByFact());
    return send(
        returnTo,
        new Purpose.StepUp(visit.person(), before),
        Optional.of(held),
        locale,
        visit.request(),
        visit.response());
  }

  /** Sends the browser to prove a new phone for the person of its session. */
  @Nullable ModelAndView sendToNewPhone(
      String returnTo,
      PersonId person,
      Locale locale,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    return send(
        returnTo, new Purpose.NewPhone(person), Optional.empty(), locale, request, response);
  }

  /** Sends the browser to show whose frozen account is to be thawed. */
  @Nullable ModelAndView sendToThaw(
      String returnTo, Locale locale, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    return send(returnTo, new Purpose.Thaw(), Optional.empty(), locale, request, response);
  }

  private @Nullable ModelAndView send(
      String returnTo,
      Purpose purpose,
      Optional<Held> held,
      Locale locale,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    return switch (beginnings.admit(Origins.of(request))) {
      case ADMITTED ->
          Answers.goTo(begun(returnTo, purpose, held, locale, request, response), response);
      case TOO_MANY -> Answers.notNow(HttpStatus.TOO_MANY_REQUESTS, response);
      case NO_ROOM -> Answers.notNow(HttpStatus.SERVICE_UNAVAILABLE, response);
    };
  }

  private String begun(
      String returnTo,
      Purpose purpose,
      Optional<Held> held,
      Locale locale,
      HttpServletRequest request,
      HttpServletResponse response) {
    return signIns.begin(
        new SignInRequest(
            new SignInId(TimeOrderedId.at(clock.instant(), random)),
            returnTo,
            Optional.empty(),
            ACCOUNT,
            office.name(),
            Optional.of(AccountController.PATH),
            Wanted.atLeast(Acr.LEAST).beside(held),
            purpose,
            Optional.empty(),
            locale),
        NOTHING_TO_REMEMBER,
        request,
        response);
  }
}
