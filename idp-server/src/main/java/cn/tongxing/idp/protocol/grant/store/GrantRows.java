package cn.tongxing.idp.protocol.grant.store;

import cn.tongxing.idp.kernel.Acr;
import cn.tongxing.idp.kernel.ClientId;
import cn.tongxing.idp.kernel.GrantId;
import cn.tongxing.idp.kernel.MandateId;
import cn.tongxing.idp.kernel.OrganisationId;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.SessionId;
import cn.tongxing.idp.kernel.StoredForm;
import cn.tongxing.idp.protocol.grant.Acting;
import cn.tongxing.idp.protocol.grant.Grant;
import cn.tongxing.idp.protocol.grant.GrantOrigin;
import cn.tongxing.idp.session.Authentications;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Tables {@code authorization_grant} and {@code revoked_token}. Whoever ends several grants takes
 * them in the order of their sessions, so that no two wait for each other: an agreement's, a
 * person's and a session's grants are partly the same rows.
 */
@Repository
public class GrantRows {

  private static final String INSERT =
      """
      INSERT INTO authorization_grant (
        id, origin, code_hash, client_id, person_id, session_id, organisation_id, mandate_id,
        scopes, userinfo_claims, resources, acr, amr, auth_time, shown, cnf,
        created_at, expires_at, revoked_at, revoke_reason, refresh_hash)
      VALUES (
        :id, :origin, :code, :client, :person, :session, :organisation, :mandate,
        :scopes, :claims, :resources, :acr, :amr, :authTime, :shown, :cnf,
        :createdAt, :expiresAt, :revokedAt, :reason, :refresh)
      ON CONFLICT (id) DO NOTHING
      """;

  private final JdbcClient jdbc;

  GrantRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Makes a grant of a code; whether this call was the one that did. If another is about to, waits
   * for the end of its transaction.
   */
  public boolean insert(Grant grant, byte[] codeHash, Optional<byte[]> refreshHash) {
    return jdbc.sql(INSERT)
            .param("id", grant.id().value())
            .param("origin", grant.origin().name())
            .param("code", codeHash)
            .param("client", grant.client().value())
            .param("person", grant.person().value())
            .param("session", grant.session().map(SessionId::value).orElse(null), Types.OTHER)
            .param("organisation", organisation(grant).orElse(null), Types.OTHER)
            .param("mandate", mandate(grant).orElse(null), Types.OTHER)
            .param("scopes", sorted(grant.scopes()))
            .param("claims", sorted(grant.userinfoClaims()))
            .param("resources", sorted(grant.resources()))
            .param("acr", grant.acr().toString())
            .param("amr", grant.amr().toArray(String[]::new))
            .param("authTime", at(grant.authTime()))
            .param("shown", ShownText.of(grant.shown()).toArray(String[]::new))
            .param("cnf", Cnf.of(grant.constraint()).orElse(null), Types.VARCHAR)
            .param("createdAt", at(grant.createdAt()))
            .param("expiresAt", at(grant.expiresAt()))
            .param("revokedAt", grant.revokedAt().map(GrantRows::at).orElse(null))
            .param("reason", grant.revokedAt().isPresent() ? "code_burnt" : null)
            .param("refresh", refreshHash.orElse(null))
            .update()
        == 1;
  }

  private static Optional<UUID> organisation(Grant grant) {
    return grant.acting().map(acting -> acting.organisation().value());
  }

  private static Optional<UUID> mandate(Grant grant) {
    return grant.acting().map(acting -> acting.mandate().value());
  }

  /** A grant, living or not. */
  public Optional<Grant> find(GrantId id) {
    return jdbc.sql("SELECT * FROM authorization_grant WHERE id = :id")
        .param("id", id.value())
        .query((row, number) -> grant(row))
        .optional();
  }

  /** Who owns a grant and how its refresh family stands. */
  public Optional<Family> family(GrantId id) {
    return jdbc.sql("SELECT * FROM authorization_grant WHERE id = :id")
        .param("id", id.value())
        .query((row, number) ->
            new Family(
                grant(row),
                Optional.ofNullable(row.getBytes("refresh_hash")),
                Optional.ofNullable(row.getBytes("refresh_previous_hash")),
                instant(row, "refresh_rotated_at"),
                Optional.ofNullable(row.getString("revoke_reason"))))
        .optional();
  }

  /**
   * Puts the successor in the place of the current refresh token; the grant, living, if this call
   * did.
   */
  public Optional<Grant> rotate(
      GrantId id, ClientId client, byte[] current, byte[] next, Instant now) {
    return jdbc.sql(
            """
            UPDATE authorization_grant
               SET refresh_previous_hash = refresh_hash, refresh_hash = :next,
                   refresh_generation = refresh_generation + 1, refresh_rotated_at = :now
             WHERE id = :id AND client_id = :client AND refresh_hash = :current
               AND revoked_at IS NULL AND expires_at > :now
            RETURNING *
            """)
        .param("next", next)
        .param("now", at(now))
        .param("id", id.value())
        .param("client", client.value())
        .param("current", current)
        .query((row, number) -> grant(row))
        .optional();
  }

  /** Ends a grant; whether it was still living. */
  public boolean revoke(GrantId id, String reason, Instant now) {
    return jdbc.sql(
                """
                UPDATE authorization_grant SET revoked_at = :now, revoke_reason = :reason
                 WHERE id = :id AND revoked_at IS NULL
                """)
            .param("now", at(now))
            .param("reason", reason)
            .param("id", id.value())
            .update()
        == 1;
  }

  /** Ends every grant of a session. */
  public List<Ended> revokeAll(SessionId session, String reason, Instant now) {
    return revokeAll("session_id = :session", Map.of("session", session.value()), reason, now);
  }

  /**
   * Ends a person's grants, of these sessions or of none, that rest on what counts no more. Whoever
   * holds the sessions' rows sees all of theirs: none is made without one.
   */
  public List<Ended> revokeResting(
      PersonId person,
      List<SessionId> sessions,
      Predicate<Authentications> gone,
      String reason,
      Instant now) {
    String[] ids = sessions.stream().map(SessionId::toString).toArray(String[]::new);
    String[] resting =
        jdbc
            .sql(
                """
                SELECT id, shown FROM authorization_grant
                 WHERE person_id = :person AND revoked_at IS NULL
                   AND (session_id IS NULL OR session_id = ANY (cast(:sessions AS uuid[])))
                """)
            .param("person", person.value())
            .param("sessions", ids)
            .query((row, _) -> Map.entry(row.getObject("id", UUID.class), shown(row)))
            .list()
            .stream()
            .filter(each -> gone.test(each.getValue()))
            .map(each -> each.getKey().toString())
            .toArray(String[]::new);
    return resting.length == 0
        ? List.of()
        : revokeAll(
            "person_id = :person AND id = ANY (cast(:resting AS uuid[]))",
            Map.of("person", person.value(), "resting", resting),
            reason,
            now);
  }

  /** Ends every grant of a person to a client. */
  public List<Ended> revokeAll(PersonId person, ClientId client, String reason, Instant now) {
    return revokeAll(
        "person_id = :person AND client_id = :client",
        Map.of("person", person.value(), "client", client.value()),
        reason,
        now);
  }

  /** Ends every grant of a person. */
  public List<Ended> revokeAll(PersonId person, String reason, Instant now) {
    return revokeAll("person_id = :person", Map.of("person", person.value()), reason, now);
  }

  /** Locks them in the order in which every ending does, so that none waits for another's. */
  private List<Ended> revokeAll(
      String which, Map<String, Object> values, String reason, Instant now) {
    return jdbc.sql(
            """
            UPDATE authorization_grant SET revoked_at = :now, revoke_reason = :reason
             WHERE id = ANY (ARRAY(
                     SELECT id FROM authorization_grant
                      WHERE %s AND revoked_at IS NULL
                      ORDER BY session_id, id FOR UPDATE))
               AND revoked_at IS NULL
            RETURNING id, client_id, session_id
            """
                .formatted(which))
        .params(values)
        .param("now", at(now))
        .param("reason", reason)
        .query((row, number) ->
            new Ended(id(row), new ClientId(row.getString("client_id")), session(row)))
        .list();
  }

  /** Takes back one access token. */
  public boolean revokeToken(String jti, Instant expiresAt) {
    return jdbc.sql(
                """
                INSERT INTO revoked_token (jti, expires_at) VALUES (:jti, :expiresAt)
                ON CONFLICT DO NOTHING
                """)
            .param("jti", jti)
            .param("expiresAt", at(expiresAt))
            .update()
        == 1;
  }

  /** Whether one access token was taken back. */
  public boolean isTokenRevoked(String jti) {
    return jdbc.sql("SELECT EXISTS (SELECT 1 FROM revoked_token WHERE jti = :jti)")
        .param("jti", jti)
        .query(Boolean.class)
        .single();
  }

  /** The grant of an access token, unless the token itself was taken back. */
  public Optional<Grant> findForToken(GrantId id, String jti) {
    return jdbc.sql(
            """
            SELECT * FROM authorization_grant
             WHERE id = :id AND NOT EXISTS (SELECT 1 FROM revoked_token WHERE jti = :jti)
            """)
        .param("id", id.value())
        .param("jti", jti)
        .query((row, number) -> grant(row))
        .optional();
  }

  /**
   * The same where its person may use the service now. Who is shut out by whatever means is told by
   * identity's own view, and by the statement that finds the grant: one read less.
   */
  public Optional<Grant> findForTokenOfActive(GrantId id, String jti) {
    return jdbc.sql(
            """
            SELECT g.* FROM authorization_grant g JOIN active_person p ON p.id = g.person_id
             WHERE g.id = :id AND NOT EXISTS (SELECT 1 FROM revoked_token WHERE jti = :jti)
            """)
        .param("id", id.value())
        .param("jti", jti)
        .query((row, number) -> grant(row))
        .optional();
  }

  private static Grant grant(ResultSet row) throws SQLException {
    return new Grant(
        id(row),
        StoredForm.constant(GrantOrigin.class, row.getString("origin")),
        new ClientId(row.getString("client_id")),
        new PersonId(row.getObject("person_id", UUID.class)),
        session(row),
        acting(row),
        Set.of((String[]) row.getArray("scopes").getArray()),
        Set.of((String[]) row.getArray("userinfo_claims").getArray()),
        Set.of((String[]) row.getArray("resources").getArray()),
        Acr.ofStored(row.getString("acr")),
        List.of((String[]) row.getArray("amr").getArray()),
        instant(row, "auth_time").orElseThrow(),
        shown(row),
        Cnf.read(row.getString("cnf")),
        instant(row, "created_at").orElseThrow(),
        instant(row, "expires_at").orElseThrow(),
        instant(row, "revoked_at"));
  }

  private static Optional<SessionId> session(ResultSet row) throws SQLException {
    return Optional.ofNullable(row.getObject("session_id", UUID.class)).map(SessionId::new);
  }

  /** Both or none, as the table demands. */
  private static Optional<Acting> acting(ResultSet row) throws SQLException {
    UUID organisation = row.getObject("organisation_id", UUID.class);
    return organisation == null
        ? Optional.empty()
        : Optional.of(
            new Acting(
                new OrganisationId(organisation),
                new MandateId(row.getObject("mandate_id", UUID.class))));
  }

  private static Authentications shown(ResultSet row) throws SQLException {
    return ShownText.read(List.of((String[]) row.getArray("shown").getArray()));
  }

  private static GrantId id(ResultSet row) throws SQLException {
    return new GrantId(row.getObject("id", UUID.class));
  }

  private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
        .map(OffsetDateTime::toInstant);
  }

  private static OffsetDateTime at(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  private static String[] sorted(Set<String> values) {
    return values.stream().sorted().toArray(String[]::new);
  }

  /** A grant that has just ended. */
  public record Ended(GrantId id, ClientId client, Optional<SessionId> session) {}

  /**
   * A grant and its refresh tokens, as hashes.
   *
   * @param revokeReason a fixed word
   */
  public record Family(
      Grant grant,
      Optional<byte[]> current,
      Optional<byte[]> previous,
      Optional<Instant> rotatedAt,
      Optional<String> revokeReason) {}
}
