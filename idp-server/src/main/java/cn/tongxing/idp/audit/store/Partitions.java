package cn.tongxing.idp.audit.store;

import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Makes the months' partitions before they are needed. */
public final class Partitions {

  private static final Logger LOG = LoggerFactory.getLogger(Partitions.class);
  private static final int MONTHS_AHEAD = 2;

  private final JdbcClient jdbc;
  private final InstantSource clock;

  public Partitions(JdbcClient jdbc, InstantSource clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** This month's and the next ones', where they are missing. */
  public void makeAhead() {
    LocalDate month = clock.instant().atOffset(ZoneOffset.UTC).toLocalDate().withDayOfMonth(1);
    for (int i = 0; i <= MONTHS_AHEAD; i++) {
      make(month.plusMonths(i));
    }
  }

  private void make(LocalDate month) {
    try {
      jdbc.sql("SELECT audit_make_partition(?)").param(month).query(row -> {});
    } catch (DataAccessException e) {
      // The default partition takes the events meanwhile: slower to clean up, but nothing is lost.
      LOG.error("audit partition of {} could not be made: {}", month, e.toString());
    }
  }
}
