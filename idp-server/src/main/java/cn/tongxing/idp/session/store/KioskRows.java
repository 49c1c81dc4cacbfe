package cn.tongxing.idp.session.store;

import cn.tongxing.idp.session.Kiosks.Registered;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Table {@code kiosk}. */
@Repository
public class KioskRows {

  private final JdbcClient jdbc;

  KioskRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Adds a machine whose link waits. */
  public void insert(UUID id, String name, byte[] linkHash, Instant now) {
    jdbc.sql("INSERT INTO kiosk (id, name, link_hash, added_at) VALUES (:id, :name, :link, :now)")
        .param("id", id)
        .param("name", name)
        .param("link", linkHash)
        .param("now", column(now))
        .update();
  }

  /** Name of the machine that a link made since then waits for. */
  public Optional<String> waiting(byte[] linkHash, Instant since) {
    return jdbc.sql(
            """
            SELECT name FROM kiosk
             WHERE link_hash = :link AND added_at > :since AND keyed_at IS NULL
               AND ended_at IS NULL
            """)
        .param("link", linkHash)
        .param("since", column(since))
        .query(String.class)
        .optional();
  }

  /** Name of a machine. */
  public Optional<String> name(UUID id) {
    return jdbc.sql("SELECT name FROM kiosk WHERE id = :id AND ended_at IS NULL")
        .param("id", id)
        .query(String.class)
        .optional();
  }

  /** Uses a link up for a key; empty if it does not wait. */
  public Optional<UUID> open(byte[] linkHash, byte[] keyHash, Instant now, Instant since) {
    return jdbc.sql(
            """
            UPDATE kiosk SET key_hash = :key, keyed_at = :now
             WHERE link_hash = :link AND added_at > :since AND keyed_at IS NULL
               AND ended_at IS NULL RETURNING id
            """)
        .param("link", linkHash)
        .param("key", keyHash)
        .param("now", column(now))
        .param("since", column(since))
        .query(UUID.class)
        .optional();
  }

  /** The machine that has this key. */
  public Optional<UUID> keyed(byte[] keyHash) {
    return jdbc.sql("SELECT id FROM kiosk WHERE key_hash = :key AND ended_at IS NULL")
        .param("key", keyHash)
        .query(UUID.class)
        .optional();
  }

  /** The same, if it got the key since then. */
  public Optional<UUID> keyed(byte[] keyHash, Instant since) {
    return jdbc.sql(
            """
            SELECT id FROM kiosk
             WHERE key_hash = :key AND keyed_at > :since AND ended_at IS NULL
            """)
        .param("key", keyHash)
        .param("since", column(since))
        .query(UUID.class)
        .optional();
  }

  /** Takes the key away; false if there is none to take. */
  public boolean end(UUID id, Instant now) {
    return jdbc.sql("UPDATE kiosk SET ended_at = :now WHERE id = :id AND ended_at IS NULL")
            .param("id", id)
            .param("now", column(now))
            .update()
        == 1;
  }

  /** All that have not been ended, the newest first. */
  public List<Registered> all() {
    return jdbc.sql(
            """
            SELECT id, name, added_at, keyed_at FROM kiosk WHERE ended_at IS NULL ORDER BY id DESC
            """)
        .query((row, number) ->
            new Registered(
                row.getObject("id", UUID.class),
                row.getString("name"),
                row.getObject("added_at", OffsetDateTime.class).toInstant(),
                Optional.ofNullable(row.getObject("keyed_at", OffsetDateTime.class))
                    .map(OffsetDateTime::toInstant)))
        .list();
  }

  private static OffsetDateTime column(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
