package cn.tongxing.idp.session.sso;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import cn.tongxing.idp.kernel.SessionId;
import cn.tongxing.idp.testing.Clause;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The value of the session's cookie, and how long sessions may be configured to live. */
@Clause("N8")
class SessionValuesTest {

  private static final Duration IDLE = Duration.ofMinutes(15);
  private static final Duration ABSOLUTE = Duration.ofHours(12);
  private static final Duration KEPT = Duration.ofDays(31);

  @Test
  void aCookieNamesItsSessionAndIsNeverTheSameTwice() {
    var session = new SessionId(UUID.fromString("0199c0de-0000-7000-8000-00000000abcd"));
    var random = new SecureRandom();
    SessionCookie first = SessionCookie.fresh(session, random);
    SessionCookie second = SessionCookie.fresh(session, random);

    assertThat(first.value()).hasSize(64).isNotEqualTo(second.value());
    assertThat(SessionCookie.parse(first.value())).contains(first);
    assertThat(first.toString()).doesNotContain(first.value());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "A", "????????????????????????????????????????????????????????????????"})
  void whatCannotBeACookieOfOursIsNone(String value) {
    assertThat(SessionCookie.parse(value)).isEmpty();
    assertThat(SessionCookie.parse("A".repeat(63))).isEmpty();
    assertThat(SessionCookie.parse("A".repeat(65))).isEmpty();
    assertThat(SessionCookie.parse("A".repeat(64))).isPresent();
  }

  @Test
  void aSessionMayBeIdleForAMinuteToAnHour() {
    assertThat(settings(Duration.ofMinutes(1), ABSOLUTE, KEPT, 50).idle()).hasMinutes(1);
    assertThat(settings(Duration.ofHours(1), ABSOLUTE, KEPT, 50).idle()).hasHours(1);
    refused(Duration.ofSeconds(59), ABSOLUTE, KEPT, 50);
    refused(Duration.ofMinutes(61), ABSOLUTE, KEPT, 50);
  }

  @Test
  void aSessionEndsAfterTwelveHoursAtTheLatestAndNotBeforeItIsIdle() {
    assertThat(settings(IDLE, IDLE, KEPT, 50).absolute()).isEqualTo(IDLE);
    assertThat(settings(IDLE, ABSOLUTE, KEPT, 50).absolute()).hasHours(12);
    refused(IDLE, IDLE.minusSeconds(1), KEPT, 50);
    refused(IDLE, ABSOLUTE.plusSeconds(1), KEPT, 50);
  }

  @Test
  void endedSessionsAreKeptForAMonthAndOpenOnesAreCounted() {
    assertThat(settings(IDLE, ABSOLUTE, KEPT, 1).maxPerPerson()).isEqualTo(1);
    assertThat(settings(IDLE, ABSOLUTE, KEPT, 1000).maxPerPerson()).isEqualTo(1000);
    refused(IDLE, ABSOLUTE, KEPT.minusSeconds(1), 50);
    refused(IDLE, ABSOLUTE, KEPT, 0);
    refused(IDLE, ABSOLUTE, KEPT, 1001);
  }

  private static SessionSettings settings(
      Duration idle, Duration absolute, Duration kept, int most) {
    return new SessionSettings(idle, absolute, kept, most);
  }

  private static void refused(Duration idle, Duration absolute, Duration kept, int most) {
    assertThatIllegalArgumentException().isThrownBy(() -> settings(idle, absolute, kept, most));
  }
}
