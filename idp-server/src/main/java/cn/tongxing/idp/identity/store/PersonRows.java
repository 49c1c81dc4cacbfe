package cn.tongxing.idp.identity.store;

import cn.tongxing.adapter.spi.document.PersonName;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.keys.SealedPlace;
import cn.tongxing.idp.keys.Sealing;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Table {@code person}. */
@Repository
public class PersonRows {

  private final JdbcClient jdbc;
  private final Sealing sealing;

  PersonRows(JdbcClient jdbc, Sealing sealing) {
    this.jdbc = jdbc;
    this.sealing = sealing;
  }

  /** Column {@code status}. */
  public enum Status {
    ACTIVE,
    DISABLED,
    CLOSED
  }

  /** A person whose personal columns are sealed already. */
  public record NewPerson(
      PersonId id, byte @Nullable [] name, byte @Nullable [] birthDate, Instant at) {}

  /** What a decision about a person needs. */
  public record KnownPerson(PersonId id, boolean active, Optional<PersonName> name) {}

  /** Seals under the id the person will have. */
  public NewPerson prepare(
      PersonId id, Optional<PersonName> name, Optional<LocalDate> birthDate, Instant at) {
    return new NewPerson(
        id,
        name.map(value -> sealing.sealText(value.reveal(), namePlace(id))).orElse(null),
        birthDate.map(value -> sealing.sealText(value.toString(), birthPlace(id))).orElse(null),
        at);
  }

  /** Adds a person. */
  public void insert(NewPerson person) {
    jdbc.sql(
            """
            INSERT INTO person (id, status, name, birth_date, created_at, updated_at)
            VALUES (:id, 'ACTIVE', :name, :birthDate, :at, :at)
            """)
        .param("id", person.id().value())
        .param("name", person.name())
        .param("birthDate", person.birthDate())
        .param("at", Times.column(person.at()))
        .update();
  }

  /** Any person, also one who may not use the service; the row stays as it is until commit. */
  public Optional<KnownPerson> find(PersonId id) {
    return jdbc.sql("SELECT status, name FROM person WHERE id = :id FOR UPDATE")
        .param("id", id.value())
        .query((row, number) ->
            new KnownPerson(
                id, row.getString("status").equals("ACTIVE"), name(id, row.getBytes("name"))))
        .optional();
  }

  /** Takes over what a later proof says; what it does not say stays. */
  public void renew(NewPerson latest) {
    jdbc.sql(
            """
            UPDATE person
               SET name = coalesce(:name, name), birth_date = coalesce(:birthDate, birth_date),
                   updated_at = :at
             WHERE id = :id
            """)
        .param("id", latest.id().value())
        .param("name", latest.name())
        .param("birthDate", latest.birthDate())
        .param("at", Times.column(latest.at()))
        .update();
  }

  /** Notes that something of the person changed. */
  public void touch(PersonId id, Instant at) {
    jdbc.sql("UPDATE person SET updated_at = :at WHERE id = :id")
        .param("id", id.value())
        .param("at", Times.column(at))
        .update();
  }

  /** Changes the status, if it is what it is thought to be. */
  public boolean move(PersonId id, Status from, Status to, Instant at) {
    return jdbc.sql(
                """
                UPDATE person SET status = :to, updated_at = :at WHERE id = :id AND status = :from
                """)
            .param("id", id.value())
            .param("from", from.name())
            .param("to", to.name())
            .param("at", Times.column(at))
            .update()
        == 1;
  }

  /** Empty for an unknown person. */
  public Optional<Status> status(PersonId id) {
    return jdbc.sql("SELECT status FROM person WHERE id = :id")
        .param("id", id.value())
        .query(String.class)
        .optional()
        .map(Status::valueOf);
  }

  Optional<PersonName> name(PersonId id, byte @Nullable [] sealed) {
    return sealed == null
        ? Optional.empty()
        : PersonName.parse(sealing.openText(sealed, namePlace(id)));
  }

  Optional<LocalDate> birthDate(PersonId id, byte @Nullable [] sealed) {
    return sealed == null
        ? Optional.empty()
        : Optional.of(LocalDate.parse(sealing.openText(sealed, birthPlace(id))));
  }

  private static SealedPlace namePlace(PersonId id) {
    return new SealedPlace("person", "name", id.toString());
  }

  private static SealedPlace birthPlace(PersonId id) {
    return new SealedPlace("person", "birth_date", id.toString());
  }
}
