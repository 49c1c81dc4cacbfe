package cn.tongxing.idp.protocol;

import static cn.tongxing.idp.protocol.PlanRun.CALLBACK;
import static cn.tongxing.idp.protocol.PlanRun.request;
import static cn.tongxing.idp.protocol.RunningServer.json;
import static cn.tongxing.idp.protocol.RunningServer.with;
import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.testing.Clause;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The modules of the OpenID Foundation's Basic plan for static clients, played over HTTP. Modules
 * that other tests show already are tagged there.
 */
class OidcBasicPlanTest {

  private final RunningServer server = RunningServer.shared();
  private final PlanRun run = new PlanRun(server);

  private HttpResponse<String> userInfo(Map<String, Object> tokens) {
    return server.send(
        server
            .request(Endpoints.USERINFO)
            .header("Authorization", "Bearer " + tokens.get("access_token"))
            .GET());
  }

  private static long authTime(Map<String, Object> claims) {
    return Long.parseLong(claims.get("auth_time").toString());
  }

  private static void secondsGoBy(int seconds) {
    Instant then = Instant.now().plusSeconds(seconds);
    Awaitility.await().until(() -> Instant.now().isAfter(then));
  }

  private void isUserInfo(HttpResponse<String> answer, Map<String, Object> claims) {
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/json");
    assertThat(json(answer)).containsEntry("sub", claims.get("sub"));
  }

  @Test
  @Clause({"oidcc-server", "oidcc-userinfo-get", "oidcc-idtoken-signature", "OIDC Core 3.1.2"})
  void aCodeFlowFromTheFormToUserInfo() {
    var request = request("plan-a");
    run.visit(request);
    assertThat(run.isAskedToSignIn()).isTrue();
    run.signIn();

    var tokens = run.redeemed(request, run.callback(request).get("code"));
    isUserInfo(userInfo(tokens), run.claims(request, tokens));
    assertThat(json(userInfo(tokens))).containsOnlyKeys("sub");
  }

  @Test
  @Clause({"oidcc-server-client-secret-post", "OIDC Core 9"})
  void theSameByAClientWithItsSecretInTheBody() {
    var request = request("plan-c");
    isUserInfo(userInfo(run.flow(request)), run.claims(request, run.flow(request)));
  }

  @Test
  @Clause({"oidcc-userinfo-post-header", "oidcc-userinfo-post-body", "OIDC Core 5.3.1"})
  void userInfoIsAnsweredByPostToo() {
    var request = request("plan-a");
    var tokens = run.flow(request);
    var claims = run.claims(request, tokens);
    String token = tokens.get("access_token").toString();
    isUserInfo(
        server.send(
            server
                .request(Endpoints.USERINFO)
                .header("Authorization", "Bearer " + token)
                .POST(HttpRequest.BodyPublishers.noBody())),
        claims);
    isUserInfo(server.post(Endpoints.USERINFO, Map.of("access_token", token)), claims);
  }

  @Test
  @Clause({"oidcc-ensure-request-without-nonce-succeeds-for-code-flow", "OIDC Core 3.1.2.1"})
  void aRequestWithoutNonceSucceedsAndTheTokenHasNone() {
    var request = request("plan-a", "nonce", "");
    assertThat(run.claims(request, run.flow(request))).doesNotContainKey("nonce");
  }

  @Test
  @Clause({"oidcc-scope-profile", "oidcc-scope-phone", "OIDC Core 5.4"})
  void aScopeReleasesWhatIsKnownOfItsClaims() {
    var profile = json(userInfo(run.flow(request("plan-a", "scope", "openid profile"))));
    // the suite warns: the other twelve claims of profile are not known here
    assertThat(profile).containsOnlyKeys("sub", "name", "updated_at");
    assertThat(profile.get("updated_at")).isInstanceOf(Number.class);
    var phone = json(userInfo(run.flow(request("plan-a", "scope", "openid phone"))));
    assertThat(phone).containsOnlyKeys("sub", "phone_number", "phone_number_verified");
    assertThat(phone.get("phone_number").toString()).matches("\\+[0-9]+");
  }

  @ParameterizedTest
  @Clause({"oidcc-scope-email", "oidcc-scope-address", "oidcc-scope-all", "OIDC Core 3.1.2.1"})
  @ValueSource(strings = {"openid email", "openid address", "openid offline_access unheard-of"})
  void aScopeThatIsNotOfferedIsLeftOutAndDiscoveryDoesNotNameIt(String scope) {
    var tokens = run.flow(request("plan-a", "scope", scope));
    assertThat(tokens).containsEntry("scope", "openid");
    assertThat(json(userInfo(tokens))).containsOnlyKeys("sub");
    var offered = json(server.get("/.well-known/openid-configuration", Map.of()));
    assertThat(offered.get("scopes_supported").toString())
        .doesNotContain("email", "address", "offline_access");
  }

  @Test
  @Clause("oidcc-ensure-other-scope-order-succeeds")
  void theOrderOfScopesDoesNotMatter() {
    var tokens = run.flow(request("plan-a", "scope", "profile openid"));
    assertThat(json(userInfo(tokens))).containsKeys("sub", "name");
  }

  @ParameterizedTest
  @Clause({
    "oidcc-display-page",
    "oidcc-display-popup",
    "oidcc-ensure-request-with-unknown-parameter-succeeds",
    "oidcc-claims-locales"
  })
  @ValueSource(
      strings = {"display=page", "display=popup", "extra=foobar", "claims_locales=se en zh-CN"})
  void aParameterThatIsOnlyAWishDoesNoHarm(String parameter) {
    String[] pair = parameter.split("=", 2);
    assertThat(run.flow(request("plan-a", pair))).containsKey("id_token");
  }

  @Test
  @Clause({"oidcc-ui-locales", "OIDC Core 3.1.2.1"})
  void thePagesSpeakTheFirstLanguageOfTheRequestThatTheyKnow() {
    var request = request("plan-a", "ui_locales", "se en");
    assertThat(run.visit(request).body()).contains("<html lang=\"en\"");
    run.signIn();
    assertThat(run.callback(request)).containsKey("code");
    var unknown = new PlanRun(server);
    assertThat(unknown.visit(request("plan-a", "ui_locales", "se")).body())
        .contains("<html lang=\"zh-CN\"");
  }

  @Test
  @Clause({"oidcc-login-hint", "OIDC Core 3.1.2.1"})
  void aLoginHintStandsInTheIdentifierField() {
    var request = request("plan-a", "login_hint", "buffy@suite.example");
    run.visit(request);
    assertThat(run.passwordForm()).contains("value=\"buffy@suite.example\"");
    assertThat(run.answer(request)).containsKey("code");
  }

  @Test
  @Clause({"oidcc-prompt-login", "OIDC Core 3.1.2.1"})
  void promptLoginAsksAgainAndTheNewTokenSaysWhen() {
    var request = request("plan-a");
    var first = run.claims(request, run.flow(request));
    secondsGoBy(1);

    var again = request("plan-a", "prompt", "login");
    run.visit(again);
    assertThat(run.isAskedToSignIn()).isTrue();
    run.signIn();
    var second = run.claims(again, run.redeemed(again, run.callback(again).get("code")));
    assertThat(authTime(second)).isGreaterThan(authTime(first));
    assertThat(second).containsEntry("sub", first.get("sub"));
  }

  @Test
  @Clause({"oidcc-prompt-none-not-logged-in", "OIDC Core 3.1.2.6"})
  void promptNoneWithoutASessionShowsNoPage() {
    var request = request("plan-a", "prompt", "none");
    run.visit(request);
    assertThat(run.callback(request))
        .containsEntry("error", "login_required")
        .doesNotContainKey("code");
  }

  @Test
  @Clause({"oidcc-prompt-none-logged-in", "oidcc-id-token-hint", "OIDC Core 3.1.2.1"})
  void promptNoneWithASessionIsSilentAndTheSameSignIn() {
    var request = request("plan-a");
    var tokens = run.flow(request);
    var first = run.claims(request, tokens);

    for (String hint : new String[] {"", tokens.get("id_token").toString()}) {
      var silent = request("plan-a", "prompt", "none", "id_token_hint", hint);
      run.visit(silent);
      var second = run.claims(silent, run.redeemed(silent, run.callback(silent).get("code")));
      assertThat(second)
          .containsEntry("sub", first.get("sub"))
          .containsEntry("auth_time", first.get("auth_time"));
    }
  }

  @Test
  @Clause({"oidcc-max-age-1", "OIDC Core 3.1.2.1"})
  void aSignInOlderThanMaxAgeIsAskedForAgain() {
    var request = request("plan-a");
    var first = run.claims(request, run.flow(request));
    secondsGoBy(2);

    var again = request("plan-a", "max_age", "1");
    run.visit(again);
    assertThat(run.isAskedToSignIn()).isTrue();
    run.signIn();
    var second = run.claims(again, run.redeemed(again, run.callback(again).get("code")));
    assertThat(authTime(second))
        .isGreaterThan(authTime(first))
        .isCloseTo(Instant.now().getEpochSecond(), org.assertj.core.data.Offset.offset(10L));
  }

  @Test
  @Clause({"oidcc-max-age-10000", "OIDC Core 3.1.2.1"})
  void aSignInYoungerThanMaxAgeIsEnough() {
    var request = request("plan-a");
    var first = run.claims(request, run.flow(request));

    var again = request("plan-a", "max_age", "10000");
    run.visit(again);
    assertThat(run.isAskedToSignIn()).isFalse();
    var second = run.claims(again, run.redeemed(again, run.callback(again).get("code")));
    assertThat(second)
        .containsEntry("auth_time", first.get("auth_time"))
        .containsEntry("sub", first.get("sub"));
  }

  @Test
  @Clause({"oidcc-ensure-request-with-acr-values-succeeds", "OIDC Core 3.1.2.1"})
  void ofTheLevelsOfDiscoveryOneComesBack() {
    @SuppressWarnings("unchecked")
    var levels =
        (List<String>)
            json(server.get("/.well-known/openid-configuration", Map.of()))
                .get("acr_values_supported");
    var request = request("plan-a", "acr_values", String.join(" ", levels));
    assertThat(levels).contains(run.claims(request, run.flow(request)).get("acr").toString());
  }

  @Test
  @Clause({"oidcc-claims-essential", "OIDC Core 5.5"})
  void anEssentialClaimIsReleasedWithoutItsScope() {
    var tokens =
        run.flow(request("plan-a", "claims", "{\"userinfo\":{\"name\":{\"essential\":true}}}"));
    assertThat(json(userInfo(tokens))).containsOnlyKeys("sub", "name");
  }

  @Test
  @Clause({"OIDC Core 5.5.1.1", "R10"})
  void anEssentialLevelComesBackAsItWasAskedForOrTheSignInFails() {
    String low = "urn:tongxing:acr:p1:a1";
    var lower = request("plan-a", "claims", essentialAcr(low));
    assertThat(run.claims(lower, run.flow(lower))).containsEntry("acr", low);
    var unknown = request("plan-a", "claims", essentialAcr("urn:mace:incommon:iap:silver"));
    assertThat(run.answer(unknown))
        .containsEntry("error", "unmet_authentication_requirements")
        .doesNotContainKey("code");
  }

  private static String essentialAcr(String value) {
    return "{\"id_token\":{\"acr\":{\"essential\":true,\"values\":[\"" + value + "\"]}}}";
  }

  @Test
  @Clause({"oidcc-codereuse", "C1", "OIDC Core 3.1.3.2"})
  void aCodeIsRedeemedOnceAndTheTokensOfTheFirstTimeEnd() {
    var request = request("plan-a");
    String code = run.answer(request).get("code");
    var tokens = run.redeemed(request, code);
    assertThat(userInfo(tokens).statusCode()).isEqualTo(200);

    var again = run.redeem("plan-a", code);
    assertThat(again.statusCode()).isEqualTo(400);
    assertThat(json(again)).containsEntry("error", "invalid_grant");
    assertThat(userInfo(tokens).statusCode()).isEqualTo(401);
  }

  @Test
  @Clause({"oidcc-ensure-registered-redirect-uri", "OIDC Core 3.1.2.1"})
  void anAddressThatIsNotRegisteredIsNeverRedirectedTo() {
    var page = run.visit(request("plan-a", "redirect_uri", CALLBACK + "/other"));
    assertThat(page.status()).isEqualTo(400);
    assertThat(page.location()).isEmpty();
    assertThat(page.body()).contains("id=\"error-code\"").doesNotContain("href=\"https://suite");
  }

  @Test
  @Clause({"oidcc-ensure-request-object-with-redirect-uri", "OIDC Core 6.1"})
  void aRequestObjectDoesNotHealAnAddressThatIsNotRegistered() {
    var page =
        run.visit(
            request(
                "plan-a",
                "redirect_uri",
                CALLBACK + "/other",
                "request",
                "eyJhbGciOiJub25lIn0.eyJyZWRpcmVjdF91cmkiOiJodHRwczovL3N1aXRlLmV4YW1wbGUifQ."));
    assertThat(page.status()).isEqualTo(400);
    assertThat(page.location()).isEmpty();
  }

  @Test
  @Clause({"oidcc-ensure-post-request-succeeds", "OIDC Core 3.1.2.1"})
  void aRequestByPostIsAnsweredLikeOneByGet() {
    var request = request("plan-a");
    var posted = server.post(Endpoints.AUTHORIZE, request);
    run.open(RunningServer.location(posted));
    run.signIn();
    assertThat(run.redeemed(request, run.callback(request).get("code"))).containsKey("id_token");
  }

  @Test
  @Clause({"oidcc-ensure-request-with-valid-pkce-succeeds", "RFC 7636 4.6"})
  void aClientThatNeedNotUsePkceMay() {
    var request =
        request("plan-a", "code_challenge", Fixtures.CHALLENGE, "code_challenge_method", "S256");
    String code = run.answer(request).get("code");
    var answer = run.token("plan-a", RunningServer.codeGrant(code, CALLBACK));
    assertThat(answer.statusCode()).isEqualTo(200);
  }

  @Test
  @Clause({"oidcc-refresh-token", "C7", "C9", "OIDC Core 12.2"})
  void aRefreshTokenIsItsClientsAndSaysTheSameOfTheSignIn() {
    var request = request("plan-b");
    var tokens = run.flow(request);
    var refreshed = run.token("plan-b", refresh(tokens));
    assertThat(refreshed.statusCode()).isEqualTo(200);
    var before = new HashMap<>(run.claims(request, tokens));
    var after = run.claims(request, json(refreshed));
    assertThat(json(refreshed).get("access_token")).isNotEqualTo(tokens.get("access_token"));
    for (String same : new String[] {"iss", "sub", "aud", "auth_time", "acr"}) {
      assertThat(after).containsEntry(same, before.get(same));
    }
    assertThat(userInfo(json(refreshed)).statusCode()).isEqualTo(200);

    var stolen = run.token("plan-a", refresh(json(refreshed)));
    assertThat(stolen.statusCode()).isEqualTo(400);
    assertThat(json(stolen)).containsEntry("error", "invalid_grant");
  }

  private static Map<String, String> refresh(Map<String, Object> tokens) {
    return with(
        Map.of("grant_type", "refresh_token"),
        "refresh_token",
        tokens.get("refresh_token").toString());
  }
}
