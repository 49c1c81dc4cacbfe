package cn.tongxing.idp.audit.store;

import cn.tongxing.idp.audit.Audit;
import cn.tongxing.idp.audit.AuditEvent;
import java.security.SecureRandom;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * One INSERT, in the caller's transaction where there is one. The hottest statement of the server:
 * parameters are set by place, and each has the same type whether it is null or not, since the
 * driver has a statement parsed anew when a type differs from the last call's.
 */
final class AppendEvent implements Audit {

  private static final String INSERT =
      """
      INSERT INTO audit_event (id, occurred_at, type, address, user_agent,
                               person, client, session, grant_id, sign_in, details)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;

  private final JdbcTemplate jdbc;
  private final InstantSource clock;
  private final EventIds ids;
  private final JsonMapper json = JsonMapper.builder().build();

  AppendEvent(JdbcTemplate jdbc, InstantSource clock, SecureRandom random) {
    this.jdbc = jdbc;
    this.clock = clock;
    this.ids = new EventIds(random);
  }

  @Override
  public void record(AuditEvent event) {
    // As precise as the column, so that what is read back is what was sealed.
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    UUID id = ids.next(now);
    String details = json.writeValueAsString(event.details());
    jdbc.update(INSERT, row -> set(row, id, now, event, details));
  }

  private static void set(
      PreparedStatement row, UUID id, Instant now, AuditEvent event, String details)
      throws SQLException {
    row.setObject(1, id);
    row.setObject(2, now.atOffset(ZoneOffset.UTC));
    row.setString(3, event.type().code());
    row.setString(4, storable(event.origin().address()));
    row.setString(5, storable(event.origin().userAgent()));
    uuid(row, 6, event.person() == null ? null : event.person().value());
    row.setString(7, event.client() == null ? null : event.client().value());
    uuid(row, 8, event.session() == null ? null : event.session().value());
    uuid(row, 9, event.grant() == null ? null : event.grant().value());
    uuid(row, 10, event.signIn() == null ? null : event.signIn().value());
    row.setString(11, details);
  }

  private static void uuid(PreparedStatement row, int place, @Nullable UUID value)
      throws SQLException {
    if (value == null) {
      row.setNull(place, Types.OTHER, "uuid");
    } else {
      row.setObject(place, value);
    }
  }

  /** A browser may send U+0000, which PostgreSQL's text cannot hold. */
  private static String storable(String text) {
    return text.indexOf('\0') < 0 ? text : text.replace('\0', ' ');
  }
}
