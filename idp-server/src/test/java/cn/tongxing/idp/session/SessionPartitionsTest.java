package cn.tongxing.idp.session;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.testing.Clause;
import cn.tongxing.idp.testing.identity.IdentitySlice;
import cn.tongxing.idp.testing.identity.MovableClock;
import cn.tongxing.idp.upkeep.Upkeep;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;

/** The clock of this test ends up years ahead. */
@IdentitySlice
@DirtiesContext
@Clause("F29")
class SessionPartitionsTest {

  @Autowired private Upkeep upkeep;
  @Autowired private JdbcClient jdbc;
  @Autowired private MovableClock clock;

  @Test
  void monthsAreMadeAheadAndDroppedBehindUnlessASessionOfThemWasRenewed() {
    at("2031-01-31T23:59:00Z");
    assertThat(upkeep.runAll()).isEmpty();
    assertThat(months("sso_session")).contains("2031_01", "2031_02");
    assertThat(months("session_client")).contains("2031_01", "2031_02");
    session("2031-01-20T00:00:00Z", "2031-01-20T12:00:00Z");
    session("2031-02-20T00:00:00Z", "2031-05-20T12:00:00Z");

    at("2031-06-15T00:00:00Z");
    assertThat(upkeep.runAll()).isEmpty();

    for (String table : List.of("sso_session", "session_client")) {
      assertThat(months(table)).contains("2031_02", "2031_06", "2031_07");
      assertThat(months(table)).doesNotContain("2031_01");
    }
    at("2031-09-15T00:00:00Z");
    upkeep.runAll();
    assertThat(months("sso_session")).doesNotContain("2031_02");
  }

  private void session(String started, String expires) {
    for (String insert :
        List.of(
            """
            INSERT INTO sso_session
            SELECT uuid_v7_floor(:started), '\\x%s', uuidv7(), :started, array[uuidv7()],
                   array[uuidv7()], '{m}', '{SMS}', '{NULL}', array[:started::timestamptz], :started, :expires, NULL, NULL
            """
                .formatted("00".repeat(32)),
            "INSERT INTO session_client SELECT uuid_v7_floor(:started), 'c', uuidv7(), :expires")) {
      jdbc.sql(insert)
          .param("started", Instant.parse(started).atOffset(ZoneOffset.UTC))
          .param("expires", Instant.parse(expires).atOffset(ZoneOffset.UTC))
          .update();
    }
  }

  private void at(String time) {
    clock.pass(
        Duration.of(
            clock.instant().until(Instant.parse(time), ChronoUnit.SECONDS), ChronoUnit.SECONDS));
  }

  private List<String> months(String table) {
    return jdbc.sql("SELECT right(name, 7) FROM month_partitions(?::regclass)")
        .param(table)
        .query(String.class)
        .list();
  }
}
