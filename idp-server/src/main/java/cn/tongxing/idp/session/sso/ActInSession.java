package cn.tongxing.idp.session.sso;

import cn.tongxing.idp.identity.Standings;
import cn.tongxing.idp.session.InSession;
import cn.tongxing.idp.session.Sessions;
import cn.tongxing.idp.session.SsoSession;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

@Service
class ActInSession implements InSession {

  private final Sessions sessions;
  private final Standings standings;
  private final TransactionOperations database;

  ActInSession(Sessions sessions, Standings standings, TransactionOperations database) {
    this.sessions = sessions;
    this.standings = standings;
    this.database = database;
  }

  @Override
  public <T> Optional<T> does(SsoSession session, Supplier<T> act) {
    return inTransaction(() -> holds(session) ? Optional.of(act.get()) : Optional.empty());
  }

  @Override
  public <T> Optional<T> doesHolding(SsoSession session, Supplier<Optional<T>> act) {
    return inTransaction(() -> act.get().filter(_ -> holds(session)));
  }

  private boolean holds(SsoSession session) {
    return standings.hold(session.person()) && goesOn(session);
  }

  @Override
  public boolean goesOn(SsoSession session) {
    return sessions
        .find(session.id())
        .filter(living -> living.person().equals(session.person()))
        .isPresent();
  }

  private <T> Optional<T> inTransaction(Supplier<Optional<T>> work) {
    return Objects.requireNonNull(
        database.execute(status -> {
          Optional<T> done = work.get();
          if (done.isEmpty()) {
            status.setRollbackOnly();
          }
          return done;
        }));
  }
}
