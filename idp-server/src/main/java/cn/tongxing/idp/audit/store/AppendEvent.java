package cn.tongxing.idp.audit.store;

import cn.tongxing.idp.audit.Audit;
import cn.tongxing.idp.audit.AuditEvent;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** One INSERT, in the caller's transaction where there is one. */
final class AppendEvent implements Audit {

  private static final String INSERT =
      """
      INSERT INTO audit_event (id, occurred_at, type, address, user_agent,
                               person, client, session, grant_id, sign_in, details)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;

  private final JdbcClient jdbc;
  private final InstantSource clock;
  private final EventIds ids;
  private final JsonMapper json = JsonMapper.builder().build();

  AppendEvent(JdbcClient jdbc, InstantSource clock, SecureRandom random) {
    this.jdbc = jdbc;
    this.clock = clock;
    this.ids = new EventIds(random);
  }

  @Override
  public void record(AuditEvent event) {
    // As precise as the column, so that what is read back is what was sealed.
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    jdbc.sql(INSERT)
        .param(1, ids.next(now))
        .param(2, now.atOffset(ZoneOffset.UTC))
        .param(3, event.type().code())
        .param(4, storable(event.origin().address()))
        .param(5, storable(event.origin().userAgent()))
        .param(6, event.person() == null ? null : event.person().value())
        .param(7, event.client() == null ? null : event.client().value())
        .param(8, event.session() == null ? null : event.session().value())
        .param(9, event.grant() == null ? null : event.grant().value())
        .param(10, event.signIn() == null ? null : event.signIn().value())
        .param(11, json.writeValueAsString(event.details()))
        .update();
  }

  /** A browser may send U+0000, which PostgreSQL's text cannot hold. */
  private static String storable(String text) {
    return text.indexOf('\0') < 0 ? text : text.replace('\0', ' ');
  }
}
