package cn.tongxing.idp.client.store;

import cn.tongxing.idp.client.ClientKeys.Fetched;
import cn.tongxing.idp.kernel.ClientId;
import cn.tongxing.idp.keys.PublicKeys;
import cn.tongxing.idp.keys.SigningAlgorithm;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Table {@code client_key_set}: what was last read at the {@code jwks_uri} of a client, for all
 * nodes.
 */
@Repository
public class KeySetRows {

  private final JdbcClient jdbc;

  KeySetRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Takes the one leave to ask there, for an address that is registered; a row that is lost begins
   * anew, with no keys. Whoever takes it ends it by {@link #keep} or {@link #fail}.
   *
   * @param now names the leave until it is ended
   * @param before the last time that somebody asked must be as long ago
   */
  public boolean claim(
      ClientId client, URI uri, SigningAlgorithm algorithm, Instant now, Instant before) {
    return jdbc.sql(
                """
                INSERT INTO client_key_set AS k
                    (client_id, uri, algorithm, document, fetched_at, asked_at, outcome)
                SELECT id, jwks_uri, assertion_algorithm, :none, 'epoch', :now, 'UNDER_WAY'
                  FROM client
                 WHERE id = :client AND jwks_uri = :uri AND assertion_algorithm = :algorithm
                ON CONFLICT (client_id) DO UPDATE SET
                  asked_at = excluded.asked_at, outcome = excluded.outcome
                 WHERE k.uri = excluded.uri AND k.asked_at <= :before
                """)
            .param("client", client.value())
            .param("uri", uri.toString())
            .param("algorithm", algorithm.name())
            .param("none", PublicKeys.none(algorithm).document())
            .param("now", now.atOffset(ZoneOffset.UTC))
            .param("before", before.atOffset(ZoneOffset.UTC))
            .update()
        == 1;
  }

  /**
   * Keeps what was read, unless the client has registered another address meanwhile, or somebody
   * asks anew.
   *
   * @param claimed names the leave; the keys are as old as it
   */
  public void keep(ClientId client, URI uri, PublicKeys keys, Instant claimed) {
    jdbc.sql(
            """
            UPDATE client_key_set
               SET document = :document, fetched_at = asked_at, outcome = 'READ'
             WHERE client_id = :client AND uri = :uri AND algorithm = :algorithm
               AND asked_at = :claimed AND outcome = 'UNDER_WAY'
            """)
        .param("client", client.value())
        .param("uri", uri.toString())
        .param("algorithm", keys.algorithm().name())
        .param("document", keys.document())
        .param("claimed", claimed.atOffset(ZoneOffset.UTC))
        .update();
  }

  /** Nothing could be read: what was known before stays. */
  public void fail(ClientId client, URI uri, Instant claimed) {
    jdbc.sql(
            """
            UPDATE client_key_set SET outcome = 'FAILED'
             WHERE client_id = :client AND uri = :uri
               AND asked_at = :claimed AND outcome = 'UNDER_WAY'
            """)
        .param("client", client.value())
        .param("uri", uri.toString())
        .param("claimed", claimed.atOffset(ZoneOffset.UTC))
        .update();
  }

  /** As it stands now, past every cache. */
  public Optional<Fetched> find(ClientId client, URI uri, SigningAlgorithm algorithm) {
    return jdbc.sql(
            """
            SELECT document, fetched_at, asked_at, outcome FROM client_key_set
             WHERE client_id = :client AND uri = :uri AND algorithm = :algorithm
            """)
        .param("client", client.value())
        .param("uri", uri.toString())
        .param("algorithm", algorithm.name())
        .query((row, _) -> StoredKeys.last(row, algorithm))
        .optional()
        .flatMap(last -> last);
  }

  /** The first reading of an address that is registered now. */
  void begin(ClientId client, URI uri, Fetched first) {
    jdbc.sql(
            """
            INSERT INTO client_key_set (client_id, uri, algorithm, document, fetched_at, asked_at,
                                        outcome)
            VALUES (:client, :uri, :algorithm, :document, :at, :asked, :outcome)
            ON CONFLICT (client_id) DO UPDATE SET
              uri = excluded.uri, algorithm = excluded.algorithm, document = excluded.document,
              fetched_at = excluded.fetched_at, asked_at = excluded.asked_at,
              outcome = excluded.outcome
            """)
        .param("client", client.value())
        .param("uri", uri.toString())
        .param("algorithm", first.keys().algorithm().name())
        .param("document", first.keys().document())
        .param("at", first.at().atOffset(ZoneOffset.UTC))
        .param("asked", first.askedAt().atOffset(ZoneOffset.UTC))
        .param("outcome", first.outcome().name())
        .update();
  }

  /** The client has no keys at an address. */
  void remove(ClientId client) {
    jdbc.sql("DELETE FROM client_key_set WHERE client_id = :client")
        .param("client", client.value())
        .update();
  }
}
