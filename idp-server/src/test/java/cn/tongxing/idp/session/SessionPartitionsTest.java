package cn.tongxing.idp.session;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.session.store.SessionRows;
import cn.tongxing.idp.testing.identity.IdentitySlice;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@IdentitySlice
class SessionPartitionsTest {

  @Autowired private SessionRows rows;
  @Autowired private JdbcClient jdbc;

  @Test
  void monthsAreMadeAheadAndDroppedBehind() {
    Instant january = Instant.parse("2031-01-31T23:59:00Z");
    rows.tendPartitions(january, Instant.parse("2030-10-01T00:00:00Z"));
    rows.tendPartitions(january, Instant.parse("2030-10-01T00:00:00Z"));
    assertThat(partitions())
        .contains(
            "sso_session_2031_01",
            "sso_session_2031_02",
            "session_client_2031_01",
            "session_client_2031_02");

    Instant march = Instant.parse("2031-03-15T00:00:00Z");
    rows.tendPartitions(march, Instant.parse("2031-02-01T00:00:00Z"));
    assertThat(partitions())
        .contains("sso_session_2031_02", "sso_session_2031_03", "session_client_2031_04")
        .doesNotContain("sso_session_2031_01", "session_client_2031_01");
  }

  private List<String> partitions() {
    return jdbc.sql(
            """
            SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
             WHERE i.inhparent IN ('sso_session'::regclass, 'session_client'::regclass)
            """)
        .query(String.class)
        .list();
  }
}
