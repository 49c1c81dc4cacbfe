package cn.tongxing.idp.audit.store;

import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What the verifier reads: all of it, in order, a thousand rows in memory at a time. To be used
 * within one transaction; the streams are to be closed.
 */
public final class Trail {

  private static final int FETCHED = 1000;

  private final JdbcClient jdbc;

  public Trail(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Takes the time limit from the caller's transaction, and walks indexes instead of sorting. */
  public void prepare() {
    jdbc.sql("SET LOCAL statement_timeout = 0").update();
    jdbc.sql("SET LOCAL enable_sort = off").update();
    jdbc.sql("SET LOCAL jit = off").update();
  }

  /** In the order of sealing. */
  public Stream<EventRow> events() {
    return jdbc
        .sql(Rows.EVENT + "ORDER BY xact, id")
        .withFetchSize(FETCHED)
        .query(Rows::event)
        .stream();
  }

  /** By position. */
  public Stream<ChainRow> links() {
    return jdbc
        .sql(Rows.LINK + "ORDER BY position")
        .withFetchSize(FETCHED)
        .query(Rows::link)
        .stream();
  }

  /** By position. */
  public Stream<CheckpointRow> checkpoints() {
    return jdbc
        .sql(Rows.CHECKPOINT + "ORDER BY position")
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
