package cn.tongxing.idp.identity.store;

import cn.tongxing.adapter.spi.document.PersonName;
import cn.tongxing.idp.identity.TakeOvers;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.kernel.StoredForm;
import cn.tongxing.idp.keys.PersonKey;
import java.sql.Types;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Table {@code person}. */
@Repository
public class PersonRows {

  /** The room of advisory locks in which those are that {@link #decide} holds. */
  private static final int DECISIONS = 1_886_545_267;

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
    /** Erased at the person's wish. */
    CLOSED,
    /** Became part of another person. */
    MERGED
  }

  /** What a decision about a person needs. */
  public record KnownPerson(PersonId id, boolean active, Optional<PersonName> name) {}

  /** Adds a person, with the key that their data is sealed under. */
  public void insert(PersonKey key, Instant at) {
    jdbc.sql(
            """
            INSERT INTO person (id, status, created_at, updated_at, seal_key)
            VALUES (:id, 'ACTIVE', :at, :at, :key)
            """)
        .param("id", key.person().value())
        .param("key", key.wrapped())
        .param("at", Times.column(at))
        .update();
  }

  /** Any person, also one who may not use the service; the row stays as it is until commit. */
  public Optional<KnownPerson> find(PersonId id) {
    return jdbc.sql(
            """
            SELECT p.status = 'ACTIVE' AND NOT p.frozen AS active, c.id AS claim,
                   k.seal_key || c.value AS value
              FROM person p
              LEFT JOIN person_claim c ON c.person = p.id AND c.kind = 'NAME' AND c.believed
              LEFT JOIN person k ON k.id = sealed_by(c.value)
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

  /** The same of several: locked in the order of their ids, as by everybody (ADR 0020). */
  public List<KnownPerson> find(Collection<PersonId> ids) {
    return ids.stream()
        .distinct()
        .sorted(Comparator.comparing(PersonId::value))
        .map(this::find)
        .flatMap(Optional::stream)
        .toList();
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
   * Notes that something which opened the account does so no more, or was replaced: the version of
   * its ways is another from now on. A count and no time: who ends something has not committed yet
   * while others still read what ends, and one node's clock is not another's.
   */
  public void waysEnded(PersonId id, Optional<SignInId> by) {
    jdbc.sql(
            """
            UPDATE person
               SET ways_by_since = CASE WHEN ways_by = CAST(:by AS uuid) THEN ways_by_since
                                        ELSE ways END,
                   ways_by = CAST(:by AS uuid),
                   ways = ways + 1
             WHERE id = :id
            """)
        .param("id", id.value())
        .param("by", by.map(SignInId::value).orElse(null), Types.OTHER)
        .update();
  }

  /** The version of the person's ways. */
  public int ways(PersonId id) {
    return jdbc.sql("SELECT ways FROM person WHERE id = :id")
        .param("id", id.value())
        .query(Integer.class)
        .single();
  }

  /**
   * Whether a sign-in may still end as this person's: they may use the service, and nothing that
   * opened the account has ended since its steps were shown, but by itself. The row is held until
   * commit, and not as readers would hold it: those that come one after the other would keep
   * whoever ends something waiting for ever. While somebody decides about the account ({@link
   * #decide}), nothing is waited for, and the answer is that something ends.
   *
   * @param ways the version of the person's ways that was read with what was shown first
   */
  public TakeOvers.Start mayStart(PersonId id, SignInId signIn, int ways) {
    return jdbc.sql(
            """
            WITH queue AS MATERIALIZED (
              SELECT pg_try_advisory_xact_lock_shared(:decisions, hashtext(:key)) AS free)
            SELECT CASE WHEN status <> 'ACTIVE' OR frozen THEN 'SHUT_OUT'
                        WHEN ways = :ways OR (ways_by = :signIn AND ways_by_since <= :ways)
                        THEN 'ALLOWED' ELSE 'ENDED_MEANWHILE' END
              FROM queue JOIN person ON queue.free
             WHERE id = :id FOR NO KEY UPDATE OF person
            """)
        .param("id", id.value())
        .param("decisions", DECISIONS)
        .param("key", id.toString())
        .param("ways", ways)
        .param("signIn", signIn.value())
        .query(String.class)
        .optional()
        .map(name -> StoredForm.constant(TakeOvers.Start.class, name))
        .orElse(TakeOvers.Start.ENDED_MEANWHILE);
  }

  /**
   * Holds the place of whoever decides about a person (take-over, shutting out, freezing, merging):
   * sign-ins that are ending are waited for, none ends meanwhile, and none waits. Before anything
   * of the person is held, and so never in a sign-in or by a page of the person's.
   */
  public void decide(PersonId id) {
    jdbc.sql("SELECT count(pg_advisory_xact_lock(:decisions, hashtext(:key)))")
        .param("decisions", DECISIONS)
        .param("key", id.toString())
        .query(Long.class)
        .single();
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

  /** The account that a person's is now: the one that it became part of, else the same. */
  public PersonId account(PersonId id) {
    return jdbc.sql(
            """
            WITH RECURSIVE line AS (
              SELECT id, merged_into FROM person WHERE id = :id
              UNION ALL
              SELECT p.id, p.merged_into FROM line JOIN person p ON p.id = line.merged_into)
            SELECT id FROM line WHERE merged_into IS NULL
            """)
        .param("id", id.value())
        .query(UUID.class)
        .optional()
        .map(PersonId::new)
        .orElse(id);
  }

  /** Empty for an unknown person. */
  public Optional<Status> status(PersonId id) {
    return jdbc.sql("SELECT status FROM person WHERE id = :id")
        .param("id", id.value())
        .query(String.class)
        .optional()
        .map(name -> StoredForm.constant(Status.class, name));
  }
}
