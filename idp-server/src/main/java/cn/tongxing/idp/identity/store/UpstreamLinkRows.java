package cn.tongxing.idp.identity.store;

import cn.tongxing.adapter.spi.ExternalSubject;
import cn.tongxing.idp.identity.PersonalRecord;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.keys.BlindIndex;
import cn.tongxing.idp.keys.PersonKey;
import cn.tongxing.idp.keys.PersonSealing;
import cn.tongxing.idp.keys.SealedPlace;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Table {@code upstream_link}. */
@Repository
public class UpstreamLinkRows {

  private final JdbcClient jdbc;
  private final PersonSealing sealing;
  private final BlindIndex blindIndex;

  UpstreamLinkRows(JdbcClient jdbc, PersonSealing sealing, BlindIndex blindIndex) {
    this.jdbc = jdbc;
    this.sealing = sealing;
    this.blindIndex = blindIndex;
  }

  /** The blind index of a subject. */
  public byte[] index(ExternalSubject subject) {
    return blindIndex.of("upstream-subject", subject.subject());
  }

  /** The blind index of a subject as it is sealed in a link's row, behind the key that opens it. */
  byte[] indexOf(UUID link, byte[] keyed) {
    return blindIndex.of("upstream-subject", sealing.openText(keyed, place(link)));
  }

  private static SealedPlace place(UUID link) {
    return new SealedPlace("upstream_link", "subject", link.toString());
  }

  /**
   * A link.
   *
   * @param proves whether what comes by it says who the person is: the upstream itself has
   *     confirmed it, or there was nobody before. Else it is a way to sign in, and no evidence
   */
  public record Link(PersonId person, boolean proves) {}

  /** The link of the upstream's account. */
  public Optional<Link> find(String adapter, ExternalSubject subject) {
    return jdbc.sql(
            """
            SELECT person, proves FROM upstream_link
             WHERE subject_index = :index AND adapter = :adapter AND issuer = :issuer
            """)
        .param("index", index(subject))
        .param("adapter", adapter)
        .param("issuer", subject.issuer())
        .query((row, n) ->
            new Link(new PersonId(row.getObject("person", UUID.class)), row.getBoolean("proves")))
        .optional();
  }

  /** The upstream itself has confirmed who the person is. */
  public void prove(String adapter, ExternalSubject subject) {
    jdbc.sql(
            """
            UPDATE upstream_link SET proves = true
             WHERE subject_index = :index AND adapter = :adapter AND issuer = :issuer
            """)
        .param("index", index(subject))
        .param("adapter", adapter)
        .param("issuer", subject.issuer())
        .update();
  }

  /** Takes a person's links away, but those that are kept; the ways by which they were linked. */
  public List<String> removeAllBut(PersonId person, String adapter, List<ExternalSubject> kept) {
    return jdbc.sql(
            """
            DELETE FROM upstream_link
             WHERE person = :person AND NOT (adapter = :adapter AND subject_index = ANY(:kept))
            RETURNING way
            """)
        .param("person", person.value())
        .param("adapter", adapter)
        .param("kept", kept.stream().map(this::index).toArray(byte[][]::new))
        .query((row, _) -> Objects.requireNonNull(row.getString("way")))
        .list();
  }

  /** Whom the upstream's account is linked to. */
  public Optional<PersonId> owner(String adapter, ExternalSubject subject) {
    return jdbc.sql(
            """
            SELECT person FROM upstream_link
             WHERE subject_index = :index AND adapter = :adapter AND issuer = :issuer
            """)
        .param("index", index(subject))
        .param("adapter", adapter)
        .param("issuer", subject.issuer())
        .query(UUID.class)
        .optional()
        .map(PersonId::new);
  }

  /** A person's links, the oldest first; several names of one account are one. */
  public List<PersonalRecord.Link> of(PersonId person) {
    return jdbc.sql(
            """
            SELECT min(id::text)::uuid AS id, adapter, min(way) AS way, linked_at,
                   max(last_used_at) AS last_used_at
              FROM upstream_link WHERE person = :person
             GROUP BY adapter, linked_at ORDER BY linked_at, 1
            """)
        .param("person", person.value())
        .query((row, _) ->
            new PersonalRecord.Link(
                row.getObject("id", UUID.class),
                Objects.requireNonNull(row.getString("adapter")),
                Objects.requireNonNull(row.getString("way")),
                Objects.requireNonNull(Times.read(row, "linked_at")),
                Optional.ofNullable(Times.read(row, "last_used_at"))))
        .list();
  }

  /** By which adapters an active person signs in. Nothing is opened for it. */
  public Set<String> adapters(PersonId person) {
    return jdbc.sql(
            """
            SELECT DISTINCT l.adapter FROM upstream_link l JOIN active_person p ON p.id = l.person
             WHERE l.person = :person
            """)
        .param("person", person.value())
        .query((row, _) -> Objects.requireNonNull(row.getString("adapter")))
        .set();
  }

  /** What an upstream calls an active person, opened; the oldest first. */
  public List<ExternalSubject> subjects(PersonId person, String adapter) {
    return jdbc.sql(
            """
            SELECT l.id, l.issuer, k.seal_key || l.subject AS subject
              FROM upstream_link l
              JOIN active_person p ON p.id = l.person
              JOIN person k ON k.id = sealed_by(l.subject)
             WHERE l.person = :person AND l.adapter = :adapter
             ORDER BY l.linked_at, l.id
            """)
        .param("person", person.value())
        .param("adapter", adapter)
        .query((row, _) ->
            new ExternalSubject(
                Objects.requireNonNull(row.getString("issuer")),
                sealing.openText(row.getBytes("subject"), place(row.getObject("id", UUID.class)))))
        .list();
  }

  /** The upstream's account has signed its person in. */
  public void used(String adapter, ExternalSubject subject, Instant at) {
    jdbc.sql(
            """
            UPDATE upstream_link SET last_used_at = :at
             WHERE subject_index = :index AND adapter = :adapter AND issuer = :issuer
            """)
        .param("index", index(subject))
        .param("adapter", adapter)
        .param("issuer", subject.issuer())
        .param("at", Times.column(at))
        .update();
  }

  /**
   * What was taken.
   *
   * @param way by which it was linked
   */
  public record Removed(String adapter, String way) {}

  /**
   * Takes a link, with the other names of that account, from its person; empty if it is not theirs.
   */
  public Optional<Removed> remove(PersonId person, UUID link) {
    return jdbc
        .sql(
            """
            WITH gone AS (
              SELECT l.id FROM upstream_link l JOIN upstream_link t
                  ON l.person = t.person AND l.adapter = t.adapter AND l.linked_at = t.linked_at
               WHERE t.id = :id AND t.person = :person)
            DELETE FROM upstream_link
             WHERE id IN (SELECT id FROM gone)
            RETURNING adapter, way
            """)
        .param("id", link)
        .param("person", person.value())
        .query((row, _) ->
            new Removed(
                Objects.requireNonNull(row.getString("adapter")),
                Objects.requireNonNull(row.getString("way"))))
        .list()
        .stream()
        .findFirst();
  }

  /**
   * A link.
   *
   * @param way by which it was linked
   */
  public record Added(UUID id, String way) {}

  /** The first link of a person that was made in that sign-in, unless it opened the account. */
  public Optional<Added> addedIn(PersonId person, SignInId signIn) {
    return jdbc.sql(
            """
            SELECT l.id, l.way
              FROM upstream_link l JOIN person p ON p.id = l.person
             WHERE l.person = :person AND l.sign_in = :signIn
               AND NOT EXISTS (SELECT 1 FROM evidence e
                                WHERE e.person = p.id AND e.sign_in = :signIn
                                  AND e.recorded_at = p.created_at)
             ORDER BY l.id LIMIT 1
            """)
        .param("person", person.value())
        .param("signIn", signIn.value())
        .query((row, _) ->
            new Added(
                row.getObject("id", UUID.class), Objects.requireNonNull(row.getString("way"))))
        .optional();
  }

  /**
   * How a link comes about.
   *
   * @param way by which it was shown, as the person knows it
   * @param signIn in which; empty if in none
   */
  public record Made(String way, Optional<SignInId> signIn, Instant at) {}

  /**
   * Links; false if the upstream's account is somebody's already.
   *
   * @param person to whom, by their key
   */
  public boolean insert(
      UUID id,
      PersonKey person,
      String adapter,
      ExternalSubject subject,
      boolean proves,
      Made made) {
    return jdbc.sql(
                """
                INSERT INTO upstream_link
                  (id, person, adapter, way, issuer, subject, subject_index, proves, linked_at,
                   sign_in)
                VALUES (:id, :person, :adapter, :way, :issuer, :subject, :index, :proves, :at,
                   cast(:signIn as uuid))
                ON CONFLICT (subject_index, adapter, issuer) DO NOTHING
                """)
            .param("id", id)
            .param("person", person.person().value())
            .param("adapter", adapter)
            .param("way", made.way())
            .param("issuer", subject.issuer())
            .param("subject", sealing.sealText(person, subject.subject(), place(id)))
            .param("index", index(subject))
            .param("proves", proves)
            .param("at", Times.column(made.at()))
            .param("signIn", made.signIn().map(SignInId::value).orElse(null))
            .update()
        == 1;
  }
}
