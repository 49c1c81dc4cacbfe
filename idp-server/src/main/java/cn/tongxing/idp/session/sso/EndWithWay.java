package cn.tongxing.idp.session.sso;

import cn.tongxing.idp.identity.WayEnded;
import cn.tongxing.idp.kernel.SessionId;
import cn.tongxing.idp.session.Authentications;
import cn.tongxing.idp.session.SessionLowered;
import cn.tongxing.idp.session.Sessions;
import cn.tongxing.idp.session.SsoSession;
import cn.tongxing.idp.session.store.SessionRows;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
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
    sessions.open(ended.person()).stream()
        .map(each -> each.session().id())
        .sorted(Comparator.comparing(SessionId::value)) // two at once lock in one order
        .flatMap(id -> rows.lock(id).stream())
        .forEach(session -> look(session, ended));
  }

  private void look(SsoSession session, WayEnded ended) {
    boolean here =
        ended.signIn().filter(by -> !session.authentications().of(by).isEmpty()).isPresent();
    Instant now = clock.instant();
    Authentications before = session.authentications().since(now.minus(settings.absolute()));
    Authentications left = before.without(ended.way());
    if ((here && ended.another()) || left.equals(before)) {
      return;
    }
    if (left.own().isEmpty() && !here) {
      sessions.end(session.id(), Sessions.EndReason.PROVEN_ANEW, ended.origin());
      return;
    }
    rows.lower(session.id(), left.isEmpty() ? before.latest().ended() : left, now);
    events.publishEvent(
        new SessionLowered(session.id(), session.person(), left.assurance(), ended.origin()));
  }
}
