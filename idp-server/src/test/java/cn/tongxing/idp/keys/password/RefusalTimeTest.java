package cn.tongxing.idp.keys.password;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.tongxing.idp.testing.Clause;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When a wrong password is answered, by a clock of the test's own. */
@Clause("A1")
class RefusalTimeTest {

  private static final Duration STEP = Duration.ofSeconds(1);
  private static final String ARGON2ID =
      "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4";
  private static final String BCRYPT =
      "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW";
  private static final String PBKDF2 =
      "$pbkdf2-sha256$6400$.6UI/S.nXIk8jcbdHx3Fhg$98jZicV16ODfEsEZeYPGHU3kbrUrvUEXOPimVSQDD44";

  /** Asked, begun and ended at these milliseconds; then the time goes on by waiting. */
  private static final class Line {

    private final Iterator<Long> readings;
    private final AtomicLong now = new AtomicLong();

    private Line(long begun, long ended) {
      readings = List.of(0L, MILLISECONDS.toNanos(begun), MILLISECONDS.toNanos(ended)).iterator();
    }

    private long read() {
      if (readings.hasNext()) {
        now.set(readings.next());
      }
      return now.get();
    }

    private RefusalTime time() {
      return new RefusalTime(STEP, this::read, now::addAndGet);
    }

    private long answeredAt() {
      return Duration.ofNanos(now.get()).toMillis();
    }
  }

  @ParameterizedTest
  @CsvSource({
    // begun, ended, answered
    "0, 30, 1000",
    "0, 260, 1000",
    "0, 999, 1000",
    "400, 430, 1000",
    "400, 900, 1000",
    "600, 630, 2000",
    "600, 900, 2000",
    "1400, 1430, 2000",
    "1600, 1630, 3000",
    // longer than half a step: by whole steps
    "400, 1001, 2000",
    "0, 2600, 3000",
  })
  void theAnswerComesAtATimeFixedBeforeTheComparison(long begun, long ended, long answered) {
    var line = new Line(begun, ended);

    line.time().asked().begun().await();

    assertThat(line.answeredAt()).isEqualTo(answered);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "no known form", ARGON2ID, BCRYPT, PBKDF2})
  void everyKindOfHashIsRefusedAtTheSameTime(String encoded) {
    long took = Math.abs(encoded.hashCode()) % 499L; // each kind its own
    var line = new Line(0, took);
    var hash = new BoundedPasswordHash(1, Duration.ofSeconds(30), new SecureRandom(), line.time());

    assertThat(hash.matches("wrong", encoded)).isFalse();

    assertThat(line.answeredAt()).isEqualTo(1000);
  }

  @Test
  void aRightPasswordDoesNotWait() {
    var line = new Line(0, 7);
    var hash = new BoundedPasswordHash(1, Duration.ofSeconds(30), new SecureRandom(), line.time());

    assertThat(hash.matches("password", ARGON2ID)).isTrue();

    assertThat(line.answeredAt()).isZero();
  }

  @Test
  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  void whoWaitsForTheAnswerKeepsNobodyFromComparing() {
    var clock = new AtomicLong();
    var others = new AtomicBoolean();
    var quick =
        new BoundedPasswordHash[] {
          new BoundedPasswordHash(
              1,
              Duration.ofSeconds(30),
              new SecureRandom(),
              RefusalTime.every(Duration.ofMillis(1)))
        };
    var time =
        new RefusalTime(
            STEP,
            clock::get,
            nanos -> {
              others.set(quick[0].matches("password", ARGON2ID)); // takes the only permit
              clock.addAndGet(nanos);
            });
    quick[0] = new BoundedPasswordHash(1, Duration.ofSeconds(30), new SecureRandom(), time);

    assertThat(quick[0].matches("wrong", BCRYPT)).isFalse();

    assertThat(others).isTrue();
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 0, 99, 5001})
  void aTimeThatWouldShowTheComparisonIsRefusedAtStart(long milliseconds) {
    assertThatThrownBy(() -> new PasswordSettings(Duration.ofMillis(milliseconds)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("idp.password.refusal-step");
  }

  @Test
  void waitingByTheMachinesClockIsNeverShort() {
    long before = System.nanoTime();

    RefusalTime.every(Duration.ofMillis(20)).asked().begun().await();

    assertThat(Duration.ofNanos(System.nanoTime() - before))
        .isGreaterThanOrEqualTo(Duration.ofMillis(20));
  }
}
