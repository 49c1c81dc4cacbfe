package cn.tongxing.idp.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.testing.TongxingTest;
import cn.tongxing.idp.upkeep.TableRule.Bounded;
import cn.tongxing.idp.upkeep.TableRule.Expires;
import cn.tongxing.idp.upkeep.TableRule.Monthly;
import cn.tongxing.idp.upkeep.tables.TableJobs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * No table grows for ever: each has a rule. Keeps {@code docs/operations/growth.md}; written anew
 * by {@code ./idp test -Dgrowth.write=true -Dtest=TableGrowthTest}.
 */
@TongxingTest
class TableGrowthTest {

  private static final Path DOCUMENT = Path.of("..", "docs", "operations", "growth.md");

  @Autowired private TableJobs jobs;
  @Autowired private JdbcClient jdbc;

  @Test
  void everyTableHasARuleAndEveryRuleATable() {
    assertThat(jobs.rules().stream().map(TableRule::table).distinct())
        .as("a room says what bounds its tables by a bean of type TableRules")
        .containsExactlyInAnyOrderElementsOf(
            jdbc.sql(
                    """
                    SELECT relname FROM pg_class
                     WHERE relkind IN ('r', 'p') AND NOT relispartition
                       AND relnamespace = 'public'::regnamespace
                    """)
                .query(String.class)
                .list());
  }

  @Test
  void everyPartitionedTableIsTendedAndNoOther() {
    assertThat(jobs.rules().stream().filter(Monthly.class::isInstance).map(TableRule::table))
        .containsExactlyInAnyOrderElementsOf(
            jdbc.sql("SELECT partrelid::regclass::text FROM pg_partitioned_table")
                .query(String.class)
                .list());
  }

  @Test
  void whatIsOverIsFoundByAnIndex() {
    assertThat(jobs.rules())
        .filteredOn(Expires.class::isInstance)
        .allSatisfy(rule -> {
          Expires expires = (Expires) rule;
          assertThat(firstColumnsOfIndexes(expires.table())).contains(expires.column());
        });
  }

  @Test
  void theDocumentForOperatorsIsCurrent() throws IOException {
    String document = document();
    if (Boolean.getBoolean("growth.write")) {
      Files.writeString(DOCUMENT, document);
    }
    assertThat(DOCUMENT).exists();
    assertThat(Files.readString(DOCUMENT))
        .as("stale: ./idp test -Dgrowth.write=true -Dtest=TableGrowthTest")
        .isEqualTo(document);
  }

  private List<String> firstColumnsOfIndexes(String table) {
    return jdbc.sql(
            """
            SELECT a.attname FROM pg_index i
              JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
             WHERE i.indrelid = ?::regclass
            """)
        .param(table)
        .query(String.class)
        .list();
  }

  private String document() {
    return """
    # What bounds each table

    Made from the rules of the rooms by `TableGrowthTest`; a table without a rule fails it. How the rules are kept: [ADR 0016](../adr/0016-upkeep.md); the settings of retention are in the settings of each room.

    | table | what bounds it |
    |---|---|
    """
        + jobs.rules().stream()
            .sorted(Comparator.comparing(TableRule::table))
            .map(rule -> "| `" + rule.table() + "` | " + says(rule) + " |\n")
            .collect(Collectors.joining());
  }

  private static String says(TableRule rule) {
    return switch (rule) {
      case Bounded bounded -> "grows with " + bounded.by();
      case Expires expires ->
          "rows are deleted %s after `%s`%s"
              .formatted(
                  length(expires.kept()),
                  expires.column(),
                  expires.only().equals("true") ? "" : ", if `" + expires.only() + "`");
      case Monthly monthly ->
          monthly
              .retention()
              .map(retention ->
                  "months are dropped %s after their end, unless `%s` for a row of them"
                      .formatted(length(retention.kept()), retention.neededIf()))
              .orElse("months are moved out by `./idp audit archive`");
    };
  }

  private static String length(Duration time) {
    return time.toHours() % 24 == 0 ? time.toDays() + " days" : time.toMinutes() + " minutes";
  }
}
