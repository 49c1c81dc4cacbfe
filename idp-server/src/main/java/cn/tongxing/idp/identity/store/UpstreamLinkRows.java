package cn.tongxing.idp.identity.store;

import cn.tongxing.adapter.spi.ExternalSubject;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.keys.BlindIndex;
import cn.tongxing.idp.keys.SealedPlace;
import cn.tongxing.idp.keys.Sealing;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Table {@code upstream_link}. */
@Repository
public class UpstreamLinkRows {

  private final JdbcClient jdbc;
  private final Sealing sealing;
  private final BlindIndex blindIndex;

  UpstreamLinkRows(JdbcClient jdbc, Sealing sealing, BlindIndex blindIndex) {
    this.jdbc = jdbc;
    this.sealing = sealing;
    this.blindIndex = blindIndex;
  }

  /** The blind index of a subject. */
  public byte[] index(ExternalSubject subject) {
    return blindIndex.of("upstream-subject", subject.subject());
  }

  /** The blind index of a subject as it is sealed in a link's row. */
  byte[] indexOf(UUID link, byte[] sealed) {
    return blindIndex.of("upstream-subject", sealing.openText(sealed, place(link)));
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

  /** Takes a person's links away, but those that are kept; how many. */
  public int removeAllBut(PersonId person, String adapter, List<ExternalSubject> kept) {
    return jdbc.sql(
            """
            DELETE FROM upstream_link
             WHERE person = :person AND NOT (adapter = :adapter AND subject_index = ANY(:kept))
            """)
        .param("person", person.value())
        .param("adapter", adapter)
        .param("kept", kept.stream().map(this::index).toArray(byte[][]::new))
        .update();
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

  /** Links; false if the upstream's account is somebody's already. */
  public boolean insert(
      UUID id,
      PersonId person,
      String adapter,
      ExternalSubject subject,
      boolean proves,
      Instant at) {
    return jdbc.sql(
                """
                INSERT INTO upstream_link
                  (id, person, adapter, issuer, subject, subject_index, proves, linked_at)
                VALUES (:id, :person, :adapter, :issuer, :subject, :index, :proves, :at)
                ON CONFLICT (subject_index, adapter, issuer) DO NOTHING
                """)
            .param("id", id)
            .param("person", person.value())
            .param("adapter", adapter)
            .param("issuer", subject.issuer())
            .param("subject", sealing.sealText(subject.subject(), place(id)))
            .param("index", index(subject))
            .param("proves", proves)
            .param("at", Times.column(at))
            .update()
        == 1;
  }
}
