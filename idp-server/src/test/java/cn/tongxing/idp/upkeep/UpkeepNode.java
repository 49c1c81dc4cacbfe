package cn.tongxing.idp.upkeep;

import cn.tongxing.idp.testing.MovableClock;
import cn.tongxing.idp.testing.ServerNode;
import cn.tongxing.idp.testing.TestDatabase;
import cn.tongxing.idp.testing.TestServices;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.springframework.core.env.MapPropertySource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A node with jobs and tables of the test's own, whose clock the test turns. */
final class UpkeepNode implements AutoCloseable {

  static final Instant NOW = Instant.parse("2031-05-10T08:00:00Z");

  final TestDatabase database;
  final MovableClock clock = new MovableClock(NOW);
  private final ServerNode node;

  private UpkeepNode(
      TestDatabase database,
      Path folder,
      Map<String, Object> settings,
      TableRules rules,
      List<Job> jobs) {
    this.database = database;
    this.node =
        ServerNode.start(
            database,
            folder.resolve("kek"),
            clock,
            context -> {
              context
                  .getEnvironment()
                  .getPropertySources()
                  .addFirst(new MapPropertySource("upkeep", settings));
              context.registerBean("testRules", TableRules.class, () -> rules);
              for (Job job : jobs) {
                context.registerBean(job.name(), Job.class, () -> job);
              }
            });
  }

  /** A node on a database of its own, whose tables are made first. */
  static UpkeepNode start(
      Path folder, Map<String, Object> settings, List<TableRule> rules, String... tables) {
    TestDatabase database = TestServices.newDatabase();
    JdbcClient jdbc = JdbcClient.create(database.dataSource());
    for (String table : tables) {
      jdbc.sql(table).update();
    }
    return new UpkeepNode(database, folder, settings, () -> rules, List.of());
  }

  static UpkeepNode start(Path folder, List<Job> jobs) {
    return new UpkeepNode(TestServices.newDatabase(), folder, Map.of(), List::of, jobs);
  }

  /** One more node of the cluster. */
  UpkeepNode another(Path folder) {
    return new UpkeepNode(database, folder, Map.of(), List::of, List.of());
  }

  <T> T get(Class<T> type) {
    return node.get(type);
  }

  JdbcClient jdbc() {
    return node.jdbc();
  }

  long count(String table) {
    return jdbc().sql("SELECT count(*) FROM " + table).query(Long.class).single();
  }

  List<String> audited(String type) {
    return jdbc()
        .sql("SELECT details FROM audit_event WHERE type = ? ORDER BY id")
        .param(type)
        .query(String.class)
        .list();
  }

  @Override
  public void close() {
    node.close();
  }
}
