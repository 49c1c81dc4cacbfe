package cn.tongxing.idp.keys.store;

import org.springframework.jdbc.core.simple.JdbcClient;

/** Lets one node of the cluster at a time make or change keys. */
public final class KeyLock {

  private static final long ID = 0x7478_0010L;

  private final JdbcClient jdbc;

  public KeyLock(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Waits for the lock; the end of the caller's transaction gives it back. */
  public void hold() {
    // Another node may be generating RSA keys: longer than a request's statement may take.
    jdbc.sql("SET LOCAL statement_timeout = '60s'").update();
    jdbc.sql("SELECT pg_advisory_xact_lock(?)").param(ID).query(rows -> {});
  }
}
