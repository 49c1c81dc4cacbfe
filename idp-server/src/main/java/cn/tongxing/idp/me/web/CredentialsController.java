package cn.tongxing.idp.me.web;

import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.identity.PasskeyCredentials;
import cn.tongxing.idp.identity.PasswordCredentials;
import cn.tongxing.idp.identity.PersonProfile;
import cn.tongxing.idp.identity.PhoneChanges;
import cn.tongxing.idp.identity.Profiles;
import cn.tongxing.idp.me.page.CredentialsPage;
import cn.tongxing.idp.me.page.CredentialsPage.Passkey;
import cn.tongxing.idp.me.page.CredentialsPage.Problem;
import cn.tongxing.idp.proofing.Purpose;
import cn.tongxing.idp.session.FormProof;
import cn.tongxing.idp.session.InSession;
import cn.tongxing.idp.session.Kiosks;
import cn.tongxing.idp.session.Origins;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/**
 * Sets a passkey or a password, or another password: who skipped it after registering, or forgot
 * it, comes here. A credential changes only right after its owner has signed in.
 *
 * <p>The challenge of a passkey travels in the form, and the form's proof holds it: whoever answers
 * was given it in this session. The store takes one answer to it, whatever key gave another.
 */
@Controller
class CredentialsController {

  static final String PATH = AccountController.PATH + "/credentials";

  private final Visitors visitors;
  private final InSession inSession;
  private final PasskeyCredentials passkeys;
  private final PasswordCredentials passwords;
  private final PhoneChanges changes;
  private final Profiles profiles;
  private final FormProof proofs;
  private final OneMore more;
  private final LinkAgain again;
  private final Notices notices;
  private final InstantSource clock;

  CredentialsController(
      Visitors visitors,
      InSession inSession,
      PasskeyCredentials passkeys,
      PasswordCredentials passwords,
      PhoneChanges changes,
      Profiles profiles,
      FormProof proofs,
      OneMore more,
      LinkAgain again,
      Notices notices,
      InstantSource clock) {
    this.visitors = visitors;
    this.inSession = inSession;
    this.passkeys = passkeys;
    this.passwords = passwords;
    this.changes = changes;
    this.profiles = profiles;
    this.proofs = proofs;
    this.more = more;
    this.again = again;
    this.notices = notices;
    this.clock = clock;
  }

  @GetMapping(PATH)
  @Nullable ModelAndView ask(
      HttpServletRequest request, HttpServletResponse response, Locale locale) throws IOException {
    return visitors.shown(
        request,
        response,
        visit ->
            page(visit, notices.wrong(PATH, visit).map(CredentialsController::problem), locale));
  }

  @PostMapping(PATH)
  @Nullable ModelAndView set(
      @RequestParam(name = "step", defaultValue = "") String step,
      @RequestParam(name = "challenge", defaultValue = "") String challenge,
      HttpServletRequest request,
      HttpServletResponse response,
      Locale locale)
      throws IOException {
    return visitors.posted(
        step,
        meaning(challenge),
        request,
        response,
        visit -> {
          if (!more.isShown(visit)) {
            return visitors.sendToConfirm(PATH, Purpose.Change.CREDENTIAL, visit, locale);
          }
          return switch (field(request, "action")) {
            case "passkey" -> passkey(challenge, visit, locale);
            case "password" -> password(visit);
            default -> page(visit, Optional.empty(), locale);
          };
        });
  }

  private @Nullable ModelAndView passkey(String challenge, Visit visit, Locale locale)
      throws IOException {
    if (changes.waiting(visit.person()).isPresent()) {
      return Answers.goTo(PATH, visit.response()); // which says so
    }
    boolean possible = !challenge.isEmpty() && Kiosks.at(visit.request()).isEmpty();
    Optional<Boolean> bound =
        inSession.does(
            visit.here(), () -> more.isShown(visit) && possible && binds(challenge, visit));
    if (bound.isEmpty()) {
      return Answers.signInAgain(visit.response());
    }
    if (bound.get()) {
      return notices.say(Notices.PASSKEY_ADDED, visit);
    }
    return more.isShown(visit)
        ? notices.wrong("passkey.failed", PATH, visit)
        : visitors.sendToConfirm(PATH, Purpose.Change.CREDENTIAL, visit, locale);
  }

  private boolean binds(String challenge, Visit visit) {
    return passkeys.finishRegistration(
        visit.person(),
        Base64.getUrlDecoder().decode(challenge),
        field(visit.request(), "credential"),
        PasskeyCredentials.label(Origins.onPhone(visit.request())),
        visit.origin());
  }

  private @Nullable ModelAndView password(Visit visit) {
    String password = field(visit.request(), "new_password");
    if (visit.hasJustShownItsPassword(clock.instant())
        && passwords.isCurrent(visit.person(), password)) {
      return notices.wrong("password.same", PATH, visit);
    }
    PasswordCredentials.Change change =
        passwords.set(
            visit.person(),
            password,
            Optional.of(visit.here().signIn()),
            () -> inSession.goesOn(visit.here()) && more.isShown(visit),
            visit.origin());
    return switch (change) {
      case ACCEPTED -> notices.say(Notices.PASSWORD_SET, visit);
      case TOO_SHORT -> notices.wrong("password.short", PATH, visit);
      case TOO_LONG -> notices.wrong("password.long", PATH, visit);
      case CONTROL -> notices.wrong("password.control", PATH, visit);
      case BLANK -> notices.wrong("password.spaces", PATH, visit);
      case COMMON -> notices.wrong("password.common", PATH, visit);
      case PERSONAL -> notices.wrong("password.personal", PATH, visit);
      case PHONE_WAITS -> Answers.goTo(PATH, visit.response()); // which says so
      case ENDED_MEANWHILE -> Answers.signInAgain(visit.response());
    };
  }

  private static Problem problem(String key) {
    List<String> arguments =
        switch (key) {
          case "password.short" -> List.of("8");
          case "password.long" -> List.of("256");
          default -> List.of();
        };
    return new Problem(key, arguments, key.startsWith("password.") ? "new_password" : "");
  }

  /** Each page has a challenge of its own. */
  private ModelAndView page(Visit visit, Optional<Problem> problem, Locale locale) {
    OneMore.Seen seen = more.seen(visit, locale);
    Optional<PasskeyCredentials.Ceremony> ceremony =
        seen.enough() ? Optional.of(passkeys.register(visit.person())) : Optional.empty();
    String challenge =
        ceremony
            .map(begun -> Base64.getUrlEncoder().withoutPadding().encodeToString(begun.challenge()))
            .orElse("");
    return Answers.page(
        "me/credentials",
        new CredentialsPage(
            ceremony.isPresent(),
            ceremony
                .filter(_ -> Kiosks.at(visit.request()).isEmpty())
                .map(begun -> new Passkey(begun.optionsJson())),
            challenge,
            ceremony.flatMap(_ -> username(visit)).orElse(""),
            problem,
            PATH,
            proofs.of(visit.form(meaning(challenge)), visit.request(), visit.response()),
            seen.more(),
            changes.waiting(visit.person()).isPresent(),
            again.offered(visit, locale)));
  }

  private Optional<String> username(Visit visit) {
    return profiles.find(visit.person()).flatMap(PersonProfile::phone).map(PhoneNumber::reveal);
  }

  private static String field(HttpServletRequest request, String name) {
    String value = request.getParameter(name);
    return value == null ? "" : value;
  }

  private static String meaning(String challenge) {
    return "set credential " + challenge;
  }
}
