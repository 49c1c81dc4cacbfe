package cn.tongxing.idp.identity.store;

import cn.tongxing.idp.kernel.PersonId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Every table that holds anything of persons, for taking somebody out of all of them. */
@Repository
public class ErasureRows {

  /** The key first: what could not be found would not open. */
  private static final List<String> KEY_AND_ROWS =
      List.of(
          """
          UPDATE person
             SET seal_key = NULL, frozen = false, updated_at = :at, reverified_at = NULL,
                 status = CASE status WHEN 'MERGED' THEN status ELSE 'CLOSED' END
           WHERE id = ANY(:persons)
          """,
          "DELETE FROM person_claim WHERE person = ANY(:persons)",
          """
          DELETE FROM evidence_document
           WHERE evidence IN (SELECT id FROM evidence WHERE person = ANY(:persons))
          """,
          // named by a proof of whom they were one with
          """
          DELETE FROM evidence_document
           WHERE document IN (SELECT id FROM identity_document WHERE person = ANY(:persons))
          """,
          "DELETE FROM identity_document WHERE person = ANY(:persons)",
          "DELETE FROM upstream_link WHERE person = ANY(:persons)",
          "DELETE FROM ended_link WHERE person = ANY(:persons)",
          "DELETE FROM phone_credential WHERE person = ANY(:persons)",
          """
          DELETE FROM phone_change_proof
           WHERE change IN (SELECT id FROM phone_change WHERE person = ANY(:persons))
          """,
          "DELETE FROM phone_change WHERE person = ANY(:persons)",
          "DELETE FROM take_over WHERE person = ANY(:persons)",
          // of an account that they were parted from, too
          "DELETE FROM ended_factor WHERE person = ANY(:persons) OR origin = ANY(:persons)",
          "DELETE FROM account_freeze WHERE person = ANY(:persons)",
          "DELETE FROM password_credential WHERE person = ANY(:persons)",
          "DELETE FROM passkey_credential WHERE person = ANY(:persons)",
          "DELETE FROM passkey_user WHERE person = ANY(:persons)",
          "DELETE FROM known_place WHERE person = ANY(:persons)",
          "DELETE FROM device_name WHERE person = ANY(:persons)",
          "DELETE FROM person_language WHERE person = ANY(:persons)",
          "UPDATE citizen_import_row SET person = NULL WHERE person = ANY(:persons)",
          // the trigger takes out what says who it was, and keeps the rest
          "UPDATE evidence SET reference = 'erased' WHERE person = ANY(:persons)");

  private final JdbcClient jdbc;

  ErasureRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Whose accounts are part of the person's. */
  public List<PersonId> parts(PersonId person) {
    return jdbc.sql("SELECT id FROM person WHERE merged_into = :person")
        .param("person", person.value())
        .query((row, _) -> new PersonId(row.getObject("id", UUID.class)))
        .list();
  }

  /**
   * Deletes the keys of persons and what is theirs. The caller holds their rows. What stays says
   * that there was somebody, by id: the row itself, subjects, merges, how it was proven. What the
   * carriers answered is found by an index of the opened documents: {@link HolderRows#forget}
   * before this.
   */
  public void erase(List<PersonId> persons, Instant at) {
    UUID[] ids = persons.stream().map(PersonId::value).toArray(UUID[]::new);
    for (String statement : KEY_AND_ROWS) {
      jdbc.sql(statement).param("persons", ids).param("at", Times.column(at)).update();
    }
  }
}
