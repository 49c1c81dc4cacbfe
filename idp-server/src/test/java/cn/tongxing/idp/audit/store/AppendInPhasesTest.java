package cn.tongxing.idp.audit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.tongxing.idp.audit.Audit;
import cn.tongxing.idp.audit.AuditEvent;
import cn.tongxing.idp.audit.AuditEventType;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.testing.Clause;
import cn.tongxing.idp.testing.TestDatabase;
import cn.tongxing.idp.testing.TestServices;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.core.Ordered;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.DefaultTransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** No phase of a transaction loses an event, and none outlives what was rolled back. */
@Clause("A1")
class AppendInPhasesTest {

  private static DriverManagerDataSource database;

  private final DataSourceTransactionManager transactions =
      new DataSourceTransactionManager(database);
  private final TransactionTemplate outer = new TransactionTemplate(transactions);
  private final TransactionTemplate inner =
      new TransactionTemplate(
          transactions,
          new DefaultTransactionDefinition(TransactionDefinition.PROPAGATION_REQUIRES_NEW));
  private final TransactionTemplate savepoint =
      new TransactionTemplate(
          transactions, new DefaultTransactionDefinition(TransactionDefinition.PROPAGATION_NESTED));
  private final JdbcClient jdbc = JdbcClient.create(database);
  private final AppendEvent trail =
      new AppendEvent(database, transactions, InstantSource.system(), new SecureRandom());
  private final AtomicInteger count = new AtomicInteger();
  private int start;

  @BeforeAll
  static void connect() {
    TestDatabase own = TestServices.newDatabase();
    database = new DriverManagerDataSource(own.jdbcUrl(), own.user(), own.password());
  }

  @BeforeEach
  void nothingYet() {
    start = recorded().size();
  }

  private void record(String what) {
    trail.record(event(what));
  }

  private static AuditEvent event(String what) {
    return AuditEvent.of(AuditEventType.SERVER_STARTED, RequestOrigin.SERVER).detail("what", what);
  }

  private List<String> recorded() {
    return jdbc.sql("SELECT details::jsonb ->> 'what' FROM audit_event ORDER BY id")
        .query(String.class)
        .list();
  }

  private List<String> since() {
    return recorded().subList(start, recorded().size());
  }

  /** Somebody who acts at the end of a transaction. */
  private enum Phase {
    BEFORE_COMMIT,
    BEFORE_COMPLETION,
    AFTER_COMMIT,
    AFTER_COMPLETION
  }

  private void at(Phase phase, int order, Runnable act) {
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public int getOrder() {
            return order;
          }

          @Override
          public void beforeCommit(boolean readOnly) {
            run(Phase.BEFORE_COMMIT);
          }

          @Override
          public void beforeCompletion() {
            run(Phase.BEFORE_COMPLETION);
          }

          @Override
          public void afterCommit() {
            run(Phase.AFTER_COMMIT);
          }

          @Override
          public void afterCompletion(int status) {
            run(Phase.AFTER_COMPLETION);
          }

          private void run(Phase now) {
            if (now == phase) {
              act.run();
            }
          }
        });
  }

  @Test
  void everyPhaseKeepsItWhetherItIsTheFirstOrNot() {
    List<String> expected = new ArrayList<>();
    for (Phase phase : Phase.values()) {
      for (int order : List.of(Ordered.HIGHEST_PRECEDENCE, 0, Ordered.LOWEST_PRECEDENCE)) {
        for (boolean before : List.of(false, true)) {
          for (boolean sooner : List.of(false, true)) {
            String name = phase + " " + order + " " + before + " " + sooner;
            outer.executeWithoutResult(_ -> {
              if (sooner) {
                at(phase, order, () -> record(name));
              }
              if (before) {
                record("body " + name);
              }
              if (!sooner) {
                at(phase, order, () -> record(name));
              }
            });
            expected.add(name);
            if (before) {
              expected.add("body " + name);
            }
            assertThat(since()).as(name).containsExactlyInAnyOrderElementsOf(expected);
            assertThat(TransactionSynchronizationManager.getResourceMap()).isEmpty();
          }
        }
      }
    }
  }

  /** With one who acts before the commit, the event is part of the transaction. */
  @Test
  void whatIsRecordedBeforeTheCommitIsRolledBackWithIt() {
    assertThatThrownBy(() ->
            outer.executeWithoutResult(_ -> {
              at(Phase.BEFORE_COMMIT, 0, () -> record("lost"));
              at(
                  Phase.BEFORE_COMMIT,
                  1,
                  () -> {
                    throw new IllegalStateException("no");
                  });
            }))
        .isInstanceOf(IllegalStateException.class);

    assertThat(since()).isEmpty();
  }

  /** Its effect is not there without it (ADR 0031), as the first event of its transaction too. */
  @ParameterizedTest
  @EnumSource(names = {"BEFORE_COMMIT", "BEFORE_COMPLETION"})
  void whatCannotBeWrittenLeavesNoEffectHoweverLateItIsRecorded(Phase phase) {
    jdbc.sql("CREATE TABLE IF NOT EXISTS effect (name text)").update();
    jdbc.sql("ALTER TABLE audit_event ADD CONSTRAINT refusing CHECK (details NOT LIKE '%refused%')")
        .update();
    try {
      assertThatThrownBy(() ->
              outer.executeWithoutResult(_ -> {
                jdbc.sql("INSERT INTO effect VALUES ('done')").update();
                at(phase, 0, () -> record("refused"));
              }))
          .isInstanceOf(DataAccessException.class);
    } finally {
      jdbc.sql("ALTER TABLE audit_event DROP CONSTRAINT refusing").update();
    }

    assertThat(jdbc.sql("SELECT count(*) FROM effect").query(Integer.class).single()).isZero();
    assertThat(since()).isEmpty();
    assertThat(TransactionSynchronizationManager.getResourceMap()).isEmpty();
  }

  /** The transaction that the event is about, told by PostgreSQL's name for it. */
  @ParameterizedTest
  @EnumSource(names = {"BEFORE_COMMIT", "BEFORE_COMPLETION"})
  void theFirstEventIsWrittenInItsTransactionHoweverLateItIsRecorded(Phase phase) {
    String its =
        outer.execute(_ -> {
          at(phase, 0, () -> record("late " + phase));
          return jdbc.sql("SELECT pg_current_xact_id()::text").query(String.class).single();
        });

    assertThat(
            jdbc.sql("SELECT xact::text FROM audit_event ORDER BY id DESC LIMIT 1")
                .query(String.class)
                .single())
        .isEqualTo(its);
  }

  @Test
  void aRollbackLosesWhatWasRecordedInItAndKeepsWhatIsSaidAfterwards() {
    outer.executeWithoutResult(status -> {
      record("lost");
      at(Phase.BEFORE_COMPLETION, 0, () -> record("lost too"));
      at(Phase.AFTER_COMPLETION, 0, () -> record("it came to nothing"));
      status.setRollbackOnly();
    });
    assertThat(since()).containsExactly("it came to nothing");
  }

  @Test
  void aTransactionThatFailedInTheDatabaseLeavesNothing() {
    assertThatThrownBy(() ->
            outer.executeWithoutResult(_ -> {
              record("lost");
              jdbc.sql("SELECT 1 / 0").query(Integer.class).single();
            }))
        .isInstanceOf(DataAccessException.class)
        .hasMessageContaining("division");
    assertThat(since()).isEmpty();
    assertThat(TransactionSynchronizationManager.getResourceMap()).isEmpty();
  }

  @Test
  void oneThatIsNestedHasEventsOfItsOwn() {
    outer.executeWithoutResult(status -> {
      record("outer");
      inner.executeWithoutResult(_ -> record("inner"));
      inner.executeWithoutResult(nested -> {
        record("inner, lost");
        nested.setRollbackOnly();
      });
      record("outer again");
      assertThat(since()).containsExactly("inner");
      status.setRollbackOnly();
    });
    assertThat(since()).containsExactly("inner");
  }

  /** Two of one statement have its number, and its transaction's. */
  @Test
  void aSavepointIsNotTheEndAndAllIsOneStatement() {
    outer.executeWithoutResult(_ -> {
      record("before");
      savepoint.executeWithoutResult(_ -> record("at the savepoint"));
      record("after");
      assertThat(written()).as("seen from inside").isEqualTo(start);
    });
    assertThat(since()).containsExactly("before", "at the savepoint", "after");
    assertThat(
            jdbc.sql(
                    """
                    SELECT count(DISTINCT (xmin::text, cmin::text))
                      FROM (SELECT xmin, cmin FROM audit_event ORDER BY id DESC LIMIT 3) AS three
                    """)
                .query(Integer.class)
                .single())
        .isEqualTo(1);
  }

  /** Each goes back to its own savepoint, and to no other's. */
  @Test
  void whatWasRecordedSinceASavepointIsLostWithIt() {
    outer.executeWithoutResult(_ -> {
      record("before");
      savepoint.executeWithoutResult(_ -> record("kept"));
      savepoint.executeWithoutResult(first -> {
        record("lost");
        savepoint.executeWithoutResult(_ -> record("lost within"));
        first.setRollbackOnly();
      });
      savepoint.executeWithoutResult(_ -> {
        record("kept around");
        savepoint.executeWithoutResult(second -> {
          record("lost again");
          second.setRollbackOnly();
        });
      });
      record("after");
    });

    assertThat(since()).containsExactly("before", "kept", "kept around", "after");
  }

  /** Nobody had recorded anything when the savepoint was made. */
  @Test
  void theFirstOfATransactionIsLostWithItsSavepointToo() {
    outer.executeWithoutResult(_ -> {
      assertThatThrownBy(() ->
              savepoint.executeWithoutResult(_ -> {
                record("lost");
                throw new IllegalStateException("no");
              }))
          .isInstanceOf(IllegalStateException.class);
      record("after");
    });

    assertThat(since()).containsExactly("after");
  }

  /** However late it is. */
  @Test
  void soItIsAtTheEndOfATransaction() {
    outer.executeWithoutResult(_ -> {
      record("body");
      at(
          Phase.BEFORE_COMPLETION,
          0,
          () -> {
            record("late");
            savepoint.executeWithoutResult(status -> {
              record("lost");
              status.setRollbackOnly();
            });
          });
    });

    assertThat(since()).containsExactlyInAnyOrder("body", "late");
  }

  @Test
  void whoeverListensHearsOfWhatStandsAlone() {
    var heard = new ArrayList<String>();
    Audit told = new TellListeners(trail, List.of(event -> heard.add(event.details().get("what"))));
    outer.executeWithoutResult(_ -> {
      told.record(event("before"));
      savepoint.executeWithoutResult(status -> {
        told.record(event("lost"));
        status.setRollbackOnly();
      });
      savepoint.executeWithoutResult(_ -> told.record(event("kept")));
      assertThat(heard).isEmpty();
    });

    assertThat(heard).containsExactly("before", "kept");
    assertThat(since()).containsExactly("before", "kept");
  }

  private int written() {
    return jdbc.sql("SELECT count(*) FROM audit_event").query(Integer.class).single();
  }

  @Test
  void oneThatBeginsAfterTheOtherCommittedHasEventsOfItsOwn() {
    outer.executeWithoutResult(_ -> {
      record("outer");
      at(
          Phase.AFTER_COMPLETION,
          Ordered.LOWEST_PRECEDENCE,
          () -> {
            inner.executeWithoutResult(nested -> {
              record("lost");
              nested.setRollbackOnly();
            });
            inner.executeWithoutResult(_ -> record("inner"));
          });
    });
    assertThat(since()).containsExactlyInAnyOrder("outer", "inner");
  }

  @Test
  void thousandsAreRecordedInTheirOrder() {
    outer.executeWithoutResult(_ -> {
      for (int i = 0; i < 3000; i++) {
        record("event " + count.incrementAndGet());
      }
    });
    assertThat(since()).hasSize(3000).startsWith("event 1").endsWith("event 3000");
  }
}
