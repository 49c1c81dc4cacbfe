package cn.tongxing.idp.login;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.testing.Clause;
import cn.tongxing.idp.testing.identity.MovableClock;
import cn.tongxing.idp.upkeep.Upkeep;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;

/** What the floor of the limits forgets, and when. The clock of this test ends up a year ahead. */
@LoginSlice
@DirtiesContext
class ForgottenLimitsTest {

  @Autowired private Upkeep upkeep;
  @Autowired private JdbcClient jdbc;
  @Autowired private MovableClock clock;

  @Test
  @Clause({"F29", "A1"})
  void windowsAreForgottenAfterTwoDaysAndWrongPasswordsOfNobodyAfterAQuarter() {
    jdbc.sql("DELETE FROM login_failures").update(); // of other tests
    failures("code", 3);
    failures("document", 3);
    failures("password", 99);
    failures("password", 100);
    assertThat(after(Duration.ofHours(47)))
        .containsExactly("code 3", "document 3", "password 100", "password 99");
    assertThat(after(Duration.ofHours(2))).containsExactly("password 100", "password 99");
    assertThat(after(Duration.ofDays(89))).containsExactly("password 100", "password 99");
    assertThat(after(Duration.ofDays(2))).containsExactly("password 100");
    assertThat(after(Duration.ofDays(300))).containsExactly("password 100");
    assertThat(after(Duration.ofDays(10))).isEmpty();
  }

  private void failures(String purpose, int failures) {
    jdbc.sql("INSERT INTO login_failures VALUES (?, sha256(?::text::bytea), ?, ?)")
        .params(
            purpose, Integer.toString(failures), clock.instant().atOffset(ZoneOffset.UTC), failures)
        .update();
  }

  private List<String> after(Duration time) {
    clock.pass(time);
    assertThat(upkeep.runAll()).isEmpty();
    return jdbc.sql("SELECT purpose || ' ' || failures FROM login_failures ORDER BY 1")
        .query(String.class)
        .list();
  }
}
