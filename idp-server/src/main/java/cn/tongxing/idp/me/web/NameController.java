package cn.tongxing.idp.me.web;

import cn.tongxing.idp.identity.PasskeyCredentials;
import cn.tongxing.idp.identity.PersonalRecords;
import cn.tongxing.idp.me.page.AccountPage;
import cn.tongxing.idp.me.page.NamePage;
import cn.tongxing.idp.session.FormProof;
import cn.tongxing.idp.session.InSession;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Gives a passkey another name: whoever has two tells them apart. */
@Controller
class NameController {

  private static final String NAME = AccountController.PATH + "/passkeys/{id}/name";
  private static final int LONGEST = 60;

  private final Visitors visitors;
  private final InSession inSession;
  private final PersonalRecords records;
  private final PasskeyCredentials passkeys;
  private final ShowAccount show;
  private final FormProof proofs;
  private final Notices notices;

  NameController(
      Visitors visitors,
      InSession inSession,
      PersonalRecords records,
      PasskeyCredentials passkeys,
      ShowAccount show,
      FormProof proofs,
      Notices notices) {
    this.visitors = visitors;
    this.inSession = inSession;
    this.records = records;
    this.passkeys = passkeys;
    this.show = show;
    this.proofs = proofs;
    this.notices = notices;
  }

  @GetMapping(NAME)
  @Nullable ModelAndView ask(
      @PathVariable("id") String id,
      HttpServletRequest request,
      HttpServletResponse response,
      Locale locale)
      throws IOException {
    return visitors.shown(request, response, visit -> page(id, visit, locale));
  }

  @PostMapping(NAME)
  @Nullable ModelAndView name(
      @PathVariable("id") String id,
      @RequestParam(name = "step", defaultValue = "") String step,
      @RequestParam(name = "label", defaultValue = "") String label,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    Optional<UUID> passkey = Answers.id(id);
    if (passkey.isEmpty()) {
      return Answers.notFound(response);
    }
    return visitors.posted(
        step,
        meaning(id),
        request,
        response,
        visit -> {
          Optional<Boolean> named =
              inSession.does(
                  visit.here(),
                  () ->
                      mayName(visit)
                          && passkeys.rename(visit.person(), passkey.get(), label, visit.origin()));
          if (named.isEmpty()) {
            return Answers.signInAgain(response);
          }
          return named.get()
              ? notices.say(Notices.PASSKEY_RENAMED, visit)
              : notices.wrong("empty", path(id), visit);
        });
  }

  private @Nullable ModelAndView page(String id, Visit visit, Locale locale) throws IOException {
    Optional<AccountPage.Passkey> own =
        records
            .find(visit.person())
            .filter(_ -> mayName(visit))
            .flatMap(record -> show.passkey(record, visit.person(), id, locale));
    return own.isEmpty()
        ? Answers.notFound(visit.response())
        : Answers.page(
            "me/name-passkey",
            new NamePage(
                own.get(),
                LONGEST,
                notices.wrong(path(id), visit).isPresent(),
                path(id),
                proofs.of(visit.form(meaning(id)), visit.request(), visit.response())));
  }

  /** Whom a fact chose sees and changes nothing of the person's. */
  private static boolean mayName(Visit visit) {
    return !visit.here().isByFact();
  }

  private static String path(String passkey) {
    return NAME.replace("{id}", passkey);
  }

  private static String meaning(String passkey) {
    return "name passkey " + passkey;
  }
}
