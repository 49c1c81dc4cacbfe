package cn.tongxing.idp.upkeep.store;

import cn.tongxing.idp.upkeep.Alone;
import cn.tongxing.idp.upkeep.TableRule.Expires;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Rows that are over, deleted so many at a time. Names and conditions are ours, never input. */
public final class ExpiredRows {

  private static final String TOOK_TOO_LONG = "57014";

  private final JdbcClient jdbc;
  private final Alone alone;

  public ExpiredRows(JdbcClient jdbc, Alone alone) {
    this.jdbc = jdbc;
    this.alone = alone;
  }

  /**
   * Deletes the oldest rows that are over.
   *
   * @param most how many at most
   * @return how many it were; empty while another node is at it
   * @throws TooMany if so many cannot be deleted within the statement's time
   */
  public OptionalInt delete(Expires rule, Instant before, int most) {
    try {
      return alone
          .alone("rows of " + rule.table(), () -> deleteOnce(rule, before, most))
          .map(OptionalInt::of)
          .orElseGet(OptionalInt::empty);
    } catch (DataAccessException e) {
      if (tookTooLong(e)) {
        throw new TooMany(most, e);
      }
      throw e;
    }
  }

  /** Rows that somebody holds are left for the next time. */
  private int deleteOnce(Expires rule, Instant before, int most) {
    return jdbc.sql(
            """
            DELETE FROM %1$s WHERE ctid = ANY (ARRAY(
              SELECT ctid FROM %1$s WHERE %2$s < :before AND (%3$s)
               ORDER BY %2$s LIMIT :most FOR UPDATE SKIP LOCKED))
            """
                .formatted(rule.table(), rule.column(), rule.only()))
        .param("before", before.atOffset(ZoneOffset.UTC))
        .param("most", most)
        .update();
  }

  private static boolean tookTooLong(Throwable thrown) {
    for (@Nullable Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql && TOOK_TOO_LONG.equals(sql.getSQLState())) {
        return true;
      }
    }
    return false;
  }

  /** A batch took longer than a statement may. */
  public static final class TooMany extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TooMany(int most, Throwable cause) {
      super("deleting " + most + " rows took too long", cause);
    }
  }
}
