package cn.tongxing.idp.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.testing.ChineseTexts;
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

  private static final String CHINESE = "growth-zh.properties";

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

  @Test
  void everyTableIsExplainedInChineseToo() throws IOException {
    assertThat(ChineseTexts.of(CHINESE).names())
        .containsExactlyInAnyOrderElementsOf(
            jobs.rules().stream()
                .filter(Bounded.class::isInstance)
                .map(TableRule::table)
                .distinct()
                .toList());
  }

  private String document() throws IOException {
    ChineseTexts chinese = ChineseTexts.of(CHINESE);
    return """
    # 每张表的增长 · What bounds each table

    由 `TableGrowthTest` 从各部分的规则生成；没有规则的表通不过它。规则怎样执行：[ADR 0016](../adr/0016-upkeep.md)；保留多久由各部分的设置决定：[settings.md](settings.md)。

    *Made from the rules of the rooms by `TableGrowthTest`; a table without a rule fails it. How the rules are kept: [ADR 0016](../adr/0016-upkeep.md); the settings of retention are in the settings of each room.*

    | 表 table | 规则 | what bounds it |
    |---|---|---|
    """
        + jobs.rules().stream()
            .sorted(Comparator.comparing(TableRule::table))
            .map(rule ->
                "| `%s` | %s | %s |\n"
                    .formatted(rule.table(), saysInChinese(rule, chinese), says(rule)))
            .collect(Collectors.joining());
  }

  private static String saysInChinese(TableRule rule, ChineseTexts chinese) {
    return switch (rule) {
      case Bounded bounded -> chinese.get(bounded.table());
      case Expires expires ->
          "`%s` 之后%s删除%s"
              .formatted(
                  expires.column(),
                  lengthInChinese(expires.kept()),
                  expires.only().equals("true") ? "" : "，如果 `" + expires.only() + "`");
      case Monthly monthly ->
          monthly
              .retention()
              .map(retention ->
                  "整月结束之后%s删除，除非其中有一行 `%s`"
                      .formatted(lengthInChinese(retention.kept()), retention.neededIf()))
              .orElse("由 `./idp audit archive` 按月移出");
    };
  }

  private static String lengthInChinese(Duration time) {
    if (time.isZero()) {
      return "即";
    }
    return time.toHours() % 24 == 0
        ? " %d 天".formatted(time.toDays())
        : " %d 分钟".formatted(time.toMinutes());
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
