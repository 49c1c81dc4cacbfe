package cn.tongxing.idp.me.web;

import cn.tongxing.idp.session.Sessions;
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

  InSession(Sessions sessions, TransactionOperations database) {
    this.sessions = sessions;
    this.database = database;
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

  /** Whether the session goes on, by what is committed now. */
  boolean goesOn(Visit visit) {
    return sessions.open(visit.person()).stream()
        .anyMatch(each -> each.session().id().equals(visit.here().id()));
  }
}
