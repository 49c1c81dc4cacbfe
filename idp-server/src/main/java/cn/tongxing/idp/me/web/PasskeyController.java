package cn.tongxing.idp.me.web;

import cn.tongxing.idp.identity.PasskeyCredentials;
import cn.tongxing.idp.identity.PersonalRecords;
import cn.tongxing.idp.identity.PhoneChanges;
import cn.tongxing.idp.me.page.AccountPage;
import cn.tongxing.idp.me.page.ConfirmPage;
import cn.tongxing.idp.session.FormProof;
import cn.tongxing.idp.session.InSession;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.InstantSource;
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

/**
 * Removes a passkey. A credential changes only right after its owner has signed in; who has not is
 * sent to sign in by a button, so that turning back leads here and not round in a circle.
 */
@Controller
class PasskeyController {

  private static final String REMOVE = AccountController.PATH + "/passkeys/{id}/remove";

  private final Visitors visitors;
  private final InSession inSession;
  private final PersonalRecords records;
  private final PasskeyCredentials passkeys;
  private final PhoneChanges changes;
  private final ShowAccount show;
  private final FormProof proofs;
  private final Notices notices;
  private final InstantSource clock;

  PasskeyController(
      Visitors visitors,
      InSession inSession,
      PersonalRecords records,
      PasskeyCredentials passkeys,
      PhoneChanges changes,
      ShowAccount show,
      FormProof proofs,
      Notices notices,
      InstantSource clock) {
    this.visitors = visitors;
    this.inSession = inSession;
    this.records = records;
    this.passkeys = passkeys;
    this.changes = changes;
    this.show = show;
    this.proofs = proofs;
    this.notices = notices;
    this.clock = clock;
  }

  @GetMapping(REMOVE)
  @Nullable ModelAndView ask(
      @PathVariable("id") String id,
      HttpServletRequest request,
      HttpServletResponse response,
      Locale locale)
      throws IOException {
    return visitors.shown(
        request,
        response,
        visit -> {
          Optional<AccountPage.Passkey> own =
              records
                  .find(visit.person())
                  .flatMap(record -> show.passkey(record, id, locale))
                  .filter(AccountPage.Passkey::removable);
          return own.isEmpty()
              ? Answers.notFound(response)
              : Answers.page(
                  "me/remove-passkey",
                  new ConfirmPage.RemovePasskey(
                      own.get(),
                      visit.isFresh(clock.instant()),
                      changes.waiting(visit.person()).isPresent(),
                      REMOVE.replace("{id}", id),
                      proofs.of(visit.form(meaning(id)), visit.request(), visit.response())));
        });
  }

  @PostMapping(REMOVE)
  @Nullable ModelAndView remove(
      @PathVariable("id") String id,
      @RequestParam(name = "step", defaultValue = "") String step,
      HttpServletRequest request,
      HttpServletResponse response,
      Locale locale)
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
          if (!visit.isFresh(clock.instant())) {
            String back = REMOVE.replace("{id}", id);
            return visitors.sendToSignIn(
                back, Optional.of(visit.person()), locale, request, response);
          }
          Optional<Boolean> removed =
              inSession.does(
                  visit.here(),
                  () ->
                      passkeys.remove(
                          visit.person(),
                          passkey.get(),
                          Optional.of(visit.here().signIn()),
                          visit.origin()));
          return removed.orElse(false)
              ? notices.say(Notices.PASSKEY_REMOVED, visit)
              : Answers.goTo(
                  changes.waiting(visit.person()).isPresent()
                      ? REMOVE.replace("{id}", id) // which says so
                      : AccountController.PATH,
                  response);
        });
  }

  private static String meaning(String passkey) {
    return "remove passkey " + passkey;
  }
}
