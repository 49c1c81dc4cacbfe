package cn.tongxing.idp.me.web;

import cn.tongxing.idp.identity.DeviceNames;
import cn.tongxing.idp.identity.OwnName;
import cn.tongxing.idp.identity.PasskeyCredentials;
import cn.tongxing.idp.identity.PersonalRecords;
import cn.tongxing.idp.kernel.SessionId;
import cn.tongxing.idp.me.page.AccountPage;
import cn.tongxing.idp.me.page.NamePage;
import cn.tongxing.idp.session.FormProof;
import cn.tongxing.idp.session.InSession;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/**
 * Gives a passkey, or the browser of a session, another name: whoever has two tells them apart.
 * What differs is a table.
 */
@Controller
class NameController {

  private static final String NAME = AccountController.PATH + "/{kind:passkeys|sessions}/{id}/name";

  private final Visitors visitors;
  private final InSession inSession;
  private final FormProof proofs;
  private final Notices notices;
  private final Map<String, Kind> kinds;

  NameController(
      Visitors visitors,
      InSession inSession,
      PersonalRecords records,
      PasskeyCredentials passkeys,
      DeviceNames devices,
      ShowAccount show,
      FormProof proofs,
      Notices notices) {
    this.visitors = visitors;
    this.inSession = inSession;
    this.proofs = proofs;
    this.notices = notices;
    this.kinds =
        Map.of(
            "passkeys",
            new Kind(
                "passkey",
                Notices.PASSKEY_RENAMED,
                (visit, id, locale) ->
                    records
                        .find(visit.person())
                        .flatMap(record -> show.passkey(record, visit.person(), id, locale))
                        .map(own -> new Called(own.label(), own.label())),
                (visit, id, name) -> passkeys.rename(visit.person(), id, name, visit.origin())),
            "sessions",
            new Kind(
                "device",
                Notices.DEVICE_RENAMED,
                (visit, id, locale) ->
                    show.nameable(visit, id, locale)
                        .map(own ->
                            new Called(
                                own.name().orElseGet(() -> device(own, locale)),
                                own.name().orElse(""))),
                (visit, id, name) ->
                    visitors
                        .browser(visit, new SessionId(id))
                        .filter(browser ->
                            devices.rename(visit.person(), browser, name, visit.origin()))
                        .isPresent()));
  }

  /**
   * What has a name.
   *
   * @param thing the words of the page: {@code me.name-*}
   * @param done notice
   */
  private record Kind(String thing, String done, Find find, Rename rename) {}

  /** What a person's own thing is called now, and what of it they wrote. */
  private record Called(String heading, String written) {}

  /** The thing of that id, if it is the visitor's and can be named. */
  @FunctionalInterface
  private interface Find {
    Optional<Called> of(Visit visit, String id, Locale locale);
  }

  /** Whether it was done. */
  @FunctionalInterface
  private interface Rename {
    boolean by(Visit visit, UUID id, String name);
  }

  @GetMapping(NAME)
  @Nullable ModelAndView ask(
      @PathVariable("kind") String kind,
      @PathVariable("id") String id,
      HttpServletRequest request,
      HttpServletResponse response,
      Locale locale)
      throws IOException {
    return visitors.shown(request, response, visit -> page(kind, id, visit, locale));
  }

  @PostMapping(NAME)
  @Nullable ModelAndView name(
      @PathVariable("kind") String kind,
      @PathVariable("id") String id,
      @RequestParam(name = "step", defaultValue = "") String step,
      @RequestParam(name = "label", defaultValue = "") String label,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    Optional<UUID> thing = Answers.id(id);
    if (thing.isEmpty()) {
      return Answers.notFound(response);
    }
    return visitors.posted(
        step,
        meaning(kind, id),
        request,
        response,
        visit -> {
          Optional<Boolean> named =
              inSession.does(
                  visit.here(),
                  () -> mayName(visit) && of(kind).rename().by(visit, thing.get(), label));
          if (named.isEmpty()) {
            return Answers.signInAgain(response);
          }
          return named.get()
              ? notices.say(of(kind).done(), visit)
              : notices.wrong("empty", path(kind, id), visit);
        });
  }

  private @Nullable ModelAndView page(String kind, String id, Visit visit, Locale locale)
      throws IOException {
    Optional<Called> own =
        mayName(visit) ? of(kind).find().of(visit, id, locale) : Optional.empty();
    return own.isEmpty()
        ? Answers.notFound(visit.response())
        : Answers.page(
            "me/name",
            new NamePage(
                of(kind).thing(),
                own.get().heading(),
                own.get().written(),
                OwnName.LONGEST,
                notices.wrong(path(kind, id), visit).isPresent(),
                path(kind, id),
                proofs.of(visit.form(meaning(kind, id)), visit.request(), visit.response())));
  }

  private static String device(AccountPage.SignedIn one, Locale locale) {
    return one.device().isEmpty() ? Device.name("", locale) : one.device();
  }

  /** Whom a fact chose sees and changes nothing of the person's. */
  private static boolean mayName(Visit visit) {
    return !visit.here().isByFact();
  }

  private Kind of(String kind) {
    return Objects.requireNonNull(kinds.get(kind), "the address names those there are");
  }

  private static String path(String kind, String id) {
    return AccountController.PATH + "/" + kind + "/" + id + "/name";
  }

  private static String meaning(String kind, String id) {
    return "name " + kind + " " + id;
  }
}
