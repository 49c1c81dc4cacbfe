package cn.tongxing.idp.upkeep;

import java.time.Duration;
import java.util.Optional;

/** What keeps a table from growing for ever. Every table of the database has one, or several. */
public sealed interface TableRule {

  /** The table's name. */
  String table();

  /**
   * Partitioned by month over an id of version 7: months are made ahead and, if there is a
   * retention, dropped whole.
   */
  record Monthly(String table, Optional<Retention> retention) implements TableRule {

    /** Months that ended that long ago, and hold nothing that was good since, are dropped. */
    public static Monthly kept(String table, Duration kept, String neededIf) {
      return new Monthly(table, Optional.of(new Retention(kept, neededIf)));
    }

    /** Months are made, and never dropped by upkeep. */
    public static Monthly untilArchived(String table) {
      return new Monthly(table, Optional.empty());
    }
  }

  /**
   * When a month is dropped.
   *
   * @param kept how long after its end
   * @param neededIf condition in SQL on a row that keeps its month; {@code :before} is the time
   *     {@code kept} ago
   */
  record Retention(Duration kept, String neededIf) {}

  /**
   * Rows are deleted, in batches, some time after the moment in a column.
   *
   * @param column of type timestamptz, indexed
   * @param kept how long after it
   * @param only condition in SQL on the rows concerned; {@code true} for all
   */
  record Expires(String table, String column, Duration kept, String only) implements TableRule {

    /** All rows. */
    public static Expires after(String table, String column, Duration kept) {
      return new Expires(table, column, kept, "true");
    }
  }

  /**
   * Nothing is deleted, since the table grows with something that itself has an end.
   *
   * @param by what its rows are counted by, for operators
   */
  record Bounded(String table, String by) implements TableRule {}
}
