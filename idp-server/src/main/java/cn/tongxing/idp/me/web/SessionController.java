package cn.tongxing.idp.me.web;

import cn.tongxing.idp.kernel.SessionId;
import cn.tongxing.idp.session.InSession;
import cn.tongxing.idp.session.Sessions;
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
  private final InSession inSession;
  private final Sessions sessions;
  private final Notices notices;

  SessionController(Visitors visitors, InSession inSession, Sessions sessions, Notices notices) {
    this.visitors = visitors;
    this.inSession = inSession;
    this.sessions = sessions;
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
    Optional<SessionId> other = Answers.id(id).map(SessionId::new);
    if (other.isEmpty()) {
      return Answers.notFound(response);
    }
    return visitors.posted(
        step,
        meaning(other.get()),
        request,
        response,
        visit ->
            inSession
                    .does(
                        visit.here(),
                        () -> visitors.endOwn(other.get(), Sessions.EndReason.ELSEWHERE, visit))
                    .isPresent()
                ? notices.say(Notices.ENDED, visit)
                : Answers.signInAgain(response));
  }

  @PostMapping(AccountController.PATH + "/sessions/end-others")
  @Nullable ModelAndView endOthers(
      @RequestParam(name = "step", defaultValue = "") String step,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    return visitors.posted(
        step,
        OTHERS,
        request,
        response,
        visit ->
            inSession.does(visit.here(), () -> sessions.endOthers(visit.here(), visit.origin()))
                ? notices.say(Notices.OTHERS_ENDED, visit)
                : Answers.signInAgain(response));
  }
}
