package cn.tongxing.idp.identity.store;

import cn.tongxing.idp.keys.SealedColumn;
import cn.tongxing.idp.keys.SealedColumns;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What is sealed of persons. */
@Repository
class SealedIdentity implements SealedColumns {

  private final JdbcClient jdbc;

  SealedIdentity(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public List<SealedColumn> columns() {
    return List.of(
        SealedColumn.indexed("identity_document", "number", "number_index", "document"),
        SealedColumn.placedByIndex("identity_document", "validity", "number_index"),
        SealedColumn.indexed("upstream_link", "subject", "subject_index", "upstream-subject"),
        SealedColumn.of("person_claim", "value"),
        SealedColumn.indexed("phone_credential", "phone", "phone_index", "phone"),
        SealedColumn.of("phone_change", "phone"),
        SealedColumn.of("take_over", "phone"));
  }

  /** A link that a take-over ended can come back: as it was, under the key that it was under. */
  @Override
  public boolean isHeldElsewhere(int dataKey) {
    return jdbc.sql(
            """
            SELECT EXISTS (
              SELECT FROM ended_factor
               WHERE place = 'upstream_link' AND substr(content ->> 'subject', 5, 8) = :key)
            """)
        .param("key", "%08x".formatted(dataKey))
        .query(Boolean.class)
        .single();
  }
}
