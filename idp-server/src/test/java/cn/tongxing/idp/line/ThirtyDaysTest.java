package cn.tongxing.idp.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cn.tongxing.idp.audit.AuditArchives;
import cn.tongxing.idp.audit.AuditVerification;
import cn.tongxing.idp.audit.TrailState;
import cn.tongxing.idp.testing.Clause;
import cn.tongxing.idp.testing.TestServices;
import cn.tongxing.idp.upkeep.TableRule;
import cn.tongxing.idp.upkeep.TableRule.Bounded;
import cn.tongxing.idp.upkeep.TableRule.Expires;
import cn.tongxing.idp.upkeep.TableRule.Monthly;
import cn.tongxing.idp.upkeep.Upkeep;
import cn.tongxing.idp.upkeep.tables.TableJobs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A morning every five days, with the clock turned on between them: a year's third until each table
 * is as large as it gets, and thirty days more in which none grows. What is looked at comes from
 * the rooms' own rules: a rule of which no morning leaves a row fails.
 */
@Clause("F29")
class ThirtyDaysTest {

  private static final Duration STEP = Duration.ofDays(5);
  private static final int RUN_UP = 24;
  private static final int THIRTY_DAYS = 6;

  /** Mornings before the thirty days whose greatest size is the plateau: more than a month. */
  private static final int PLATEAU = 9;

  /**
   * What is kept for longer than the run-up: the browsers and names of a person are few at any
   * time, and the tries of before are there when it begins.
   */
  private static final List<String> KEPT_LONGER =
      List.of("known_place", "device_name", "login_failures");

  /** Every third morning. */
  private static final int SOMETIMES = (THIRTY_DAYS + 2) / 3;

  /**
   * What stays as long as its account, and the most that it may grow by in the thirty days: a row
   * or two for each thing that was done in them. Whatever else stays grows by nothing.
   */
  private static final Map<String, Integer> ACTS =
      Map.of(
          // a police check, and what the carriers say of the phone
          "evidence",
          2 * THIRTY_DAYS,
          "evidence_document",
          2 * THIRTY_DAYS,
          // two scopes that were agreed to and taken back
          "consent",
          2 * THIRTY_DAYS,
          "phone_change",
          SOMETIMES,
          "phone_credential",
          SOMETIMES,
          "account_freeze",
          SOMETIMES,
          // rotated by the clock
          "signing_key",
          2);

  @TempDir Path folder;

  private final TravellingClock upstreams = new TravellingClock(InstantSource.system());
  private RunningLine line;

  @Test
  void thirtyDaysOfMorningsLeaveEveryTableAtItsPlateau() throws Exception {
    try (RunningLine started =
            RunningLine.start(
                folder,
                upstreams,
                "--spring.profiles.include=travelling",
                "--idp.limits.sms.pause=1ms",
                "--idp.limits.password.wrong-without-proof=" + Morning.TOO_MANY,
                "--idp.session.kept=31d",
                "--idp.protocol.grants-kept=31d");
        Morning morning = new Morning(line = started, folder)) {
      morning.triesOfMorningsBefore(
          (int) longest().dividedBy(STEP), STEP, line.bean(InstantSource.class).instant());
      Map<TableRule, Long> plateau = new HashMap<>();
      Map<TableRule, Long> later = new HashMap<>();
      for (int nth = 1; nth <= RUN_UP + THIRTY_DAYS; nth++) {
        next(nth);
        morning.run(nth);
        assertThat(line.bean(Upkeep.class).runAll()).isEmpty();
        archive();
        if (nth > RUN_UP - PLATEAU) {
          Map<TableRule, Long> most = nth <= RUN_UP ? plateau : later;
          sizes().forEach((rule, rows) -> most.merge(rule, rows, Math::max));
        }
      }

      assertThat(rules()).allSatisfy(rule -> assertAtPlateau(rule, plateau, later));
      verify();
    }
  }

  /** Days later. What Redis holds is over by then; its clock cannot be turned. */
  private void next(int nth) {
    Duration ahead = STEP.multipliedBy(nth);
    ((TravellingClock) line.bean(InstantSource.class)).ahead(ahead);
    upstreams.ahead(ahead);
    TestServices.redis(line.redisUri()).flushdb();
  }

  private static void assertAtPlateau(
      TableRule rule, Map<TableRule, Long> plateau, Map<TableRule, Long> later) {
    long before = plateau.get(rule);
    long rows = later.get(rule);
    if (rule instanceof Bounded) {
      if (!rule.table().startsWith("audit_")) { // archived by months: checked with its events
        assertThat(rows - before)
            .as("%s", rule)
            .isBetween(0L, ACTS.getOrDefault(rule.table(), 0) + 0L);
      }
      return;
    }
    assertThat(before).as("no morning leaves a row: %s", rule).isPositive();
    assertThat(rows).as("%s", rule).isLessThanOrEqualTo(Math.max(before * 11 / 10, before + 1));
    if (rule instanceof Expires expires) {
      assertThat(rows).as("%s", rule).isGreaterThanOrEqualTo(before * 9 / 10);
      assertThat(
              expires.kept().compareTo(STEP.multipliedBy(RUN_UP)) <= 0
                  || KEPT_LONGER.contains(rule.table()))
          .as("kept for longer than the run-up: %s", rule)
          .isTrue();
    }
  }

  private List<TableRule> rules() {
    return line.bean(TableJobs.class).rules();
  }

  private Duration longest() {
    return rules().stream()
        .flatMap(rule -> rule instanceof Expires it ? Stream.of(it.kept()) : Stream.empty())
        .max(Duration::compareTo)
        .orElseThrow();
  }

  private Map<TableRule, Long> sizes() {
    Map<TableRule, Long> sizes = new HashMap<>();
    rules().forEach(rule -> sizes.put(rule, line.rows(rows(rule))));
    return sizes;
  }

  /** The rows that a rule is about. */
  private static String rows(TableRule rule) {
    return switch (rule) {
      case Expires it -> it.table() + " where " + it.only();
      case Monthly it -> it.table();
      case Bounded it -> it.table();
    };
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
}
