package cn.tongxing.idp.audit.store;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.audit.AuditEvent;
import cn.tongxing.idp.audit.AuditEventType;
import cn.tongxing.idp.kernel.ClientId;
import cn.tongxing.idp.kernel.GrantId;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.kernel.SessionId;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.testing.TestDatabase;
import cn.tongxing.idp.testing.TestServices;
import java.security.SecureRandom;
import java.sql.DriverManager;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

class AppendEventTest {

  private static final String PREPARED =
      "SELECT name || ' ' || prepare_time FROM pg_prepared_statements"
          + " WHERE statement LIKE 'INSERT INTO audit_event%'";

  /** Every subset of the columns that may be null. */
  @Test
  void itsStatementIsParsedOnceWhateverIsNull() throws Exception {
    TestDatabase database = TestServices.newDatabase();
    try (var connection =
        DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password())) {
      DataSource one = new SingleConnectionDataSource(connection, true);
      JdbcTemplate jdbc = new JdbcTemplate(one);
      AppendEvent audit = trail(one);
      for (int i = 0; i < 8; i++) {
        audit.record(event(i));
      }
      List<Map<String, Object>> parsed = jdbc.queryForList(PREPARED);
      assertThat(parsed).hasSize(1);

      for (int subset = 0; subset < 32; subset++) {
        audit.record(event(subset));
      }

      assertThat(jdbc.queryForList(PREPARED)).isEqualTo(parsed);
      assertThat(
              jdbc.queryForList(
                  "SELECT DISTINCT person, client, session, grant_id, sign_in FROM audit_event"))
          .hasSize(32);
    }
  }

  private static AppendEvent trail(DataSource database) {
    return new AppendEvent(
        database,
        new DataSourceTransactionManager(database),
        InstantSource.system(),
        new SecureRandom());
  }

  private static AuditEvent event(int subset) {
    UUID id = new UUID(1, 2);
    return new AuditEvent(
        AuditEventType.SERVER_STARTED,
        RequestOrigin.SERVER,
        (subset & 1) == 0 ? null : new PersonId(id),
        (subset & 2) == 0 ? null : new ClientId("abc"),
        (subset & 4) == 0 ? null : new SessionId(id),
        (subset & 8) == 0 ? null : new GrantId(id),
        (subset & 16) == 0 ? null : new SignInId(id),
        Map.of());
  }
}
