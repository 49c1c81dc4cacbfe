package cn.tongxing.idp.proofing.store;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.proofing.LimitSettings;
import cn.tongxing.idp.proofing.limits.Admission;
import cn.tongxing.idp.proofing.limits.Admission.Admitted;
import cn.tongxing.idp.proofing.limits.Admission.Limited;
import cn.tongxing.idp.proofing.limits.Floor;
import cn.tongxing.idp.proofing.limits.Floor.Tried;
import cn.tongxing.idp.proofing.limits.Floor.Watched;
import cn.tongxing.idp.testing.Clause;
import cn.tongxing.idp.testing.TestServices;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The edges of the limits that outlive Redis: the last that may, the first that may not. */
@Clause({"A2", "A4", "A5"})
class FloorTest {

  private static final Instant NOON = Instant.parse("2026-11-27T12:00:00Z");
  private static final Duration DAY = Duration.ofDays(1);
  private static final Floor.Sends SENDS = new Floor.Sends(Duration.ofMinutes(1), 3, 5);
  private static final LimitSettings.Code CODE =
      new LimitSettings.Code(Duration.ofMinutes(5), 5, 10, 3);
  private static final AtomicInteger SUBJECTS = new AtomicInteger();

  private static final class Database {
    static final JdbcFloor FLOOR = new JdbcFloor(JdbcClient.create(TestServices.freshDatabase()));
  }

  private final JdbcFloor floor = Database.FLOOR;
  private final byte[] subject = subject();

  private static byte[] subject() {
    return ("subject " + SUBJECTS.incrementAndGet()).getBytes(StandardCharsets.UTF_8);
  }

  private Admission send(Duration after) {
    return floor.send(subject, SENDS, CODE, NOON.plus(after));
  }

  private static Instant until(Admission admission) {
    return ((Limited) admission).until();
  }

  @Test
  void betweenTwoCodesIsAPauseToTheMillisecond() {
    assertThat(send(Duration.ZERO)).isInstanceOf(Admitted.class);

    assertThat(until(send(Duration.ofMillis(59_999)))).isEqualTo(NOON.plusSeconds(60));
    assertThat(send(Duration.ofSeconds(60))).isInstanceOf(Admitted.class);
  }

  @Test
  void theFourthOfAnHourWaitsForTheHoursEnd() {
    for (int i = 0; i < 3; i++) {
      assertThat(send(Duration.ofMinutes(10L * i))).isInstanceOf(Admitted.class);
    }

    assertThat(until(send(Duration.ofMinutes(30)))).isEqualTo(NOON.plus(Duration.ofHours(1)));
    assertThat(until(send(Duration.ofMinutes(60).minusMillis(1))))
        .isEqualTo(NOON.plus(Duration.ofHours(1)));
    assertThat(send(Duration.ofMinutes(60))).isInstanceOf(Admitted.class);
  }

  @Test
  void theSixthOfADayWaitsForTheDaysEnd() {
    for (int i = 0; i < 5; i++) {
      assertThat(send(Duration.ofHours(2L * i))).isInstanceOf(Admitted.class);
    }

    assertThat(until(send(Duration.ofHours(23)))).isEqualTo(NOON.plus(DAY));
    assertThat(send(DAY)).as("a day after its first").isInstanceOf(Admitted.class);
    assertThat(send(DAY.plusMinutes(1))).as("counted anew").isInstanceOf(Admitted.class);
  }

  @Test
  void whoTypedTenWrongCodesGetsNoOther() {
    assertThat(send(Duration.ZERO)).isInstanceOf(Admitted.class);
    for (int i = 0; i < 9; i++) {
      floor.failed(Tried.CODE, subject, DAY, NOON);
    }
    assertThat(send(Duration.ofMinutes(2))).isInstanceOf(Admitted.class);
    floor.failed(Tried.CODE, subject, DAY, NOON);

    assertThat(until(send(Duration.ofMinutes(4)))).isAfter(NOON.plus(Duration.ofHours(20)));
    assertThat(send(DAY)).as("that day is over").isInstanceOf(Admitted.class);
  }

  @Test
  void asManyAsMayFailAreCountedAndTheNextIsNot() {
    for (int i = 0; i < 3; i++) {
      assertThat(floor.count(Tried.DOCUMENT_TAIL, subject, 3, DAY, NOON.plusSeconds(i)))
          .isInstanceOf(Admitted.class);
    }

    Admission refused = floor.count(Tried.DOCUMENT_TAIL, subject, 3, DAY, NOON.plusSeconds(9));
    assertThat(until(refused)).isEqualTo(NOON.plus(DAY));
    assertThat(((Limited) refused).by()).startsWith("document_tail:floor:");
    assertThat(floor.count(Tried.CODE, subject, 3, DAY, NOON.plusSeconds(9)))
        .as("each kind by itself")
        .isInstanceOf(Admitted.class);
    assertThat(floor.count(Tried.DOCUMENT_TAIL, subject, 3, DAY, NOON.plus(DAY)))
        .as("the window is over")
        .isInstanceOf(Admitted.class);
    assertThat(floor.stopped(Tried.DOCUMENT_TAIL, subject, 3, DAY, NOON.plus(DAY)))
        .as("and its failures with it")
        .isEmpty();
  }

  @Test
  void theFirstThatIsStoppedIsNamedByItsPlace() {
    byte[] free = subject();
    floor.failed(Tried.DOCUMENT, subject, DAY, NOON);
    floor.failed(Tried.DOCUMENT, subject, DAY, NOON.plusSeconds(1));
    floor.failed(Tried.DOCUMENT, free, DAY, NOON);

    List<Watched> watched =
        List.of(
            new Watched(Tried.DOCUMENT, free, 2),
            new Watched(Tried.DOCUMENT, subject, 2),
            new Watched(Tried.DOCUMENT, subject, 1));
    assertThat(floor.stopped(watched, DAY, NOON.plusSeconds(2)))
        .contains(new Floor.Stopped(1, NOON.plus(DAY)));
    assertThat(floor.stopped(Tried.DOCUMENT, subject, 3, DAY, NOON.plusSeconds(2))).isEmpty();
    assertThat(floor.stopped(Tried.DOCUMENT_BY_PHONE, subject, 1, DAY, NOON)).isEmpty();
    assertThat(floor.stopped(watched, DAY, NOON.plus(DAY))).as("a day later").isEmpty();
  }

  @Test
  void whatIsForgottenIsThatOfTheNamedAlone() {
    byte[] other = subject();
    for (byte[] each : List.of(subject, other)) {
      floor.failed(Tried.PASSWORD, each, DAY, NOON);
      floor.failed(Tried.CODE, each, DAY, NOON);
    }

    floor.forget(Tried.PASSWORD, List.of(subject));

    assertThat(floor.stopped(Tried.PASSWORD, subject, 1, DAY, NOON)).isEmpty();
    assertThat(floor.stopped(Tried.CODE, subject, 1, DAY, NOON)).isPresent();
    assertThat(floor.stopped(Tried.PASSWORD, other, 1, DAY, NOON)).isPresent();
  }
}
