package cn.tongxing.idp.identity.store;

import cn.tongxing.adapter.spi.document.PersonName;
import cn.tongxing.idp.identity.claim.ClaimKind;
import cn.tongxing.idp.identity.claim.Said;
import cn.tongxing.idp.identity.claim.Said.Voice;
import cn.tongxing.idp.kernel.IdentityAssurance;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.StoredForm;
import cn.tongxing.idp.keys.PersonKey;
import cn.tongxing.idp.keys.PersonSealing;
import cn.tongxing.idp.keys.SealedPlace;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Table {@code person_claim}: what was believed stays, marked as believed no longer. At most one of
 * a kind is believed. The caller holds the person's row.
 */
@Repository
public class ClaimRows {

  private final JdbcClient jdbc;
  private final JdbcTemplate batch;
  private final PersonSealing sealing;

  ClaimRows(JdbcClient jdbc, JdbcTemplate batch, PersonSealing sealing) {
    this.jdbc = jdbc;
    this.batch = batch;
    this.sealing = sealing;
  }

  /** Where a claim comes from. */
  public record Origin(
      String source, IdentityAssurance level, Instant establishedAt, UUID evidence) {}

  /**
   * A claim whose text is sealed already.
   *
   * @param sealedFor whose key sealed it
   */
  public record NewClaim(UUID id, ClaimKind kind, PersonId sealedFor, byte[] text, Origin origin) {}

  /** A claim as stored; whether its source keeps the register no longer matters. */
  public record StoredClaim(UUID id, ClaimKind kind, Said said, boolean believed) {}

  /** Seals under the row id the claim will have. */
  public NewClaim prepare(PersonKey key, UUID id, ClaimKind kind, String text, Origin origin) {
    return new NewClaim(id, kind, key.person(), sealing.sealText(key, text, place(id)), origin);
  }

  /** The same claim for somebody who exists: sealed when it was not yet known that it is theirs. */
  public NewClaim sealedFor(PersonKey key, NewClaim claim, String text) {
    return prepare(key, claim.id(), claim.kind(), text, claim.origin());
  }

  /** Everything that was ever said, the oldest first. */
  public List<StoredClaim> of(PersonId person) {
    return jdbc.sql(
            """
            SELECT c.id, c.kind, k.seal_key || c.value AS value, c.source, c.level, c.believed,
                   c.hearsay
              FROM person_claim c JOIN person k ON k.id = sealed_by(c.value)
             WHERE c.person = :person ORDER BY c.recorded_at, c.id
            """)
        .param("person", person.value())
        .query((row, number) -> {
          UUID id = row.getObject("id", UUID.class);
          return new StoredClaim(
              id,
              StoredForm.constant(ClaimKind.class, row.getString("kind")),
              new Said(
                  text(id, row.getBytes("value")),
                  row.getString("source"),
                  StoredForm.constant(IdentityAssurance.class, row.getString("level")),
                  row.getBoolean("hearsay") ? Voice.HEARSAY : Voice.WITNESS),
              row.getBoolean("believed"));
        })
        .list();
  }

  /** Which claims of a person rest on evidence that was withdrawn. */
  public Set<UUID> withdrawn(PersonId person) {
    return Set.copyOf(
        jdbc.sql(
                """
                SELECT c.id FROM person_claim c JOIN evidence_status w ON w.evidence = c.evidence
                 WHERE c.person = :person
                """)
            .param("person", person.value())
            .query(UUID.class)
            .list());
  }

  /** Believes a claim again, or no more; the caller sees to it that one of a kind is believed. */
  public void mark(UUID claim, boolean believed) {
    jdbc.sql("UPDATE person_claim SET believed = :believed WHERE id = :id")
        .param("id", claim)
        .param("believed", believed)
        .update();
  }

  /**
   * Adds a claim that is believed, in place of the one of its kind that was.
   *
   * @param hearsay believed as the only word there is: it never stands in for another's
   */
  public void believe(PersonId person, NewClaim claim, boolean hearsay, Instant at) {
    jdbc.sql(
            """
            UPDATE person_claim SET believed = false
             WHERE person = :person AND kind = :kind AND believed
            """)
        .param("person", person.value())
        .param("kind", claim.kind().name())
        .update();
    insert(person, List.of(claim), true, hearsay, at);
  }

  /** Adds claims of somebody new, who is no hearsay's: all are believed; one batch. */
  public void believe(PersonId person, List<NewClaim> claims, Instant at) {
    insert(person, claims, true, false, at);
  }

  /** Adds a claim that contradicts what is believed. */
  public void contradict(PersonId person, NewClaim claim, boolean hearsay, Instant at) {
    insert(person, List.of(claim), false, hearsay, at);
  }

  private void insert(
      PersonId person, List<NewClaim> claims, boolean believed, boolean hearsay, Instant at) {
    if (claims.stream().anyMatch(claim -> !claim.sealedFor().equals(person))) {
      throw new IllegalArgumentException("a claim sealed under another's key");
    }
    batch.batchUpdate(
        """
        INSERT INTO person_claim
          (id, person, kind, value, source, level, established_at, evidence, believed, hearsay,
           recorded_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        claims.stream()
            .map(claim ->
                new Object[] {
                  claim.id(),
                  person.value(),
                  claim.kind().name(),
                  claim.text(),
                  claim.origin().source(),
                  claim.origin().level().name(),
                  Times.column(claim.origin().establishedAt()),
                  claim.origin().evidence(),
                  believed,
                  hearsay,
                  Times.column(at)
                })
            .toList());
  }

  /**
   * The same was said again.
   *
   * @param hearsay whether by a link alone; else it was no hearsay at the latest now
   */
  public void confirm(UUID claim, Origin origin, boolean hearsay) {
    jdbc.sql(
            """
            UPDATE person_claim
               SET established_at = :established, evidence = :evidence,
                   hearsay = hearsay AND :hearsay
             WHERE id = :id
            """)
        .param("hearsay", hearsay)
        .param("id", claim)
        .param("established", Times.column(origin.establishedAt()))
        .param("evidence", origin.evidence())
        .update();
  }

  Optional<PersonName> name(@Nullable UUID claim, byte @Nullable [] keyed) {
    return claim == null || keyed == null ? Optional.empty() : PersonName.parse(text(claim, keyed));
  }

  LocalDate birthDate(UUID claim, byte[] keyed) {
    return LocalDate.parse(text(claim, keyed));
  }

  private String text(UUID claim, byte[] keyed) {
    return sealing.openText(keyed, place(claim));
  }

  private static SealedPlace place(UUID claim) {
    return new SealedPlace("person_claim", "value", claim.toString());
  }
}
