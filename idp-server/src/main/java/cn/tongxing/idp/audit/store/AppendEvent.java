package cn.tongxing.idp.audit.store;

import cn.tongxing.idp.audit.Audit;
import cn.tongxing.idp.audit.AuditEvent;
import java.security.SecureRandom;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.ConfigurableTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionExecution;
import org.springframework.transaction.TransactionExecutionListener;
import org.springframework.transaction.support.DefaultTransactionDefinition;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * One INSERT for all events of a transaction, before it commits: a sign-in records several, and
 * nobody waits for rows of the trail (docs/adr/0020-order-of-locks.md). The hottest statement of
 * the server: parameters are set by place, and each has the same type whether it is null or not,
 * since the driver has a statement parsed anew when a type differs from the last call's.
 */
final class AppendEvent implements Audit, TransactionExecutionListener {

  private static final String INSERT =
      """
      INSERT INTO audit_event (id, occurred_at, type, address, user_agent,
                               person, client, session, grant_id, sign_in, details)
      VALUES\
      """;

  private static final String ROW = " (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
  private static final int COLUMNS = 11;

  /** A statement has room for 65,535 parameters; whoever ends a thousand things records as many. */
  private static final int ROWS_AT_ONCE = 100;

  private final DataSource database;
  private final JdbcTemplate jdbc;
  private final TransactionOperations own;
  private final InstantSource clock;
  private final EventIds ids;
  private final JsonMapper json = JsonMapper.builder().build();

  AppendEvent(
      DataSource database,
      PlatformTransactionManager transactions,
      InstantSource clock,
      SecureRandom random) {
    this.database = database;
    this.jdbc = new JdbcTemplate(database);
    this.own =
        new TransactionTemplate(
            transactions,
            new DefaultTransactionDefinition(TransactionDefinition.PROPAGATION_REQUIRES_NEW));
    this.clock = clock;
    this.ids = new EventIds(random);
    if (!(transactions instanceof ConfigurableTransactionManager configurable)) {
      throw new IllegalArgumentException("no word before a commit: " + transactions);
    }
    configurable.addListener(this);
  }

  /** An event with what it is given when it happens. */
  private record Row(UUID id, Instant at, AuditEvent event, String details) {}

  @Override
  public void record(AuditEvent event) {
    // As precise as the column, so that what is read back is what was sealed.
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    Row row = new Row(ids.next(now), now, event, json.writeValueAsString(event.details()));
    if (TransactionSynchronizationManager.isSynchronizationActive()
        && TransactionSynchronizationManager.isActualTransactionActive()) {
      underWay().add(row);
    } else {
      alone(List.of(row)); // there is none, or it is over
    }
  }

  /**
   * The last act of a transaction: whoever records at its end has done so by now, even as the first
   * and just before. What cannot be written rolls all back. A savepoint given back is announced as
   * a commit, too, and is the end of nothing.
   */
  @Override
  public void beforeCommit(TransactionExecution transaction) {
    if (!transaction.isNested()
        && TransactionSynchronizationManager.getResource(this) instanceof UnderWay mine) {
      mine.write();
    }
  }

  /** The events of the caller's transaction; those of one that is suspended are not in sight. */
  private UnderWay underWay() {
    if (TransactionSynchronizationManager.getResource(this) instanceof UnderWay mine) {
      return mine;
    }
    UnderWay begun = new UnderWay();
    TransactionSynchronizationManager.bindResource(this, begun);
    TransactionSynchronizationManager.registerSynchronization(begun);
    return begun;
  }

  /** Where a connection is still bound, by a transaction that is over, not on that one. */
  private void alone(List<Row> rows) {
    if (TransactionSynchronizationManager.hasResource(database)) {
      own.executeWithoutResult(_ -> insert(rows));
    } else {
      insert(rows);
    }
  }

  /**
   * Keeps events in their order until their transaction commits; one rolled back loses them, a
   * savepoint that is gone back to those that were recorded since. Once it has committed it acts
   * before anybody else does, so that whoever records then knows that it is over.
   */
  private final class UnderWay implements TransactionSynchronization {

    private final List<Row> rows = new ArrayList<>();

    /** How many there were at each savepoint; at one that is not here there were none yet. */
    private final IdentityHashMap<Object, Integer> atSavepoint = new IdentityHashMap<>();

    private boolean written;
    private boolean over;

    private void add(Row row) {
      if (over) {
        alone(List.of(row));
      } else if (written) {
        insert(List.of(row));
      } else {
        rows.add(row);
      }
    }

    @Override
    public int getOrder() {
      return HIGHEST_PRECEDENCE;
    }

    @Override
    public void suspend() {
      TransactionSynchronizationManager.unbindResource(AppendEvent.this);
    }

    @Override
    public void resume() {
      TransactionSynchronizationManager.bindResource(AppendEvent.this, this);
    }

    @Override
    public void savepoint(Object savepoint) {
      atSavepoint.put(savepoint, rows.size());
    }

    /** What was recorded since is of effects that are no more. What is written PostgreSQL takes. */
    @Override
    public void savepointRollback(Object savepoint) {
      if (!written) {
        rows.subList(atSavepoint.getOrDefault(savepoint, 0), rows.size()).clear();
      }
    }

    /** Once: another transaction may begin and end before this one is put away. */
    private void write() {
      if (!written) {
        written = true;
        insert(rows);
      }
    }

    @Override
    public void afterCommit() {
      over = true;
    }

    /** Whoever was the first to record did so after the commit: of that, and not in it. */
    @Override
    public void afterCompletion(int status) {
      TransactionSynchronizationManager.unbindResource(AppendEvent.this);
      over = true;
      if (!written && status == STATUS_COMMITTED) {
        alone(rows);
      }
    }
  }

  private void insert(List<Row> rows) {
    for (int from = 0; from < rows.size(); from += ROWS_AT_ONCE) {
      List<Row> some = rows.subList(from, Math.min(from + ROWS_AT_ONCE, rows.size()));
      String statement = INSERT + String.join(",", Collections.nCopies(some.size(), ROW));
      jdbc.update(
          statement,
          parameters -> {
            for (int i = 0; i < some.size(); i++) {
              set(parameters, i * COLUMNS, some.get(i));
            }
          });
    }
  }

  private static void set(PreparedStatement parameters, int before, Row row) throws SQLException {
    AuditEvent event = row.event();
    parameters.setObject(before + 1, row.id());
    parameters.setObject(before + 2, row.at().atOffset(ZoneOffset.UTC));
    parameters.setString(before + 3, event.type().code());
    parameters.setString(before + 4, storable(event.origin().address()));
    parameters.setString(before + 5, storable(event.origin().userAgent()));
    uuid(parameters, before + 6, event.person() == null ? null : event.person().value());
    parameters.setString(before + 7, event.client() == null ? null : event.client().value());
    uuid(parameters, before + 8, event.session() == null ? null : event.session().value());
    uuid(parameters, before + 9, event.grant() == null ? null : event.grant().value());
    uuid(parameters, before + 10, event.signIn() == null ? null : event.signIn().value());
    parameters.setString(before + 11, row.details());
  }

  private static void uuid(PreparedStatement parameters, int place, @Nullable UUID value)
      throws SQLException {
    if (value == null) {
      parameters.setNull(place, Types.OTHER, "uuid");
    } else {
      parameters.setObject(place, value);
    }
  }

  /** A browser may send U+0000, which PostgreSQL's text cannot hold. */
  private static String storable(String text) {
    return text.indexOf('\0') < 0 ? text : text.replace('\0', ' ');
  }
}
