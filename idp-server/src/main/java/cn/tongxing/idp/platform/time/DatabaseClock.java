package cn.tongxing.idp.platform.time;

import cn.tongxing.idp.upkeep.Job;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.function.LongSupplier;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Compares this node's clock with the database's, and tells the database's time.
 *
 * <p>What expires is written by one node and read by another: a code, a session, a limit. Were each
 * to go by its own clock, a slow one would redeem what has long expired. So all go by the one clock
 * that they share. Whoever is further from it than {@link #TOLERANCE} is broken all the same, says
 * so in the log, and is not ready: certificates, upstreams and logs go by the machine's clock.
 *
 * <p>An answer takes time, so what is known is an interval. What was known before is kept while it
 * lies within, and else moved to the nearer end of it: time does not tremble with the network.
 */
public final class DatabaseClock implements Job {

  private static final Logger LOG = LoggerFactory.getLogger(DatabaseClock.class);

  static final Duration TOLERANCE = Duration.ofSeconds(2);

  /** How long a comparison says something: clocks drift, and machines that slept jump. */
  static final Duration GOOD_FOR = Duration.ofSeconds(20);

  private final InstantSource own;
  private final LongSupplier nanoTime;
  private final JdbcTemplate database;
  private volatile Known known;

  /**
   * What the last comparison found.
   *
   * @param ahead how far the database's clock is ahead of this node's
   * @param leastApart by how much the two are apart at least
   * @param atNanos when, by a time that only goes forward
   */
  private record Known(Duration ahead, Duration leastApart, long atNanos) {
    boolean isApart() {
      return leastApart.compareTo(TOLERANCE) > 0;
    }
  }

  /** Compares at once: a node that cannot does not start. */
  public DatabaseClock(InstantSource own, LongSupplier nanoTime, DataSource database) {
    this.own = own;
    this.nanoTime = nanoTime;
    this.database = new JdbcTemplate(database);
    this.known = compared(Duration.ZERO);
    tell(false, known);
  }

  /** The database's time, as far as it is known. */
  public Instant instant() {
    return own.instant().plus(known.ahead());
  }

  /** Why this node must not serve; empty if its clock is right. */
  public Optional<String> problem() {
    Known last = known;
    if (nanoTime.getAsLong() - last.atNanos() > GOOD_FOR.toNanos()) {
      return Optional.of("the clock could not be compared with the database's");
    }
    return last.isApart() ? Optional.of(difference(last)) : Optional.empty();
  }

  /** Looks again. What cannot be asked leaves what was known. */
  @Override
  public void run() {
    compare();
  }

  @Override
  public String name() {
    return "database-clock";
  }

  @Override
  public Duration every() {
    return Duration.ofSeconds(5);
  }

  void compare() {
    try {
      Known before = known;
      known = compared(before.ahead());
      tell(before.isApart(), known);
    } catch (DataAccessException away) {
      LOG.warn("the clock was not compared with the database's: {}", away.getMessage());
    }
  }

  private static void tell(boolean wasApart, Known now) {
    if (now.isApart() && !wasApart) {
      LOG.error("{}: this node is not ready", difference(now));
    } else if (wasApart && !now.isApart()) {
      LOG.info("the clock agrees with the database's again");
    }
  }

  private static String difference(Known known) {
    return "the clock is %d ms %s the database's"
        .formatted(
            known.leastApart().toMillis(), known.ahead().isNegative() ? "ahead of" : "behind");
  }

  private Known compared(Duration before) {
    return database.execute((ConnectionCallback<Known>) connection -> compared(connection, before));
  }

  private Known compared(Connection connection, Duration before) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      Instant asked = own.instant();
      long begin = nanoTime.getAsLong();
      Instant theirs = now(statement);
      long end = nanoTime.getAsLong();
      Duration half = Duration.ofNanos((end - begin) / 2);
      Duration middle = Duration.between(asked.plus(half), theirs);
      Duration ahead = within(before, middle.minus(half), middle.plus(half));
      Duration apart = middle.abs().minus(half);
      return new Known(ahead, apart.isNegative() ? Duration.ZERO : apart, end);
    }
  }

  private static Instant now(Statement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery("SELECT clock_timestamp()")) {
      row.next();
      return row.getObject(1, OffsetDateTime.class).toInstant();
    }
  }

  private static Duration within(Duration value, Duration least, Duration most) {
    if (value.compareTo(least) < 0) {
      return least;
    }
    return value.compareTo(most) > 0 ? most : value;
  }
}
