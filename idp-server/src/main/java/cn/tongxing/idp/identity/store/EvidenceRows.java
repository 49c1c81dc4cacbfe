package cn.tongxing.idp.identity.store;

import cn.tongxing.adapter.spi.EvidenceItem;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.SignInId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Table {@code evidence}: appended only; a trigger refuses anything else. */
@Repository
public class EvidenceRows {

  private final JdbcClient jdbc;

  EvidenceRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * One piece to append.
   *
   * @param possession whether a possession was shown together with it
   */
  public record NewEvidence(
      UUID id,
      PersonId person,
      String adapter,
      EvidenceItem item,
      boolean possession,
      Optional<UUID> signIn,
      Instant at) {}

  /** Appends. */
  public void append(NewEvidence evidence) {
    EvidenceItem item = evidence.item();
    jdbc.sql(
            """
            INSERT INTO evidence
              (id, person, adapter, method, source, asserted_level, original_channel, possession,
               established_at, expires_at, reference, digest, operator, sign_in, channel, recorded_at)
            VALUES
              (:id, :person, :adapter, :method, :source, :assertedLevel, :originalChannel,
               :possession, :establishedAt, :expiresAt, :reference, :digest, :operator, :signIn,
               :channel, :at)
            """)
        .param("id", evidence.id())
        .param("person", evidence.person().value())
        .param("adapter", evidence.adapter())
        .param("method", item.method().name())
        .param("source", item.source())
        .param("assertedLevel", orNull(item.assertedLevel()))
        .param("originalChannel", orNull(item.originalChannel()))
        .param("possession", evidence.possession())
        .param("establishedAt", Times.column(item.time()))
        .param("expiresAt", orNull(item.expires().map(Times::column)))
        .param("reference", item.reference())
        .param("digest", item.digest())
        .param("operator", orNull(item.operator()))
        .param("signIn", orNull(evidence.signIn()))
        .param("channel", item.channel().name())
        .param("at", Times.column(evidence.at()))
        .update();
  }

  /** By which methods the person was proven in one sign-in. */
  public List<EvidenceItem.Method> methods(PersonId person, SignInId signIn) {
    return jdbc.sql("SELECT method FROM evidence WHERE person = :person AND sign_in = :signIn")
        .param("person", person.value())
        .param("signIn", signIn.value())
        .query((row, _) -> EvidenceItem.Method.valueOf(row.getString("method")))
        .list();
  }

  private static <T> @Nullable T orNull(Optional<T> value) {
    return value.orElse(null);
  }
}
