package cn.tongxing.idp.login.flow;

import cn.tongxing.idp.identity.StandingChanged;
import cn.tongxing.idp.session.Sessions;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Ends the sessions of a person who is shut out, in the transaction that shuts them out. */
@Component
class EndSessions {

  private final Sessions sessions;

  EndSessions(Sessions sessions) {
    this.sessions = sessions;
  }

  /** First: a session's row is always locked before its grants. */
  @EventListener
  @Order(Ordered.HIGHEST_PRECEDENCE)
  void on(StandingChanged changed) {
    sessions.endAll(changed.person(), Sessions.EndReason.PERSON_DISABLED, changed.origin());
  }
}
