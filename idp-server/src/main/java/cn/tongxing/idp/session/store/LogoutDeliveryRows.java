package cn.tongxing.idp.session.store;

import cn.tongxing.idp.kernel.ClientId;
import cn.tongxing.idp.kernel.SessionId;
import cn.tongxing.idp.session.LogoutDeliveries;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Table {@code logout_delivery}: the outbox of back-channel logouts. */
@Repository
public class LogoutDeliveryRows implements LogoutDeliveries {

  private final JdbcClient jdbc;

  LogoutDeliveryRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * One logout for one participant.
   *
   * @param subject the person's pairwise subject there
   * @param attempts made, this one included
   */
  public record LogoutDelivery(
      UUID id,
      SessionId session,
      ClientId client,
      URI uri,
      String subject,
      int attempts,
      Instant queuedAt) {}

  /** Queues, due at once. */
  public void queue(LogoutDelivery delivery) {
    jdbc.sql(
            """
            INSERT INTO logout_delivery
              (id, session, client, uri, sub, state, attempts, queued_at, next_attempt_at)
            VALUES (:id, :session, :client, :uri, :sub, 'WAITING', 0, :at, :at)
            """)
        .param("id", delivery.id())
        .param("session", delivery.session().value())
        .param("client", delivery.client().value())
        .param("uri", delivery.uri().toString())
        .param("sub", delivery.subject())
        .param("at", column(delivery.queuedAt()))
        .update();
  }

  /**
   * Takes what is due. Nobody else gets the same before the lease is over, whatever becomes of us.
   */
  public List<LogoutDelivery> claim(int most, Instant now, Instant leaseEnds) {
    return jdbc.sql(
            """
            UPDATE logout_delivery SET attempts = attempts + 1, next_attempt_at = :leaseEnds
             WHERE id IN (SELECT id FROM logout_delivery
                           WHERE state = 'WAITING' AND next_attempt_at <= :now
                           ORDER BY next_attempt_at LIMIT :most FOR UPDATE SKIP LOCKED)
            RETURNING id, session, client, uri, sub, attempts, queued_at
            """)
        .param("now", column(now))
        .param("leaseEnds", column(leaseEnds))
        .param("most", most)
        .query((row, number) -> delivery(row))
        .list();
  }

  /** Done; false if it was before. */
  public boolean delivered(UUID id) {
    return jdbc.sql(
                "UPDATE logout_delivery SET state = 'DELIVERED' WHERE id = :id AND state = 'WAITING'")
            .param("id", id)
            .update()
        == 1;
  }

  /** To be tried again. */
  public void again(UUID id, String error, Instant next) {
    jdbc.sql(
            """
            UPDATE logout_delivery SET last_error = :error, next_attempt_at = :next
             WHERE id = :id AND state = 'WAITING'
            """)
        .param("id", id)
        .param("error", error)
        .param("next", column(next))
        .update();
  }

  /** Given up; false if it was over before. */
  public boolean failed(UUID id, String error) {
    return jdbc.sql(
                """
                UPDATE logout_delivery SET state = 'FAILED', last_error = :error
                 WHERE id = :id AND state = 'WAITING'
                """)
            .param("id", id)
            .param("error", error)
            .update()
        == 1;
  }

  @Override
  public List<Failing> failing() {
    return jdbc.sql(
            """
            SELECT client,
                   count(*) FILTER (WHERE state = 'WAITING') AS waiting,
                   count(*) FILTER (WHERE state = 'FAILED') AS given_up,
                   min(queued_at) AS since,
                   max(attempts) AS attempts,
                   (array_agg(last_error ORDER BY queued_at DESC))[1] AS answer,
                   min(next_attempt_at) FILTER (WHERE state = 'WAITING') AS next_try
              FROM logout_delivery
             WHERE (state = 'WAITING' AND last_error IS NOT NULL) OR state = 'FAILED'
             GROUP BY client
             ORDER BY since, client
            """)
        .query((row, number) -> failing(row))
        .list();
  }

  private static Failing failing(ResultSet row) throws SQLException {
    return new Failing(
        new ClientId(row.getString("client")),
        row.getInt("waiting"),
        row.getInt("given_up"),
        row.getObject("since", OffsetDateTime.class).toInstant(),
        row.getInt("attempts"),
        row.getString("answer"),
        Optional.ofNullable(row.getObject("next_try", OffsetDateTime.class))
            .map(OffsetDateTime::toInstant));
  }

  private static LogoutDelivery delivery(ResultSet row) throws SQLException {
    return new LogoutDelivery(
        row.getObject("id", UUID.class),
        new SessionId(row.getObject("session", UUID.class)),
        new ClientId(row.getString("client")),
        URI.create(row.getString("uri")),
        row.getString("sub"),
        row.getInt("attempts"),
        row.getObject("queued_at", OffsetDateTime.class).toInstant());
  }

  private static OffsetDateTime column(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
