package cn.tongxing.idp.protocol;

import static cn.tongxing.idp.protocol.RunningServer.authorization;
import static cn.tongxing.idp.protocol.RunningServer.json;
import static cn.tongxing.idp.protocol.RunningServer.parts;
import static cn.tongxing.idp.protocol.RunningServer.sessionCookie;
import static cn.tongxing.idp.protocol.RunningServer.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import cn.tongxing.adapter.spi.Factor;
import cn.tongxing.idp.identity.PasswordCredentials;
import cn.tongxing.idp.identity.Standings;
import cn.tongxing.idp.kernel.GrantId;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.kernel.TimeOrderedId;
import cn.tongxing.idp.protocol.grant.Grant;
import cn.tongxing.idp.protocol.grant.GrantOrigin;
import cn.tongxing.idp.protocol.grant.store.GrantRows;
import cn.tongxing.idp.session.Sessions;
import cn.tongxing.idp.testing.Clause;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Grants that no browser took part in, as devices and back channels will make them. */
class GrantsOfNoSessionTest {

  private static final String FUND = HeldTokens.FUND;

  private final RunningServer server = RunningServer.shared();
  private final HeldTokens held = new HeldTokens(server);
  private final JdbcClient jdbc = server.bean(JdbcClient.class);
  private final Sessions sessions = server.bean(Sessions.class);
  private final PersonId person = server.person();

  private Sessions.Started by(String method, Factor factor) {
    var signIn = new SignInId(TimeOrderedId.at(Instant.now(), new SecureRandom()));
    return server
        .bean(TransactionTemplate.class)
        .execute(_ ->
            sessions.start(
                new Sessions.Authenticated(person, signIn, method, Set.of(factor)),
                Optional.empty(),
                RequestOrigin.SERVER));
  }

  private static UUID grant(Map<String, Object> tokens) {
    return UUID.fromString(parts(tokens.get("access_token")).getLast().get("grant").toString());
  }

  /** What was granted in a session, as if it had been on a device. */
  private Map<String, Object> onADevice(Sessions.Started session) {
    Map<String, Object> tokens = held.of(session.cookieValue());
    int changed =
        jdbc.sql("update authorization_grant set origin = 'DEVICE', session_id = null where id = ?")
            .param(grant(tokens))
            .update();
    assertThat(changed).isEqualTo(1);
    return tokens;
  }

  private Map<String, Object> refreshed(Map<String, Object> tokens) {
    return json(
        server.call(
            Endpoints.TOKEN,
            "fund",
            Map.of(
                "grant_type",
                "refresh_token",
                "refresh_token",
                tokens.get("refresh_token").toString())));
  }

  @Test
  @Clause({"OIDC Back-Channel Logout 2.1", "RFC 8628 3.5"})
  void itsTokensNameNoSession() {
    Map<String, Object> tokens = onADevice(by("sms", Factor.SMS));

    Map<String, Object> again = refreshed(tokens);

    assertThat(parts(tokens.get("id_token")).getLast()).containsKey("sid");
    assertThat(parts(again.get("id_token")).getLast())
        .doesNotContainKey("sid")
        .containsEntry("sub", parts(tokens.get("id_token")).getLast().get("sub"));
    assertThat(held.userInfo(again)).isEqualTo(200);
    assertThat(
            server
                .call(
                    Endpoints.INTROSPECT,
                    "fund",
                    Map.of("token", again.get("refresh_token").toString()))
                .body())
        .contains("\"active\":true");
    var kept = server.bean(GrantRows.class).find(new GrantId(grant(again))).orElseThrow();
    assertThat(kept.origin()).isEqualTo(GrantOrigin.DEVICE);
    assertThat(kept.session()).isEmpty();
  }

  /** Such a token tells who it is about, and is of no session that it could sign out of. */
  @Test
  @Clause({"OIDC RP-Initiated Logout 2", "OIDC Core 3.1.2.1"})
  void itsIdTokenIsAHintThatEndsNoSession() {
    Sessions.Started session = by("sms", Factor.SMS);
    String cookie = sessionCookie(session.cookieValue());
    String hint = refreshed(onADevice(session)).get("id_token").toString();

    assertThat(
            server
                .get(
                    Endpoints.AUTHORIZE,
                    with(authorization("fund", FUND), "prompt", "none", "id_token_hint", hint),
                    cookie)
                .headers()
                .firstValue("Location")
                .orElse(""))
        .contains("code=");
    assertThat(server.get(Endpoints.LOGOUT, Map.of("id_token_hint", hint), cookie).statusCode())
        .isEqualTo(200);
    assertThat(sessions.find(session.session().id())).isPresent();
  }

  @Test
  void theEndOfASessionDoesNotEndIt() {
    Sessions.Started session = by("sms", Factor.SMS);
    Map<String, Object> tokens = onADevice(session);

    sessions.end(session.session().id(), Sessions.EndReason.LOGOUT, RequestOrigin.SERVER);

    assertThat(held.userInfo(tokens)).isEqualTo(200);
    assertThat(refreshed(tokens)).containsKey("access_token");
  }

  @Test
  void itEndsWhenThePersonIsShutOut() {
    Sessions.Started session = by("sms", Factor.SMS);
    Map<String, Object> tokens = onADevice(session);
    sessions.end(session.session().id(), Sessions.EndReason.LOGOUT, RequestOrigin.SERVER);

    server
        .bean(Standings.class)
        .disable(
            person,
            new Standings.Reason("case/6"),
            new Standings.Reason("operator"),
            RequestOrigin.SERVER);

    held.areDead(tokens);
  }

  @Test
  void itEndsWithTheWayThatItRestsOnWhereNoSessionIsLeft() {
    var passwords = server.bean(PasswordCredentials.class);
    passwords.set(person, "correct horse battery", RequestOrigin.SERVER);
    Map<String, Object> resting = onADevice(by("password", Factor.PASSWORD));
    Map<String, Object> another = onADevice(by("sms", Factor.SMS));
    sessions.endAll(person, Sessions.EndReason.LOGOUT, RequestOrigin.SERVER);
    resting = revived(resting);
    another = revived(another);

    passwords.set(person, "correct horse battery staple", RequestOrigin.SERVER);

    assertThat(held.userInfo(resting)).isEqualTo(401);
    assertThat(held.userInfo(another)).isEqualTo(200);
    assertThat(reason(resting)).isEqualTo("session_lowered");
  }

  /** The end of all sessions of a person ends what is left of grants as well. */
  private Map<String, Object> revived(Map<String, Object> tokens) {
    jdbc.sql("update authorization_grant set revoked_at = null, revoke_reason = null where id = ?")
        .param(grant(tokens))
        .update();
    assertThat(held.userInfo(tokens)).isEqualTo(200);
    return tokens;
  }

  private String reason(Map<String, Object> tokens) {
    return jdbc.sql("select revoke_reason from authorization_grant where id = ?")
        .param(grant(tokens))
        .query(String.class)
        .single();
  }

  @Test
  @Clause("RFC 7009 2.1")
  void itsClientEndsItAndTheTrailNamesNoSession() {
    Map<String, Object> tokens = onADevice(by("sms", Factor.SMS));

    server.call(Endpoints.REVOKE, "fund", Map.of("token", tokens.get("refresh_token").toString()));

    held.areDead(tokens);
    assertThat(
            jdbc.sql(
                    "select count(*) from audit_event where type = 'grant.revoked'"
                        + " and grant_id = ? and session is null")
                .param(grant(tokens))
                .query(Long.class)
                .single())
        .isEqualTo(1);
  }

  @Test
  void aCodesGrantHasASessionAndWhoeverActsForSomebodyHasAMandate() {
    Map<String, Object> tokens = held.of(by("sms", Factor.SMS).cookieValue());
    UUID organisation = UUID.randomUUID();
    UUID mandate = UUID.randomUUID();

    refused("update authorization_grant set session_id = null where id = ?", grant(tokens));
    refused(
        "update authorization_grant set organisation_id = uuidv7() where id = ?", grant(tokens));
    refused("update authorization_grant set origin = 'IMPLICIT' where id = ?", grant(tokens));
    jdbc.sql("update authorization_grant set organisation_id = ?, mandate_id = ? where id = ?")
        .params(organisation, mandate, grant(tokens))
        .update();

    Grant kept = server.bean(GrantRows.class).find(new GrantId(grant(tokens))).orElseThrow();
    assertThat(kept.acting().orElseThrow().organisation().value()).isEqualTo(organisation);
    assertThat(kept.acting().orElseThrow().mandate().value()).isEqualTo(mandate);
    assertThat(kept.origin()).isEqualTo(GrantOrigin.CODE);
  }

  private void refused(String statement, UUID grant) {
    assertThatExceptionOfType(DataIntegrityViolationException.class)
        .isThrownBy(() -> jdbc.sql(statement).param(grant).update());
  }
}
