package cn.tongxing.idp.platform.database;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which connections end by what PostgreSQL answered, beyond those that the pool ends by itself.
 *
 * <p>A connection that lives through a fail-over leads to a server that only reads now. It would be
 * kept for half an hour, and fail whoever writes on it: so the first such answer ends it, and with
 * it all the others, which lead to the same server. New ones go to where the name points by then.
 */
final class LostConnections implements SQLExceptionOverride {

  private static final Logger LOG = LoggerFactory.getLogger(LostConnections.class);

  /** A write was refused: the transaction, or the whole server, only reads. */
  private static final String READ_ONLY = "25006";

  /** The server has ended the session: database dropped, idle too long, in a transaction or out. */
  private static final Set<String> SESSION_ENDED = Set.of("57P04", "57P05", "25P03", "25P04");

  private final HikariDataSource pool;

  LostConnections(HikariDataSource pool) {
    this.pool = pool;
  }

  @java.lang.Override
  public Override adjudicate(SQLException refusal) {
    String state = String.valueOf(refusal.getSQLState());
    if (state.equals(READ_ONLY)) {
      LOG.warn("PostgreSQL only reads: all connections are made anew");
      HikariPoolMXBean connections = pool.getHikariPoolMXBean();
      if (connections != null) {
        connections.softEvictConnections();
      }
      return Override.MUST_EVICT;
    }
    if (state.startsWith("08") || state.startsWith("57P")) {
      LOG.warn("connection to PostgreSQL lost: {} ({})", refusal.getMessage(), state);
    }
    return SESSION_ENDED.contains(state) ? Override.MUST_EVICT : Override.CONTINUE_EVICT;
  }
}
