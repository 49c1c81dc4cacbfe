package cn.tongxing.idp.upkeep.store;

import cn.tongxing.idp.upkeep.Alone;
import cn.tongxing.idp.upkeep.UpkeepSettings;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionOperations;

/** Transactions with time-outs of their own, few at a time, each under the lock of its work. */
public final class LimitedTransactions implements Alone {

  /** Of the pool's connections, most of which are for requests. */
  private static final int AT_ONCE = 3;

  private static final int LOCKS = 0x7478_0013;

  private final JdbcTemplate jdbc;
  private final TransactionOperations transactions;
  private final UpkeepSettings settings;
  private final Semaphore places = new Semaphore(AT_ONCE, true);

  public LimitedTransactions(
      DataSource database, TransactionOperations transactions, UpkeepSettings settings) {
    this.jdbc = new JdbcTemplate(database);
    this.transactions = transactions;
    this.settings = settings;
  }

  @Override
  public <T> Optional<T> alone(String name, Supplier<T> work) {
    takePlace(name);
    try {
      return Objects.requireNonNull(
          transactions.execute(_ -> begin(name) ? Optional.of(work.get()) : Optional.empty()));
    } finally {
      places.release();
    }
  }

  private void takePlace(String name) {
    try {
      if (!places.tryAcquire(settings.longestRun().toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IllegalStateException("no place was free in time: " + name);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("stopped before its turn: " + name, e);
    }
  }

  /** Sets the limits of this transaction; whether it has the lock. */
  private boolean begin(String name) {
    // at this end of the line, too: the pool's own limit is that of a request
    Duration line = settings.statementTimeout().plusSeconds(10);
    jdbc.execute(
        (ConnectionCallback<Boolean>)
            connection -> {
              connection.setNetworkTimeout(Runnable::run, Math.toIntExact(line.toMillis()));
              return true;
            });
    return Boolean.TRUE.equals(
        jdbc.queryForObject(
            """
            SELECT set_config('statement_timeout', ?, true) <> ''
               AND set_config('lock_timeout', ?, true) <> ''
               AND pg_try_advisory_xact_lock(?, hashtext(?))
            """,
            Boolean.class,
            Long.toString(settings.statementTimeout().toMillis()),
            Long.toString(settings.lockTimeout().toMillis()),
            LOCKS,
            name));
  }
}
