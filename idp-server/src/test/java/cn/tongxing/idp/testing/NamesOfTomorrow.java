package cn.tongxing.idp.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import cn.tongxing.idp.kernel.OfLaterVersion;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Rows as a later version of the server would leave them: with a name that is not known here. */
public final class NamesOfTomorrow {

  private static final String NAME = "OF_TOMORROW";

  private final JdbcClient jdbc;
  private final TransactionOperations database;

  public NamesOfTomorrow(JdbcClient jdbc, TransactionOperations database) {
    this.jdbc = jdbc;
    this.database = database;
  }

  /**
   * Whoever reads the row says that it is of a later version, and quotes nothing of it. All in a
   * transaction that is rolled back: the next one finds everything as it was.
   *
   * @param where which row, as {@code person = :id}
   */
  public void areNotNow(String table, String column, String where, Object id, Runnable read) {
    database.executeWithoutResult(status -> {
      status.setRollbackOnly();
      read.run(); // as it is, it can be read
      widen(table, column);
      jdbc.sql("SET LOCAL session_replication_role = replica").update();
      int rows =
          jdbc.sql("UPDATE %s SET %s = :name WHERE %s".formatted(table, column, where))
              .param("name", NAME)
              .param("id", id)
              .update();
      assertThat(rows).as("%s.%s", table, column).isPositive();

      assertThatExceptionOfType(OfLaterVersion.class)
          .as("%s.%s", table, column)
          .isThrownBy(read::run)
          .withMessageNotContaining(NAME);
    });
  }

  /** As a later version's migration would. */
  private void widen(String table, String column) {
    List<String> checks =
        jdbc.sql(
                """
                SELECT conname FROM pg_constraint
                 WHERE conrelid = CAST(:table AS regclass) AND contype = 'c'
                   AND pg_get_constraintdef(oid) LIKE '%(' || :column || ' = ANY%'
                """)
            .param("table", table)
            .param("column", column)
            .query(String.class)
            .list();
    checks.forEach(
        each -> jdbc.sql("ALTER TABLE %s DROP CONSTRAINT %s".formatted(table, each)).update());
  }
}
