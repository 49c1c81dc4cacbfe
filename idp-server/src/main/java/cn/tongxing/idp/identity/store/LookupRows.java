package cn.tongxing.idp.identity.store;

import cn.tongxing.adapter.spi.EvidenceItem.Method;
import cn.tongxing.idp.identity.FoundPerson.Part;
import cn.tongxing.idp.identity.FoundPerson.TakenOver;
import cn.tongxing.idp.identity.FoundPerson.Withdrawn;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.StoredForm;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What an operator is shown of an account and nobody else reads. */
@Repository
public class LookupRows {

  private final JdbcClient jdbc;

  LookupRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** An account's own row. */
  public record Account(PersonRows.Status status, Instant createdAt, Optional<PersonId> partOf) {}

  /** Any account, whatever its standing. */
  public Optional<Account> account(PersonId person) {
    return jdbc.sql("SELECT status, created_at, merged_into FROM person WHERE id = :person")
        .param("person", person.value())
        .query((row, _) ->
            new Account(
                StoredForm.constant(PersonRows.Status.class, row.getString("status")),
                Objects.requireNonNull(Times.read(row, "created_at")),
                Optional.ofNullable(row.getObject("merged_into", UUID.class)).map(PersonId::new)))
        .optional();
  }

  /** Whom merges that were not undone made part of the person, the first one first. */
  public List<Part> parts(PersonId kept) {
    return jdbc.sql(
            """
            SELECT gone, merged_at FROM person_merge
             WHERE kept = :kept AND undone_at IS NULL ORDER BY merged_at, id
            """)
        .param("kept", kept.value())
        .query((row, _) ->
            new Part(
                new PersonId(row.getObject("gone", UUID.class)),
                Objects.requireNonNull(Times.read(row, "merged_at"))))
        .list();
  }

  /** What was withdrawn of the person's evidence, and of that of whoever became part of them. */
  public List<Withdrawn> withdrawn(PersonId person) {
    return jdbc.sql(
            """
            SELECT e.method, e.source, w.changed_at
              FROM evidence e JOIN evidence_status w ON w.evidence = e.id
             WHERE e.person IN (SELECT id FROM person WHERE id = :person OR merged_into = :person)
             ORDER BY w.changed_at, e.id
            """)
        .param("person", person.value())
        .query((row, _) ->
            new Withdrawn(
                StoredForm.constant(Method.class, row.getString("method")),
                Objects.requireNonNull(row.getString("source")),
                Objects.requireNonNull(Times.read(row, "changed_at"))))
        .list();
  }

  /** The person's take-overs that came about. */
  public List<TakenOver> takeOvers(PersonId person) {
    return jdbc.sql(
            """
            SELECT ended_at, undone_at FROM take_over
             WHERE person = :person AND outcome IN ('DONE', 'UNDONE') ORDER BY ended_at, id
            """)
        .param("person", person.value())
        .query((row, _) ->
            new TakenOver(
                Objects.requireNonNull(Times.read(row, "ended_at")),
                Optional.ofNullable(Times.read(row, "undone_at"))))
        .list();
  }

  /** By which ways the person's accounts were linked, as their history names them. */
  public List<String> upstreams(PersonId person) {
    return jdbc.sql("SELECT way FROM upstream_link WHERE person = :person ORDER BY way, id")
        .param("person", person.value())
        .query((row, _) -> Objects.requireNonNull(row.getString("way")))
        .list();
  }
}
