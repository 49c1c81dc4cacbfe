package cn.tongxing.idp.platform.command;

import cn.tongxing.idp.kernel.CitizenTime;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;

/** Times as operators type and read them: by the clock of China, or with an offset (ISO 8601). */
final class TrailTime {

  private static final DateTimeFormatter TYPED =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .optionalStart()
          .appendLiteral('T')
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          .optionalStart()
          .appendOffsetId()
          .toFormatter(Locale.ROOT);

  private TrailTime() {}

  /** To the second. */
  static String written(Instant at) {
    return CitizenTime.stamp(at);
  }

  /** A time, or the beginning of a day. */
  static Instant since(String typed) {
    return read(typed, 0);
  }

  /** A time, or the end of a day. */
  static Instant until(String typed) {
    return read(typed, 1);
  }

  /**
   * Reads.
   *
   * @throws IllegalArgumentException worded for people
   */
  private static Instant read(String typed, int daysAfterDate) {
    try {
      return switch (TYPED.parseBest(
          typed, OffsetDateTime::from, LocalDateTime::from, LocalDate::from)) {
        case OffsetDateTime time -> time.toInstant();
        case LocalDateTime time -> time.atZone(CitizenTime.ZONE).toInstant();
        case LocalDate day ->
            day.plusDays(daysAfterDate).atStartOfDay(CitizenTime.ZONE).toInstant();
        default -> throw new IllegalStateException(typed);
      };
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "that is no time; write 2026-05-01, 2026-05-01T09:30 (time of China) or"
              + " 2026-05-01T09:30+08:00",
          e);
    }
  }
}
