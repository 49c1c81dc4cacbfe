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

  /** The one there is. */
  public Optional<String> find(PersonId person, String sector) {
    return jdbc.sql("SELECT value FROM subject WHERE person = :person AND sector = :sector")
        .param("person", person.value())
        .param("sector", sector)
        .query(String.class)
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
