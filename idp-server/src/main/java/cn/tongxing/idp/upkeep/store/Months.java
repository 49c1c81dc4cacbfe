package cn.tongxing.idp.upkeep.store;

import cn.tongxing.idp.upkeep.Alone;
import cn.tongxing.idp.upkeep.TableRule.Retention;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The partitions of tables that have one for each month. Table names are ours, never input. */
public final class Months {

  /** What an id's time cannot be, unless a clock was wrong. */
  private static final OffsetDateTime OLDEST = OffsetDateTime.parse("2020-01-01T00:00:00Z");

  private static final int FURTHEST_AHEAD = 12;

  private final JdbcClient jdbc;
  private final Alone alone;

  public Months(JdbcClient jdbc, Alone alone) {
    this.jdbc = jdbc;
    this.alone = alone;
  }

  /** What one step did. */
  public record Step(long moved, boolean done) {}

  /** Months of which rows lie in the default partition. */
  public List<LocalDate> unhealed(String table, Instant now) {
    return jdbc.sql("SELECT months_without_partition(?::regclass, ?, ?)")
        .params(table, OLDEST, now.atOffset(ZoneOffset.UTC).plusMonths(FURTHEST_AHEAD))
        .query((row, _) -> row.getObject(1, LocalDate.class))
        .list();
  }

  /**
   * A step towards the partition of a month; empty while another node takes one.
   *
   * @param most rows that it may move
   */
  public Optional<Step> make(String table, LocalDate month, int most) {
    return alone.alone(
        "months of " + table,
        () ->
            jdbc.sql("SELECT moved, done FROM make_month(?::regclass, ?, ?)")
                .params(table, month, most)
                .query((row, number) -> new Step(row.getLong("moved"), row.getBoolean("done")))
                .single());
  }

  /** Whether the partition of a month is whole. One read of the catalogue. */
  public boolean isMade(String table, LocalDate month) {
    return jdbc.sql(
            """
            SELECT EXISTS (SELECT 1 FROM month_partitions(?::regclass)
                            WHERE ends = uuid_v7_floor(?) AND name LIKE ?)
            """)
        .params(
            table,
            month.plusMonths(1).atStartOfDay().atOffset(ZoneOffset.UTC),
            "%%\\_%04d\\_%02d".formatted(month.getYear(), month.getMonthValue()))
        .query(Boolean.class)
        .single();
  }

  /** Partitions of the months that ended before a time, oldest first. */
  public List<String> endedBefore(String table, Instant before) {
    return jdbc.sql("SELECT name FROM month_partitions(?::regclass) WHERE ends <= uuid_v7_floor(?)")
        .params(table, before.atOffset(ZoneOffset.UTC))
        .query((row, _) -> row.getString(1))
        .list();
  }

  /**
   * Drops a partition unless one of its rows keeps it; whether it did.
   *
   * @param before the time that the rule's condition speaks of
   */
  public boolean drop(String partition, Retention retention, Instant before) {
    return alone
        .alone("month " + partition, () -> dropUnused(partition, retention.neededIf(), before))
        .orElse(false);
  }

  private boolean dropUnused(String partition, String neededIf, Instant before) {
    boolean needed =
        jdbc.sql("SELECT EXISTS (SELECT 1 FROM %s WHERE %s)".formatted(partition, neededIf))
            .param("before", before.atOffset(ZoneOffset.UTC))
            .query(Boolean.class)
            .single();
    if (!needed) {
      jdbc.sql("DROP TABLE IF EXISTS " + partition).update();
    }
    return !needed;
  }
}
