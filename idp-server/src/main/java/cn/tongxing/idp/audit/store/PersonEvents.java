package cn.tongxing.idp.audit.store;

import cn.tongxing.idp.audit.AuditEventType;
import cn.tongxing.idp.audit.OwnTrail;
import cn.tongxing.idp.kernel.ClientId;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.kernel.SessionId;
import cn.tongxing.idp.kernel.TimeOrderedId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * By the index on person and id; ids are ordered by time, so that months out of reach are not read.
 */
final class PersonEvents implements OwnTrail {

  private static final Map<String, AuditEventType> BY_CODE =
      Arrays.stream(AuditEventType.values())
          .collect(Collectors.toUnmodifiableMap(AuditEventType::code, Function.identity()));

  private final JdbcClient jdbc;

  PersonEvents(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public List<Entry> newest(
      PersonId person, Set<AuditEventType> types, Instant since, Optional<UUID> before, int most) {
    return jdbc.sql(
            """
            SELECT id, type, occurred_at, address, user_agent, client, session, details
              FROM audit_event
             WHERE person = :person AND id >= :since AND id < :before AND type = ANY (:types)
             ORDER BY id DESC LIMIT :most
            """)
        .param("person", person.value())
        .param("since", TimeOrderedId.leastAt(since))
        .param("before", before.orElse(TimeOrderedId.GREATEST))
        .param("types", types.stream().map(AuditEventType::code).sorted().toArray(String[]::new))
        .param("most", most)
        .query((row, _) -> entry(row))
        .list();
  }

  private static Entry entry(ResultSet row) throws SQLException {
    return new Entry(
        row.getObject("id", UUID.class),
        Objects.requireNonNull(BY_CODE.get(row.getString("type"))),
        row.getObject("occurred_at", OffsetDateTime.class).toInstant(),
        new RequestOrigin(row.getString("address"), row.getString("user_agent")),
        Optional.ofNullable(row.getString("client")).map(ClientId::new),
        Optional.ofNullable(row.getObject("session", UUID.class)).map(SessionId::new),
        JsonMapper.shared()
            .readValue(row.getString("details"), new TypeReference<Map<String, String>>() {}));
  }
}
