package cn.tongxing.idp.identity.store;

import cn.tongxing.idp.kernel.PersonId;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Table {@code subject}. */
@Repository
public class SubjectRows {

  private final JdbcClient jdbc;

  SubjectRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * A stored subject.
   *
   * @param own made for this person, and not for one who was merged into them
   */
  public record StoredSubject(String value, boolean own) {}

  /**
   * The one there is: the person's own, else the first of those who were merged into them. Where
   * there is none, stores this one, unless somebody is first; the one that is stored.
   */
  public StoredSubject findOrMake(PersonId person, String sector, String fresh, Instant at) {
    return jdbc.sql(
            """
            WITH found AS (
              SELECT s.value, s.person = :person AS own FROM subject s
               WHERE s.sector = :sector
                 AND s.person = ANY (ARRAY(SELECT id FROM person WHERE merged_into = :person
                                           UNION ALL SELECT CAST(:person AS uuid)))
               ORDER BY own DESC, s.made_at, s.value LIMIT 1),
            made AS (
              INSERT INTO subject (person, sector, value, made_at)
              SELECT :person, :sector, :value, :at WHERE NOT EXISTS (SELECT 1 FROM found)
              ON CONFLICT (person, sector) DO UPDATE SET value = subject.value
              RETURNING value)
            SELECT value, own FROM found UNION ALL SELECT value, true FROM made
            """)
        .param("person", person.value())
        .param("sector", sector)
        .param("value", fresh)
        .param("at", Times.column(at))
        .query((row, number) -> new StoredSubject(row.getString("value"), row.getBoolean("own")))
        .single();
  }

  /** Whether a value was made before then; one that is not there counts as old. */
  public boolean isFromBefore(Instant time, String value) {
    return jdbc.sql(
            "SELECT NOT EXISTS (SELECT 1 FROM subject WHERE value = :value AND made_at >= :time)")
        .param("value", value)
        .param("time", Times.column(time))
        .query(Boolean.class)
        .single();
  }
}
