package cn.tongxing.idp.audit.store;

import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the sealer reads and appends. */
public final class Chain {

  private static final long LOCK = 0x7478_0011L;

  private final JdbcClient jdbc;

  public Chain(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Whether the caller's transaction is now the only one that seals. */
  public boolean tryLock() {
    return jdbc.sql("SELECT pg_try_advisory_xact_lock(?)")
        .param(LOCK)
        .query(Boolean.class)
        .single();
  }

  /** The last link, or {@link ChainRow#BEGINNING}. */
  public ChainRow last() {
    return jdbc.sql(Rows.LINK + "ORDER BY position DESC LIMIT 1")
        .query(Rows::link)
        .optional()
        .orElse(ChainRow.BEGINNING);
  }

  /**
   * The next events to seal. Only of transactions older than any that still runs: whatever commits
   * later has a higher transaction id, so that nothing can appear behind the cursor.
   */
  public List<EventRow> unsealedAfter(EventKey last, int most) {
    return jdbc.sql(
            Rows.EVENT
                + """
                WHERE (xact, id) > (?::text::xid8, ?)
                  AND xact < pg_snapshot_xmin(pg_current_snapshot())
                ORDER BY xact, id LIMIT ?
                """)
        .params(last.transactionText(), last.event(), most)
        .query(Rows::event)
        .list();
  }

  /** Appends links in one statement. */
  public void append(List<ChainRow> links) {
    HexFormat hex = HexFormat.of();
    jdbc.sql(
            """
            INSERT INTO audit_chain (position, event_id, xact, hash)
            SELECT position::bigint, event::uuid, xact::xid8, decode(hash, 'hex')
            FROM unnest(?::text[], ?::text[], ?::text[], ?::text[])
                 AS link (position, event, xact, hash)
            """)
        .param(1, texts(links, link -> Long.toString(link.position())))
        .param(2, texts(links, link -> link.key().event().toString()))
        .param(3, texts(links, link -> link.key().transactionText()))
        .param(4, texts(links, link -> hex.formatHex(link.hash())))
        .update();
  }

  /** The last checkpoint, once there is one. */
  public Optional<CheckpointRow> lastCheckpoint() {
    return jdbc.sql(Rows.CHECKPOINT + "ORDER BY position DESC LIMIT 1")
        .query(Rows::checkpoint)
        .optional();
  }

  /**
   * Whether a link and a checkpoint are still what they were, or in an archive. Two reads by
   * primary key.
   *
   * @param archived where the archives end, by what is signed of them; 0 if there is none
   */
  public boolean holds(Optional<ChainRow> link, Optional<CheckpointRow> checkpoint, long archived) {
    return jdbc.sql(
            """
            SELECT (:linkAt = 0 OR :linkAt <= :archived
                    OR EXISTS (SELECT 1 FROM audit_chain WHERE position = :linkAt AND hash = :hash))
               AND (:checkpointAt = 0 OR :checkpointAt <= :archived
                    OR EXISTS (SELECT 1 FROM audit_checkpoint
                                WHERE position = :checkpointAt AND jws = :jws))
            """)
        .param("archived", archived)
        .param("linkAt", link.map(ChainRow::position).orElse(0L))
        .param("hash", link.map(ChainRow::hash).orElseGet(() -> new byte[0]))
        .param("checkpointAt", checkpoint.map(CheckpointRow::position).orElse(0L))
        .param("jws", checkpoint.map(CheckpointRow::jws).orElse(""))
        .query(Boolean.class)
        .single();
  }

  /** Adds a checkpoint. */
  public void insert(CheckpointRow checkpoint) {
    jdbc.sql("INSERT INTO audit_checkpoint (position, signed_at, jws) VALUES (?, ?, ?)")
        .params(
            checkpoint.position(), checkpoint.signedAt().atOffset(ZoneOffset.UTC), checkpoint.jws())
        .update();
  }

  /**
   * Whether the database's transaction counter stands below the last sealed one: the data was
   * copied into a new cluster, and new events would never be sealed.
   */
  public boolean counterWentBack(EventKey last) {
    return jdbc.sql("SELECT pg_snapshot_xmax(pg_current_snapshot()) <= ?::text::xid8")
        .param(last.transactionText())
        .query(Boolean.class)
        .single();
  }

  private static String[] texts(List<ChainRow> links, Function<ChainRow, String> text) {
    return links.stream().map(text).toArray(String[]::new);
  }
}
