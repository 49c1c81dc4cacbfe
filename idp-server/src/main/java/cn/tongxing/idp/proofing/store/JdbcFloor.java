package cn.tongxing.idp.proofing.store;

import cn.tongxing.idp.proofing.LimitSettings;
import cn.tongxing.idp.proofing.limits.Admission;
import cn.tongxing.idp.proofing.limits.Floor;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The floor of the limits. */
@Repository
class JdbcFloor implements Floor {

  private final JdbcClient jdbc;

  JdbcFloor(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public Admission send(byte[] number, Sends most, LimitSettings.Code code, Instant now) {
    int sent =
        jdbc.sql(
                """
                INSERT INTO login_code_sends AS s
                  (number_index, last_sent_at, hour_began_at, hour_sends, day_began_at, day_sends)
                VALUES (:number, :now, :now, 1, :now, 1)
                ON CONFLICT (number_index) DO UPDATE SET
                  last_sent_at = :now,
                  hour_began_at = CASE WHEN s.hour_began_at <= :hour THEN :now
                                       ELSE s.hour_began_at END,
                  hour_sends = CASE WHEN s.hour_began_at <= :hour THEN 1
                                    ELSE s.hour_sends + 1 END,
                  day_began_at = CASE WHEN s.day_began_at <= :day THEN :now
                                      ELSE s.day_began_at END,
                  day_sends = CASE WHEN s.day_began_at <= :day THEN 1 ELSE s.day_sends + 1 END
                WHERE s.last_sent_at <= :pause
                  AND (s.hour_began_at <= :hour OR s.hour_sends < :mostHour)
                  AND (s.day_began_at <= :day OR s.day_sends < :mostDay)
                  AND NOT EXISTS (
                    SELECT FROM login_failures f
                    WHERE f.purpose = 'code' AND f.subject = :number
                      AND f.began_at > :day AND f.failures >= :mostWrong)
                """)
            .param("number", number)
            .param("now", at(now))
            .param("hour", at(now.minus(Duration.ofHours(1))))
            .param("day", at(now.minus(Duration.ofDays(1))))
            .param("pause", at(now.minus(most.pause())))
            .param("mostHour", most.perHour())
            .param("mostDay", most.perDay())
            .param("mostWrong", code.wrongPerNumberAndDay())
            .update();
    return sent == 1
        ? new Admission.Admitted(List.of())
        : new Admission.Limited(
            again(number, most, now), "sms:floor:" + HexFormat.of().formatHex(number));
  }

  /** When the number may be tried again; the day, if wrong codes stopped it. */
  private Instant again(byte[] number, Sends most, Instant now) {
    return jdbc.sql(
            """
            SELECT CASE
              WHEN day_sends >= :mostDay AND day_began_at > :day
                THEN day_began_at + interval '1 day'
              WHEN hour_sends >= :mostHour AND hour_began_at > :hour
                THEN hour_began_at + interval '1 hour'
              WHEN last_sent_at > :pause THEN last_sent_at + (cast(:now AS timestamptz) - :pause)
              ELSE cast(:now AS timestamptz) + interval '1 day' END
            FROM login_code_sends WHERE number_index = :number
            """)
        .param("number", number)
        .param("now", at(now))
        .param("hour", at(now.minus(Duration.ofHours(1))))
        .param("day", at(now.minus(Duration.ofDays(1))))
        .param("pause", at(now.minus(most.pause())))
        .param("mostHour", most.perHour())
        .param("mostDay", most.perDay())
        .query(OffsetDateTime.class)
        .single()
        .toInstant();
  }

  @Override
  public Optional<Stopped> stopped(List<Watched> watched, Duration window, Instant now) {
    return jdbc.sql(
            """
            SELECT w.place, f.began_at
            FROM unnest(cast(:purposes AS text[]), cast(:subjects AS bytea[]), cast(:most AS int[]))
                 WITH ORDINALITY AS w (purpose, subject, most, place)
            JOIN login_failures f ON f.purpose = w.purpose AND f.subject = w.subject
            WHERE f.failures >= w.most AND f.began_at > :since
            ORDER BY w.place LIMIT 1
            """)
        .param("purposes", watched.stream().map(w -> code(w.purpose())).toArray(String[]::new))
        .param("subjects", watched.stream().map(Watched::subject).toArray(byte[][]::new))
        .param("most", watched.stream().map(Watched::most).toArray(Integer[]::new))
        .param("since", at(now.minus(window)))
        .query((row, number) ->
            new Stopped(
                row.getInt("place") - 1,
                row.getObject("began_at", OffsetDateTime.class).toInstant().plus(window)))
        .optional();
  }

  @Override
  public Admission count(Tried purpose, byte[] subject, int most, Duration window, Instant now) {
    int counted =
        jdbc.sql(
                """
                INSERT INTO login_failures AS f (purpose, subject, began_at, failures)
                VALUES (:purpose, :subject, :now, 1)
                ON CONFLICT (purpose, subject) DO UPDATE SET
                  began_at = CASE WHEN f.began_at <= :since THEN :now ELSE f.began_at END,
                  failures = CASE WHEN f.began_at <= :since THEN 1 ELSE f.failures + 1 END
                WHERE f.began_at <= :since OR f.failures < :most
                """)
            .param("purpose", code(purpose))
            .param("subject", subject)
            .param("most", most)
            .param("now", at(now))
            .param("since", at(now.minus(window)))
            .update();
    return counted == 1
        ? new Admission.Admitted(List.of())
        : new Admission.Limited(
            stopped(purpose, subject, most, window, now).orElse(now.plus(window)),
            code(purpose) + ":floor:" + HexFormat.of().formatHex(subject));
  }

  @Override
  public void failed(Tried purpose, byte[] subject, Duration window, Instant now) {
    jdbc.sql(
            """
            INSERT INTO login_failures AS f (purpose, subject, began_at, failures)
            VALUES (:purpose, :subject, :now, 1)
            ON CONFLICT (purpose, subject) DO UPDATE SET
              began_at = CASE WHEN f.began_at <= :since THEN :now ELSE f.began_at END,
              failures = CASE WHEN f.began_at <= :since THEN 1 ELSE f.failures + 1 END
            """)
        .param("purpose", code(purpose))
        .param("subject", subject)
        .param("now", at(now))
        .param("since", at(now.minus(window)))
        .update();
  }

  @Override
  public void forget(Tried purpose, List<byte[]> subjects) {
    jdbc.sql("DELETE FROM login_failures WHERE purpose = :purpose AND subject = ANY(:subjects)")
        .param("purpose", code(purpose))
        .param("subjects", subjects.toArray(byte[][]::new))
        .update();
  }

  private static String code(Tried purpose) {
    return purpose.name().toLowerCase(Locale.ROOT);
  }

  private static OffsetDateTime at(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
