package cn.tongxing.idp.identity.store;

import cn.tongxing.idp.identity.Whose;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.StoredForm;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Table {@code password_credential}. */
@Repository
public class PasswordRows {

  private final JdbcClient jdbc;

  PasswordRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * A person with a password who may use the service, or may once their account is thawed.
   *
   * @param ways the version of the person's ways as it was read with it
   * @param imported whether an earlier system made the hash, of the password as it was typed there
   * @param among among whom it is looked for; empty if the account is frozen and the password is no
   *     older than what ends with the freeze
   */
  public record StoredPassword(
      PersonId person, int ways, String encoded, boolean imported, Optional<Whose> among) {}

  /** Persons with a password to whom the phone is bound or one of the numbers is. */
  public List<StoredPassword> find(byte[] phoneIndex, List<byte[]> numberIndexes) {
    return jdbc.sql(
            """
            SELECT p.id, p.ways, w.encoded, w.imported,
                   CASE WHEN NOT p.frozen THEN 'ACTIVE'
                        WHEN (SELECT f.thaws FROM frozen_way f
                               WHERE f.person = p.id AND f.kind = 'PASSWORD')
                        THEN 'FROZEN' END AS among
              FROM (SELECT person FROM phone_credential
                     WHERE phone_index = :phone AND ended_at IS NULL
                    UNION
                    SELECT person FROM identity_document WHERE number_index = ANY(:numbers))
                   AS found
              JOIN person p ON p.id = found.person AND p.status = 'ACTIVE'
              JOIN password_credential w ON w.person = p.id
            """)
        .param("phone", phoneIndex)
        .param("numbers", numberIndexes.toArray(byte[][]::new))
        .query((row, number) ->
            new StoredPassword(
                new PersonId(row.getObject("id", UUID.class)),
                row.getInt("ways"),
                row.getString("encoded"),
                row.getBoolean("imported"),
                Optional.ofNullable(row.getString("among"))
                    .map(name -> StoredForm.constant(Whose.class, name))))
        .list();
  }

  /** The stored form, also of a person who may not use the service. */
  public Optional<String> of(PersonId person) {
    return jdbc.sql("SELECT encoded FROM password_credential WHERE person = :person")
        .param("person", person.value())
        .query(String.class)
        .optional();
  }

  /** When the person's password was set; empty without one. */
  public Optional<Instant> setAt(PersonId person) {
    return jdbc.sql("SELECT set_at FROM password_credential WHERE person = :person")
        .param("person", person.value())
        .query((row, number) -> Times.read(row, "set_at"))
        .optional();
  }

  /** Sets or replaces; whether there was one. */
  public boolean set(PersonId person, String encoded, Instant at) {
    return jdbc.sql(
            """
            INSERT INTO password_credential (person, encoded, set_at)
            VALUES (:person, :encoded, :at)
            ON CONFLICT (person) DO UPDATE
              SET encoded = excluded.encoded, imported = false, set_at = excluded.set_at,
                  first_set_at = coalesce(password_credential.first_set_at, password_credential.set_at)
            RETURNING xmax <> 0
            """)
        .param("person", person.value())
        .param("encoded", encoded)
        .param("at", Times.column(at))
        .query(Boolean.class)
        .single();
  }

  /** Takes it away; 1 if there was one. */
  public int remove(PersonId person) {
    return jdbc.sql("DELETE FROM password_credential WHERE person = :person")
        .param("person", person.value())
        .update();
  }

  /** The same password in our own and strongest form, unless it was changed meanwhile. */
  public void strengthen(PersonId person, String from, String to) {
    jdbc.sql(
            """
            UPDATE password_credential SET encoded = :to, imported = false
             WHERE person = :person AND encoded = :from
            """)
        .param("person", person.value())
        .param("from", from)
        .param("to", to)
        .update();
  }
}
