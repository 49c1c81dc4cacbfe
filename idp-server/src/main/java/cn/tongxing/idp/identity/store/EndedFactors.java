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

  /** A password names nobody else than its account: it is of who brought one in and no later. */
  private static final String PASSWORD_ORIGIN =
      """
      coalesce((SELECT m.gone FROM person_merge m
                  JOIN person_merge_row r ON r.merge = m.id AND r.kind = 'PASSWORD'
                 WHERE m.kept = gone.person AND m.undone_at IS NULL AND gone.set_at <= m.merged_at
                 ORDER BY m.merged_at DESC LIMIT 1), gone.person)
      """;

  /**
   * Tables whose rows go, in the order in which they come back; they go the other way round. What
   * the one before did not want linked is no word of whoever has the account now.
   */
  private static final List<Place> PLACES =
      List.of(
          new Place("password_credential", PASSWORD_ORIGIN),
          new Place("passkey_user", "gone.person"),
          new Place("passkey_credential", "coalesce(gone.registered_for, gone.person)"),
          new Place("upstream_link", "sealed_by(gone.subject)"),
          new Place("ended_link", "gone.person"));

  /**
   * A table.
   *
   * @param origin who brought a row of it into the account: the person, or one who became part of
   *     them
   */
  private record Place(String table, String origin) {}

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
   * A change that waits the caller has ended.
   *
   * @param by the take-over, or what undoes it
   */
  public void end(PersonId person, UUID by, Instant at) {
    for (Place place : PLACES.reversed()) {
      jdbc.sql(
              """
              WITH gone AS (DELETE FROM %1$s WHERE person = :person RETURNING *)
              INSERT INTO ended_factor (ended_by, place, person, origin, content)
              SELECT :by, '%1$s', gone.person, %2$s, to_jsonb(gone) FROM gone
              """
                  .formatted(place.table(), place.origin()))
          .param("person", person.value())
          .param("by", by)
          .update();
    }
    jdbc.sql(
            """
            WITH gone AS (UPDATE phone_credential SET ended_at = :at
                           WHERE person = :person AND ended_at IS NULL RETURNING *)
            INSERT INTO ended_factor (ended_by, place, person, origin, content)
            SELECT :by, 'phone_credential', gone.person, sealed_by(gone.phone), to_jsonb(gone)
              FROM gone
            """)
        .param("person", person.value())
        .param("by", by)
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
    for (Place place : PLACES) {
      back +=
          jdbc.sql(
                  """
                  INSERT INTO %1$s
                  SELECT was.* FROM ended_factor f,
                         LATERAL jsonb_populate_record(NULL::%1$s, f.content) AS was
                   WHERE f.ended_by = :by AND f.place = '%1$s'
                  ON CONFLICT DO NOTHING
                  """
                      .formatted(place.table()))
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

  /** A link, its subject behind the key that opens it. */
  private record EndedLink(String id, byte[] subject) {}

  /** The blind indexes may have got another key meanwhile ({@code keys reindex}). */
  private void indexAnew(UUID by) {
    jdbc.sql(
            """
            SELECT f.content ->> 'id' AS id, k.seal_key || was.subject AS subject
              FROM ended_factor f
              JOIN LATERAL jsonb_populate_record(NULL::upstream_link, f.content) AS was ON true
              JOIN person k ON k.id = sealed_by(was.subject)
             WHERE f.ended_by = :by AND f.place = 'upstream_link'
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
