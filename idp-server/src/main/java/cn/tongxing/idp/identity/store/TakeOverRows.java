package cn.tongxing.idp.identity.store;

import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.identity.AccountRule.RegisteredTo;
import cn.tongxing.idp.identity.HolderCheck;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.StoredForm;
import cn.tongxing.idp.keys.PersonSealing;
import cn.tongxing.idp.keys.SealedPlace;
import cn.tongxing.idp.upkeep.Due;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Table {@code take_over}. At most one of a person waits. */
@Repository
public class TakeOverRows {

  /** The phone of each behind the key that opens it. */
  private static final String KEYED =
      """
      SELECT t.*, k.seal_key || t.phone AS keyed_phone
        FROM take_over t LEFT JOIN person k ON k.id = sealed_by(t.phone)
       WHERE t.person = :person
      """;

  private final JdbcClient jdbc;
  private final PersonSealing sealing;
  private final PersonKeyRows keys;

  TakeOverRows(JdbcClient jdbc, PersonSealing sealing, PersonKeyRows keys) {
    this.jdbc = jdbc;
    this.sealing = sealing;
    this.keys = keys;
  }

  /** What it rests on. */
  public enum Basis {
    /** A proof of P4. */
    PROOF,
    /** The carriers' word, after the hold. */
    CARRIERS,
    COUNTER
  }

  /** How it ended. */
  public enum Ending {
    DONE,
    /** The account rested on more by then. */
    RESTS_ON_MORE,
    /** The account became part of another. */
    MERGED,
    NO_ROOM,
    /** The carriers' word, on which it rested, was withdrawn. */
    WITHDRAWN,
    UNDONE,
    /** The account was erased, and the row with it. */
    ERASED
  }

  /**
   * One take-over.
   *
   * @param phone of whoever takes over
   * @param witness the carriers' word, where it rests on that
   * @param shownAt when the phone's code was shown and the carriers were asked
   */
  public record TakeOver(
      UUID id,
      PersonId person,
      Basis basis,
      Optional<PhoneNumber> phone,
      HolderCheck.Answer witness,
      Instant shownAt,
      Optional<UUID> signIn,
      Instant startedAt,
      Instant dueAt) {}

  /** Begins to wait; false if one waits already. */
  public boolean begin(TakeOver it) {
    return jdbc.sql(
                """
                INSERT INTO take_over
                  (id, person, basis, phone, reference, digest, shown_at, sign_in, started_at, due_at)
                VALUES (:id, :person, :basis, :phone, :reference, :digest, :shown, :signIn,
                        :started, :due)
                ON CONFLICT (person) WHERE ended_at IS NULL DO NOTHING
                """)
            .param("id", it.id())
            .param("person", it.person().value())
            .param("basis", it.basis().name())
            .param(
                "phone",
                it.phone()
                    .map(phone ->
                        sealing.sealText(keys.of(it.person()), phone.reveal(), place(it.id())))
                    .orElse(null))
            .param("reference", it.witness().reference())
            .param("digest", it.witness().digest())
            .param("shown", Times.column(it.shownAt()))
            .param("signIn", it.signIn().orElse(null))
            .param("started", Times.column(it.startedAt()))
            .param("due", Times.column(it.dueAt()))
            .update()
        == 1;
  }

  /** The one of a person that waits. */
  public Optional<TakeOver> waiting(PersonId person) {
    return jdbc.sql(KEYED + " AND t.ended_at IS NULL")
        .param("person", person.value())
        .query((row, _) -> read(row))
        .optional();
  }

  /** Persons of whom one is due and does not stand still, the earliest first. */
  public List<Due<PersonId>> due(Instant now, Due.Mark after, int most) {
    return jdbc.sql(
            """
            SELECT person, due_at, id FROM take_over
             WHERE ended_at IS NULL AND NOT held AND due_at <= :now
               AND (due_at, id) > (:at, :after)
             ORDER BY due_at, id LIMIT :most
            """)
        .param("now", Times.column(now))
        .param("at", Times.column(after.at()))
        .param("after", after.id())
        .param("most", most)
        .query(DueRows::read)
        .list();
  }

  /**
   * Whether nothing is decided about the person meanwhile: an operator has shut them out, or the
   * counter has frozen the account. A freeze that a factor or a call brings about holds up nothing.
   */
  public boolean standsStill(PersonId person) {
    return jdbc.sql(
            """
            SELECT NOT EXISTS (SELECT 1 FROM person WHERE id = :person AND status = 'ACTIVE')
                OR EXISTS (SELECT 1 FROM account_freeze
                            WHERE person = :person AND ended_at IS NULL AND frozen_by = 'COUNTER')
            """)
        .param("person", person.value())
        .query(Boolean.class)
        .single();
  }

  /** Notes that the one of a person that waits stands still. */
  public void hold(PersonId person) {
    jdbc.sql("UPDATE take_over SET held = true WHERE person = :person AND ended_at IS NULL")
        .param("person", person.value())
        .update();
  }

  /** Lets the one of a person that stood still wait until then; false if none did. */
  public boolean postpone(PersonId person, Instant due) {
    return jdbc.sql(
                """
                UPDATE take_over SET due_at = :due, held = false
                 WHERE person = :person AND ended_at IS NULL AND held
                """)
            .param("person", person.value())
            .param("due", Times.column(due))
            .update()
        == 1;
  }

  /** The last that was done and is not undone. */
  public Optional<TakeOver> last(PersonId person) {
    return jdbc.sql(KEYED + " AND t.outcome = 'DONE' ORDER BY t.ended_at DESC, t.id DESC LIMIT 1")
        .param("person", person.value())
        .query((row, _) -> read(row))
        .optional();
  }

  /** Ends one that waits. */
  public void end(UUID id, Ending ending, Instant at) {
    jdbc.sql(
            """
            UPDATE take_over SET ended_at = :at, outcome = :outcome
             WHERE id = :id AND ended_at IS NULL
            """)
        .param("id", id)
        .param("outcome", ending.name())
        .param("at", Times.column(at))
        .update();
  }

  /** Notes that one that was done is undone; false if it is already. */
  public boolean undo(UUID id, Instant at) {
    return jdbc.sql(
                """
                UPDATE take_over SET outcome = 'UNDONE', undone_at = :at
                 WHERE id = :id AND outcome = 'DONE'
                """)
            .param("id", id)
            .param("at", Times.column(at))
            .update()
        == 1;
  }

  private TakeOver read(ResultSet row) throws SQLException {
    UUID id = row.getObject("id", UUID.class);
    String digest = row.getString("digest");
    return new TakeOver(
        id,
        new PersonId(row.getObject("person", UUID.class)),
        StoredForm.constant(Basis.class, row.getString("basis")),
        Optional.ofNullable(row.getBytes("keyed_phone")).map(keyed -> open(id, keyed)),
        new HolderCheck.Answer(
            digest.isEmpty() ? RegisteredTo.UNKNOWN : RegisteredTo.THEIRS,
            row.getString("reference"),
            digest),
        Objects.requireNonNull(Times.read(row, "shown_at")),
        Optional.ofNullable(row.getObject("sign_in", UUID.class)),
        Objects.requireNonNull(Times.read(row, "started_at")),
        Objects.requireNonNull(Times.read(row, "due_at")));
  }

  private PhoneNumber open(UUID id, byte[] keyed) {
    return PhoneNumber.ofStored(sealing.openText(keyed, place(id)))
        .orElseThrow(() -> new IllegalStateException("stored phone is none: " + id));
  }

  private static SealedPlace place(UUID id) {
    return new SealedPlace("take_over", "phone", id.toString());
  }
}
