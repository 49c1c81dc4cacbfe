package cn.tongxing.idp.session.sso;

import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.kernel.SessionId;
import cn.tongxing.idp.session.Sessions;
import cn.tongxing.idp.session.store.SessionRows;
import cn.tongxing.idp.upkeep.Job;
import cn.tongxing.idp.upkeep.OneByOne;
import java.time.Duration;
import java.time.InstantSource;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Idle timeout of sessions at kiosks: whoever walked away is signed out of the applications too,
 * whatever the machine's page does. The next visitor stands there a minute later.
 */
@Component
class EndVisits implements Job {

  private static final Duration EVERY = Duration.ofSeconds(5);
  private static final int AT_ONCE = 100;

  private final SessionRows rows;
  private final Sessions sessions;
  private final TransactionOperations database;
  private final InstantSource clock;

  EndVisits(
      SessionRows rows, Sessions sessions, TransactionOperations database, InstantSource clock) {
    this.rows = rows;
    this.sessions = sessions;
    this.database = database;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "end-visits";
  }

  @Override
  public Duration every() {
    return EVERY;
  }

  @Override
  public void run() {
    OneByOne.count("visit", after -> rows.left(after, clock.instant(), AT_ONCE), this::end);
  }

  private boolean end(SessionId session) {
    return Boolean.TRUE.equals(
        database.execute(_ -> {
          if (!rows.isLeft(session, clock.instant())) {
            return false; // somebody came back, or another node was first
          }
          sessions.end(session, Sessions.EndReason.IDLE, RequestOrigin.SERVER);
          return true;
        }));
  }
}
