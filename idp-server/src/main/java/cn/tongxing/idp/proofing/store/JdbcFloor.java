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
                insert into login_code_sends as s
                  (number_index, last_sent_at, hour_began_at, hour_sends, day_began_at, day_sends)
                values (:number, :now, :now, 1, :now, 1)
                on conflict (number_index) do update set
                  last_sent_at = :now,
                  hour_began_at = case when s.hour_began_at <= :hour then :now
                                       else s.hour_began_at end,
                  hour_sends = case when s.hour_began_at <= :hour then 1
                                    else s.hour_sends + 1 end,
                  day_began_at = case when s.day_began_at <= :day then :now
                                      else s.day_began_at end,
                  day_sends = case when s.day_began_at <= :day then 1 else s.day_sends + 1 end
                where s.last_sent_at <= :pause
                  and (s.hour_began_at <= :hour or s.hour_sends < :mostHour)
                  and (s.day_began_at <= :day or s.day_sends < :mostDay)
                  and not exists (
                    select from login_failures f
                    where f.purpose = 'code' and f.subject = :number
                      and f.began_at > :day and f.failures >= :mostWrong)
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
            select case
              when day_sends >= :mostDay and day_began_at > :day
                then day_began_at + interval '1 day'
              when hour_sends >= :mostHour and hour_began_at > :hour
                then hour_began_at + interval '1 hour'
              when last_sent_at > :pause then last_sent_at + (cast(:now as timestamptz) - :pause)
              else cast(:now as timestamptz) + interval '1 day' end
            from login_code_sends where number_index = :number
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
            select w.place, f.began_at
            from unnest(cast(:purposes as text[]), cast(:subjects as bytea[]), cast(:most as int[]))
                 with ordinality as w (purpose, subject, most, place)
            join login_failures f on f.purpose = w.purpose and f.subject = w.subject
            where f.failures >= w.most and f.began_at > :since
            order by w.place limit 1
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
                insert into login_failures as f (purpose, subject, began_at, failures)
                values (:purpose, :subject, :now, 1)
                on conflict (purpose, subject) do update set
                  began_at = case when f.began_at <= :since then :now else f.began_at end,
                  failures = case when f.began_at <= :since then 1 else f.failures + 1 end
                where f.began_at <= :since or f.failures < :most
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
            insert into login_failures as f (purpose, subject, began_at, failures)
            values (:purpose, :subject, :now, 1)
            on conflict (purpose, subject) do update set
              began_at = case when f.began_at <= :since then :now else f.began_at end,
              failures = case when f.began_at <= :since then 1 else f.failures + 1 end
            """)
        .param("purpose", code(purpose))
        .param("subject", subject)
        .param("now", at(now))
        .param("since", at(now.minus(window)))
        .update();
  }

  @Override
  public void forget(Tried purpose, List<byte[]> subjects) {
    jdbc.sql("delete from login_failures where purpose = :purpose and subject = any(:subjects)")
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
