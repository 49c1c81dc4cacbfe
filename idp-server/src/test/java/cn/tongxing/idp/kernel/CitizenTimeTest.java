package cn.tongxing.idp.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.testing.Clause;
import java.time.Instant;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Local time, from 0 to 23. */
@Clause("GB/T 7408.1")
class CitizenTimeTest {

  /** Half past midnight at home, where the day is already another one. */
  private static final Instant NIGHT = Instant.parse("2026-04-30T16:30:44.987Z");

  @ParameterizedTest
  @CsvSource({
    "zh-CN, 2026年5月1日",
    "zh-TW, 2026年5月1日",
    "zh-Hant-HK, 2026年5月1日",
    "en, 1 May 2026",
    "en-GB, 1 May 2026",
    "fr, 1 May 2026"
  })
  void aDayIsTheOneAtHomeAsTheLanguageWritesIt(String language, String day) {
    Locale locale = Locale.forLanguageTag(language);
    assertThat(CitizenTime.day(NIGHT, locale)).isEqualTo(day);
    assertThat(CitizenTime.minute(NIGHT, locale)).isEqualTo(day + "\u00a000:30");
  }

  @Test
  void theTimeOfDayHasNoHalves() {
    assertThat(CitizenTime.ofDay(NIGHT)).isEqualTo("00:30");
    assertThat(CitizenTime.ofDay(Instant.parse("2026-04-30T15:05:00Z"))).isEqualTo("23:05");
  }

  @Test
  void operatorsReadSecondsAndTheOffset() {
    assertThat(CitizenTime.stamp(NIGHT)).isEqualTo("2026-05-01T00:30:44+08:00");
    assertThat(CitizenTime.stamp(Instant.parse("2026-05-01T01:12:00Z")))
        .isEqualTo("2026-05-01T09:12:00+08:00");
  }

  @Test
  void departmentsAreToldTheDayAndNoSecondThatWouldBeAPersonsNumber() {
    Instant began = Instant.parse("2026-04-30T16:00:00Z");
    assertThat(CitizenTime.startOfDay(NIGHT).toInstant()).isEqualTo(began);
    assertThat(CitizenTime.startOfDay(began).toInstant()).isEqualTo(began);
    assertThat(CitizenTime.startOfDay(began.minusMillis(1)).toInstant())
        .isEqualTo(began.minusSeconds(86_400));
  }
}
