package cn.tongxing.idp.identity.store;

import cn.tongxing.adapter.spi.EvidenceItem.Method;
import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.identity.AccountRule.Own;
import cn.tongxing.idp.identity.AccountRule.Piece;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.StoredForm;
import cn.tongxing.idp.keys.PersonSealing;
import cn.tongxing.idp.keys.SealedPlace;
import cn.tongxing.idp.upkeep.Due;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Tables {@code phone_change} and {@code phone_change_proof}. At most one change of a person waits.
 */
@Repository
public class PhoneChangeRows {

  /** A stop guards what it was made for: the ways of an account move with a merge. */
  private static final String PERSON_AND_MERGED =
      """
      ANY (ARRAY(SELECT CAST(:person AS uuid)
                 UNION ALL SELECT id FROM person WHERE merged_into = :person))\
      """;

  private final JdbcClient jdbc;
  private final PersonSealing sealing;
  private final PersonKeyRows keys;

  PhoneChangeRows(JdbcClient jdbc, PersonSealing sealing, PersonKeyRows keys) {
    this.jdbc = jdbc;
    this.sealing = sealing;
    this.keys = keys;
  }

  /**
   * A change that waits.
   *
   * @param shownAt when the code of the new phone was shown; empty if it never was
   */
  public record WaitingChange(
      UUID id,
      PersonId person,
      PhoneNumber phone,
      Optional<Instant> shownAt,
      Instant startedAt,
      Instant dueAt) {}

  /** How a change ended. */
  public enum Ending {
    DONE,
    /** By factors of the account. */
    CANCELLED,
    /** The account was frozen: nobody's word against the change. */
    FROZEN,
    /** Better evidence changed the phone at once. */
    REPLACED,
    NO_ROOM,
    /** The evidence by which alone it began was withdrawn. */
    WITHDRAWN
  }

  /**
   * Begins to wait; false if one waits already.
   *
   * @param reason the own factors by which it begins, as {@link #cancels} reads them; an operator's
   *     words if its code was never shown
   */
  public boolean begin(WaitingChange change, String reason) {
    return jdbc.sql(
                """
                INSERT INTO phone_change (id, person, phone, reason, shown_at, started_at, due_at)
                VALUES (:id, :person, :phone, :reason,
                        cast(:shown as timestamptz), :started, :due)
                ON CONFLICT (person) WHERE ended_at IS NULL DO NOTHING
                """)
            .param("id", change.id())
            .param("person", change.person().value())
            .param(
                "phone",
                sealing.sealText(
                    keys.of(change.person()), change.phone().reveal(), place(change.id())))
            .param("reason", reason)
            .param("shown", change.shownAt().map(Times::column).orElse(null))
            .param("started", Times.column(change.startedAt()))
            .param("due", Times.column(change.dueAt()))
            .update()
        == 1;
  }

  /** Keeps what proof by itself began a change: it falls with any of the pieces. */
  public void restsOn(UUID change, List<Piece> proof) {
    proof.forEach(piece ->
        jdbc.sql(
                """
                INSERT INTO phone_change_proof (change, method, source, reference)
                VALUES (:change, :method, :source, :reference)
                """)
            .param("change", change)
            .param("method", piece.method().name())
            .param("source", piece.source())
            .param("reference", piece.reference())
            .update());
  }

  /** The change of a person that waits. */
  public Optional<WaitingChange> waiting(PersonId person) {
    return jdbc.sql(
            """
            SELECT c.id, c.person, k.seal_key || c.phone AS phone, c.shown_at, c.started_at, c.due_at
              FROM phone_change c JOIN person k ON k.id = sealed_by(c.phone)
             WHERE c.person = :person AND c.ended_at IS NULL
            """)
        .param("person", person.value())
        .query((row, number) -> change(row))
        .optional();
  }

  /**
   * The same, if a proof by itself began it, with a piece by this method.
   *
   * @param source whose answer; empty for every source
   */
  public Optional<WaitingChange> waitingBy(
      PersonId person, Method method, Optional<String> source) {
    return jdbc.sql(
            """
            SELECT c.id, c.person, k.seal_key || c.phone AS phone, c.shown_at, c.started_at, c.due_at
              FROM phone_change c JOIN person k ON k.id = sealed_by(c.phone)
             WHERE c.person = :person AND c.ended_at IS NULL
               AND EXISTS (SELECT 1 FROM phone_change_proof p
                            WHERE p.change = c.id AND p.method = :method
                              AND (cast(:source AS text) IS NULL OR p.source = :source))
            """)
        .param("person", person.value())
        .param("method", method.name())
        .param("source", source.orElse(null))
        .query((row, number) -> change(row))
        .optional();
  }

  /** Active persons whose change is due, the earliest first. */
  public List<Due<PersonId>> due(Instant now, Due.Mark after, int most) {
    return jdbc.sql(
            """
            SELECT c.person, c.due_at, c.id FROM phone_change c JOIN active_person p ON p.id = c.person
             WHERE c.ended_at IS NULL AND c.due_at <= :now
               AND (c.due_at, c.id) > (:at, :after)
             ORDER BY c.due_at, c.id LIMIT :most
            """)
        .param("now", Times.column(now))
        .param("at", Times.column(after.at()))
        .param("after", after.id())
        .param("most", most)
        .query(DueRows::read)
        .list();
  }

  /** Makes a change that waits wait until then. */
  public void postpone(UUID change, Instant due) {
    jdbc.sql("UPDATE phone_change SET due_at = :due WHERE id = :id AND ended_at IS NULL")
        .param("id", change)
        .param("due", Times.column(due))
        .update();
  }

  /** Whether a change of the person waits. */
  public boolean isWaiting(PersonId person) {
    return jdbc.sql(
            """
            SELECT EXISTS (SELECT 1 FROM phone_change
             WHERE person = :person AND ended_at IS NULL)
            """)
        .param("person", person.value())
        .query(Boolean.class)
        .single();
  }

  /** Ends a change, if it still waits; a cancel says by what. */
  public boolean end(UUID change, Ending ending, Instant at) {
    return end(change, ending, Set.of(), at);
  }

  /**
   * Cancels a change, if it still waits.
   *
   * @param by the factors that stopped it; none where they were there for too short a time to count
   */
  public boolean cancel(UUID change, Set<Own> by, Instant at) {
    return end(change, Ending.CANCELLED, by, at);
  }

  private boolean end(UUID change, Ending ending, Set<Own> by, Instant at) {
    return jdbc.sql(
                """
                UPDATE phone_change
                   SET ended_at = :at, outcome = :outcome,
                       cancelled_by = CASE WHEN :outcome = 'CANCELLED' THEN :by END
                 WHERE id = :id AND ended_at IS NULL
                """)
            .param("id", change)
            .param("outcome", ending.name())
            .param("by", by.stream().map(Own::name).sorted().collect(Collectors.joining(" ")))
            .param("at", Times.column(at))
            .update()
        == 1;
  }

  /** The phone is another now, by evidence that outdoes who stopped a change before. */
  public void settle(PersonId person, Instant at) {
    settle(person, Optional.empty(), at);
  }

  /** Somebody else has the account now; {@link #unsettle(UUID)} undoes it. */
  public void settle(PersonId person, UUID by, Instant at) {
    settle(person, Optional.of(by), at);
  }

  private void settle(PersonId person, Optional<UUID> by, Instant at) {
    jdbc.sql(
            """
            UPDATE phone_change SET settled_at = :at, settled_by = CAST(:by AS uuid)
             WHERE person = %s AND outcome = 'CANCELLED' AND settled_at IS NULL
            """
                .formatted(PERSON_AND_MERGED))
        .param("person", person.value())
        .param("by", by.orElse(null), Types.OTHER)
        .param("at", Times.column(at))
        .update();
  }

  /** What counted when a take-over settled it counts again. */
  public void unsettle(UUID by) {
    jdbc.sql("UPDATE phone_change SET settled_at = NULL, settled_by = NULL WHERE settled_by = :by")
        .param("by", by)
        .update();
  }

  /** What was settled of a person since then counts again: it was by another's evidence. */
  public void unsettle(PersonId gone, Instant since) {
    jdbc.sql(
            """
            UPDATE phone_change SET settled_at = NULL, settled_by = NULL
             WHERE person = :person AND settled_at >= :since
            """)
        .param("person", gone.value())
        .param("since", Times.column(since))
        .update();
  }

  /**
   * A change that was cancelled.
   *
   * @param begunBy own factors by which it began; empty if it was an operator's, or a proof's
   * @param by the factors that cancelled it, of those that counted then
   */
  public record Cancelled(Set<Own> begunBy, Set<Own> by) {
    public Cancelled {
      begunBy = Set.copyOf(begunBy);
      by = Set.copyOf(by);
    }
  }

  /**
   * Changes of the person, and of whoever was merged into them, that were cancelled since the phone
   * was changed last. Whose code was never shown is an operator's: its reason names no factors.
   */
  public List<Cancelled> cancels(PersonId person) {
    return jdbc.sql(
            """
            SELECT CASE WHEN shown_at IS NULL THEN '' ELSE reason END AS begun_by, cancelled_by
              FROM phone_change
             WHERE person = %s AND outcome = 'CANCELLED' AND settled_at IS NULL
            """
                .formatted(PERSON_AND_MERGED))
        .param("person", person.value())
        .query((row, _) ->
            new Cancelled(
                factors(row.getString("begun_by")), factors(row.getString("cancelled_by"))))
        .list();
  }

  private static Set<Own> factors(String names) {
    return Arrays.stream(names.split(" "))
        .filter(name -> !name.isEmpty())
        .map(name -> StoredForm.constant(Own.class, name))
        .collect(Collectors.toUnmodifiableSet());
  }

  private WaitingChange change(ResultSet row) throws SQLException {
    UUID id = row.getObject("id", UUID.class);
    return new WaitingChange(
        id,
        new PersonId(row.getObject("person", UUID.class)),
        PhoneNumber.ofStored(sealing.openText(row.getBytes("phone"), place(id)))
            .orElseThrow(() -> new IllegalStateException("stored phone is none: " + id)),
        Optional.ofNullable(Times.read(row, "shown_at")),
        Objects.requireNonNull(Times.read(row, "started_at")),
        Objects.requireNonNull(Times.read(row, "due_at")));
  }

  private static SealedPlace place(UUID id) {
    return new SealedPlace("phone_change", "phone", id.toString());
  }
}
