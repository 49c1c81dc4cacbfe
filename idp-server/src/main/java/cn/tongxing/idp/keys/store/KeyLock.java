package cn.tongxing.idp.keys.store;

import javax.sql.DataSource;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;

/** Advisory lock: lets one node of the cluster at a time make or change keys. */
public final class KeyLock {

  private static final long ID = 0x7478_0010L;

  private static final int LONGEST_WAIT_SECONDS = 60;

  private final JdbcTemplate jdbc;

  public KeyLock(DataSource database) {
    this.jdbc = new JdbcTemplate(database);
  }

  /** Waits for the lock; the end of the caller's transaction gives it back. */
  public void hold() {
    // Another node may be generating RSA keys: longer than a request's statement may take.
    jdbc.execute("SET LOCAL statement_timeout = '" + LONGEST_WAIT_SECONDS + "s'");
    jdbc.execute(
        (ConnectionCallback<Boolean>)
            connection -> {
              connection.setNetworkTimeout(Runnable::run, 1000 * (LONGEST_WAIT_SECONDS + 10));
              return true;
            });
    jdbc.query("SELECT pg_advisory_xact_lock(?)", (RowCallbackHandler) row -> {}, ID);
  }
}
