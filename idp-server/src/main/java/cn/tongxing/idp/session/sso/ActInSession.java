package cn.tongxing.idp.session.sso;

import cn.tongxing.idp.identity.Standings;
import cn.tongxing.idp.session.Authentications;
import cn.tongxing.idp.session.InSession;
import cn.tongxing.idp.session.Sessions;
import cn.tongxing.idp.session.SsoSession;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

@Service
class ActInSession implements InSession {

  private final Sessions sessions;
  private final Standings standings;
  private final TransactionOperations database;
  private final InstantSource clock;

  ActInSession(
      Sessions sessions, Standings standings, TransactionOperations database, InstantSource clock) {
    this.sessions = sessions;
    this.standings = standings;
    this.database = database;
    this.clock = clock;
  }

  @Override
  public <T> Optional<T> does(
      SsoSession session, Runnable first, Supplier<T> act, Predicate<T> stays) {
    return Objects.requireNonNull(
        database.execute(status -> {
          first.run();
          Optional<T> done =
              standings.hold(session.person()) && goesOn(session)
                  ? Optional.of(act.get())
                  : Optional.empty();
          if (done.filter(stays).isEmpty()) {
            status.setRollbackOnly();
          }
          return done;
        }));
  }

  @Override
  public boolean goesOn(SsoSession session) {
    return sessions
        .find(session.id())
        .filter(living -> living.person().equals(session.person()))
        .filter(living -> countsAsMuch(living, session))
        .isPresent();
  }

  /**
   * Whether what let the act in still counts: a way to the account may have ended since, of several
   * passkeys the one that counted.
   */
  private boolean countsAsMuch(SsoSession living, SsoSession session) {
    Instant now = clock.instant();
    Authentications left = living.authentications().justNow(now);
    Authentications before = session.authentications().justNow(now);
    return left.own().containsAll(before.own())
        && left.ownShown().passkeys().containsAll(before.ownShown().passkeys());
  }
}
