package cn.tongxing.idp.session.store;

import cn.tongxing.adapter.spi.Factor;
import cn.tongxing.idp.kernel.ClientId;
import cn.tongxing.idp.kernel.GrantId;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.SessionId;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.kernel.TimeOrderedId;
import cn.tongxing.idp.session.Authentication;
import cn.tongxing.idp.session.Authentications;
import cn.tongxing.idp.session.Sessions.EndReason;
import cn.tongxing.idp.session.Sessions.OpenSession;
import cn.tongxing.idp.session.SsoSession;
import cn.tongxing.idp.upkeep.Due;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Tables {@code sso_session} and {@code session_client}. */
@Repository
public class SessionRows {

  private final JdbcClient jdbc;

  SessionRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * A session that has not ended (it may be idle or over), with the hash of its cookie.
   *
   * @param kiosk after how long it is idle, if it lives in a kiosk
   */
  public record StoredSession(SsoSession session, byte[] tokenHash, Optional<Duration> kiosk) {}

  /** A session that has not ended. */
  public Optional<StoredSession> find(SessionId id) {
    return jdbc.sql(
            """
            SELECT id, token_hash, person, started_at, sign_ins, methods, factors, shown_at,
                   last_seen_at, expires_at, kiosk_idle_seconds
              FROM sso_session WHERE id = :id AND ended_at IS NULL
            """)
        .param("id", id.value())
        .query((row, number) ->
            new StoredSession(
                session(row),
                row.getBytes("token_hash"),
                Optional.ofNullable(row.getObject("kiosk_idle_seconds", Integer.class))
                    .map(Duration::ofSeconds)))
        .optional();
  }

  /** Notes that somebody is at the kiosk where the session lives. */
  public void touched(SessionId session, Instant now) {
    jdbc.sql(
            """
            UPDATE sso_session SET last_seen_at = greatest(last_seen_at, :now)
             WHERE id = :id AND ended_at IS NULL AND kiosk_idle_seconds IS NOT NULL
            """)
        .param("id", session.value())
        .param("now", column(now))
        .update();
  }

  /**
   * The next sessions at kiosks that nobody touched for their time, and whose applications do not
   * know it yet: the one left first before the others.
   */
  public List<Due<SessionId>> left(Due.Mark after, Instant now, int most) {
    return jdbc.sql(
            """
            SELECT id, last_seen_at FROM sso_session
             WHERE ended_at IS NULL AND kiosk_idle_seconds IS NOT NULL
               AND (last_seen_at, id) > (:after, :id) AND last_seen_at < :now
               AND last_seen_at + make_interval(secs => kiosk_idle_seconds) <= :now
             ORDER BY last_seen_at, id LIMIT :most
            """)
        .param("after", column(after.at()))
        .param("id", after.id())
        .param("now", column(now))
        .param("most", most)
        .query((row, _) -> {
          UUID id = row.getObject("id", UUID.class);
          return new Due<>(new SessionId(id), new Due.Mark(instant(row, "last_seen_at"), id));
        })
        .list();
  }

  /** Holds a session that somebody may have come back to; false if it is not left any more. */
  public boolean isLeft(SessionId session, Instant now) {
    return jdbc.sql(
            """
            SELECT 1 FROM sso_session
             WHERE id = :id AND ended_at IS NULL
               AND last_seen_at + make_interval(secs => kiosk_idle_seconds) <= :now
               FOR UPDATE
            """)
        .param("id", session.value())
        .param("now", column(now))
        .query(Integer.class)
        .optional()
        .isPresent();
  }

  /** The same as it stands, until the transaction ends nobody else's to change. */
  public Optional<SsoSession> lock(SessionId id) {
    return jdbc.sql(
            """
            SELECT id, person, started_at, sign_ins, methods, factors, shown_at, last_seen_at,
                   expires_at
              FROM sso_session WHERE id = :id AND ended_at IS NULL FOR UPDATE
            """)
        .param("id", id.value())
        .query((row, number) -> session(row))
        .optional();
  }

  /** The sessions of a person that have neither ended nor run out. */
  public List<OpenSession> open(PersonId person, Instant now) {
    return jdbc.sql(
            """
            SELECT s.id, person, started_at, sign_ins, methods, factors, shown_at, last_seen_at,
                   expires_at,
                   array(SELECT c.client FROM session_client c
                          WHERE c.session = s.id ORDER BY c.joined_at) AS clients
              FROM sso_session s
             WHERE person = :person AND ended_at IS NULL AND expires_at > :now
             ORDER BY last_seen_at DESC, s.id
            """)
        .param("person", person.value())
        .param("now", column(now))
        .query((row, number) ->
            new OpenSession(
                session(row),
                Arrays.stream((String[]) row.getArray("clients").getArray())
                    .map(ClientId::new)
                    .toList()))
        .list();
  }

  /** Adds a session. */
  public void insert(SsoSession session, byte[] tokenHash, Optional<Duration> kiosk) {
    jdbc.sql(
            """
            INSERT INTO sso_session
              (id, token_hash, person, started_at, sign_ins, methods, factors, shown_at,
               last_seen_at, expires_at, kiosk_idle_seconds)
            VALUES (:id, :hash, :person, :startedAt, :signIns::uuid[], :methods, :factors,
               :shownAt::timestamptz[], :seenAt, :expiresAt, cast(:kiosk as integer))
            """)
        .param("kiosk", kiosk.map(Duration::toSeconds).orElse(null))
        .param("id", session.id().value())
        .param("hash", tokenHash)
        .param("person", session.person().value())
        .param("startedAt", column(session.startedAt()))
        .params(shown(session.authentications()))
        .param("seenAt", column(session.lastSeenAt()))
        .param("expiresAt", column(session.expiresAt()))
        .update();
  }

  /**
   * Goes on with a living session of the same person under a new cookie and a new authentication.
   *
   * @param idleSince sessions last seen before are idle
   * @return false if it has ended, is idle or over, or is not that person's
   */
  public boolean renew(SsoSession next, byte[] tokenHash, Instant idleSince) {
    return jdbc.sql(
                """
                UPDATE sso_session
                   SET token_hash = :hash, sign_ins = :signIns::uuid[], methods = :methods,
                       factors = :factors, shown_at = :shownAt::timestamptz[],
                       last_seen_at = :seenAt, expires_at = :expiresAt
                 WHERE id = :id AND person = :person AND ended_at IS NULL
                   AND last_seen_at > :idleSince AND expires_at > :seenAt
                """)
            .param("id", next.id().value())
            .param("hash", tokenHash)
            .param("person", next.person().value())
            .params(shown(next.authentications()))
            .param("seenAt", column(next.lastSeenAt()))
            .param("expiresAt", column(next.expiresAt()))
            .param("idleSince", column(idleSince))
            .update()
        == 1;
  }

  /**
   * Keeps of a session, which the caller holds, what still counts. Codes from before are refused.
   */
  public void lower(SessionId session, Authentications left, Instant now) {
    jdbc.sql(
            """
            UPDATE sso_session
               SET sign_ins = :signIns::uuid[], methods = :methods, factors = :factors,
                   shown_at = :shownAt::timestamptz[], lowered_at = :now
             WHERE id = :id
            """)
        .param("id", session.value())
        .params(shown(left))
        .param("now", column(now))
        .update();
  }

  /**
   * Notes activity and the participant; false if the session has ended, or lost something that was
   * shown in it since the grant's code was made.
   */
  public boolean join(SessionId session, ClientId client, GrantId grant, Instant now) {
    return jdbc.sql(
            """
            WITH alive AS (
              UPDATE sso_session SET last_seen_at = greatest(last_seen_at, :now)
               WHERE id = :session AND ended_at IS NULL
                 AND (lowered_at IS NULL OR date_trunc('milliseconds', lowered_at) <= :made)
              RETURNING id),
            joined AS (
              INSERT INTO session_client (session, client, first_grant, joined_at)
              SELECT id, :client, :grant, :now FROM alive ON CONFLICT DO NOTHING)
            SELECT EXISTS (SELECT 1 FROM alive)
            """)
        .param("session", session.value())
        .param("client", client.value())
        .param("grant", grant.value())
        .param("made", column(TimeOrderedId.timeOf(grant.value())))
        .param("now", column(now))
        .query(Boolean.class)
        .single();
  }

  /** Ends a session; the person it was of, or empty if it had ended before. */
  public Optional<PersonId> end(SessionId session, EndReason reason, Instant now) {
    return jdbc.sql(
            """
            UPDATE sso_session SET ended_at = :now, end_reason = :reason
             WHERE id = :id AND ended_at IS NULL RETURNING person
            """)
        .param("id", session.value())
        .param("now", column(now))
        .param("reason", reason.name())
        .query(UUID.class)
        .optional()
        .map(PersonId::new);
  }

  /** Sessions of a person that have not ended, in their order; they may be idle or over. */
  public List<SessionId> of(PersonId person) {
    return jdbc.sql(
            "SELECT id FROM sso_session WHERE person = :person AND ended_at IS NULL ORDER BY id")
        .param("person", person.value())
        .query((row, number) -> new SessionId(row.getObject("id", UUID.class)))
        .list();
  }

  /** Who takes part in a session. */
  public List<ClientId> clients(SessionId session) {
    return jdbc.sql("SELECT client FROM session_client WHERE session = :id ORDER BY joined_at")
        .param("id", session.value())
        .query((row, number) -> new ClientId(row.getString("client")))
        .list();
  }

  /** Who takes part, or took part, in each session; without those in which nobody did. */
  public Map<SessionId, List<ClientId>> participants(Collection<SessionId> sessions) {
    String[] ids = sessions.stream().map(SessionId::toString).toArray(String[]::new);
    return jdbc
        .sql(
            """
            SELECT session, client FROM session_client
             WHERE session = ANY (cast(:ids AS uuid[])) ORDER BY session, joined_at
            """)
        .param("ids", ids)
        .query((row, _) ->
            Map.entry(
                new SessionId(row.getObject("session", UUID.class)),
                new ClientId(row.getString("client"))))
        .list()
        .stream()
        .collect(
            Collectors.groupingBy(
                Map.Entry::getKey,
                Collectors.mapping(Map.Entry::getValue, Collectors.toUnmodifiableList())));
  }

  private static SsoSession session(ResultSet row) throws SQLException {
    return new SsoSession(
        new SessionId(row.getObject("id", UUID.class)),
        new PersonId(row.getObject("person", UUID.class)),
        instant(row, "started_at"),
        authentications(row),
        instant(row, "last_seen_at"),
        instant(row, "expires_at"));
  }

  private static Authentications authentications(ResultSet row) throws SQLException {
    var signIns = (UUID[]) row.getArray("sign_ins").getArray();
    var methods = (String[]) row.getArray("methods").getArray();
    var factors = (String[]) row.getArray("factors").getArray();
    var times = (Timestamp[]) row.getArray("shown_at").getArray();
    var all = new ArrayList<Authentication>();
    for (int i = 0; i < signIns.length; i++) {
      all.add(
          new Authentication(
              new SignInId(signIns[i]),
              methods[i],
              factors(factors[i]),
              times[i].toInstant().truncatedTo(ChronoUnit.MICROS)));
    }
    return new Authentications(all);
  }

  private static Map<String, Object> shown(Authentications authentications) {
    return Map.of(
        "signIns", column(authentications, each -> each.signIn().toString()),
        "methods", column(authentications, Authentication::method),
        "factors", column(authentications, each -> names(each.factors())),
        "shownAt", column(authentications, each -> each.at().toString()));
  }

  private static String[] column(
      Authentications authentications, Function<Authentication, String> value) {
    return authentications.inOrder().stream().map(value).toArray(String[]::new);
  }

  /** The names, a space between. */
  private static String names(Set<Factor> factors) {
    return factors.stream().map(Factor::name).sorted().collect(Collectors.joining(" "));
  }

  private static Set<Factor> factors(String names) {
    return names.isEmpty()
        ? Set.of()
        : Arrays.stream(names.split(" "))
            .map(Factor::valueOf)
            .collect(Collectors.toUnmodifiableSet());
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  private static OffsetDateTime column(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
