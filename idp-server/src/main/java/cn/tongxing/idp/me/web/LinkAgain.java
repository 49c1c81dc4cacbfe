package cn.tongxing.idp.me.web;

import cn.tongxing.idp.identity.LinkedWays;
import cn.tongxing.idp.me.page.CredentialsPage;
import cn.tongxing.idp.proofing.Purpose;
import cn.tongxing.idp.session.FormProof;
import cn.tongxing.idp.session.InSession;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/**
 * Links again what its owner ended: what would set a way allows it, and the account at the upstream
 * is shown right after. Whoever turns back there has allowed it for the next time.
 */
@Controller
class LinkAgain {

  private static final String AGAIN = AccountController.PATH + "/links/{id}/again";

  private final Visitors visitors;
  private final InSession inSession;
  private final LinkedWays links;
  private final OneMore more;
  private final Wording wording;
  private final FormProof proofs;

  LinkAgain(
      Visitors visitors,
      InSession inSession,
      LinkedWays links,
      OneMore more,
      Wording wording,
      FormProof proofs) {
    this.visitors = visitors;
    this.inSession = inSession;
    this.links = links;
    this.more = more;
    this.wording = wording;
    this.proofs = proofs;
  }

  /** What the page offers; whom a fact chose is not told which there were. */
  List<CredentialsPage.EndedLink> offered(Visit visit, Locale locale) {
    return visit.here().isByFact()
        ? List.of()
        : links.ended(visit.person()).stream()
            .map(each ->
                new CredentialsPage.EndedLink(
                    wording.method(each.way(), locale),
                    wording.day(each.endedAt(), locale),
                    AGAIN.replace("{id}", each.id().toString()),
                    proofs.of(visit.form(meaning(each.id())), visit.request(), visit.response())))
            .toList();
  }

  @PostMapping(AGAIN)
  @Nullable ModelAndView again(
      @PathVariable("id") String id,
      @RequestParam(name = "step", defaultValue = "") String step,
      HttpServletRequest request,
      HttpServletResponse response,
      Locale locale)
      throws IOException {
    Optional<UUID> ended = Answers.id(id);
    return ended.isEmpty()
        ? Answers.notFound(response)
        : visitors.posted(
            step,
            meaning(ended.get()),
            request,
            response,
            visit ->
                more.isShown(visit)
                    ? allowed(ended.get(), visit, locale)
                    : visitors.sendToConfirm(
                        CredentialsController.PATH, Purpose.Change.CREDENTIAL, visit, locale));
  }

  private @Nullable ModelAndView allowed(UUID ended, Visit visit, Locale locale)
      throws IOException {
    boolean done =
        inSession
            .does(
                visit.here(),
                () -> more.isShown(visit) && links.allow(visit.person(), ended, visit.origin()))
            .orElse(false);
    return done
        ? visitors.sendToConfirm(AccountController.PATH, Purpose.Change.LINK, visit, locale)
        : Answers.goTo(CredentialsController.PATH, visit.response()); // which says why
  }

  private static String meaning(UUID ended) {
    return "link again " + ended;
  }
}
