package cn.tongxing.idp.proofing.store;

import cn.tongxing.adapter.spi.CitizenNews;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.StoredForm;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The outbox of news to upstreams: table {@code peer_news}. */
@Repository
public class PeerNewsRows {

  private static final String[] KNOWN =
      Arrays.stream(CitizenNews.Kind.values()).map(CitizenNews.Kind::name).toArray(String[]::new);

  private final JdbcClient jdbc;

  PeerNewsRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * One piece of news for one upstream.
   *
   * @param way by which it happened
   */
  public record News(
      UUID id,
      PersonId person,
      String adapter,
      CitizenNews.Kind kind,
      String way,
      Instant occurredAt) {}

  /**
   * News that is due.
   *
   * @param attempts made, the coming one included
   */
  public record Due(News news, int attempts) {}

  /** How one is over. */
  public enum End {
    TOLD,
    /** Nothing is to be told, or the upstream will never take it. */
    REFUSED,
    FAILED
  }

  /** Appends, due at once. */
  public void append(News news) {
    jdbc.sql(
            """
            INSERT INTO peer_news
              (id, person, adapter, kind, way, state, attempts, occurred_at, next_attempt_at)
            VALUES (:id, :person, :adapter, :kind, :way, 'WAITING', 0, :at, :at)
            """)
        .param("id", news.id())
        .param("person", news.person().value())
        .param("adapter", news.adapter())
        .param("kind", news.kind().name())
        .param("way", news.way())
        .param("at", column(news.occurredAt()))
        .update();
  }

  /**
   * Takes what is due, of each person and upstream the oldest alone: what is newer waits until that
   * is over. Nobody else gets the same before the lease is over, whatever becomes of us.
   *
   * @param resting upstreams that take nothing now
   */
  public List<Due> claim(int most, Set<String> resting, Instant now, Instant leaseEnds) {
    return jdbc.sql(
            """
            UPDATE peer_news SET attempts = attempts + 1, next_attempt_at = :leaseEnds
             WHERE id IN (SELECT id FROM peer_news due
                           WHERE state = 'WAITING' AND next_attempt_at <= :now
                             AND kind = ANY (:known) AND adapter <> ALL (:resting)
                             AND NOT EXISTS (
                               SELECT FROM peer_news older
                                WHERE older.person = due.person AND older.adapter = due.adapter
                                  AND older.state = 'WAITING' AND older.kind = ANY (:known)
                                  AND (older.occurred_at, older.id) < (due.occurred_at, due.id))
                           ORDER BY next_attempt_at LIMIT :most
                           FOR UPDATE OF due SKIP LOCKED)
            RETURNING id, person, adapter, kind, way, attempts, occurred_at
            """)
        .param("known", KNOWN)
        .param("resting", resting.toArray(String[]::new))
        .param("now", column(now))
        .param("leaseEnds", column(leaseEnds))
        .param("most", most)
        .query((row, _) ->
            new Due(
                new News(
                    row.getObject("id", UUID.class),
                    new PersonId(row.getObject("person", UUID.class)),
                    Objects.requireNonNull(row.getString("adapter")),
                    StoredForm.constant(CitizenNews.Kind.class, row.getString("kind")),
                    Objects.requireNonNull(row.getString("way")),
                    row.getObject("occurred_at", OffsetDateTime.class).toInstant()),
                row.getInt("attempts")))
        .list();
  }

  /** It is over; false if it was before. */
  public boolean over(UUID id, End end, Instant at) {
    return jdbc.sql(
                """
                UPDATE peer_news SET state = :state, ended_at = :at
                 WHERE id = :id AND state = 'WAITING'
                """)
            .param("id", id)
            .param("state", end.name())
            .param("at", column(at))
            .update()
        == 1;
  }

  /** To be tried again, after so many attempts. */
  public void again(UUID id, int attempts, Instant next) {
    jdbc.sql(
            """
            UPDATE peer_news SET next_attempt_at = :next, attempts = :attempts
             WHERE id = :id AND state = 'WAITING'
            """)
        .param("id", id)
        .param("attempts", attempts)
        .param("next", column(next))
        .update();
  }

  /** Of whoever is erased nothing is told any more. */
  public void forget(List<PersonId> persons) {
    jdbc.sql("DELETE FROM peer_news WHERE person = ANY (:persons)")
        .param("persons", persons.stream().map(PersonId::value).toArray(UUID[]::new))
        .update();
  }

  private static OffsetDateTime column(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
