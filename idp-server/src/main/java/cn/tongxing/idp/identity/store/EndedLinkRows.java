package cn.tongxing.idp.identity.store;

import cn.tongxing.idp.identity.LinkedWays;
import cn.tongxing.idp.kernel.PersonId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Table {@code ended_link}: by upstream and not by its account, so that nothing personal is kept.
 */
@Repository
public class EndedLinkRows {

  private final JdbcClient jdbc;

  EndedLinkRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Remembers it; of one that was ended before, only the last time is kept, which is of this
   * account and leaves it with no merge that is undone.
   */
  public void remember(PersonId person, LinkedWays.Ended ended) {
    jdbc.sql(
            """
            INSERT INTO ended_link (id, person, adapter, way, ended_at)
            VALUES (:id, :person, :adapter, :way, :at)
            ON CONFLICT (person, adapter)
            DO UPDATE SET id = excluded.id, way = excluded.way, ended_at = excluded.ended_at
            """)
        .param("id", ended.id())
        .param("person", person.value())
        .param("adapter", ended.adapter())
        .param("way", ended.way())
        .param("at", Times.column(ended.endedAt()))
        .update();
  }

  /** Whether the person ended a link of this upstream's, and nobody has allowed it since. */
  public boolean isEnded(PersonId person, String adapter) {
    return jdbc.sql(
            "SELECT EXISTS (SELECT 1 FROM ended_link WHERE person = :person AND adapter = :adapter)")
        .param("person", person.value())
        .param("adapter", adapter)
        .query(Boolean.class)
        .single();
  }

  /** All of a person, the one ended last first. */
  public List<LinkedWays.Ended> of(PersonId person) {
    return jdbc.sql(
            """
            SELECT id, adapter, way, ended_at FROM ended_link
             WHERE person = :person ORDER BY ended_at DESC, id
            """)
        .param("person", person.value())
        .query((row, _) -> read(row))
        .list();
  }

  /** Forgets one; empty if it is not the person's, or was forgotten before. */
  public Optional<LinkedWays.Ended> allow(PersonId person, UUID ended) {
    return jdbc.sql(
            """
            DELETE FROM ended_link WHERE person = :person AND id = :id
            RETURNING id, adapter, way, ended_at
            """)
        .param("person", person.value())
        .param("id", ended)
        .query((row, _) -> read(row))
        .optional();
  }

  /** Forgets all of a person: whoever has the account now ended none. */
  public void forget(PersonId person) {
    jdbc.sql("DELETE FROM ended_link WHERE person = :person")
        .param("person", person.value())
        .update();
  }

  private static LinkedWays.Ended read(ResultSet row) throws SQLException {
    return new LinkedWays.Ended(
        row.getObject("id", UUID.class),
        Objects.requireNonNull(row.getString("adapter")),
        Objects.requireNonNull(row.getString("way")),
        Objects.requireNonNull(Times.read(row, "ended_at")));
  }
}
