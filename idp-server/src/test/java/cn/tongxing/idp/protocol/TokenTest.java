package cn.tongxing.idp.protocol;

import static cn.tongxing.idp.protocol.RunningServer.codeGrant;
import static cn.tongxing.idp.protocol.RunningServer.json;
import static cn.tongxing.idp.protocol.RunningServer.parts;
import static cn.tongxing.idp.protocol.RunningServer.sessionCookie;
import static cn.tongxing.idp.protocol.RunningServer.with;
import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.session.Authentication;
import cn.tongxing.idp.session.Sessions;
import cn.tongxing.idp.testing.Clause;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;

class TokenTest {

  private static final String FUND = "https://fund.example/cb";

  private final RunningServer server = RunningServer.shared();

  private HttpResponse<String> token(String client, Map<String, String> body) {
    return server.call(Endpoints.TOKEN, client, body);
  }

  private Map<String, Object> tokens(String... changes) {
    var cookie = server.signIn(server.person()).cookieValue();
    String code = server.code("fund", FUND, cookie, changes);
    return json(token("fund", codeGrant(code, FUND)));
  }

  private HttpResponse<String> userInfo(Object token) {
    return server.send(
        server.request(Endpoints.USERINFO).header("Authorization", "Bearer " + token).GET());
  }

  private static void isError(HttpResponse<String> answer, int status, String error) {
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(json(answer)).containsEntry("error", error);
    assertThat(answer.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
  }

  private static String refresh(Map<String, Object> tokens) {
    return String.valueOf(tokens.get("refresh_token"));
  }

  private static Map<String, String> refreshGrant(String token) {
    return Map.of("grant_type", "refresh_token", "refresh_token", token);
  }

  @Test
  @Clause({"RFC 6749 5.1", "OIDC Core 3.1.3.3"})
  void aCodeBecomesTokensOnce() {
    String code = server.code("fund", FUND, server.signIn(server.person()).cookieValue());
    var answer = token("fund", codeGrant(code, FUND));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
    assertThat(json(answer))
        .containsEntry("token_type", "Bearer")
        .containsEntry("expires_in", 300)
        .containsKeys("access_token", "id_token", "refresh_token");
    assertThat(userInfo(json(answer).get("access_token")).statusCode()).isEqualTo(200);
  }

  @Test
  @Clause({"A13", "R10"})
  void aPersonWhomAFactChoseIsWorthP2HoweverHighTheAccount() {
    var person = server.personOfP4();
    assertThat(idToken(person, "police")).containsEntry("acr", "urn:tongxing:acr:p4:a1");
    assertThat(idToken(person, Authentication.BY_FACT))
        .containsEntry("acr", "urn:tongxing:acr:p2:a1");
  }

  private Map<String, Object> idToken(PersonId person, String method) {
    String code = server.code("fund", FUND, server.signIn(person, method).cookieValue());
    return parts(json(token("fund", codeGrant(code, FUND))).get("id_token")).getLast();
  }

  @Test
  @Clause({"C1", "RFC 6749 4.1.2"})
  void redeemingACodeTwiceRevokesTheTokensOfTheFirstRedemption() {
    String code = server.code("fund", FUND, server.signIn(server.person()).cookieValue());
    long before = server.events("code.replayed");
    var first = json(token("fund", codeGrant(code, FUND)));

    isError(token("fund", codeGrant(code, FUND)), 400, "invalid_grant");
    assertThat(userInfo(first.get("access_token")).statusCode()).isEqualTo(401);
    isError(token("fund", refreshGrant(refresh(first))), 400, "invalid_grant");
    assertThat(server.events("code.replayed")).isEqualTo(before + 1);
  }

  @Test
  @Clause({"C2", "C5", "RFC 6749 4.1.3"})
  void aCodeOfAnotherClientOrAddressIsRefusedAndBurnt() {
    var cookie = server.signIn(server.person()).cookieValue();
    String stolen = server.code("fund", FUND, cookie);
    isError(token("hospital", codeGrant(stolen, FUND)), 400, "invalid_grant");
    isError(token("fund", codeGrant(stolen, FUND)), 400, "invalid_grant");

    String code = server.code("fund", FUND, cookie);
    isError(token("fund", with(codeGrant(code, FUND), "redirect_uri", "")), 400, "invalid_grant");
    isError(token("fund", codeGrant(code, FUND)), 400, "invalid_grant");
    isError(token("fund", codeGrant("tx_c_AAAA", FUND)), 400, "invalid_grant");
    isError(token("fund", with(codeGrant(code, FUND), "code", "")), 400, "invalid_request");
  }

  @ParameterizedTest
  @Clause({"C4", "RFC 7636 4.6"})
  @CsvSource({
    "wrong-wrong-wrong-wrong-wrong-wrong-wrong-wrong",
    "short",
    "''",
    "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
  })
  void aWrongOrMissingVerifierIsRefused(String verifier) {
    String code = server.code("fund", FUND, server.signIn(server.person()).cookieValue());
    isError(
        token("fund", with(codeGrant(code, FUND), "code_verifier", verifier)),
        400,
        "invalid_grant");
  }

  @Test
  @Clause({"C4", "RFC 9700 2.1.1"})
  void anExemptClientMayLeavePkceOutButNotHalfOfIt() {
    String uri = "https://legacy.example/cb";
    var cookie = server.signIn(server.person()).cookieValue();
    var secret = Map.of("client_id", "exempt", "client_secret", RunningServer.SECRET);
    String code =
        server.code("exempt", uri, cookie, "code_challenge", "", "code_challenge_method", "");
    var body = new java.util.HashMap<>(codeGrant(code, uri));
    body.putAll(secret);
    isError(server.post(Endpoints.TOKEN, body), 400, "invalid_grant");

    body.put(
        "code",
        server.code("exempt", uri, cookie, "code_challenge", "", "code_challenge_method", ""));
    body.remove("code_verifier");
    assertThat(server.post(Endpoints.TOKEN, body).statusCode()).isEqualTo(200);
  }

  @Test
  @Clause({"T3", "RFC 6749 2.3", "RFC 6749 5.2"})
  void aClientAuthenticatesByItsOneMethod() {
    var grant = Map.of("grant_type", "client_credentials");
    var inBody = with(grant, "client_id", "hospital", "client_secret", RunningServer.SECRET);
    isError(server.post(Endpoints.TOKEN, inBody), 401, "invalid_client");
    isError(token("hospital", inBody), 400, "invalid_request");
    isError(
        server.post(Endpoints.TOKEN, with(grant, "client_id", "hospital")), 401, "invalid_client");
    isError(server.post(Endpoints.TOKEN, grant), 401, "invalid_client");
    isError(token("nobody", grant), 401, "invalid_client");
    var wrong =
        server.send(
            server
                .request(Endpoints.TOKEN)
                .header(
                    "Authorization",
                    "Basic "
                        + Base64.getEncoder()
                            .encodeToString("hospital:wrong".getBytes(StandardCharsets.UTF_8)))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(RunningServer.form(grant))));
    isError(wrong, 401, "invalid_client");
    assertThat(wrong.headers().firstValue("WWW-Authenticate").orElse("")).startsWith("Basic ");
    assertThat(server.events("client.authentication.failed")).isPositive();
  }

  @Test
  @Clause({"C10", "RFC 6749 4.4"})
  void aClientGetsATokenForItselfAndNothingOfAPerson() {
    long before = server.events("token.issued");
    var answer = token("hospital", Map.of("grant_type", "client_credentials"));
    assertThat(json(answer)).containsEntry("scope", "hospital:read").doesNotContainKey("id_token");
    assertThat(server.events("token.issued")).isEqualTo(before + 1);

    isError(
        token("hospital", Map.of("grant_type", "client_credentials", "scope", "openid")),
        400,
        "invalid_scope");
    isError(token("fund", Map.of("grant_type", "client_credentials")), 400, "unauthorized_client");
    isError(token("fund", Map.of("grant_type", "password")), 400, "unsupported_grant_type");
    isError(token("fund", Map.of("x", "y")), 400, "invalid_request");
    assertThat(server.get(Endpoints.TOKEN, Map.of()).statusCode()).isIn(404, 405);
  }

  @Test
  @Clause({"T5", "RFC 9068 4"})
  void aTokenIsGoodWhereItIsMeantForOnly() {
    var own = json(token("hospital", Map.of("grant_type", "client_credentials")));
    assertThat(userInfo(own.get("access_token")).statusCode()).isEqualTo(403);
    var tokens = tokens();
    assertThat(userInfo(tokens.get("id_token")).statusCode()).isEqualTo(401);
    assertThat(userInfo(tokens.get("refresh_token")).statusCode()).isEqualTo(401);
  }

  @Test
  @Clause({"T1", "RFC 8725 2.1"})
  void aTokenWithAnotherHeaderIsNoToken() {
    String[] token = tokens().get("access_token").toString().split("\\.");
    for (String header :
        new String[] {
          "{\"alg\":\"none\",\"typ\":\"at+jwt\"}",
          "{\"alg\":\"HS256\",\"typ\":\"at+jwt\",\"kid\":\"../../dev/null\"}",
          "{\"alg\":\"ES256\",\"typ\":\"at+jwt\",\"jku\":\"https://evil.example\"}"
        }) {
      String forged =
          Base64.getUrlEncoder()
              .withoutPadding()
              .encodeToString(header.getBytes(StandardCharsets.UTF_8));
      assertThat(userInfo(forged + "." + token[1] + "." + token[2]).statusCode()).isEqualTo(401);
      assertThat(userInfo(forged + "." + token[1] + ".").statusCode()).isEqualTo(401);
    }
    assertThat(userInfo(token[0] + "." + token[1] + "." + token[2] + "A").statusCode())
        .isEqualTo(401);
  }

  @Test
  @Clause("OIDC IDA 5")
  void howAndWhenItWasVerifiedIsToldWithTheLevel() {
    String token = tokens("scope", "openid realname").get("access_token").toString();

    assertThat(userInfo(token).body())
        .containsPattern("\"time\":\"20\\d\\d-\\d\\d-\\d\\dT16:00:00Z\"")
        .contains(
            "\"trust_framework\":\"cn_tongxing\"",
            "\"assurance_level\":\"p2\"",
            "\"type\":\"electronic_record\"",
            "\"check_method\":\"data\"",
            "\"organization\":\"population-register\"",
            "\"claims\":{\"name_masked\":\"*明\"}");
  }

  @Test
  @Clause("L3")
  void departmentsSeeSinceWhenSomebodyIsVerifiedAnew() {
    PersonId person = server.person();
    String code = server.code("fund", FUND, server.signIn(person).cookieValue());
    String token = json(token("fund", codeGrant(code, FUND))).get("access_token").toString();
    assertThat(json(userInfo(token))).doesNotContainKey("reverified_at");

    verifiedAnew(person, "2036-11-20T08:00:00Z");

    assertThat(json(userInfo(token)).get("reverified_at").toString())
        .as("the day in China, and nothing finer that would join sectors")
        .isEqualTo(Long.toString(Instant.parse("2036-11-19T16:00:00Z").getEpochSecond()));
  }

  private void verifiedAnew(PersonId person, String at) {
    server
        .bean(JdbcClient.class)
        .sql("update person set reverified_at = cast(? as timestamptz) where id = ?")
        .params(at, person.value())
        .update();
  }

  @Test
  @Clause({"L3", "T9"})
  void aDepartmentThatFirstMetAnAccountAfterItChangedHandsLearnsNothingOfThat() {
    PersonId person = server.person();
    String cookie = server.signIn(person).cookieValue();
    var fund = json(token("fund", codeGrant(server.code("fund", FUND, cookie), FUND)));
    verifiedAnew(person, "now");

    String uri = "http://127.0.0.1:7777/cb";
    var later =
        json(
            server.post(
                Endpoints.TOKEN,
                with(codeGrant(server.code("native", uri, cookie), uri), "client_id", "native")));

    assertThat(json(userInfo(fund.get("access_token")))).containsKey("reverified_at");
    assertThat(json(userInfo(later.get("access_token")))).containsOnlyKeys("sub");
  }

  @Test
  @Clause({"T9", "T12"})
  void noClaimOfUserInfoTellsATimeFinerThanTheDay() {
    String token = tokens("scope", "openid profile realname").get("access_token").toString();
    var claims = json(userInfo(token));

    long updated = Long.parseLong(claims.get("updated_at").toString());
    assertThat((updated + Duration.ofHours(8).toSeconds()) % Duration.ofDays(1).toSeconds())
        .isZero();
  }

  @Test
  @Clause("OIDC IDA 5")
  void partsOfItCannotBeAskedFor() {
    String token =
        tokens(
                "scope",
                "openid",
                "claims",
                "{\"userinfo\":{\"verified_claims\":{\"verification\":{\"trust_framework\":"
                    + "{\"value\":\"eidas\"}},\"claims\":{\"name\":null}}}}")
            .get("access_token")
            .toString();

    assertThat(json(userInfo(token))).doesNotContainKey("verified_claims");
  }

  @Test
  @Clause({"OIDC Core 5.3", "RFC 6750 2", "RFC 6750 3.1"})
  void userInfoTakesTheTokenFromHeaderOrBodyButNotFromTheQueryAndNotTwice() {
    var tokens = tokens("scope", "openid profile phone realname");
    String token = tokens.get("access_token").toString();
    String subject = parts(tokens.get("id_token")).get(1).get("sub").toString();

    var claims = json(userInfo(token));
    assertThat(claims)
        .containsEntry("sub", subject)
        .containsEntry("name", "李明")
        .containsEntry("name_masked", "*明")
        .containsEntry("phone_number_verified", true)
        .containsOnlyKeys(
            "sub",
            "name",
            "updated_at",
            "phone_number",
            "phone_number_verified",
            "name_masked",
            "identity_assurance",
            "verified_claims");
    assertThat(json(server.post(Endpoints.USERINFO, Map.of("access_token", token))))
        .isEqualTo(claims);

    var inQuery = server.get(Endpoints.USERINFO, Map.of("access_token", token));
    assertThat(inQuery.statusCode()).isEqualTo(401);
    assertThat(inQuery.headers().firstValue("WWW-Authenticate").orElse(""))
        .isEqualTo("Bearer realm=\"tongxing\"");
    var twice =
        server.send(
            server
                .request(Endpoints.USERINFO)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("access_token=" + token)));
    assertThat(twice.statusCode()).isEqualTo(400);
    assertThat(userInfo("x").headers().firstValue("WWW-Authenticate").orElse(""))
        .contains("error=\"invalid_token\"");
  }

  @Test
  @Clause({"T9", "OIDC Core 5.4"})
  void nobodyIsToldMoreThanWasAskedForAndEachDepartmentKnowsAnotherSubject() {
    var person = server.person();
    var cookie = server.signIn(person).cookieValue();
    var fund = json(token("fund", codeGrant(server.code("fund", FUND, cookie), FUND)));
    assertThat(json(userInfo(fund.get("access_token")))).containsOnlyKeys("sub");

    String uri = "http://127.0.0.1:7777/cb";
    var other =
        json(
            server.post(
                Endpoints.TOKEN,
                with(codeGrant(server.code("native", uri, cookie), uri), "client_id", "native")));
    assertThat(parts(other.get("id_token")).get(1).get("sub"))
        .isNotEqualTo(parts(fund.get("id_token")).get(1).get("sub"));
    assertThat(other).doesNotContainKey("refresh_token");
  }

  @Test
  @Clause("OIDC Core 5.5")
  void aClaimAskedForByNameIsReleased() {
    var tokens =
        tokens("claims", "{\"userinfo\":{\"name\":{\"essential\":true},\"unheard_of\":null}}");
    assertThat(json(userInfo(tokens.get("access_token")))).containsOnlyKeys("sub", "name");
  }

  @Test
  @Clause({"C7", "C9", "OIDC Core 12.2"})
  void aRefreshTokenIsRotatedBoundToItsClientAndNeverWidened() {
    var first = tokens();
    isError(token("hospital", refreshGrant(refresh(first))), 400, "invalid_grant");
    isError(
        token("fund", with(refreshGrant(refresh(first)), "scope", "openid phone")),
        400,
        "invalid_scope");
    var second = json(token("fund", refreshGrant(refresh(first))));
    assertThat(refresh(second)).isNotEqualTo(refresh(first));
    assertThat(json(token("fund", refreshGrant(refresh(first)))))
        .containsEntry("refresh_token", refresh(second));
    var before = parts(first.get("id_token")).get(1);
    assertThat(parts(second.get("id_token")).get(1))
        .containsEntry("sub", before.get("sub"))
        .containsEntry("auth_time", before.get("auth_time"))
        .doesNotContainKey("nonce");
  }

  @Test
  @Clause({"T6", "T8", "RFC 7662 2.2"})
  void introspectionAnswersTheTokensClientOnly() {
    var tokens = tokens();
    var access = Map.of("token", tokens.get("access_token").toString());
    assertThat(json(server.call(Endpoints.INTROSPECT, "fund", access)))
        .containsEntry("active", true)
        .containsEntry("client_id", "fund")
        .containsEntry("iss", server.issuer());
    assertThat(json(server.call(Endpoints.INTROSPECT, "fund", Map.of("token", refresh(tokens)))))
        .containsEntry("active", true);
    assertThat(server.call(Endpoints.INTROSPECT, "hospital", access).body())
        .isEqualTo("{\"active\":false}");
    for (String altered :
        new String[] {refresh(tokens) + "A", refresh(tokens).substring(1), "x", "tx_r_"}) {
      assertThat(server.call(Endpoints.INTROSPECT, "fund", Map.of("token", altered)).body())
          .isEqualTo("{\"active\":false}");
    }
    isError(server.post(Endpoints.INTROSPECT, access), 401, "invalid_client");
    isError(
        server.post(Endpoints.INTROSPECT, with(access, "client_id", "native")),
        400,
        "unauthorized_client");
  }

  @Test
  @Clause({"C8", "N5"})
  void tokensOfAPersonWhoIsDisabledAreInactiveAtOnce() {
    var tokens = tokens();
    server
        .bean(org.springframework.jdbc.core.simple.JdbcClient.class)
        .sql(
            "update person set status = 'DISABLED' where id in"
                + " (select person_id from authorization_grant order by created_at desc limit 1)")
        .update();
    for (String token : new String[] {tokens.get("access_token").toString(), refresh(tokens)}) {
      assertThat(server.call(Endpoints.INTROSPECT, "fund", Map.of("token", token)).body())
          .isEqualTo("{\"active\":false}");
    }
  }

  @Test
  @Clause({"T6", "RFC 7009 2.1"})
  void revocationTakesBackWhatIsTheCallersOnly() {
    var tokens = tokens();
    String access = tokens.get("access_token").toString();
    assertThat(
            server
                .call(Endpoints.REVOKE, "hospital", Map.of("token", refresh(tokens)))
                .statusCode())
        .isEqualTo(200);
    server.call(Endpoints.REVOKE, "hospital", Map.of("token", access));
    assertThat(userInfo(access).statusCode()).isEqualTo(200);

    assertThat(server.call(Endpoints.REVOKE, "fund", Map.of("token", access)).statusCode())
        .isEqualTo(200);
    assertThat(userInfo(access).statusCode()).isEqualTo(401);
    var next = json(token("fund", refreshGrant(refresh(tokens))));
    server.call(Endpoints.REVOKE, "fund", Map.of("token", refresh(next)));
    assertThat(userInfo(next.get("access_token")).statusCode()).isEqualTo(401);
    isError(token("fund", refreshGrant(refresh(next))), 400, "invalid_grant");
    assertThat(server.events("grant.revoked")).isGreaterThanOrEqualTo(2);
  }

  @Test
  @Clause({"C7", "RFC 7009 2.1"})
  void givingBackARotatedRefreshTokenEndsItsGrantToo() {
    var first = tokens();
    var second = json(token("fund", refreshGrant(refresh(first))));
    server.call(Endpoints.REVOKE, "hospital", Map.of("token", refresh(first)));
    assertThat(userInfo(second.get("access_token")).statusCode()).isEqualTo(200);

    server.call(Endpoints.REVOKE, "fund", Map.of("token", refresh(first)));

    assertThat(userInfo(second.get("access_token")).statusCode()).isEqualTo(401);
    isError(token("fund", refreshGrant(refresh(second))), 400, "invalid_grant");
  }

  @Test
  @Clause({"C8", "N5"})
  void tokensEndWithTheSession() {
    var session = server.signIn(server.person());
    var tokens =
        json(token("fund", codeGrant(server.code("fund", FUND, session.cookieValue()), FUND)));
    String late = server.code("fund", FUND, session.cookieValue());
    server
        .bean(Sessions.class)
        .end(session.session().id(), Sessions.EndReason.LOGOUT, RequestOrigin.SERVER);

    assertThat(userInfo(tokens.get("access_token")).statusCode()).isEqualTo(401);
    isError(token("fund", refreshGrant(refresh(tokens))), 400, "invalid_grant");
    isError(token("fund", codeGrant(late, FUND)), 400, "invalid_grant");
    assertThat(
            server
                .get(
                    Endpoints.AUTHORIZE,
                    with(RunningServer.authorization("fund", FUND), "prompt", "none"),
                    sessionCookie(session.cookieValue()))
                .headers()
                .firstValue("Location")
                .orElse(""))
        .contains("error=login_required");
  }
}
