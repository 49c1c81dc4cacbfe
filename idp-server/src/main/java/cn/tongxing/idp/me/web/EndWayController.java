package cn.tongxing.idp.me.web;

import cn.tongxing.idp.identity.LinkedWays;
import cn.tongxing.idp.identity.PasskeyCredentials;
import cn.tongxing.idp.me.page.AccountPage;
import cn.tongxing.idp.me.page.ConfirmPage;
import cn.tongxing.idp.proofing.Purpose;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Removes a passkey, or ends a linked way: what differs is a table. */
@Controller
class EndWayController {

  private static final String PASSKEY = AccountController.PATH + "/passkeys/{id}/remove";
  private static final String LINK = AccountController.PATH + "/links/{id}/end";

  private final EndWay endWay;
  private final EndWay.Kind passkey;
  private final EndWay.Kind link;

  EndWayController(EndWay endWay, PasskeyCredentials passkeys, LinkedWays links, ShowAccount show) {
    this.endWay = endWay;
    this.passkey =
        new EndWay.Kind(
            PASSKEY,
            "remove passkey",
            Purpose.Change.PASSKEY_REMOVAL,
            Notices.PASSKEY_REMOVED,
            "me/remove-passkey",
            (record, person, id, asked, locale) ->
                show.passkey(record, person, id, locale)
                    .filter(AccountPage.Passkey::removable)
                    .map(own ->
                        new ConfirmPage.RemovePasskey(
                            own,
                            asked.fresh(),
                            asked.more(),
                            asked.waits(),
                            asked.action(),
                            asked.step())),
            passkeys::remove);
    this.link =
        new EndWay.Kind(
            LINK,
            "end link",
            Purpose.Change.LINK_END,
            Notices.LINK_ENDED,
            "me/end-link",
            (record, person, id, asked, locale) ->
                show.link(record, person, id, locale)
                    .filter(AccountPage.Link::removable)
                    .map(own ->
                        new ConfirmPage.EndLink(
                            own,
                            asked.fresh(),
                            asked.more(),
                            asked.waits(),
                            asked.action(),
                            asked.step())),
            links::end);
  }

  @GetMapping(PASSKEY)
  @Nullable ModelAndView askForPasskey(
      @PathVariable("id") String id,
      HttpServletRequest request,
      HttpServletResponse response,
      Locale locale)
      throws IOException {
    return endWay.ask(passkey, id, request, response, locale);
  }

  @PostMapping(PASSKEY)
  @Nullable ModelAndView removePasskey(
      @PathVariable("id") String id,
      @RequestParam(name = "step", defaultValue = "") String step,
      HttpServletRequest request,
      HttpServletResponse response,
      Locale locale)
      throws IOException {
    return endWay.end(passkey, id, step, request, response, locale);
  }

  @GetMapping(LINK)
  @Nullable ModelAndView askForLink(
      @PathVariable("id") String id,
      HttpServletRequest request,
      HttpServletResponse response,
      Locale locale)
      throws IOException {
    return endWay.ask(link, id, request, response, locale);
  }

  @PostMapping(LINK)
  @Nullable ModelAndView endLink(
      @PathVariable("id") String id,
      @RequestParam(name = "step", defaultValue = "") String step,
      HttpServletRequest request,
      HttpServletResponse response,
      Locale locale)
      throws IOException {
    return endWay.end(link, id, step, request, response, locale);
  }
}
