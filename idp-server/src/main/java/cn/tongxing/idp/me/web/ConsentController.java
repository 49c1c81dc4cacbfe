package cn.tongxing.idp.me.web;

import cn.tongxing.idp.consent.Consents;
import cn.tongxing.idp.kernel.ClientId;
import cn.tongxing.idp.me.page.ConfirmPage;
import cn.tongxing.idp.session.FormProof;
import cn.tongxing.idp.session.InSession;
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

/** Takes an agreement back. The person is the session's, never the request's. */
@Controller
class ConsentController {

  private static final String WITHDRAW = AccountController.PATH + "/agreements/{client}/withdraw";

  private final Visitors visitors;
  private final InSession inSession;
  private final Consents consents;
  private final Wording wording;
  private final FormProof proofs;
  private final Notices notices;

  ConsentController(
      Visitors visitors,
      InSession inSession,
      Consents consents,
      Wording wording,
      FormProof proofs,
      Notices notices) {
    this.visitors = visitors;
    this.inSession = inSession;
    this.consents = consents;
    this.wording = wording;
    this.proofs = proofs;
    this.notices = notices;
  }

  @GetMapping(WITHDRAW)
  @Nullable ModelAndView ask(
      @PathVariable("client") String client,
      HttpServletRequest request,
      HttpServletResponse response,
      Locale locale)
      throws IOException {
    return visitors.shown(
        request,
        response,
        visit -> {
          if (visit.here().isByFact()) {
            return Answers.notFound(response);
          }
          var agreement =
              consents.agreements(visit.person()).stream()
                  .filter(each -> each.client().value().equals(client))
                  .findFirst();
          return agreement.isEmpty()
              ? Answers.notFound(response)
              : Answers.page(
                  "me/withdraw",
                  new ConfirmPage.Withdraw(
                      wording.agreed(agreement.get(), locale),
                      WITHDRAW.replace("{client}", client),
                      proofs.of(visit.form(meaning(client)), visit.request(), visit.response())));
        });
  }

  /** Done twice is done once: the second finds nothing in force and says the same. */
  @PostMapping(WITHDRAW)
  @Nullable ModelAndView withdraw(
      @PathVariable("client") String client,
      @RequestParam(name = "step", defaultValue = "") String step,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    return visitors.posted(
        step,
        meaning(client),
        request,
        response,
        visit -> {
          if (visit.here().isByFact()) {
            return Answers.notFound(response);
          }
          return inSession.does(
                  visit.here(),
                  () -> consents.withdraw(visit.person(), new ClientId(client), visit.origin()))
              ? notices.say(Notices.WITHDRAWN, visit)
              : Answers.signInAgain(response);
        });
  }

  private static String meaning(String client) {
    return "withdraw " + client;
  }
}
