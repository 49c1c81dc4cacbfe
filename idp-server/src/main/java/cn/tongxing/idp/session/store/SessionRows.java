package cn.tongxing.idp.session.store;

import cn.tongxing.idp.kernel.ClientId;
import cn.tongxing.idp.kernel.GrantId;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.SessionId;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.session.Authentications;
import cn.tongxing.idp.session.Sessions.Authenticated;
import cn.tongxing.idp.session.Sessions.EndReason;
import cn.tongxing.idp.session.Sessions.OpenSession;
import cn.tongxing.idp.session.SsoSession;
import cn.tongxing.idp.upkeep.Due;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Tables {@code sso_session} and {@code session_client}. */
@Repository
public class SessionRows {

  /** Of {@link #session}. */
  private static final String COLUMNS =
      "id, person, started_at, last_sign_ins, sign_ins, methods, factors, passkeys, shown_at,"
          + " last_seen_at, expires_at, lowered";

  private final JdbcClient jdbc;

  SessionRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * A session (it may be idle or over), with the hash of its cookie.
   *
   * @param kiosk after how long it is idle, if it lives in a kiosk
   */
  public record StoredSession(
      SsoSession session, byte[] tokenHash, Optional<Duration> kiosk, boolean ended) {}

  /** A session, as long as it is kept. */
  public Optional<StoredSession> find(SessionId id) {
    return jdbc.sql(
            "SELECT token_hash, kiosk_idle_seconds, ended_at IS NOT NULL AS ended, "
                + COLUMNS
                + " FROM sso_session WHERE id = :id")
        .param("id", id.value())
        .query((row, number) ->
            new StoredSession(
                session(row),
                row.getBytes("token_hash"),
                Optional.ofNullable(row.getObject("kiosk_idle_seconds", Integer.class))
                    .map(Duration::ofSeconds),
                row.getBoolean("ended")))
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
            "SELECT "
                + COLUMNS
                + " FROM sso_session WHERE id = :id AND ended_at IS NULL FOR UPDATE")
        .param("id", id.value())
        .query((row, number) -> session(row))
        .optional();
  }

  /** The same of all of a person that have neither ended nor run out, in the order of their ids. */
  public List<SsoSession> lockOpen(PersonId person, Instant now) {
    return jdbc.sql(
            """
            SELECT %s FROM sso_session
             WHERE person = :person AND ended_at IS NULL AND expires_at > :now
             ORDER BY id FOR UPDATE
            """
                .formatted(COLUMNS))
        .param("person", person.value())
        .param("now", column(now))
        .query((row, _) -> session(row))
        .list();
  }

  /** The sessions of a person that have neither ended nor run out. */
  public List<OpenSession> open(PersonId person, Instant now) {
    return jdbc.sql(
            """
            SELECT %s, coalesce(browser_hash, '') AS browser,
                   array(SELECT c.client FROM session_client c
                          WHERE c.session = s.id ORDER BY c.joined_at) AS clients
              FROM sso_session s
             WHERE person = :person AND ended_at IS NULL AND expires_at > :now
             ORDER BY last_seen_at DESC, s.id
            """
                .formatted(COLUMNS))
        .param("person", person.value())
        .param("now", column(now))
        .query((row, number) ->
            new OpenSession(
                session(row),
                Arrays.stream((String[]) row.getArray("clients").getArray())
                    .map(ClientId::new)
                    .toList(),
                row.getBytes("browser")))
        .list();
  }

  /**
   * Adds a session; of those of its person that live already, the ones beyond {@code others}: first
   * those in which nothing was shown but what this one shows, by its ways; then those of which
   * there are the most that show the same; of these the ones used the longest ago. Whoever has
   * stolen one thing ends what rests on that thing.
   *
   * @param idleSince sessions last seen before are idle, and take nobody's place
   */
  public List<SessionId> insert(
      SsoSession session,
      byte[] tokenHash,
      Authenticated authenticated,
      int others,
      Instant idleSince) {
    return jdbc.sql(
            """
            WITH added AS (
              INSERT INTO sso_session
                (id, token_hash, person, started_at, last_sign_ins, sign_ins, methods, factors,
                 passkeys, shown_at, last_seen_at, expires_at, kiosk_idle_seconds, browser_hash)
              VALUES (:id, :hash, :person, :startedAt, :lastSignIns::uuid[], :signIns::uuid[],
                 :methods, :factors, :passkeys::uuid[], :shownAt::timestamptz[], :seenAt,
                 :expiresAt, cast(:kiosk as integer), nullif(:browser, ''::bytea)))
            SELECT id
              FROM (SELECT id, methods, last_seen_at,
                           count(*) OVER (PARTITION BY methods, factors) AS alike,
                           array_remove(string_to_array(array_to_string(factors, ' '), ' '), '')
                             AS shown
                      FROM sso_session
                     WHERE person = :person AND ended_at IS NULL AND expires_at > :seenAt
                       AND last_seen_at > CASE WHEN kiosk_idle_seconds IS NULL
                             THEN cast(:idleSince AS timestamptz)
                             ELSE cast(:seenAt AS timestamptz)
                                    - make_interval(secs => kiosk_idle_seconds) END) s
             ORDER BY shown = '{}'
                   OR (methods <@ cast(:methods as text[])
               AND shown <@ string_to_array(array_to_string(cast(:factors as text[]), ' '), ' ')),
                      alike, last_seen_at DESC, id DESC
            OFFSET :others
            """)
        .param("others", others)
        .param("idleSince", column(idleSince))
        .param("kiosk", authenticated.kiosk().map(Duration::toSeconds).orElse(null))
        .param("browser", authenticated.browser())
        .param("id", session.id().value())
        .param("hash", tokenHash)
        .param("person", session.person().value())
        .param("startedAt", column(session.startedAt()))
        .param("lastSignIns", ShownColumns.of(session.signIns()))
        .params(ShownColumns.of(session.authentications()))
        .param("seenAt", column(session.lastSeenAt()))
        .param("expiresAt", column(session.expiresAt()))
        .query((row, _) -> new SessionId(row.getObject("id", UUID.class)))
        .list();
  }

  /**
   * Goes on with a living session of the same person under a new cookie and a new authentication.
   *
   * @param idleSince sessions last seen before are idle
   * @return false if it has ended, is idle or over, or is not that person's
   */
  public boolean renew(SsoSession next, byte[] tokenHash, byte[] browser, Instant idleSince) {
    return jdbc.sql(
                """
                UPDATE sso_session
                   SET token_hash = :hash, last_sign_ins = :lastSignIns::uuid[],
                       sign_ins = :signIns::uuid[], methods = :methods, factors = :factors,
                       passkeys = :passkeys::uuid[],
                       shown_at = :shownAt::timestamptz[], last_seen_at = :seenAt,
                       expires_at = :expiresAt,
                       browser_hash = coalesce(nullif(:browser, ''::bytea), browser_hash)
                 WHERE id = :id AND person = :person AND ended_at IS NULL
                   AND last_seen_at > :idleSince AND expires_at > :seenAt
                """)
            .param("id", next.id().value())
            .param("hash", tokenHash)
            .param("browser", browser)
            .param("person", next.person().value())
            .param("lastSignIns", ShownColumns.of(next.signIns()))
            .params(ShownColumns.of(next.authentications()))
            .param("seenAt", column(next.lastSeenAt()))
            .param("expiresAt", column(next.expiresAt()))
            .param("idleSince", column(idleSince))
            .update()
        == 1;
  }

  /** Names a sign-in in which nothing was shown: after the last one, whose method is told. */
  public boolean wentOn(SessionId session, SignInId signIn, Instant now) {
    return jdbc.sql(
                """
                UPDATE sso_session
                   SET last_sign_ins =
                         last_sign_ins[1 : 1] || cast(:signIn as uuid)
                           || last_sign_ins[2 : cast(:others as integer)]
                 WHERE id = :id AND ended_at IS NULL AND expires_at > :now
                """)
            .param("signIn", signIn.value())
            .param("others", SsoSession.SIGN_INS - 1)
            .param("id", session.value())
            .param("now", column(now))
            .update()
        == 1;
  }

  /**
   * Keeps of a session, which the caller holds, what still counts. Codes from before are refused.
   *
   * @param over when nothing of it counts any more: then the session is over, if not before
   */
  public void lower(SessionId session, Authentications left, Instant over) {
    jdbc.sql(
            """
            UPDATE sso_session
               SET sign_ins = :signIns::uuid[], methods = :methods, factors = :factors,
                   passkeys = :passkeys::uuid[], shown_at = :shownAt::timestamptz[],
                   expires_at = least(expires_at, :over), lowered = lowered + 1
             WHERE id = :id
            """)
        .param("over", column(over))
        .param("id", session.value())
        .params(ShownColumns.of(left))
        .update();
  }

  /**
   * Notes activity and the participant; false if the session has ended, or has lost something that
   * was shown in it since it was read: a count and no time, for whoever takes something away has
   * not committed yet when somebody else still reads it.
   *
   * @param lowered as it was read
   */
  public boolean join(SessionId session, int lowered, ClientId client, GrantId grant, Instant now) {
    return jdbc.sql(
            """
            WITH alive AS (
              UPDATE sso_session SET last_seen_at = greatest(last_seen_at, :now)
               WHERE id = :session AND ended_at IS NULL AND lowered = :lowered
              RETURNING id),
            joined AS (
              INSERT INTO session_client (session, client, first_grant, joined_at)
              SELECT id, :client, :grant, :now FROM alive ON CONFLICT DO NOTHING)
            SELECT EXISTS (SELECT 1 FROM alive)
            """)
        .param("session", session.value())
        .param("client", client.value())
        .param("grant", grant.value())
        .param("lowered", lowered)
        .param("now", column(now))
        .query(Boolean.class)
        .single();
  }

  /** Ends a session and forgets its browser; whose it was, or empty if it had ended before. */
  public Optional<PersonId> end(SessionId session, EndReason reason, Instant now) {
    return jdbc.sql(
            """
            UPDATE sso_session SET ended_at = :now, end_reason = :reason, browser_hash = NULL
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
        ShownColumns.signIns(row, "last_sign_ins"),
        ShownColumns.read(row),
        instant(row, "last_seen_at"),
        instant(row, "expires_at"),
        row.getInt("lowered"));
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  private static OffsetDateTime column(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
