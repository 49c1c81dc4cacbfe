package cn.tongxing.idp.identity.store;

import cn.tongxing.adapter.spi.document.IdentityDocument;
import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.identity.AccountRule.RegisteredTo;
import cn.tongxing.idp.identity.HolderCheck;
import cn.tongxing.idp.kernel.StoredForm;
import cn.tongxing.idp.keys.BlindIndex;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionOperations;

/** Table {@code phone_holder}: what the carriers said of a document and a phone. */
@Repository
public class HolderRows {

  /** How long an answer is good: numbers are issued again after 90 days at the earliest. */
  public static final Duration GOOD = Duration.ofDays(30);

  private static final Duration ASKED_AGAIN = Duration.ofDays(1);

  /** More than all connections to a database: so far from the end nobody need wait. */
  private static final int AT_ONCE = 1000;

  /** The lock of all claims near the end. */
  private static final long ALL = 0x70686f6e65686f6cL;

  private final JdbcClient jdbc;
  private final BlindIndex blindIndex;
  private final TransactionOperations database;

  HolderRows(JdbcClient jdbc, BlindIndex blindIndex, TransactionOperations database) {
    this.jdbc = jdbc;
    this.blindIndex = blindIndex;
    this.database = database;
  }

  /** An answer, and since when it is known. */
  public record Known(HolderCheck.Answer answer, Instant askedAt) {}

  /** What is known and still good. */
  public Optional<Known> known(IdentityDocument document, PhoneNumber phone, Instant now) {
    return jdbc.sql(
            """
            SELECT answer, reference, digest, asked_at FROM phone_holder
             WHERE pair_index = :pair AND answer <> 'UNKNOWN' AND asked_at > :good
            """)
        .param("pair", pair(document, phone))
        .param("good", Times.column(now.minus(GOOD)))
        .query((row, _) ->
            new Known(
                new HolderCheck.Answer(
                    StoredForm.constant(RegisteredTo.class, row.getString("answer")),
                    row.getString("reference"),
                    row.getString("digest")),
                Objects.requireNonNull(Times.read(row, "asked_at"))))
        .optional();
  }

  /**
   * Leave to ask, once: false if an answer is good, if the carriers did not know within a day, or
   * if as many were asked in 24 hours as may be. Until the answer is kept, nothing is known. Only
   * whoever could claim, near the end of the day's number, waits for those who claim at the same
   * moment, so that no question is one too many.
   */
  public boolean claim(IdentityDocument document, PhoneNumber phone, int aDay, Instant now) {
    return claimed(document, phone, aDay - AT_ONCE, now)
        || (isClaimable(document, phone, aDay, now)
            && Boolean.TRUE.equals(
                database.execute(_ -> claimedAlone(document, phone, aDay, now))));
  }

  /** What is no use to wait for: neither an answer nor the day's number goes away meanwhile. */
  private boolean isClaimable(IdentityDocument document, PhoneNumber phone, int aDay, Instant now) {
    return jdbc.sql(
            """
            SELECT NOT EXISTS (SELECT 1 FROM phone_holder
                                WHERE pair_index = :pair
                                  AND asked_at > CASE answer WHEN 'UNKNOWN'
                                        THEN cast(:again AS timestamptz) ELSE :good END)
               AND (SELECT count(*) FROM phone_holder WHERE asked_at > :day) < :most
            """)
        .param("pair", pair(document, phone))
        .param("again", Times.column(now.minus(ASKED_AGAIN)))
        .param("good", Times.column(now.minus(GOOD)))
        .param("day", Times.column(now.minus(Duration.ofDays(1))))
        .param("most", aDay)
        .query(Boolean.class)
        .single();
  }

  private boolean claimedAlone(
      IdentityDocument document, PhoneNumber phone, int aDay, Instant now) {
    // a statement of its own: the next one sees what was claimed before
    jdbc.sql("SELECT count(pg_advisory_xact_lock(:all))")
        .param("all", ALL)
        .query(Long.class)
        .single();
    return claimed(document, phone, aDay, now);
  }

  private boolean claimed(IdentityDocument document, PhoneNumber phone, int aDay, Instant now) {
    return jdbc.sql(
                """
                INSERT INTO phone_holder
                  (pair_index, document_index, answer, reference, digest, asked_at)
                SELECT :pair, :document, 'UNKNOWN', '', '', cast(:now as timestamptz)
                 WHERE (SELECT count(*) FROM phone_holder WHERE asked_at > :day) < :most
                ON CONFLICT (pair_index) DO UPDATE
                   SET answer = 'UNKNOWN', reference = '', digest = '', asked_at = excluded.asked_at
                 WHERE phone_holder.asked_at <= :good
                    OR (phone_holder.answer = 'UNKNOWN' AND phone_holder.asked_at <= :again)
                """)
            .param("pair", pair(document, phone))
            .param("document", index(document))
            .param("now", Times.column(now))
            .param("day", Times.column(now.minus(Duration.ofDays(1))))
            .param("most", aDay)
            .param("good", Times.column(now.minus(GOOD)))
            .param("again", Times.column(now.minus(ASKED_AGAIN)))
            .update()
        == 1;
  }

  /** Keeps an answer. */
  public void keep(IdentityDocument document, PhoneNumber phone, HolderCheck.Answer answer) {
    jdbc.sql(
            """
            UPDATE phone_holder SET answer = :answer, reference = :reference, digest = :digest
             WHERE pair_index = :pair
            """)
        .param("pair", pair(document, phone))
        .param("answer", answer.holder().name())
        .param("reference", answer.reference())
        .param("digest", answer.digest())
        .update();
  }

  /**
   * Forgets all answers about a document, whosever phones they are about: nothing is known, and the
   * carriers may be asked at once. Where they are being asked at this moment, their answer will not
   * be kept.
   *
   * @return how many
   */
  public int forget(IdentityDocument document) {
    return jdbc.sql("DELETE FROM phone_holder WHERE document_index = :document")
        .param("document", index(document))
        .update();
  }

  private byte[] index(IdentityDocument document) {
    return blindIndex.of("document-of-phones", written(document));
  }

  private byte[] pair(IdentityDocument document, PhoneNumber phone) {
    return blindIndex.of("document-phone", written(document) + " " + phone.reveal());
  }

  private static String written(IdentityDocument document) {
    return String.join(" ", document.type().name(), document.jurisdiction(), document.number());
  }
}
