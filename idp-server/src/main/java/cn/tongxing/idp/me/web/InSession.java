package cn.tongxing.idp.me.web;

import cn.tongxing.idp.session.Sessions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Binds what a page does for its citizen to the session it came in. A page is let in before it does
 * anything, and an account may change hands between the two: what the act did is undone if the
 * session had ended by the time the act held the person's row.
 */
@Component
class InSession {

  private final Sessions sessions;
  private final TransactionOperations database;
  private final InstantSource clock;

  InSession(Sessions sessions, TransactionOperations database, InstantSource clock) {
    this.sessions = sessions;
    this.database = database;
    this.clock = clock;
  }

  /**
   * Does it, in one transaction.
   *
   * @param act takes the person's row, and says whether it did anything
   */
  boolean does(Visit visit, BooleanSupplier act) {
    return Boolean.TRUE.equals(
        database.execute(status -> {
          boolean done = act.getAsBoolean();
          if (done && !goesOn(visit)) {
            status.setRollbackOnly();
            return false;
          }
          return done;
        }));
  }

  /**
   * Whether the session goes on, by what is committed now, and what let the page in still counts: a
   * way to the account may have ended, and the session gone on without it.
   */
  boolean goesOn(Visit visit) {
    Instant now = clock.instant();
    return sessions.open(visit.person()).stream()
        .map(Sessions.OpenSession::session)
        .filter(session -> session.id().equals(visit.here().id()))
        .map(visit::in)
        .anyMatch(each -> each.isFresh(now) || !visit.isFresh(now));
  }
}
