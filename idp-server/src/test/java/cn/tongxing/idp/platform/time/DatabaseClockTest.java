package cn.tongxing.idp.platform.time;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.testing.TestServices;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

class DatabaseClockTest {

  private static final DataSource DATABASE = TestServices.freshDatabase();

  private final AtomicReference<Duration> off = new AtomicReference<>(Duration.ZERO);
  private final AtomicLong slept = new AtomicLong();

  private DatabaseClock clock(Duration wrong) {
    off.set(wrong);
    InstantSource own = () -> InstantSource.system().instant().plus(off.get());
    return new DatabaseClock(own, () -> System.nanoTime() + slept.get(), DATABASE);
  }

  private static void isTrueTime(Instant told) {
    assertThat(Duration.between(told, InstantSource.system().instant()).abs())
        .isLessThan(Duration.ofMillis(900));
  }

  @Test
  void aNodeTenMinutesSlowGoesByTheDatabasesTimeAndIsNotReady() {
    DatabaseClock clock = clock(Duration.ofMinutes(-10));

    isTrueTime(clock.instant());
    assertThat(clock.problem().orElse(""))
        .matches("the clock is (599|600)\\d{3} ms behind the database's");
  }

  @Test
  void soIsOneThatIsThreeSecondsFast() {
    DatabaseClock clock = clock(Duration.ofSeconds(3));

    isTrueTime(clock.instant());
    assertThat(clock.problem().orElse("")).contains("ahead of the database's");
  }

  @Test
  void aSecondIsNothingToSpeakOf() {
    assertThat(clock(Duration.ofSeconds(1)).problem()).isEmpty();
    assertThat(clock(Duration.ofSeconds(-1)).problem()).isEmpty();
  }

  @Test
  void aClockThatIsSetRightOrWrongIsNoticedAtTheNextLook() {
    DatabaseClock clock = clock(Duration.ZERO);
    assertThat(clock.problem()).isEmpty();

    off.set(Duration.ofHours(1));
    clock.compare();
    assertThat(clock.problem()).isPresent();
    isTrueTime(clock.instant());

    off.set(Duration.ZERO);
    clock.compare();
    assertThat(clock.problem()).isEmpty();
    isTrueTime(clock.instant());
  }

  @Test
  void whatWasComparedTooLongAgoSaysNothing() {
    DatabaseClock clock = clock(Duration.ZERO);

    slept.set(DatabaseClock.GOOD_FOR.plusSeconds(1).toNanos());

    assertThat(clock.problem()).hasValueSatisfying(why -> assertThat(why).contains("compared"));
    clock.compare();
    assertThat(clock.problem()).isEmpty();
  }
}
