package cn.tongxing.idp.audit.store;

import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Table {@code audit_archive}, and how what is in an archive leaves the others. */
public final class Archives {

  private static final int FETCHED = 1000;
  private static final int DELETED = 5000;
  private static final String LOCK_NOT_AVAILABLE = "55P03";

  private final JdbcClient jdbc;

  public Archives(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** An event with its link. */
  public record Sealed(EventRow event, ChainRow link) {}

  /** All, oldest first. */
  public List<ArchiveRow> all() {
    return jdbc.sql("SELECT position, file, archived_at, jws FROM audit_archive ORDER BY position")
        .query((row, number) ->
            new ArchiveRow(
                row.getLong("position"),
                row.getString("file"),
                row.getObject("archived_at", OffsetDateTime.class).toInstant(),
                row.getString("jws")))
        .list();
  }

  /**
   * Adds one, unless the last one does not end there.
   *
   * @param after where the one before must end; 0 if there must be none
   * @return false if somebody else made an archive meanwhile
   */
  public boolean insertAfter(long after, ArchiveRow row) {
    jdbc.sql("LOCK TABLE audit_archive IN EXCLUSIVE MODE").update();
    long last =
        jdbc.sql("SELECT coalesce(max(position), 0) FROM audit_archive").query(Long.class).single();
    if (last != after) {
      return false;
    }
    jdbc.sql("INSERT INTO audit_archive (position, file, archived_at, jws) VALUES (?, ?, ?, ?)")
        .params(row.position(), row.file(), row.archivedAt().atOffset(ZoneOffset.UTC), row.jws())
        .update();
    return true;
  }

  /** The last link of an event before a month, if there is one after a position. */
  public Optional<ChainRow> lastLinkBefore(YearMonth month, long after) {
    return jdbc.sql(
            Rows.LINK
                + "WHERE position > ? AND event_id < uuid_v7_floor(?) ORDER BY position DESC LIMIT 1")
        .params(after, start(month))
        .query(Rows::link)
        .optional();
  }

  /** Whether an event before a month comes after a link, or lies in the default partition. */
  public boolean hasStragglers(YearMonth month, EventKey last) {
    return jdbc.sql(
            """
            SELECT EXISTS (SELECT 1 FROM audit_event
                            WHERE id < uuid_v7_floor(:month) AND (xact, id) > (:xact::text::xid8, :id))
                OR EXISTS (SELECT 1 FROM audit_event_default WHERE id < uuid_v7_floor(:month))
            """)
        .param("month", start(month))
        .param("xact", last.transactionText())
        .param("id", last.event())
        .query(Boolean.class)
        .single();
  }

  /** The lowest id of a month. */
  public UUID lowestId(YearMonth month) {
    return jdbc.sql("SELECT uuid_v7_floor(?)").param(start(month)).query(UUID.class).single();
  }

  /**
   * The last position up to another one that a checkpoint covers.
   *
   * @param before what is the answer if there is none in the database
   */
  public long covered(long position, long before) {
    return jdbc.sql("SELECT coalesce(max(position), ?) FROM audit_checkpoint WHERE position <= ?")
        .params(before, position)
        .query(Long.class)
        .single();
  }

  /** Whether there is a checkpoint after a position. */
  public boolean hasCheckpointAfter(long position) {
    return jdbc.sql("SELECT EXISTS (SELECT 1 FROM audit_checkpoint WHERE position > ?)")
        .param(position)
        .query(Boolean.class)
        .single();
  }

  /** Events with their links, after a position up to another. To be closed. */
  public Stream<Sealed> sealed(long after, long upTo) {
    return jdbc
        .sql(
            """
            SELECT id, e.xact::text AS xact_text, occurred_at, type, address, user_agent, person,
                   client, session, grant_id, sign_in, details, position, event_id, hash
              FROM audit_chain c JOIN audit_event e ON e.id = c.event_id
             WHERE position > ? AND position <= ?
             ORDER BY position
            """)
        .params(after, upTo)
        .withFetchSize(FETCHED)
        .query((row, number) -> new Sealed(Rows.event(row, number), Rows.link(row, number)))
        .stream();
  }

  /**
   * Takes the table of events for dropping partitions, until the transaction ends. Every sign-in
   * that writes an event meanwhile waits in line, so that it asks for half a second only.
   *
   * @return false if it is in use; the transaction has to be rolled back then
   */
  public boolean lockEvents() {
    jdbc.sql("SET LOCAL lock_timeout = '500ms'").update();
    jdbc.sql("SET LOCAL statement_timeout = '60s'").update();
    try {
      jdbc.sql("LOCK TABLE ONLY audit_event IN ACCESS EXCLUSIVE MODE").update();
      return true;
    } catch (DataAccessException e) {
      if (e.getRootCause() instanceof SQLException cause
          && LOCK_NOT_AVAILABLE.equals(cause.getSQLState())) {
        return false;
      }
      throw e;
    }
  }

  /** Drops the partitions of the months before one, of a locked table; their names. */
  public List<String> dropMonths(YearMonth before) {
    List<String> names =
        jdbc.sql(
                """
                SELECT name FROM month_partitions('audit_event') WHERE ends <= uuid_v7_floor(?)
                """)
            .param(start(before))
            .query((row, _) -> row.getString(1))
            .list();
    names.forEach(name -> jdbc.sql("DROP TABLE " + name).update());
    return names;
  }

  /** Deletes some of the links and checkpoints that are in an archive; whether there are more. */
  public boolean deleteArchived(long upTo) {
    int checkpoints = delete("audit_checkpoint", upTo);
    int links = delete("audit_chain", upTo);
    return links + checkpoints > 0;
  }

  private int delete(String table, long upTo) {
    return jdbc.sql(
            """
            DELETE FROM %1$s WHERE position IN (
              SELECT position FROM %1$s WHERE position <= ? ORDER BY position LIMIT ?)
            """
                .formatted(table))
        .params(upTo, DELETED)
        .update();
  }

  private static OffsetDateTime start(YearMonth month) {
    return month.atDay(1).atStartOfDay().atOffset(ZoneOffset.UTC);
  }
}
