package cn.tongxing.idp.protocol;

import static cn.tongxing.idp.protocol.RunningServer.codeGrant;
import static cn.tongxing.idp.protocol.RunningServer.json;
import static cn.tongxing.idp.protocol.RunningServer.sessionCookie;
import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.identity.Freezes;
import cn.tongxing.idp.identity.Freezes.Case;
import cn.tongxing.idp.identity.Freezes.Change;
import cn.tongxing.idp.identity.Freezes.Recent;
import cn.tongxing.idp.identity.Standings.Reason;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.session.Sessions;
import cn.tongxing.idp.testing.Clause;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a frozen account has left, over HTTP: nothing, and thawing brings nothing of it back. */
@Clause({"C8", "N5"})
class FrozenPersonTest {

  private static final String FUND = "https://fund.example/cb";
  private static final Case CASE = new Case(new Reason("at-counter"), new Reason("case-114"));

  private final RunningServer server = RunningServer.shared();
  private final Freezes freezes = server.bean(Freezes.class);
  private final Sessions sessions = server.bean(Sessions.class);

  private Map<String, Object> tokens(String cookie) {
    return json(
        server.call(Endpoints.TOKEN, "fund", codeGrant(server.code("fund", FUND, cookie), FUND)));
  }

  private int userInfo(Map<String, Object> tokens) {
    return server
        .send(
            server
                .request(Endpoints.USERINFO)
                .header("Authorization", "Bearer " + tokens.get("access_token"))
                .GET())
        .statusCode();
  }

  private void isDead(Map<String, Object> tokens) {
    assertThat(userInfo(tokens)).isEqualTo(401);
    String refresh = tokens.get("refresh_token").toString();
    assertThat(
            json(
                server.call(
                    Endpoints.TOKEN,
                    "fund",
                    Map.of("grant_type", "refresh_token", "refresh_token", refresh))))
        .containsEntry("error", "invalid_grant");
    for (String token : List.of("access_token", "refresh_token")) {
      assertThat(
              server
                  .call(Endpoints.INTROSPECT, "fund", Map.of("token", tokens.get(token).toString()))
                  .body())
          .isEqualTo("{\"active\":false}");
    }
  }

  private List<String> trail(PersonId person) {
    return server
        .bean(JdbcClient.class)
        .sql("select type from audit_event where person = ? order by id, xact")
        .param(person.value())
        .query(String.class)
        .list();
  }

  private String silently(String cookie) {
    return server
        .get(
            Endpoints.AUTHORIZE,
            RunningServer.with(RunningServer.authorization("fund", FUND), "prompt", "none"),
            sessionCookie(cookie))
        .headers()
        .firstValue("Location")
        .orElse("");
  }

  @Test
  void sessionsAndTokensEndAndThawingBringsNoneOfThemBack() {
    PersonId person = server.person();
    String cookie = server.signIn(person).cookieValue();
    String other = server.signIn(person).cookieValue();
    var tokens = tokens(cookie);
    String pending = server.code("fund", FUND, other);
    assertThat(userInfo(tokens)).isEqualTo(200);

    assertThat(freezes.freeze(person, RequestOrigin.SERVER)).isEqualTo(Change.CHANGED);

    isDead(tokens);
    assertThat(sessions.find(cookie)).isEmpty();
    assertThat(sessions.find(other)).isEmpty();
    assertThat(silently(cookie)).contains("login_required");
    assertThat(json(server.call(Endpoints.TOKEN, "fund", codeGrant(pending, FUND))))
        .containsEntry("error", "invalid_grant");
    assertThat(trail(person))
        .contains("person.frozen", "grant.revoked")
        .filteredOn("session.ended"::equals)
        .hasSize(2);

    // a sign-in that was just ending when the account was frozen
    String late = server.signIn(person).cookieValue();
    assertThat(silently(late)).doesNotContain("code=");
    assertThat(freezes.thaw(person, Recent.END, CASE, RequestOrigin.SERVER))
        .isEqualTo(Change.CHANGED);

    isDead(tokens);
    assertThat(sessions.find(late)).isEmpty();
    assertThat(userInfo(tokens(server.signIn(person).cookieValue()))).isEqualTo(200);
    assertThat(trail(person)).contains("person.thawed");
  }
}
