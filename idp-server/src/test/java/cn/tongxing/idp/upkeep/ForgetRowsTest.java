package cn.tongxing.idp.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.testing.Clause;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows that are over, deleted in batches, on a table of the test's own. */
@Clause("F29")
class ForgetRowsTest {

  private static final String[] TABLE = {
    "CREATE TABLE note (number integer PRIMARY KEY, at timestamptz NOT NULL)",
    "CREATE INDEX note_at ON note (at)"
  };
  private static final List<TableRule> RULES =
      List.of(TableRule.Expires.after("note", "at", Duration.ofDays(1)));

  @TempDir Path folder;

  @Test
  void whatIsOverGoesBatchAfterBatchAndTheRestStays() {
    try (UpkeepNode node =
        UpkeepNode.start(folder, Map.of("idp.upkeep.batch", "100"), RULES, TABLE)) {
      add(node, 1, 1050, "2031-05-01");
      add(node, 1051, 1060, "2031-05-09T08:00:01Z");

      assertThat(node.get(Upkeep.class).runAll()).isEmpty();

      assertThat(node.count("note")).isEqualTo(10);
    }
  }

  /** One statement for all would take five times as long as a statement may. */
  @Test
  void moreRowsThanAStatementCanDeleteInItsTimeAreCaughtUpWith() {
    Map<String, Object> hasty =
        Map.of("idp.upkeep.batch", "2000", "idp.upkeep.statement-timeout", "500ms");
    try (UpkeepNode node = UpkeepNode.start(folder, hasty, RULES, TABLE)) {
      add(node, 1, 2000, "2031-05-01");
      node.jdbc()
          .sql(
              """
              CREATE FUNCTION slowly() RETURNS trigger LANGUAGE plpgsql AS
              $$ BEGIN PERFORM pg_sleep(0.001); RETURN OLD; END $$
              """)
          .update();
      node.jdbc()
          .sql("CREATE TRIGGER slow BEFORE DELETE ON note FOR EACH ROW EXECUTE FUNCTION slowly()")
          .update();

      assertThat(node.get(Upkeep.class).runAll()).isEmpty();

      assertThat(node.count("note")).isZero();
      assertThat(node.audited("upkeep.failed")).isEmpty();
    }
  }

  @Test
  void rowsThatSomebodyHoldsAreLeftForTheNextTime() throws Exception {
    try (UpkeepNode node = UpkeepNode.start(folder, Map.of("idp.upkeep.batch", "5"), RULES, TABLE);
        var other =
            DriverManager.getConnection(
                node.database.jdbcUrl(), node.database.user(), node.database.password());
        var statement = other.createStatement()) {
      add(node, 1, 12, "2031-05-01");
      other.setAutoCommit(false);
      statement.execute("UPDATE note SET at = at WHERE number = 3");

      assertThat(node.get(Upkeep.class).runAll()).isEmpty();
      assertThat(node.count("note")).isEqualTo(1);

      other.rollback();
      node.get(Upkeep.class).runAll();
      assertThat(node.count("note")).isZero();
    }
  }

  private static void add(UpkeepNode node, int first, int last, String at) {
    node.jdbc()
        .sql("INSERT INTO note SELECT n, ?::timestamptz FROM generate_series(?, ?) AS n")
        .params(at, first, last)
        .update();
  }
}
