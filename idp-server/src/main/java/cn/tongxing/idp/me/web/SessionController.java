package cn.tongxing.idp.me.web;

import cn.tongxing.idp.kernel.SessionId;
import cn.tongxing.idp.session.Sessions;
import cn.tongxing.idp.session.SsoSession;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/**
 * Ends the person's sessions in other browsers; departments that take part are told as at any end
 * of a session. This browser's own is ended by signing out.
 */
@Controller
class SessionController {

  /** What the form means that ends all others. */
  static final String OTHERS = "end others";

  private final Visitors visitors;
  private final Sessions sessions;
  private final FormProof proofs;
  private final Notices notices;

  SessionController(Visitors visitors, Sessions sessions, FormProof proofs, Notices notices) {
    this.visitors = visitors;
    this.sessions = sessions;
    this.proofs = proofs;
    this.notices = notices;
  }

  static String meaning(SessionId session) {
    return "end " + session;
  }

  @PostMapping(AccountController.PATH + "/sessions/{id}/end")
  @Nullable ModelAndView end(
      @PathVariable("id") String id,
      @RequestParam(name = "step", defaultValue = "") String step,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    Optional<SsoSession> session = visitors.citizen(request);
    if (session.isEmpty()) {
      return Answers.goTo(AccountController.PATH, response);
    }
    SsoSession here = session.get();
    Optional<SessionId> other = Answers.id(id).map(SessionId::new);
    if (other.isEmpty() || !proofs.holds(step, meaning(other.get()), here, request)) {
      return Answers.notOurForm(response);
    }
    // the proof is for an own session; looked up again, so that this does not hang on a hash alone
    sessions.open(here.person()).stream()
        .map(each -> each.session().id())
        .filter(other.get()::equals)
        .forEach(own -> sessions.end(own, Sessions.EndReason.ELSEWHERE, Visitors.origin(request)));
    return Answers.goTo(notices.path(Notices.ENDED, here, request, response), response);
  }

  @PostMapping(AccountController.PATH + "/sessions/end-others")
  @Nullable ModelAndView endOthers(
      @RequestParam(name = "step", defaultValue = "") String step,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    Optional<SsoSession> session = visitors.citizen(request);
    if (session.isEmpty()) {
      return Answers.goTo(AccountController.PATH, response);
    }
    SsoSession here = session.get();
    if (!proofs.holds(step, OTHERS, here, request)) {
      return Answers.notOurForm(response);
    }
    sessions.endOthers(here, Visitors.origin(request));
    return Answers.goTo(notices.path(Notices.OTHERS_ENDED, here, request, response), response);
  }
}
