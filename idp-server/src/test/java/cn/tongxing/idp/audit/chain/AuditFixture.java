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
  private final Path keyFile;
  private List<String> tampering = List.of();

  AuditFixture(Path folder) {
    this.keyFile = folder.resolve("key");
    this.node = another();
  }

  /** One more node of the cluster. */
  ServerNode another() {
    return ServerNode.start(database, keyFile, clock, Map.of("idp.audit.seal-every", "1h"));
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
    AuditVerification verification = node.get(AuditVerification.class);
    if (tampering.isEmpty()) {
      return verification.verify(List.of(witnesses));
    }
    return node.transaction()
        .execute(status -> {
          status.setRollbackOnly();
          node.jdbc().sql("SET LOCAL session_replication_role = replica").update();
          tampering.forEach(statement -> node.jdbc().sql(statement).update());
          return verification.verify(List.of(witnesses));
        });
  }

  /** Statements of a superuser who has switched the triggers off; for the next {@link #verify}. */
  void tamper(String... statements) {
    tampering = List.of(statements);
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
