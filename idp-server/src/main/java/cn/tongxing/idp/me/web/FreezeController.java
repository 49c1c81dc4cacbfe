package cn.tongxing.idp.me.web;

import cn.tongxing.idp.identity.Freezes;
import cn.tongxing.idp.identity.KnownPlaces;
import cn.tongxing.idp.kernel.SessionId;
import cn.tongxing.idp.me.page.FreezePage;
import cn.tongxing.idp.proofing.Purpose;
import cn.tongxing.idp.session.FormProof;
import cn.tongxing.idp.session.InSession;
import cn.tongxing.idp.session.Sessions;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** 不是我: ends the session that it was said of, and offers to freeze the account. */
@Controller
class FreezeController {

  static final String PATH = AccountController.PATH + "/freeze";

  private static final String NOT_ME = AccountController.PATH + "/not-me";
  private static final String FROZEN = AccountController.PATH + "/frozen";
  private static final String THAW = AccountController.PATH + "/thaw";
  private static final String THAWED = AccountController.PATH + "/thawed";
  private static final String FREEZE = "freeze";
  private static final String ENDED = "ended";

  private final Visitors visitors;
  private final InSession inSession;
  private final Freezes freezes;
  private final KnownPlaces places;
  private final ThawWays thaws;
  private final FormProof proofs;
  private final InstantSource clock;

  FreezeController(
      Visitors visitors,
      InSession inSession,
      Freezes freezes,
      KnownPlaces places,
      ThawWays thaws,
      FormProof proofs,
      InstantSource clock) {
    this.visitors = visitors;
    this.inSession = inSession;
    this.freezes = freezes;
    this.places = places;
    this.thaws = thaws;
    this.proofs = proofs;
    this.clock = clock;
  }

  static String meaning(SessionId session) {
    return "not me " + session;
  }

  @PostMapping(NOT_ME)
  @Nullable ModelAndView notMe(
      @RequestParam(name = "session", defaultValue = "") String id,
      @RequestParam(name = "step", defaultValue = "") String step,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    Optional<SessionId> other = Answers.id(id).map(SessionId::new);
    if (other.isEmpty()) {
      return Answers.notFound(response);
    }
    return visitors.posted(
        step,
        meaning(other.get()),
        request,
        response,
        visit -> {
          if (!inSession.does(visit.here(), () -> disown(other.get(), visit)).isPresent()) {
            return Answers.signInAgain(response);
          }
          String proof = proofs.of(visit.form(ENDED), visit.request(), visit.response());
          return Answers.goTo(PATH + "?ended=" + proof, response);
        });
  }

  private boolean disown(SessionId session, Visit visit) {
    places.forget(visit.person()); // whose browser is known is not known any more
    return visitors.endOwn(session, Sessions.EndReason.NOT_ME, visit);
  }

  @GetMapping(PATH)
  @Nullable ModelAndView ask(
      @RequestParam(name = "ended", defaultValue = "") String ended,
      HttpServletRequest request,
      HttpServletResponse response,
      Locale locale)
      throws IOException {
    return visitors.shown(
        request,
        response,
        visit -> {
          ThawWays.Told told = thaws.told(visit, locale);
          return Answers.page(
              "me/freeze",
              new FreezePage(
                  proofs.holds(ended, visit.form(ENDED), visit.request()),
                  visit.hasJustSignedIn(clock.instant()),
                  told.how(),
                  told.ways(),
                  PATH,
                  proofs.of(visit.form(FREEZE), visit.request(), visit.response())));
        });
  }

  @PostMapping(PATH)
  @Nullable ModelAndView freeze(
      @RequestParam(name = "step", defaultValue = "") String step,
      HttpServletRequest request,
      HttpServletResponse response,
      Locale locale)
      throws IOException {
    return visitors.posted(
        step,
        FREEZE,
        request,
        response,
        visit -> {
          if (!visit.hasJustSignedIn(clock.instant())) {
            return visitors.sendToConfirm(PATH, Purpose.Change.FREEZE, visit, locale);
          }
          boolean frozen =
              inSession.does(visit.here(), () -> freeze(visit))
                  || freezes.isFrozen(visit.person()); // pressed twice
          return frozen ? Answers.goTo(FROZEN, response) : Answers.signInAgain(response);
        });
  }

  /** The browser stays known, or strangers could keep its owner from thawing: 不是我 forgot it. */
  private void freeze(Visit visit) {
    Optional<byte[]> browser = visitors.browser(visit, visit.here().id()); // while it is open
    freezes.freeze(visit.person(), visit.origin());
    browser.ifPresent(mark -> places.keep(visit.person(), mark));
  }

  /** Whoever is signed in has nothing to thaw. */
  @GetMapping(THAW)
  @Nullable ModelAndView thaw(
      HttpServletRequest request, HttpServletResponse response, Locale locale) throws IOException {
    return visitors.isCitizen(request)
        ? Answers.goTo(AccountController.PATH, response)
        : visitors.sendToThaw(THAWED, locale, request, response);
  }

  /** Where it leads: signed in, or turned back. */
  @GetMapping(THAWED)
  @Nullable ModelAndView thawed(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    return visitors.isCitizen(request)
        ? visitors.shown(
            request,
            response,
            visit ->
                freezes.isThawedByOwner(visit.person())
                    ? new ModelAndView("me/thawed")
                    : Answers.goTo(AccountController.PATH, response))
        : Answers.goTo(FROZEN, response);
  }

  /** For nobody in particular: the session that froze is over, and of who is signed in none is. */
  @GetMapping(FROZEN)
  @Nullable ModelAndView frozen(
      HttpServletRequest request, HttpServletResponse response, Locale locale) {
    return visitors.isCitizen(request)
        ? Answers.goTo(AccountController.PATH, response)
        : Answers.page("me/frozen", thaws.proofs(locale));
  }
}
