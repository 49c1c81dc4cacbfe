package cn.tongxing.idp.identity.store;

import cn.tongxing.adapter.spi.ExternalSubject;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.keys.BlindIndex;
import cn.tongxing.idp.keys.SealedPlace;
import cn.tongxing.idp.keys.Sealing;
import java.time.Instant;
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
      UUID id, PersonId person, String adapter, ExternalSubject subject, Instant at) {
    return jdbc.sql(
                """
                INSERT INTO upstream_link
                  (id, person, adapter, issuer, subject, subject_index, linked_at)
                VALUES (:id, :person, :adapter, :issuer, :subject, :index, :at)
                ON CONFLICT (subject_index, adapter, issuer) DO NOTHING
                """)
            .param("id", id)
            .param("person", person.value())
            .param("adapter", adapter)
            .param("issuer", subject.issuer())
            .param(
                "subject",
                sealing.sealText(
                    subject.subject(), new SealedPlace("upstream_link", "subject", id.toString())))
            .param("index", index(subject))
            .param("at", Times.column(at))
            .update()
        == 1;
  }
}
