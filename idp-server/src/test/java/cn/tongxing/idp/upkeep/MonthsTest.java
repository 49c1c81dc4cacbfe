package cn.tongxing.idp.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.testing.Clause;
import cn.tongxing.idp.testing.Within;
import cn.tongxing.idp.upkeep.store.Months;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Months that are made, healed and dropped, on a table of the test's own. */
@Clause("F29")
class MonthsTest {

  private static final String TABLE =
      "CREATE TABLE note (id uuid PRIMARY KEY, until timestamptz NOT NULL) PARTITION BY RANGE (id)";
  private static final String DEFAULT = "CREATE TABLE note_default PARTITION OF note DEFAULT";
  private static final List<TableRule> RULES =
      List.of(TableRule.Monthly.kept("note", Duration.ofDays(31), "until > :before"));

  @TempDir Path folder;
  private UpkeepNode node;

  @BeforeEach
  void start() {
    node = UpkeepNode.start(folder, Map.of("idp.upkeep.batch", "3"), RULES, TABLE, DEFAULT);
  }

  @AfterEach
  void close() {
    node.close();
  }

  @Test
  void monthsAreThereBeforeTheFirstRequest() {
    assertThat(months()).containsExactly("2031_05", "2031_06", "2031_07", "2031_08");
    assertThat(node.count("audit_event_default")).isZero();
  }

  @Test
  void rowsThatHadNoMonthAreMovedIntoItAFewAtATimeAndAreThereAtEveryMoment() {
    add(10, "2031-09-15");
    add(2, "2031-11-15");
    assertThat(node.count("note_default")).isEqualTo(12);
    Months months = node.get(Months.class);
    LocalDate september = LocalDate.parse("2031-09-01");

    List<Months.Step> steps = new ArrayList<>();
    do {
      steps.add(months.make("note", september, 3).orElseThrow());
      assertThat(node.count("note")).isEqualTo(12);
      add(1, "2031-09-20"); // what comes meanwhile finds its place, too
      node.jdbc().sql("DELETE FROM note WHERE until = '2031-09-20'").update();
    } while (!steps.getLast().done());

    assertThat(steps.stream().mapToLong(Months.Step::moved)).containsExactly(3L, 3L, 3L, 1L);
    assertThat(node.count("note_2031_09")).isEqualTo(10);
    assertThat(months.isMade("note", september)).isTrue();
    add(1, "2031-09-30");
    assertThat(node.count("note_2031_09")).isEqualTo(11);

    assertThat(node.get(Upkeep.class).runAll()).isEmpty();
    assertThat(node.count("note_2031_11")).isEqualTo(2);
    assertThat(node.count("note_default")).isZero();
  }

  @Test
  void aMonthThatCannotBeMadeKeepsNoOtherFromItAndIsToldOfOnce() {
    node.jdbc().sql("CREATE TABLE note_2031_09 (other integer)").update();
    node.clock.advance(Duration.ofDays(60));

    assertThat(node.get(Upkeep.class).runAll()).containsExactly("make-months-note");
    node.get(Upkeep.class).runAll();

    assertThat(months()).contains("2031_10").doesNotContain("2031_09");
    assertThat(node.audited("upkeep.failed"))
        .singleElement()
        .asString()
        .contains("\"job\":\"make-months-note\"");
    add(4, "2031-09-15");
    node.jdbc().sql("DROP TABLE note_2031_09").update();
    assertThat(node.get(Upkeep.class).runAll()).isEmpty();
    assertThat(node.count("note_2031_09")).isEqualTo(4);
  }

  @Test
  void aMonthIsDroppedWhenItIsOldAndNothingInItIsGoodAnyMore() {
    add(1, "2031-01-15");
    add(1, "2031-02-15");
    node.jdbc().sql("UPDATE note SET until = '2031-12-31' WHERE until = '2031-02-15'").update();
    add(1, "2031-04-15");

    node.get(Upkeep.class).runAll();

    assertThat(months()).contains("2031_02", "2031_04").doesNotContain("2031_01");
    assertThat(node.count("note")).isEqualTo(2);
  }

  @Test
  void aMonthThatSomebodyUsesKeepsNoOtherFromBeingDropped() throws Exception {
    for (String month : List.of("2031-01-01", "2031-02-01", "2031-03-01")) {
      node.get(Months.class).make("note", LocalDate.parse(month), 3);
    }
    try (var other =
            DriverManager.getConnection(
                node.database.jdbcUrl(), node.database.user(), node.database.password());
        var statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("LOCK TABLE note_2031_02 IN ACCESS SHARE MODE");

      assertThat(node.get(Upkeep.class).runAll()).containsExactly("drop-months-note");
      assertThat(months()).contains("2031_02").doesNotContain("2031_01", "2031_03");
      other.rollback();
    }
    assertThat(node.get(Upkeep.class).runAll()).isEmpty();
    assertThat(months()).doesNotContain("2031_02");
  }

  /** Looked for before it is committed, in the way when the month is attached. */
  @Test
  void aRowThatComesInWhileItsMonthIsMadeIsMovedIntoIt() throws Exception {
    LocalDate september = LocalDate.parse("2031-09-01");
    try (var other =
            DriverManager.getConnection(
                node.database.jdbcUrl(), node.database.user(), node.database.password());
        var statement = other.createStatement();
        var executor = Executors.newSingleThreadExecutor()) {
      other.setAutoCommit(false);
      statement.execute(
          "INSERT INTO note SELECT uuid_v7_floor('2031-09-15'::timestamptz), '2031-09-15'");
      var made = executor.submit(() -> node.get(Months.class).make("note", september, 3));
      Awaitility.await()
          .until(() ->
              made.isDone()
                  || node.jdbc()
                      .sql("SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted)")
                      .query(Boolean.class)
                      .single());
      other.commit();
      assertThat(Within.done(made).orElseThrow().done()).as("another call is needed").isFalse();
    }
    Months.Step step = node.get(Months.class).make("note", september, 3).orElseThrow();
    assertThat(step.done()).isTrue();
    assertThat(step.moved()).isEqualTo(1);
    assertThat(node.count("note_2031_09")).isEqualTo(1);
    assertThat(node.count("note_default")).isZero();
  }

  @Test
  void nodesThatMakeMonthsAtOnceMakeEachOnce() throws Exception {
    node.clock.advance(Duration.ofDays(400));
    try (UpkeepNode other = node.another(folder);
        var executor = Executors.newFixedThreadPool(2)) {
      Callable<List<String>> here = node.get(Upkeep.class)::runAll;
      Callable<List<String>> there = other.get(Upkeep.class)::runAll;
      for (var run : Within.all(executor, List.of(here, there, here, there))) {
        assertThat(Within.done(run)).isEmpty();
      }
    }
    assertThat(months()).contains("2032_06", "2032_09").doesNotHaveDuplicates();
  }

  private void add(int rows, String day) {
    node.jdbc()
        .sql(
            """
            INSERT INTO note
            SELECT overlay(uuidv7()::text placing left(uuid_v7_floor(?::timestamptz + n * interval '1 second')::text, 13)
                           from 1 for 13)::uuid, ?::timestamptz
              FROM generate_series(1, ?) AS n
            """)
        .params(day, day, rows)
        .update();
  }

  private List<String> months() {
    return node.jdbc()
        .sql("SELECT right(name, 7) FROM month_partitions('note') ORDER BY 1")
        .query(String.class)
        .list();
  }
}
