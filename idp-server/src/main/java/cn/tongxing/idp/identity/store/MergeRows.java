package cn.tongxing.idp.identity.store;

import cn.tongxing.idp.identity.Merges.Approval;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.StoredForm;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Tables {@code person_merge} and {@code person_merge_row}, and the rows that a merge moves. */
@Repository
public class MergeRows {

  private static final String HELD =
      """
      SELECT 'DOCUMENT' AS kind, id, type || ' ' || jurisdiction AS place, true AS live
        FROM identity_document WHERE person = :person
      UNION ALL
      SELECT 'LINK', id, id::text, true FROM upstream_link WHERE person = :person
      UNION ALL
      SELECT 'PHONE', id, encode(phone_index, 'hex'), ended_at IS NULL
        FROM phone_credential WHERE person = :person
      UNION ALL
      SELECT 'PASSWORD', person, '', true FROM password_credential WHERE person = :person
      UNION ALL
      SELECT 'PASSKEY', id, id::text, true FROM passkey_credential WHERE person = :person
      UNION ALL
      SELECT 'CLAIM', id, kind, believed FROM person_claim WHERE person = :person
      UNION ALL
      SELECT 'ENDED_LINK', id, adapter, true FROM ended_link WHERE person = :person
       ORDER BY 1, 2
      """;

  private final JdbcClient jdbc;

  MergeRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** What a row is. */
  public enum Kind {
    DOCUMENT("identity_document"),
    LINK("upstream_link"),
    PHONE("phone_credential"),
    PASSWORD("password_credential"),
    PASSKEY("passkey_credential"),
    CLAIM("person_claim"),
    /** What the owner does not want linked again. */
    ENDED_LINK("ended_link");

    private final String table;

    Kind(String table) {
      this.table = table;
    }
  }

  /**
   * A row that a person holds.
   *
   * @param place of which an account has one that lives; an id where it may have many
   * @param live whether it counts: a phone that is bound, a claim that is believed
   */
  public record Held(Kind kind, UUID id, String place, boolean live) {}

  /** A merge that was not undone. */
  public record Merge(UUID id, PersonId gone, PersonId kept, Instant at) {}

  /** Everything that a merge could move. The caller holds the person's row. */
  public List<Held> of(PersonId person) {
    return jdbc.sql(HELD)
        .param("person", person.value())
        .query((row, number) ->
            new Held(
                StoredForm.constant(Kind.class, row.getString("kind")),
                row.getObject("id", UUID.class),
                row.getString("place"),
                row.getBoolean("live")))
        .list();
  }

  /** Whether anybody was merged into the person. */
  public boolean holdsOthers(PersonId person) {
    return jdbc.sql("SELECT EXISTS (SELECT 1 FROM person WHERE merged_into = :person)")
        .param("person", person.value())
        .query(Boolean.class)
        .single();
  }

  /** The merge by which the person is gone; its row stays as it is until commit. */
  public Optional<Merge> living(PersonId gone) {
    return jdbc.sql(
            """
            SELECT id, kept, merged_at FROM person_merge
             WHERE gone = :gone AND undone_at IS NULL FOR UPDATE
            """)
        .param("gone", gone.value())
        .query((row, number) ->
            new Merge(
                row.getObject("id", UUID.class),
                gone,
                new PersonId(row.getObject("kept", UUID.class)),
                Objects.requireNonNull(Times.read(row, "merged_at"))))
        .optional();
  }

  /** Whether a merge of the person, on either side, was undone since then. */
  public boolean isUndoneSince(PersonId person, Instant since) {
    return jdbc.sql(
            """
            SELECT EXISTS (SELECT 1 FROM person_merge
             WHERE :person IN (kept, gone) AND undone_at >= :since)
            """)
        .param("person", person.value())
        .param("since", Times.column(since))
        .query(Boolean.class)
        .single();
  }

  /** Notes a merge, and that the person is part of another one. */
  public void begin(Merge merge, Approval approval) {
    jdbc.sql(
            """
            INSERT INTO person_merge
              (id, gone, kept, reason, operator, second_operator, merged_at)
            VALUES (:id, :gone, :kept, :reason, :operator, :second, :at)
            """)
        .param("id", merge.id())
        .param("gone", merge.gone().value())
        .param("kept", merge.kept().value())
        .param("reason", approval.reason().code())
        .param("operator", approval.operator())
        .param("second", approval.second())
        .param("at", Times.column(merge.at()))
        .update();
    jdbc.sql("UPDATE person SET status = 'MERGED', merged_into = :kept WHERE id = :gone")
        .param("kept", merge.kept().value())
        .param("gone", merge.gone().value())
        .update();
  }

  /** Moves a row to the account that is kept, and lists it. */
  public void move(Merge merge, Held row, boolean livesOn) {
    jdbc.sql(
            """
            INSERT INTO person_merge_row (merge, kind, id, live) VALUES (:merge, :kind, :id, :live)
            """)
        .param("merge", merge.id())
        .param("kind", row.kind().name())
        .param("id", row.id())
        .param("live", row.live())
        .update();
    String also =
        switch (row.kind()) {
          case CLAIM -> ", believed = " + livesOn;
          case PASSKEY -> ", registered_for = coalesce(registered_for, person)";
          case DOCUMENT, LINK, PHONE, PASSWORD, ENDED_LINK -> "";
        };
    String key = row.kind() == Kind.PASSWORD ? "person" : "id";
    jdbc.sql("UPDATE %s SET person = :kept%s WHERE %s = :id".formatted(row.kind().table, also, key))
        .param("kept", merge.kept().value())
        .param("id", row.id())
        .update();
  }

  /**
   * Moves back what was moved and is still there. A password that was set since is not that one.
   */
  public void moveBack(Merge merge) {
    for (Kind kind : Kind.values()) {
      String also =
          switch (kind) {
            case CLAIM -> ", believed = r.live";
            case PASSKEY -> ", registered_for = nullif(t.registered_for, :gone)";
            case DOCUMENT, LINK, PHONE, PASSWORD, ENDED_LINK -> "";
          };
      String row =
          kind == Kind.PASSWORD
              ? "t.person = :kept AND r.id = :gone AND t.set_at <= :at"
              : "t.id = r.id AND t.person = :kept";
      jdbc.sql(
              """
              UPDATE %s t SET person = :gone%s FROM person_merge_row r
               WHERE r.merge = :merge AND r.kind = :kind AND %s
              """
                  .formatted(kind.table, also, row))
          .param("merge", merge.id())
          .param("kind", kind.name())
          .param("kept", merge.kept().value())
          .param("gone", merge.gone().value())
          .param("at", Times.column(merge.at()))
          .update();
    }
  }

  /** Notes that a merge was undone. */
  public void end(Merge merge, Approval approval, Instant at) {
    jdbc.sql(
            """
            UPDATE person_merge
               SET undone_at = :at, undo_reason = :reason, undone_by = :operator,
                   undo_seconded = :second
             WHERE id = :id
            """)
        .param("id", merge.id())
        .param("reason", approval.reason().code())
        .param("operator", approval.operator())
        .param("second", approval.second())
        .param("at", Times.column(at))
        .update();
    jdbc.sql("UPDATE person SET status = 'ACTIVE', merged_into = NULL WHERE id = :gone")
        .param("gone", merge.gone().value())
        .update();
  }
}
