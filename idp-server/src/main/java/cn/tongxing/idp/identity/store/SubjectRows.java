package cn.tongxing.idp.identity.store;

import cn.tongxing.idp.kernel.PersonId;
import java.time.Instant;
import java.util.Optional;
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

  /** The one there is: the person's own, else the first of those who were merged into them. */
  public Optional<StoredSubject> find(PersonId person, String sector) {
    return jdbc.sql(
            """
            SELECT s.value, s.person = :person AS own FROM subject s
             WHERE s.sector = :sector
               AND s.person = ANY (ARRAY(SELECT id FROM person WHERE merged_into = :person
                                         UNION ALL SELECT CAST(:person AS uuid)))
             ORDER BY own DESC, s.made_at, s.value LIMIT 1
            """)
        .param("person", person.value())
        .param("sector", sector)
        .query((row, number) -> new StoredSubject(row.getString("value"), row.getBoolean("own")))
        .optional();
  }

  /** Stores one, unless somebody was first; the one that is stored. */
  public String make(PersonId person, String sector, String fresh, Instant at) {
    return jdbc.sql(
            """
            INSERT INTO subject (person, sector, value, made_at)
            VALUES (:person, :sector, :value, :at)
            ON CONFLICT (person, sector) DO UPDATE SET value = subject.value
            RETURNING value
            """)
        .param("person", person.value())
        .param("sector", sector)
        .param("value", fresh)
        .param("at", Times.column(at))
        .query(String.class)
        .single();
  }
}
