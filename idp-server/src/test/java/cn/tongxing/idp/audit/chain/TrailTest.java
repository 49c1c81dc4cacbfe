package cn.tongxing.idp.audit.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import cn.tongxing.idp.audit.Audit;
import cn.tongxing.idp.audit.AuditVerification;
import cn.tongxing.idp.audit.TrailState.Intact;
import cn.tongxing.idp.testing.Clause;
import cn.tongxing.idp.testing.ServerNode;
import cn.tongxing.idp.testing.TestDatabase;
import cn.tongxing.idp.testing.TestServices;
import cn.tongxing.idp.testing.Within;
import cn.tongxing.idp.upkeep.Upkeep;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Clause({"G4", "F30"})
class TrailTest {

  @TempDir Path folder;
  private AuditFixture fixture;
  private long before;

  @BeforeEach
  void start() {
    fixture = new AuditFixture(folder);
    before = fixture.count("audit_event");
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void anEventCommitsWithItsEffectAndGoesWithIt() {
    Audit audit = fixture.node.get(Audit.class);

    fixture
        .node
        .transaction()
        .executeWithoutResult(status -> {
          audit.record(AuditFixture.event(1));
          status.setRollbackOnly();
        });
    assertThat(fixture.count("audit_event")).isEqualTo(before);

    fixture.node.transaction().executeWithoutResult(status -> audit.record(AuditFixture.event(1)));
    audit.record(AuditFixture.event(2));
    assertThat(fixture.count("audit_event")).isEqualTo(before + 2);
  }

  @Test
  void anEventIsStoredInItsMonthsPartitionWithAllItHas() {
    fixture.record(1);

    assertThat(fixture.count("audit_event_default")).isZero();
    assertThat(
            fixture
                .node
                .jdbc()
                .sql(
                    """
                    SELECT type || ' ' || address || ' ' || user_agent || ' ' || client || ' ' || details
                    FROM audit_event_2026_11 WHERE type = 'signin.completed'
                    """)
                .query(String.class)
                .single())
        .isEqualTo(
            "signin.completed 127.0.0.1 浏览器 hospital {\"method\":\"police\",\"number\":\"0\"}");
    assertThat(fixture.count("audit_event_2026_12") + fixture.count("audit_event_2027_01"))
        .isZero();
  }

  @Test
  void anEventOfAMonthWithoutPartitionIsKeptAndMovedThereLater() {
    fixture.clock.advance(Duration.ofDays(400));
    fixture.record(3);
    fixture.seal();
    assertThat(fixture.count("audit_event_default")).isEqualTo(3);
    assertThat(fixture.verify()).isInstanceOf(Intact.class);

    fixture.record(2);
    assertThat(fixture.node.get(Upkeep.class).runAll()).isEmpty();

    assertThat(fixture.count("audit_event_default")).isZero();
    assertThat(fixture.count("audit_event_2027_12")).isEqualTo(5);
    fixture.seal();
    assertThat(fixture.verify()).isEqualTo(new Intact(before + 5, before + 3, 0));
    assertThatThrownBy(
            () -> fixture.node.jdbc().sql("DELETE FROM audit_event WHERE type <> ''").update())
        .hasMessageContaining("append-only");
    assertThatThrownBy(() -> fixture.node.jdbc().sql("TRUNCATE audit_event_2027_12").update())
        .hasMessageContaining("append-only");
  }

  @Test
  void whatIsNotYetSealedIsCountedAndThenSealed() {
    fixture.record(5);

    assertThat(fixture.verify()).isEqualTo(new Intact(0, 0, before + 5));
    fixture.seal();
    assertThat(fixture.verify()).isEqualTo(new Intact(before + 5, before + 5, 0));
    fixture.seal();
    assertThat(fixture.verify()).isEqualTo(new Intact(before + 5, before + 5, 0));
  }

  @Test
  void anEventOfALongTransactionIsSealedInItsTurn() throws Exception {
    CountDownLatch written = new CountDownLatch(1);
    CountDownLatch mayCommit = new CountDownLatch(1);
    try (var executor = Executors.newSingleThreadExecutor()) {
      var slow =
          executor.submit(() ->
              fixture
                  .node
                  .transaction()
                  .executeWithoutResult(status -> {
                    // its event is written at its end, under the number that it has from here on
                    fixture.node.jdbc().sql("SELECT pg_current_xact_id()").query().singleValue();
                    fixture.node.get(Audit.class).record(AuditFixture.event(99));
                    written.countDown();
                    Within.opened(mayCommit);
                  }));
      try {
        Within.opened(written);
        fixture.record(5);
        fixture.seal();
        // Those after the slow one wait: were they sealed, it would come up behind the cursor.
        assertThat(fixture.verify()).isEqualTo(new Intact(before, before, 5));
      } finally {
        mayCommit.countDown();
      }
      Within.done(slow);
    }
    fixture.seal();
    assertThat(fixture.verify()).isEqualTo(new Intact(before + 6, before, 0));
  }

  @Test
  void transactionsAreSealedByNumberAndFoundByIndex() {
    for (int transaction : new int[] {300, 5, 40}) {
      fixture
          .node
          .jdbc()
          .sql(
              """
              INSERT INTO audit_event (id, xact, occurred_at, type, address, user_agent, details)
              VALUES (uuidv7(), ?::text::xid8, now(), 'x', '', '', '{}')
              """)
          .param(Integer.toString(transaction))
          .update();
    }
    fixture.seal();

    assertThat(
            fixture
                .node
                .jdbc()
                .sql("SELECT xact::text FROM audit_chain ORDER BY position LIMIT 3")
                .query(String.class)
                .list())
        .containsExactly("5", "40", "300");
    assertThat(fixture.verify()).isEqualTo(new Intact(before + 3, before + 3, 0));
    assertThat(
            planOf(
                "SELECT * FROM audit_event WHERE (xact, id) > ('5', uuidv7())"
                    + " AND xact < pg_snapshot_xmin(pg_current_snapshot()) ORDER BY xact, id LIMIT 1000"))
        .contains("Index Cond")
        .doesNotContain("Seq Scan")
        .doesNotContain("Sort  ");
  }

  private String planOf(String query) {
    return fixture
        .node
        .transaction()
        .execute(status -> {
          fixture.node.jdbc().sql("SET LOCAL enable_seqscan = off").update();
          return String.join(
              "\n", fixture.node.jdbc().sql("EXPLAIN " + query).query(String.class).list());
        });
  }

  @Test
  void aDatabaseWhoseCounterBeganAnewIsRefused() {
    fixture
        .node
        .jdbc()
        .sql("INSERT INTO audit_chain VALUES (1, uuidv7(), '4294967296', repeat('x', 32)::bytea)")
        .update();

    assertThatThrownBy(fixture::another).hasStackTraceContaining("transaction counter is below");
  }

  @Test
  void threeWritersAndTwoSealersMakeOneChain() throws Exception {
    AtomicInteger writing = new AtomicInteger(3);
    try (ServerNode other = fixture.another();
        var executor = Executors.newFixedThreadPool(5)) {
      for (ServerNode sealing : new ServerNode[] {fixture.node, other}) {
        executor.submit(() -> {
          while (writing.get() > 0) {
            sealing.get(SealEvents.class).pass();
          }
        });
      }
      for (int writer = 0; writer < 3; writer++) {
        Audit audit = (writer % 2 == 0 ? fixture.node : other).get(Audit.class);
        executor.submit(() -> {
          try {
            for (int i = 0; i < 100; i++) {
              audit.record(AuditFixture.event(i));
            }
          } finally {
            writing.decrementAndGet();
          }
        });
      }
    }
    fixture.seal();

    assertThat(fixture.verify())
        .isInstanceOfSatisfying(
            Intact.class,
            intact -> {
              assertThat(intact.sealed()).isEqualTo(fixture.count("audit_event"));
              assertThat(intact.sealed()).isGreaterThanOrEqualTo(before + 300);
              assertThat(intact.unsealed()).isZero();
            });
  }

  @Test
  void aNodeThatDiesWhileSealingLeavesNeitherLinkNorLock() throws Exception {
    fixture.record(5);
    try (var dying = unpooled(fixture.database);
        var statement = dying.createStatement()) {
      dying.setAutoCommit(false);
      statement.execute("SELECT pg_advisory_xact_lock(" + 0x7478_0011L + ")");
      statement.execute(
          "INSERT INTO audit_chain SELECT 1, id, xact, decode(repeat('00', 32), 'hex')"
              + " FROM audit_event ORDER BY xact, id LIMIT 1");
      fixture.seal();
      assertThat(fixture.count("audit_chain")).as("sealed beside the lock's holder").isZero();
      int pid = backend(dying);
      fixture.node.jdbc().sql("SELECT pg_terminate_backend(?)").param(pid).query(row -> {});
      await()
          .untilAsserted(() -> {
            fixture.seal();
            assertThat(fixture.verify()).isEqualTo(new Intact(before + 5, before + 5, 0));
          });
    }
    assertThat(fixture.verify()).isEqualTo(new Intact(before + 5, before + 5, 0));
  }

  @Test
  void aBatchThatIsFullAsksForAnotherPass() {
    fixture.record(1005);

    assertThat(fixture.node.get(SealEvents.class).pass()).isTrue();
    assertThat(fixture.node.get(SealEvents.class).pass()).isFalse();
    assertThat(fixture.verify()).isEqualTo(new Intact(before + 1005, 1000, 0));
  }

  @Test
  void theSealerRunsByItselfWithinASecondAndSealsTheLastEventsWhenItStops() {
    TestDatabase database = TestServices.newDatabase();
    Path keyFile = folder.resolve("other");
    try (ServerNode running = ServerNode.start(database, keyFile)) {
      await()
          .untilAsserted(() ->
              assertThat(running.get(AuditVerification.class).verify())
                  .isInstanceOfSatisfying(
                      Intact.class, intact -> assertThat(intact.unsealed()).isZero()));
    }
    Map<String, Object> slow = Map.of("idp.audit.seal-every", "1h");
    try (ServerNode stopping = ServerNode.start(database, keyFile, InstantSource.system(), slow)) {
      stopping.get(Audit.class).record(AuditFixture.event(1));
    }
    try (ServerNode reading = ServerNode.start(database, keyFile, InstantSource.system(), slow)) {
      assertThat(reading.get(AuditVerification.class).verify())
          .isInstanceOfSatisfying(Intact.class, intact -> assertThat(intact.unsealed()).isZero());
    }
  }

  /** A pool would try to make a dead connection fit for the next user. */
  private static Connection unpooled(TestDatabase database) throws SQLException {
    return DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
  }

  private static int backend(Connection connection) throws SQLException {
    return connection.unwrap(org.postgresql.PGConnection.class).getBackendPID();
  }
}
