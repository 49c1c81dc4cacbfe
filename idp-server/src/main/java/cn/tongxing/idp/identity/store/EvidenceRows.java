package cn.tongxing.idp.identity.store;

import cn.tongxing.adapter.spi.EvidenceItem;
import cn.tongxing.adapter.spi.EvidenceItem.Method;
import cn.tongxing.idp.identity.AccountRule.Piece;
import cn.tongxing.idp.identity.Merges.Approval;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.kernel.StoredForm;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Table {@code evidence}: appended only; a trigger refuses anything else. */
@Repository
public class EvidenceRows {

  private final JdbcClient jdbc;
  private final JdbcTemplate batch;

  EvidenceRows(JdbcClient jdbc, JdbcTemplate batch) {
    this.jdbc = jdbc;
    this.batch = batch;
  }

  /**
   * One piece to append.
   *
   * @param possession whether a possession was shown together with it
   * @param shown when, where that was before it is recorded
   */
  public record NewEvidence(
      UUID id,
      PersonId person,
      String adapter,
      EvidenceItem item,
      boolean possession,
      Optional<UUID> signIn,
      Optional<Instant> shown,
      Instant at) {}

  /** Appends one piece. */
  public void append(NewEvidence evidence) {
    append(List.of(evidence));
  }

  /** Appends all pieces of a proof; one batch. */
  public void append(List<NewEvidence> evidence) {
    batch.batchUpdate(
        """
        INSERT INTO evidence
          (id, person, adapter, method, source, asserted_level, original_channel, possession,
           established_at, expires_at, reference, digest, operator, sign_in, channel, shown_at,
           recorded_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        evidence.stream().map(EvidenceRows::columns).toList());
  }

  private static @Nullable Object[] columns(NewEvidence evidence) {
    EvidenceItem item = evidence.item();
    return new @Nullable Object[] {
      evidence.id(),
      evidence.person().value(),
      evidence.adapter(),
      item.method().name(),
      item.source(),
      orNull(item.assertedLevel()),
      orNull(item.originalChannel()),
      evidence.possession(),
      Times.column(item.time()),
      orNull(item.expires().map(Times::column)),
      item.reference(),
      item.digest(),
      orNull(item.operator()),
      orNull(evidence.signIn()),
      item.channel().name(),
      orNull(evidence.shown().map(Times::column)),
      Times.column(evidence.at())
    };
  }

  /**
   * Withdraws all valid pieces by one method, of whoever became part of the person too; how many.
   *
   * @param source whose answers; empty for every source
   */
  public int withdraw(
      PersonId person, Method method, Optional<String> source, Approval approval, Instant at) {
    return jdbc.sql(
            """
            INSERT INTO evidence_status
              (evidence, status, reason, operator, second_operator, changed_at)
            SELECT e.id, 'WITHDRAWN', :reason, :operator, :second, :at FROM evidence e
             WHERE e.person IN (SELECT id FROM person WHERE id = :person OR merged_into = :person)
               AND e.method = :method AND (cast(:source AS text) IS NULL OR e.source = :source)
            ON CONFLICT DO NOTHING
            """)
        .param("person", person.value())
        .param("method", method.name())
        .param("source", orNull(source))
        .param("reason", approval.reason().code())
        .param("operator", approval.operator())
        .param("second", approval.second())
        .param("at", Times.column(at))
        .update();
  }

  /** Whether a piece was withdrawn, of whoever became part of the person too. */
  public boolean isAnyWithdrawn(PersonId person) {
    return jdbc.sql(
            """
            SELECT EXISTS (SELECT 1 FROM evidence e JOIN evidence_status w ON w.evidence = e.id
             WHERE e.person IN (SELECT id FROM person WHERE id = :person OR merged_into = :person))
            """)
        .param("person", person.value())
        .query(Boolean.class)
        .single();
  }

  /**
   * What the person was proven by in one sign-in, and was not withdrawn.
   *
   * @param since without what is from before: a sign-in may go on long after one of its steps
   */
  public List<Piece> pieces(PersonId person, SignInId signIn, Instant since) {
    return jdbc.sql(
            """
            SELECT method, source, reference FROM evidence e
             WHERE person = :person AND sign_in = :signIn
               AND coalesce(shown_at, recorded_at) >= :since
               AND NOT EXISTS (SELECT 1 FROM evidence_status w WHERE w.evidence = e.id)
            """)
        .param("person", person.value())
        .param("signIn", signIn.value())
        .param("since", Times.column(since))
        .query((row, _) ->
            new Piece(
                StoredForm.constant(Method.class, row.getString("method")),
                row.getString("source"),
                row.getString("reference")))
        .list();
  }

  private static <T> @Nullable T orNull(Optional<T> value) {
    return value.orElse(null);
  }
}
