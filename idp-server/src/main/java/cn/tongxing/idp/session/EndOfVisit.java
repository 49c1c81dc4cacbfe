package cn.tongxing.idp.session;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * What is done when somebody has left a self-service machine: the session ends, here and at the
 * upstreams that it was begun by, and the browser forgets the visit.
 */
@Component
public class EndOfVisit {

  private final Sessions sessions;
  private final UpstreamSessions upstreams;

  EndOfVisit(Sessions sessions, UpstreamSessions upstreams) {
    this.sessions = sessions;
    this.upstreams = upstreams;
  }

  /**
   * Whether the browser was sent to an upstream first, and comes back to the machine's start; else
   * nothing is answered yet. Also where the minute of the visit was over before: that nobody
   * touched the machine is how most visits end.
   */
  public boolean goesThrough(
      Kiosks.Kiosk kiosk, HttpServletRequest http, HttpServletResponse answer) {
    Optional<String> cookie = OwnCookie.SESSION.of(http);
    cookie.ifPresent(each -> sessions.leave(each, Origins.of(http)));
    boolean through =
        upstreams.goesThrough(
            () -> cookie.map(sessions::ways).orElse(List.of()), kiosk.start(), answer);
    if (!through) {
      OwnCookie.LEAVING.forget(answer);
    }
    OwnCookie.forgetVisit(answer);
    return through;
  }

  /** Whether somebody was signed in at this machine, left, and nobody has ended the visit. */
  public boolean isDue(HttpServletRequest http) {
    return Kiosks.at(http).isPresent()
        && OwnCookie.SESSION
            .of(http)
            .filter(cookie -> !cookie.isEmpty())
            .filter(cookie -> sessions.find(cookie).isEmpty())
            .isPresent();
  }
}
