package cn.tongxing.idp.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cn.tongxing.idp.audit.AuditArchives;
import cn.tongxing.idp.audit.AuditVerification;
import cn.tongxing.idp.audit.TrailState;
import cn.tongxing.idp.testing.Clause;
import cn.tongxing.idp.upkeep.Upkeep;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * A small morning every three days, with the clock turned on between them: a year's third until
 * each table is as large as it gets, and thirty days more in which none grows.
 */
@Clause("F29")
class ThirtyDaysTest {

  private static final Duration STEP = Duration.ofDays(3);
  private static final int RUN_UP = 38;
  private static final int THIRTY_DAYS = 10;
  private static final String PHONE = "13800000001";
  private static final String PASSWORD = "鹭岛 春天 的 木棉花";

  @TempDir Path folder;

  private RunningLine line;
  private Department first;
  private Department second;

  @Test
  void thirtyDaysOfMorningsLeaveEveryTableAtItsPlateau() throws Exception {
    try (RunningLine started =
        RunningLine.start(
            folder,
            "--spring.profiles.include=travelling",
            "--idp.session.kept=31d",
            "--idp.protocol.grants-kept=31d")) {
      line = started;
      first = Department.register(line, folder, "first-department", false);
      second = Department.register(line, folder, "second-department", false);
      register();
      Map<String, Long> plateau = new HashMap<>();
      Map<String, Long> later = new HashMap<>();
      for (int morning = 1; morning <= RUN_UP + THIRTY_DAYS; morning++) {
        ((TravellingClock) line.bean(InstantSource.class)).ahead(STEP.multipliedBy(morning));
        mix(morning);
        assertThat(line.bean(Upkeep.class).runAll()).isEmpty();
        archive();
        Map<String, Long> most = morning <= RUN_UP ? plateau : later;
        sizes().forEach((table, rows) -> most.merge(table, rows, Math::max));
      }

      assertThat(plateau).containsKeys("sso_session", "authorization_grant", "login_spent");
      assertThat(later)
          .allSatisfy((table, rows) ->
              assertThat(rows)
                  .as(table)
                  .isLessThanOrEqualTo(
                      Math.max(plateau.get(table) * 11 / 10, plateau.get(table) + 1)));
      verify();
    }
  }

  /** A sign-in, another application, renewal, questions about the token; and what goes wrong. */
  private void mix(int morning) {
    Walker browser = new Walker(line.issuer());
    browser.open(first.authorize());
    browser.press("method:password");
    JsonNode tokens =
        first.redeem(browser.press("submit", "identifier", PHONE, "password", PASSWORD).location());
    second.redeem(browser.open(second.authorize()).location());
    JsonNode fresh = first.refresh(tokens.get("refresh_token").asString());
    first.userInfo(fresh.get("access_token").asString());
    first.introspect(fresh.get("access_token").asString());
    first.ownToken();
    browser.open(first.signOut(tokens.get("id_token").asString()));

    Walker stranger = new Walker(line.issuer());
    stranger.open(first.authorize());
    stranger.press("method:password");
    stranger.press("submit", "identifier", "1390000%04d".formatted(morning), "password", "wrong");
    rest(morning);
  }

  /** What takes time or another's network to bring about, as it is stored. */
  private void rest(int morning) {
    OffsetDateTime now = line.bean(InstantSource.class).instant().atOffset(ZoneOffset.UTC);
    for (String insert :
        List.of(
            "INSERT INTO login_code_sends SELECT sha256(:n::text::bytea), :now, :now, 1, :now, 1",
            "INSERT INTO login_failures SELECT 'code', sha256(:n::text::bytea), :now, 1",
            "INSERT INTO revoked_token SELECT :n::text, :now",
            """
            INSERT INTO logout_delivery
            SELECT uuidv7(), uuidv7(), 'c', 'u', 's', 'DELIVERED', 1, :now, :now, NULL
             WHERE :n::integer > 0
            """)) {
      line.database().sql(insert).param("n", Integer.toString(morning)).param("now", now).update();
    }
  }

  private void archive() {
    YearMonth present =
        YearMonth.from(line.bean(InstantSource.class).instant().atOffset(ZoneOffset.UTC));
    line.bean(AuditArchives.class)
        .archive(present.minusMonths(1), folder.resolve("archives"), "op-7");
  }

  /** The trail of all these months, out of archives and database. */
  private void verify() throws Exception {
    List<Path> archives;
    try (Stream<Path> files = Files.list(folder.resolve("archives"))) {
      archives = files.toList();
    }
    assertThat(archives).hasSizeGreaterThan(2);
    await()
        .untilAsserted(() ->
            assertThat(line.bean(AuditVerification.class).verify(List.of(), archives))
                .isInstanceOfSatisfying(
                    TrailState.Intact.class,
                    intact -> {
                      assertThat(intact.unread()).isZero();
                      assertThat(intact.sealed()).isGreaterThan(line.rows("audit_chain"));
                    }));
  }

  private Map<String, Long> sizes() {
    Map<String, Long> sizes = new HashMap<>();
    line.database()
        .sql(
            """
            SELECT relname FROM pg_class
             WHERE relkind IN ('r', 'p') AND NOT relispartition
               AND relnamespace = 'public'::regnamespace
            """)
        .query(String.class)
        .list()
        .forEach(table -> sizes.put(table, line.rows(table)));
    return sizes;
  }

  private void register() {
    Walker browser = new Walker(line.issuer());
    browser.open(first.authorize());
    browser.press("method:police");
    browser.press("submit", "name", "张三", "id_number", "350200199001010019");
    browser.press("submit", "phone", PHONE);
    browser.press(
        "submit", "code", line.simulator().inbox().to(PHONE).getFirst().code().orElseThrow());
    first.redeem(browser.press("password", "new_password", PASSWORD).location());
  }
}
