package cn.tongxing.idp.identity.store;

import cn.tongxing.adapter.spi.document.PersonName;
import cn.tongxing.idp.identity.TakeOvers;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.kernel.TimeOrderedId;
import java.sql.Types;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Table {@code person}. */
@Repository
public class PersonRows {

  private final JdbcClient jdbc;
  private final ClaimRows claims;

  PersonRows(JdbcClient jdbc, ClaimRows claims) {
    this.jdbc = jdbc;
    this.claims = claims;
  }

  /** Column {@code status}. */
  public enum Status {
    ACTIVE,
    DISABLED,
    CLOSED,
    /** Became part of another person. */
    MERGED
  }

  /** What a decision about a person needs. */
  public record KnownPerson(PersonId id, boolean active, Optional<PersonName> name) {}

  /** Adds a person. */
  public void insert(PersonId person, Instant at) {
    jdbc.sql(
            """
            INSERT INTO person (id, status, created_at, updated_at)
            VALUES (:id, 'ACTIVE', :at, :at)
            """)
        .param("id", person.value())
        .param("at", Times.column(at))
        .update();
  }

  /** Any person, also one who may not use the service; the row stays as it is until commit. */
  public Optional<KnownPerson> find(PersonId id) {
    return jdbc.sql(
            """
            SELECT p.status = 'ACTIVE' AND NOT p.frozen AS active, c.id AS claim, c.value
              FROM person p
              LEFT JOIN person_claim c ON c.person = p.id AND c.kind = 'NAME' AND c.believed
             WHERE p.id = :id FOR UPDATE OF p
            """)
        .param("id", id.value())
        .query((row, number) ->
            new KnownPerson(
                id,
                row.getBoolean("active"),
                claims.name(row.getObject("claim", UUID.class), row.getBytes("value"))))
        .optional();
  }

  /** Notes that something of the person changed. */
  public void touch(PersonId id, Instant at) {
    jdbc.sql("UPDATE person SET updated_at = :at WHERE id = :id")
        .param("id", id.value())
        .param("at", Times.column(at))
        .update();
  }

  /** Notes since when whoever the account is known by is somebody verified anew. */
  public void reverified(PersonId id, Instant at) {
    jdbc.sql("UPDATE person SET reverified_at = :at, updated_at = :at WHERE id = :id")
        .param("id", id.value())
        .param("at", Times.column(at))
        .update();
  }

  /**
   * Notes that something which opened the account does so no more. A sign-in is kept as who did it
   * only where nobody else did since it began: {@link #mayStart}.
   */
  public void waysEnded(PersonId id, Instant at, Optional<SignInId> by) {
    jdbc.sql(
            """
            UPDATE person
               SET ways_ended_by = CASE WHEN ways_ended_at > :began
                                         AND ways_ended_by IS DISTINCT FROM CAST(:by AS uuid)
                                        THEN NULL ELSE CAST(:by AS uuid) END,
                   ways_ended_at = greatest(ways_ended_at, :at)
             WHERE id = :id
            """)
        .param("id", id.value())
        .param("at", Times.column(at))
        .param("by", by.map(SignInId::value).orElse(null), Types.OTHER)
        .param("began", Times.column(by.map(it -> TimeOrderedId.timeOf(it.value())).orElse(at)))
        .update();
  }

  /**
   * Whether a sign-in may still end as this person's: they may use the service, and nothing that
   * opened the account ended after it began, but by itself. The row is locked for reading: whoever
   * ends something holds it.
   */
  public TakeOvers.Start mayStart(PersonId id, Instant began, SignInId signIn) {
    return jdbc.sql(
            """
            SELECT CASE WHEN status <> 'ACTIVE' OR frozen THEN 'SHUT_OUT'
                        WHEN date_trunc('milliseconds', ways_ended_at) > :began
                             AND ways_ended_by IS DISTINCT FROM :signIn THEN 'ENDED_MEANWHILE'
                        ELSE 'ALLOWED' END
              FROM person WHERE id = :id FOR SHARE
            """)
        .param("id", id.value())
        .param("began", Times.column(began))
        .param("signIn", signIn.value())
        .query(String.class)
        .optional()
        .map(TakeOvers.Start::valueOf)
        .orElse(TakeOvers.Start.SHUT_OUT);
  }

  /** Whether the person may use the service; the row is held alone. */
  public boolean hold(PersonId id) {
    return jdbc.sql("SELECT status = 'ACTIVE' AND NOT frozen FROM person WHERE id = :id FOR UPDATE")
        .param("id", id.value())
        .query(Boolean.class)
        .optional()
        .orElse(false);
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
}
