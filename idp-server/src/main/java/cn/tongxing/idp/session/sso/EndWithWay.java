package cn.tongxing.idp.session.sso;

import cn.tongxing.idp.identity.WayEnded;
import cn.tongxing.idp.kernel.SessionId;
import cn.tongxing.idp.session.Authentications;
import cn.tongxing.idp.session.Sessions;
import cn.tongxing.idp.session.SessionsLowered;
import cn.tongxing.idp.session.SsoSession;
import cn.tongxing.idp.session.store.SessionRows;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * What was shown of a way to the account that has ended counts nothing any more, in the transaction
 * that ends it: sessions that rest on it alone end, others go on with what is left. The one in
 * which its owner did it goes on in any case.
 */
@Component
class EndWithWay {

  private final Sessions sessions;
  private final SessionRows rows;
  private final SessionSettings settings;
  private final ApplicationEventPublisher events;
  private final InstantSource clock;

  EndWithWay(
      Sessions sessions,
      SessionRows rows,
      SessionSettings settings,
      ApplicationEventPublisher events,
      InstantSource clock) {
    this.sessions = sessions;
    this.rows = rows;
    this.settings = settings;
    this.events = events;
    this.clock = clock;
  }

  @EventListener
  void on(WayEnded ended) {
    List<SessionId> goOn = new ArrayList<>();
    for (SsoSession session : rows.lockOpen(ended.person(), clock.instant())) {
      if (goesOn(session, ended)) {
        goOn.add(session.id());
      }
    }
    // of none, too: grants may rest on it that no session was ever part of
    events.publishEvent(new SessionsLowered(goOn, ended));
  }

  /** Whether grants of it may rest on what has ended, while it goes on itself. */
  private boolean goesOn(SsoSession session, WayEnded ended) {
    boolean here = ended.signIn().filter(session::includes).isPresent();
    Instant now = clock.instant();
    Authentications before = session.authentications().since(now.minus(settings.absolute()));
    Authentications left = before.without(ended);
    if (here && ended.another()) {
      return false;
    }
    if (left.equals(before)) {
      return true; // what the session has forgotten, or counts no more, a grant may still rest on
    }
    if (left.own().isEmpty() && !here) {
      sessions.end(session.id(), Sessions.EndReason.PROVEN_ANEW, ended.origin());
      return false;
    }
    Authentications still = left.isEmpty() ? before.latest().ended() : left;
    rows.lower(session.id(), still, still.latest().at().plus(settings.absolute()));
    return true;
  }
}
