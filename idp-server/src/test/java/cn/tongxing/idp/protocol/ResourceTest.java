package cn.tongxing.idp.protocol;

import static cn.tongxing.idp.protocol.RunningServer.codeGrant;
import static cn.tongxing.idp.protocol.RunningServer.json;
import static cn.tongxing.idp.protocol.RunningServer.parts;
import static cn.tongxing.idp.protocol.RunningServer.query;
import static cn.tongxing.idp.protocol.RunningServer.sessionCookie;
import static cn.tongxing.idp.protocol.RunningServer.with;
import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.client.store.CachedClients;
import cn.tongxing.idp.kernel.ClientId;
import cn.tongxing.idp.testing.Clause;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Access tokens that are meant for one API. */
@Clause({"RFC 8707 2", "T5"})
class ResourceTest {

  private static final String CALLBACK = "https://caller.example/cb";
  private static final String RECORDS = "https://records.example/api";
  private static final String BILLS = "https://bills.example/";

  private final RunningServer server = RunningServer.shared();
  private final String cookie = server.signIn(server.person()).cookieValue();

  private HttpResponse<String> redeem(String resources, String... more) {
    var wish =
        with(
            RunningServer.authorization("caller", CALLBACK),
            "scope",
            "openid records:read records:write bills:read");
    var code =
        query(
                server.get(
                    Endpoints.AUTHORIZE + "?" + RunningServer.form(wish) + resources,
                    Map.of(),
                    sessionCookie(cookie)))
            .get("code");
    assertThat(code).isNotNull();
    return server.call(Endpoints.TOKEN, "caller", with(codeGrant(code, CALLBACK), more));
  }

  private static Map<String, Object> claims(Map<String, Object> tokens) {
    return parts(tokens.get("access_token")).get(1);
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

  private Map<String, Object> introspected(String caller, Map<String, Object> tokens) {
    var body = Map.of("token", tokens.get("access_token").toString());
    return json(server.call(Endpoints.INTROSPECT, caller, body));
  }

  private Map<String, Object> refreshed(Map<String, Object> tokens, String... more) {
    var body =
        Map.of(
            "grant_type", "refresh_token", "refresh_token", tokens.get("refresh_token").toString());
    return json(server.call(Endpoints.TOKEN, "caller", with(body, more)));
  }

  @Test
  void aTokenForAResourceHasItsAudienceItsScopesAndItsNameOfThePerson() {
    var tokens = json(redeem("&resource=" + RECORDS));

    assertThat(claims(tokens))
        .containsEntry("aud", RECORDS)
        .containsEntry("client_id", "caller")
        .containsEntry("scope", "records:read");
    assertThat(tokens).containsEntry("scope", "records:read");
    assertThat(parts(tokens.get("access_token")).get(0))
        .containsEntry("typ", "at+jwt")
        .containsEntry("alg", "ES256");
    assertThat(claims(tokens).get("sub"))
        .isNotEqualTo(parts(tokens.get("id_token")).get(1).get("sub"));
    // good there, and nowhere else
    assertThat(userInfo(tokens)).isEqualTo(401);
    assertThat(introspected("records-api", tokens))
        .containsEntry("active", true)
        .containsEntry("aud", List.of(RECORDS));
    assertThat(introspected("caller", tokens)).containsEntry("active", true);
    assertThat(introspected("fund", tokens)).isEqualTo(Map.of("active", false));
    assertThat(introspected("hospital", tokens)).isEqualTo(Map.of("active", false));
  }

  @Test
  void aResourceMayWantAnotherAlgorithmAndType() {
    var tokens = json(redeem("&resource=" + BILLS));

    assertThat(parts(tokens.get("access_token")).get(0))
        .containsEntry("typ", "JWT")
        .containsEntry("alg", "RS256");
    assertThat(introspected("fund", tokens))
        .containsEntry("active", true)
        .containsEntry("scope", "bills:read");
    assertThat(introspected("records-api", tokens)).isEqualTo(Map.of("active", false));
    assertThat(userInfo(tokens)).isEqualTo(401);
    // no ID token, as which a token of that type could be taken
    var wish = with(RunningServer.authorization("caller", CALLBACK), "prompt", "none");
    var hinted = with(wish, "id_token_hint", tokens.get("access_token").toString());
    assertThat(query(server.get(Endpoints.AUTHORIZE, hinted, sessionCookie(cookie))))
        .containsEntry("error", "invalid_request");
    // nor is an ID token an access token, remembered or not
    assertThat(introspected("caller", Map.of("access_token", tokens.get("id_token"))))
        .isEqualTo(Map.of("active", false));
    var good = with(wish, "id_token_hint", tokens.get("id_token").toString());
    assertThat(query(server.get(Endpoints.AUTHORIZE, good, sessionCookie(cookie))))
        .containsKey("code");
    assertThat(introspected("caller", Map.of("access_token", tokens.get("id_token"))))
        .isEqualTo(Map.of("active", false));
    server.call(Endpoints.REVOKE, "caller", Map.of("token", tokens.get("access_token").toString()));
    assertThat(introspected("fund", tokens)).isEqualTo(Map.of("active", false));
  }

  @Test
  void ofSeveralResourcesEachTokenIsForOne() {
    var first = json(redeem("&resource=" + RECORDS + "&resource=" + BILLS));
    assertThat(claims(first)).containsEntry("aud", server.issuer());
    assertThat(userInfo(first)).isEqualTo(200);

    var records = refreshed(first, "resource", RECORDS);
    assertThat(claims(records)).containsEntry("aud", RECORDS);
    var bills = refreshed(records, "resource", BILLS);
    assertThat(claims(bills)).containsEntry("aud", BILLS).containsEntry("scope", "bills:read");
    var own = refreshed(bills, "resource", server.issuer());
    assertThat(userInfo(own)).isEqualTo(200);
    // a wrong target costs nothing
    assertThat(refreshed(own, "resource", "https://closed.example/"))
        .containsEntry("error", "invalid_target");
    assertThat(refreshed(own)).containsKey("access_token");
  }

  @Test
  void whatWasNotGrantedIsRefusedAndTheCodeIsSpent() {
    assertThat(json(redeem("", "resource", RECORDS))).containsEntry("error", "invalid_target");
    assertThat(userInfo(json(redeem("&resource=" + RECORDS, "resource", server.issuer()))))
        .isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://closed.example/",
        "https://records.example/api/",
        "https://nowhere.example/",
        "caller",
        "fund",
        "https://closed.example/\u0000",
        "\u0000"
      })
  void aResourceThatIsNotRegisteredForTheClientIsRefused(String resource) {
    var wish = with(RunningServer.authorization("caller", CALLBACK), "resource", resource);
    assertThat(query(server.get(Endpoints.AUTHORIZE, wish, sessionCookie(cookie))))
        .containsEntry("error", "invalid_target");
    assertThat(own("resource", resource)).containsEntry("error", "invalid_target");
  }

  private Map<String, Object> own(String... more) {
    var body = with(Map.of("grant_type", "client_credentials"), more);
    return json(server.call(Endpoints.TOKEN, "caller", body));
  }

  @Test
  void aClientGetsTokensForAResourceForItselfToo() {
    assertThat(claims(own("resource", RECORDS)))
        .containsEntry("aud", RECORDS)
        .containsEntry("scope", "records:read")
        .containsEntry("sub", "caller");
    assertThat(own("resource", RECORDS, "scope", "bills:read"))
        .containsEntry("error", "invalid_scope");
    // never a client's id
    assertThat(claims(own())).containsEntry("aud", server.issuer());
    assertThat(introspected("records-api", own("resource", RECORDS))).containsEntry("active", true);
    assertThat(introspected("records-api", own())).isEqualTo(Map.of("active", false));
  }

  @Test
  @Clause("C6")
  void aRefusedTargetCostsNoRefreshToken() {
    var tokens = json(redeem("&resource=" + RECORDS));
    long reused = server.events("refresh.reused");
    enable("records-api", false);
    try {
      assertThat(refreshed(tokens)).containsEntry("error", "invalid_target");
      assertThat(refreshed(tokens)).containsEntry("error", "invalid_target");
    } finally {
      enable("records-api", true);
    }
    var again = refreshed(tokens);
    assertThat(claims(again)).containsEntry("aud", RECORDS);
    assertThat(again.get("refresh_token")).isNotEqualTo(tokens.get("refresh_token"));
    assertThat(server.events("refresh.reused")).isEqualTo(reused);
  }

  @Test
  @Clause("C12")
  void tokensOfADisabledClientAreNotActive() {
    var tokens = json(redeem("&resource=" + RECORDS));
    var itsOwn = own("resource", RECORDS);
    enable("caller", false);
    try {
      assertThat(introspected("records-api", tokens)).isEqualTo(Map.of("active", false));
      assertThat(introspected("records-api", itsOwn)).isEqualTo(Map.of("active", false));
    } finally {
      enable("caller", true);
    }
    assertThat(introspected("records-api", tokens)).containsEntry("active", true);
  }

  private void enable(String client, boolean enabled) {
    server
        .bean(JdbcClient.class)
        .sql("UPDATE client SET enabled = ? WHERE id = ?")
        .params(enabled, client)
        .update();
    server.bean(CachedClients.class).forget(new ClientId(client));
  }
}
