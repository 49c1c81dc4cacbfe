package cn.tongxing.idp.audit.store;

import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What the verifier reads: all of it, in order, a thousand rows in memory at a time. To be used
 * within one transaction; the streams are to be closed.
 */
public final class Trail {

  private static final int FETCHED = 1000;

  private static final int LONGEST_WAIT_MILLIS = 600_000;

  private final JdbcClient jdbc;
  private final JdbcTemplate connections;

  public Trail(DataSource database) {
    this.connections = new JdbcTemplate(database);
    this.jdbc = JdbcClient.create(connections);
  }

  /**
   * Takes the time limits from the caller's transaction, at both ends of the line, and walks
   * indexes instead of sorting.
   */
  public void prepare() {
    connections.execute(
        (ConnectionCallback<Boolean>)
            connection -> {
              connection.setNetworkTimeout(Runnable::run, LONGEST_WAIT_MILLIS);
              return true;
            });
    jdbc.sql("SET LOCAL statement_timeout = 0").update();
    jdbc.sql("SET LOCAL enable_sort = off").update();
    jdbc.sql("SET LOCAL jit = off").update();
  }

  /** Events after one, in the order of sealing. */
  public Stream<EventRow> events(EventKey after) {
    return jdbc
        .sql(Rows.EVENT + "WHERE (xact, id) > (?::text::xid8, ?) ORDER BY xact, id")
        .params(after.transactionText(), after.event())
        .withFetchSize(FETCHED)
        .query(Rows::event)
        .stream();
  }

  /**
   * Events up to one, it included, in the order of sealing.
   *
   * @param from the lowest id that counts
   */
  public Stream<EventRow> eventsUpTo(EventKey last, UUID from) {
    return jdbc
        .sql(Rows.EVENT + "WHERE (xact, id) <= (?::text::xid8, ?) AND id >= ? ORDER BY xact, id")
        .params(last.transactionText(), last.event(), from)
        .withFetchSize(FETCHED)
        .query(Rows::event)
        .stream();
  }

  /** Links after a position, by position. */
  public Stream<ChainRow> links(long after) {
    return jdbc
        .sql(Rows.LINK + "WHERE position > ? ORDER BY position")
        .param(after)
        .withFetchSize(FETCHED)
        .query(Rows::link)
        .stream();
  }

  /** Checkpoints after a position, by position. */
  public Stream<CheckpointRow> checkpoints(long after) {
    return jdbc
        .sql(Rows.CHECKPOINT + "WHERE position > ? ORDER BY position")
        .param(after)
        .withFetchSize(FETCHED)
        .query(Rows::checkpoint)
        .stream();
  }

  /** Whether there is an event of that id, in whatever transaction. */
  public boolean hasEvent(UUID event) {
    return jdbc.sql("SELECT EXISTS (SELECT 1 FROM audit_event WHERE id = ?)")
        .param(event)
        .query(Boolean.class)
        .single();
  }

  /** Whether some link seals the event. */
  public boolean hasLink(UUID event) {
    return jdbc.sql("SELECT EXISTS (SELECT 1 FROM audit_chain WHERE event_id = ?)")
        .param(event)
        .query(Boolean.class)
        .single();
  }
}
