package cn.tongxing.idp.audit.chain;

import cn.tongxing.idp.audit.Audit;
import cn.tongxing.idp.audit.AuditEvent;
import cn.tongxing.idp.audit.AuditEventType;
import cn.tongxing.idp.audit.AuditVerification;
import cn.tongxing.idp.audit.TrailState;
import cn.tongxing.idp.kernel.ClientId;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.testing.MovableClock;
import cn.tongxing.idp.testing.ServerNode;
import cn.tongxing.idp.testing.TestDatabase;
import cn.tongxing.idp.testing.TestServices;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A node whose sealer runs when the test says so, and the ways of a dishonest administrator. */
final class AuditFixture implements AutoCloseable {

  final TestDatabase database = TestServices.newDatabase();
  final MovableClock clock = new MovableClock(Instant.parse("2026-11-22T08:00:00.123456Z"));
  final ServerNode node;
  private final Path folder;
  private List<String> tampering = List.of();

  AuditFixture(Path folder) {
    this.folder = folder;
    this.node = another();
  }

  /** One more node of the cluster. */
  ServerNode another() {
    return ServerNode.start(
        database,
        folder.resolve("key"),
        clock,
        Map.of("idp.audit.seal-every", "1h", "idp.audit.witness-folder", witnesses().toString()));
  }

  /** Where the checkpoints are written down. */
  Path witnesses() {
    return folder.resolve("witnesses");
  }

  void record(int count) {
    for (int i = 0; i < count; i++) {
      clock.advance(Duration.ofMillis(5));
      node.get(Audit.class).record(event(i));
    }
  }

  static AuditEvent event(int number) {
    return AuditEvent.of(AuditEventType.SIGN_IN_COMPLETED, new RequestOrigin("127.0.0.1", "浏览器"))
        .person(new PersonId(new UUID(7, number)))
        .client(new ClientId("hospital"))
        .detail("method", "police")
        .detail("number", Integer.toString(number));
  }

  void seal() {
    node.get(SealEvents.class).pass();
  }

  /** Ten events more, sealed, and a checkpoint over them. */
  void recordSealAndSign() {
    record(10);
    clock.advance(Duration.ofMinutes(2));
    seal();
  }

  /**
   * What the verifier says of the trail as tampered with. In a transaction that is rolled back, so
   * that the next test finds the trail whole.
   */
  TrailState verify(String... witnesses) {
    return verify(List.of(witnesses), List.of());
  }

  TrailState verify(List<String> witnesses, List<Path> archives) {
    AuditVerification verification = node.get(AuditVerification.class);
    if (tampering.isEmpty()) {
      return verification.verify(witnesses, archives);
    }
    return node.transaction()
        .execute(status -> {
          status.setRollbackOnly();
          node.jdbc().sql("SET LOCAL session_replication_role = replica").update();
          tampering.forEach(statement -> node.jdbc().sql(statement).update());
          return verification.verify(witnesses, archives);
        });
  }

  /** Statements of a superuser who has switched the triggers off; for the next {@link #verify}. */
  void tamper(String... statements) {
    tampering = List.of(statements);
  }

  /** Statements of a superuser, committed. */
  void commit(String... statements) {
    node.transaction()
        .executeWithoutResult(status -> {
          node.jdbc().sql("SET LOCAL session_replication_role = replica").update();
          for (String statement : statements) {
            node.jdbc().sql(statement).update();
          }
        });
  }

  /** What is left when somebody removes all that was sealed after a position. */
  void cutAfter(long position) {
    cut(database, position);
  }

  static void cut(TestDatabase database, long position) {
    try (var connection =
            DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
        var statement = connection.createStatement()) {
      statement.execute("SET session_replication_role = replica");
      statement.execute(
          "DELETE FROM audit_event WHERE id IN"
              + " (SELECT event_id FROM audit_chain WHERE position > "
              + position
              + ")");
      statement.execute("DELETE FROM audit_chain WHERE position > " + position);
      statement.execute("DELETE FROM audit_checkpoint WHERE position > " + position);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  long number(String query) {
    return node.jdbc().sql(query).query(Long.class).single();
  }

  List<String> details(String type) {
    return node.jdbc()
        .sql("SELECT details FROM audit_event WHERE type = ? ORDER BY id")
        .param(type)
        .query(String.class)
        .list();
  }

  UUID eventAt(long position) {
    return node.jdbc()
        .sql("SELECT event_id FROM audit_chain WHERE position = ?")
        .param(position)
        .query(UUID.class)
        .single();
  }

  long count(String table) {
    return node.jdbc().sql("SELECT count(*) FROM " + table).query(Long.class).single();
  }

  @Override
  public void close() {
    node.close();
  }
}
