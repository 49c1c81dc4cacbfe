package cn.tongxing.idp.notice.store;

import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.StoredForm;
import cn.tongxing.idp.keys.SealBroken;
import cn.tongxing.idp.keys.SealedPlace;
import cn.tongxing.idp.keys.Sealing;
import cn.tongxing.idp.notice.NoticeKind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The outbox: table {@code notice}. The address goes when the notice is over; what and when stay a
 * while.
 */
@Repository
public class NoticeRows {

  private static final Duration DAY = Duration.ofDays(1);

  private static final String[] KNOWN =
      Arrays.stream(NoticeKind.values()).map(NoticeKind::name).toArray(String[]::new);

  private final JdbcClient jdbc;
  private final Sealing sealing;

  NoticeRows(JdbcClient jdbc, Sealing sealing) {
    this.jdbc = jdbc;
    this.sealing = sealing;
  }

  /**
   * One notice to one phone.
   *
   * @param language that the person read when it happened; empty if none was known
   */
  public record Notice(
      UUID id,
      PersonId person,
      NoticeKind kind,
      PhoneNumber phone,
      Optional<Locale> language,
      Instant occurredAt) {}

  /**
   * A notice that is due, its phone still sealed: one that does not open holds up no other.
   *
   * @param language as of the notice
   * @param attempts made, the coming one included
   */
  public record Due(
      UUID id,
      PersonId person,
      NoticeKind kind,
      byte[] address,
      Optional<Locale> language,
      int attempts,
      Instant occurredAt) {}

  /**
   * Whom a notice goes to.
   *
   * @throws SealBroken if the row was changed
   */
  public PhoneNumber phone(Due due) {
    return PhoneNumber.ofStored(sealing.openText(due.address(), place(due.id())))
        .orElseThrow(() -> new IllegalStateException("stored phone is none: " + due.id()));
  }

  /**
   * Appends, due at once; nothing where the person was told of the kind as often as may be in the
   * day before, whatever the phones. What occurred at one time is told once, however many they are.
   */
  public void append(Notice notice) {
    jdbc.sql(
            """
            INSERT INTO notice
              (id, person, kind, channel, address, language, state, attempts, occurred_at,
               next_attempt_at)
            SELECT :id, :person, :kind, 'SMS', :address, :language, 'WAITING', 0, :at, :at
             WHERE (SELECT count(*) FROM (
                      SELECT DISTINCT occurred_at FROM notice
                       WHERE person = :person AND kind = :kind AND occurred_at > :dayBefore
                         AND occurred_at <> :at
                       LIMIT :most) told) < :most
            """)
        .param("most", notice.kind().mostADay())
        .param("dayBefore", column(notice.occurredAt().minus(DAY)))
        .param("id", notice.id())
        .param("person", notice.person().value())
        .param("kind", notice.kind().name())
        .param("address", sealing.sealText(notice.phone().reveal(), place(notice.id())))
        .param("language", notice.language().map(Locale::toLanguageTag).orElse(null), Types.VARCHAR)
        .param("at", column(notice.occurredAt()))
        .update();
  }

  /**
   * Takes what is due, of the kinds that are known here: others are for nodes of a later version.
   * Nobody else gets the same before the lease is over, whatever becomes of us.
   */
  public List<Due> claim(int most, Instant now, Instant leaseEnds) {
    return jdbc.sql(
            """
            UPDATE notice SET attempts = attempts + 1, next_attempt_at = :leaseEnds
             WHERE id IN (SELECT id FROM notice
                           WHERE state = 'WAITING' AND next_attempt_at <= :now
                             AND kind = ANY (:known)
                           ORDER BY next_attempt_at LIMIT :most FOR UPDATE SKIP LOCKED)
            RETURNING id, person, kind, address, language, attempts, occurred_at
            """)
        .param("known", KNOWN)
        .param("now", column(now))
        .param("leaseEnds", column(leaseEnds))
        .param("most", most)
        .query((row, _) -> due(row))
        .list();
  }

  /** The provider took it; false if it was over before. */
  public boolean sent(UUID id, Instant at) {
    return over(id, "SENT", at);
  }

  /** Given up; false if it was over before. */
  public boolean failed(UUID id, Instant at) {
    return over(id, "FAILED", at);
  }

  /** To be tried again. */
  public void again(UUID id, Instant next) {
    jdbc.sql("UPDATE notice SET next_attempt_at = :next WHERE id = :id AND state = 'WAITING'")
        .param("id", id)
        .param("next", column(next))
        .update();
  }

  private boolean over(UUID id, String state, Instant at) {
    return jdbc.sql(
                """
                UPDATE notice SET state = :state, address = NULL, ended_at = :at
                 WHERE id = :id AND state = 'WAITING'
                """)
            .param("id", id)
            .param("state", state)
            .param("at", column(at))
            .update()
        == 1;
  }

  private static Due due(ResultSet row) throws SQLException {
    return new Due(
        row.getObject("id", UUID.class),
        new PersonId(row.getObject("person", UUID.class)),
        StoredForm.constant(NoticeKind.class, row.getString("kind")),
        row.getBytes("address"),
        Optional.ofNullable(row.getString("language")).map(Locale::forLanguageTag),
        row.getInt("attempts"),
        row.getObject("occurred_at", OffsetDateTime.class).toInstant());
  }

  private static SealedPlace place(UUID id) {
    return new SealedPlace("notice", "address", id.toString());
  }

  private static OffsetDateTime column(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
