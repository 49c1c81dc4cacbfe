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
import java.util.Map;
import java.util.Objects;
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

  private static final String PASSKEY = "/{kind:passkeys}/{id}/remove";
  private static final String LINK = "/{kind:links}/{id}/end";

  private final EndWay endWay;
  private final Map<String, EndWay.Kind> kinds;

  EndWayController(EndWay endWay, PasskeyCredentials passkeys, LinkedWays links, ShowAccount show) {
    this.endWay = endWay;
    var passkey =
        new EndWay.Kind(
            path("passkeys", PASSKEY),
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
    var link =
        new EndWay.Kind(
            path("links", LINK),
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
    this.kinds = Map.of("passkeys", passkey, "links", link);
  }

  private static String path(String kind, String pattern) {
    return AccountController.PATH + pattern.replace("{kind:" + kind + "}", kind);
  }

  @GetMapping({AccountController.PATH + PASSKEY, AccountController.PATH + LINK})
  @Nullable ModelAndView ask(
      @PathVariable("kind") String kind,
      @PathVariable("id") String id,
      HttpServletRequest request,
      HttpServletResponse response,
      Locale locale)
      throws IOException {
    return endWay.ask(of(kind), id, request, response, locale);
  }

  @PostMapping({AccountController.PATH + PASSKEY, AccountController.PATH + LINK})
  @Nullable ModelAndView end(
      @PathVariable("kind") String kind,
      @PathVariable("id") String id,
      @RequestParam(name = "step", defaultValue = "") String step,
      HttpServletRequest request,
      HttpServletResponse response,
      Locale locale)
      throws IOException {
    return endWay.end(of(kind), id, step, request, response, locale);
  }

  private EndWay.Kind of(String kind) {
    return Objects.requireNonNull(kinds.get(kind), "the address names those there are");
  }
}
