package cn.tongxing.idp.identity.store;

import cn.tongxing.idp.kernel.HolderId;
import cn.tongxing.idp.kernel.OrganisationId;
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
   * @param own made for this holder, and not for a person who was merged into them
   */
  public record StoredSubject(String value, boolean own) {}

  /**
   * The one there is: the holder's own, else the first of the persons who were merged into them.
   * Where there is none, stores this one, unless somebody is first; the one that is stored.
   */
  public StoredSubject findOrMake(HolderId holder, String sector, String fresh, Instant at) {
    return jdbc.sql(
            """
            WITH found AS (
              SELECT s.value, s.holder = :holder AS own FROM subject s
               WHERE s.sector = :sector
                 AND s.holder = ANY (ARRAY(SELECT id FROM person WHERE merged_into = :holder
                                           UNION ALL SELECT CAST(:holder AS uuid)))
               ORDER BY own DESC, s.made_at, s.value LIMIT 1),
            made AS (
              INSERT INTO subject (holder, kind, sector, value, made_at)
              SELECT :holder, :kind, :sector, :value, :at WHERE NOT EXISTS (SELECT 1 FROM found)
              ON CONFLICT (holder, sector) DO UPDATE SET value = subject.value
              RETURNING value)
            SELECT value, own FROM found UNION ALL SELECT value, true FROM made
            """)
        .param("holder", holder.value())
        .param("kind", kind(holder))
        .param("sector", sector)
        .param("value", fresh)
        .param("at", Times.column(at))
        .query((row, number) -> new StoredSubject(row.getString("value"), row.getBoolean("own")))
        .single();
  }

  private static String kind(HolderId holder) {
    return switch (holder) {
      case PersonId _ -> "PERSON";
      case OrganisationId _ -> "ORGANISATION";
    };
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
