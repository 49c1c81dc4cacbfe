package cn.tongxing.idp.identity.store;

import cn.tongxing.idp.kernel.PersonId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Everything that a person signs in with, taken away whole and brought back whole. A row leaves its
 * table and is kept, sealed as it was, in {@code ended_factor}: so that no reader of passwords,
 * keys or links can forget to look whether it has ended.
 */
@Repository
public class EndedFactors {

  /** Tables whose rows go, in the order in which they come back; they go the other way round. */
  private static final List<String> TABLES =
      List.of("password_credential", "passkey_user", "passkey_credential", "upstream_link");

  private final JdbcClient jdbc;
  private final PhoneChangeRows changes;
  private final UpstreamLinkRows links;

  EndedFactors(JdbcClient jdbc, PhoneChangeRows changes, UpstreamLinkRows links) {
    this.jdbc = jdbc;
    this.changes = changes;
    this.links = links;
  }

  /**
   * Ends every factor and link of a person, and that it counts which changes of phone they stopped.
   *
   * @param by the take-over, or what undoes it
   */
  public void end(PersonId person, UUID by, Instant at) {
    for (String table : TABLES.reversed()) {
      jdbc.sql(
              """
              WITH gone AS (DELETE FROM %1$s WHERE person = :person RETURNING *)
              INSERT INTO ended_factor (ended_by, place, content)
              SELECT :by, '%1$s', to_jsonb(gone) FROM gone
              """
                  .formatted(table))
          .param("person", person.value())
          .param("by", by)
          .update();
    }
    jdbc.sql(
            """
            WITH gone AS (UPDATE phone_credential SET ended_at = :at
                           WHERE person = :person AND ended_at IS NULL RETURNING *)
            INSERT INTO ended_factor (ended_by, place, content)
            SELECT :by, 'phone_credential', to_jsonb(gone) FROM gone
            """)
        .param("person", person.value())
        .param("by", by)
        .param("at", Times.column(at))
        .update();
    jdbc.sql(
            """
            UPDATE phone_change SET ended_at = :at, outcome = 'REPLACED'
             WHERE person = :person AND ended_at IS NULL
            """)
        .param("person", person.value())
        .param("at", Times.column(at))
        .update();
    changes.settle(person, by, at); // whoever stopped a change before is out
  }

  /**
   * Brings back what ended by a take-over, the stops of changes of phone that counted too; it is
   * kept here no longer.
   *
   * @return false if a part belongs to somebody else by now; the caller rolls back
   */
  public boolean restore(UUID by) {
    indexAnew(by);
    int back = 0;
    for (String table : TABLES) {
      back +=
          jdbc.sql(
                  """
                  INSERT INTO %1$s
                  SELECT was.* FROM ended_factor f,
                         LATERAL jsonb_populate_record(NULL::%1$s, f.content) AS was
                   WHERE f.ended_by = :by AND f.place = '%1$s'
                  ON CONFLICT DO NOTHING
                  """
                      .formatted(table))
              .param("by", by)
              .update();
    }
    back +=
        jdbc.sql(
                """
                UPDATE phone_credential c SET ended_at = NULL
                  FROM ended_factor f
                 WHERE f.ended_by = :by AND f.place = 'phone_credential'
                   AND c.id = (f.content ->> 'id')::uuid
                   AND NOT EXISTS (SELECT 1 FROM phone_credential o
                                    WHERE o.phone_index = c.phone_index AND o.slot = c.slot
                                      AND o.ended_at IS NULL)
                """)
            .param("by", by)
            .update();
    changes.unsettle(by);
    return back
        == jdbc.sql("DELETE FROM ended_factor WHERE ended_by = :by").param("by", by).update();
  }

  private record EndedLink(String id, byte[] subject) {}

  /** The blind indexes may have got another key meanwhile ({@code keys reindex}). */
  private void indexAnew(UUID by) {
    jdbc.sql(
            """
            SELECT content ->> 'id' AS id, (content ->> 'subject')::bytea AS subject
              FROM ended_factor WHERE ended_by = :by AND place = 'upstream_link'
            """)
        .param("by", by)
        .query((row, _) -> new EndedLink(row.getString("id"), row.getBytes("subject")))
        .list()
        .forEach(link ->
            jdbc.sql(
                    """
                    UPDATE ended_factor
                       SET content = jsonb_set(content, '{subject_index}', to_jsonb(:index::bytea))
                     WHERE ended_by = :by AND place = 'upstream_link' AND content ->> 'id' = :id
                    """)
                .param("by", by)
                .param("id", link.id())
                .param("index", links.indexOf(UUID.fromString(link.id()), link.subject()))
                .update());
  }
}
