package cn.tongxing.idp.kernel;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * Days and times as people read them: local time, one form for each language on every page and one
 * for operators, and hours from 0 to 23, so that nobody wonders which half of the day is meant.
 */
public final class CitizenTime {

  /** Where citizens are: the one time zone of the mainland. */
  public static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

  private static final DateTimeFormatter CHINESE_DAY = DateTimeFormatter.ofPattern("yyyy年M月d日");
  private static final DateTimeFormatter ENGLISH_DAY =
      DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.ENGLISH);
  private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm");

  /** No line breaks between a day and its hour. */
  private static final String TOGETHER = "\u00a0";

  private CitizenTime() {}

  /** 2026年11月23日, or 23 November 2026. */
  public static String day(Instant time, Locale locale) {
    boolean chinese = locale.getLanguage().equals("zh");
    return (chinese ? CHINESE_DAY : ENGLISH_DAY).format(time.atZone(ZONE));
  }

  /** The day and the time of day. */
  public static String minute(Instant time, Locale locale) {
    return day(time, locale) + TOGETHER + ofDay(time);
  }

  /**
   * When the day began that a time lies in. What is told of a person to several departments is no
   * finer than that: a second is practically a number of the person, the same everywhere.
   */
  public static ZonedDateTime startOfDay(Instant time) {
    return time.atZone(ZONE).truncatedTo(ChronoUnit.DAYS);
  }

  /** As operators read it, to the second and with its offset: 2026-05-01T09:12:44+08:00. */
  public static String stamp(Instant time) {
    return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
        time.truncatedTo(ChronoUnit.SECONDS).atZone(ZONE));
  }

  /** 09:30. */
  public static String ofDay(Instant time) {
    return CLOCK.format(time.atZone(ZONE));
  }
}
