package cn.tongxing.idp.protocol;

import static cn.tongxing.idp.protocol.RunningServer.authorization;
import static cn.tongxing.idp.protocol.RunningServer.json;
import static cn.tongxing.idp.protocol.RunningServer.location;
import static cn.tongxing.idp.protocol.RunningServer.query;
import static cn.tongxing.idp.protocol.RunningServer.sessionCookie;
import static cn.tongxing.idp.protocol.RunningServer.with;
import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.testing.Clause;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;

/** An integrator learns from the answer, and the operator from the log, what is wrong. */
@ExtendWith(OutputCaptureExtension.class)
class HelpfulErrorsTest {

  private static final String NATIVE = "http://127.0.0.1:7777/cb";
  private static final Map<String, String> GRANT = Map.of("grant_type", "client_credentials");

  private final RunningServer server = RunningServer.shared();

  private HttpResponse<String> token(String authorization, Map<String, String> body) {
    return server.send(
        server
            .request(Endpoints.TOKEN)
            .header("Authorization", authorization)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(RunningServer.form(body))));
  }

  private static String basic(String pair) {
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }

  private static void says(HttpResponse<String> answer, int status, String code, String words) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(json(answer)).containsEntry("error", code);
    assertThat(json(answer).get("error_description").toString()).contains(words);
    assertThat(answer.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/json");
  }

  @Test
  @Clause({"T3", "RFC 6749 5.2"})
  void aClientThatIsRefusedIsToldHow(CapturedOutput log) {
    var post = with(GRANT, "client_id", "hospital", "client_secret", RunningServer.SECRET);
    says(server.post(Endpoints.TOKEN, post), 401, "invalid_client", "client_secret_basic");
    says(
        token(basic("exempt:" + RunningServer.SECRET), GRANT),
        401,
        "invalid_client",
        "client_secret_post");
    says(token(basic("nobody:x"), GRANT), 401, "invalid_client", "not registered here");
    says(token(basic("hospital:x"), GRANT), 401, "invalid_client", "not one of this client");
    says(token(basic("native:x"), GRANT), 401, "invalid_client", "public");
    says(token("Bearer x", GRANT), 401, "invalid_client", "not Basic");
    says(token("Basic !!", GRANT), 401, "invalid_client", "not Basic");
    says(server.post(Endpoints.TOKEN, GRANT), 401, "invalid_client", "Nothing names the client");
    for (String path : List.of(Endpoints.TOKEN, Endpoints.INTROSPECT, Endpoints.REVOKE)) {
      for (String nobody : List.of(" ", "\n", "\t\r\n", "")) {
        says(
            server.post(path, with(GRANT, "client_id", nobody, "client_secret", "x")),
            401,
            "invalid_client",
            "Nothing names the client");
      }
      for (String nobody : List.of("%0A:x", "%20:x", "%zz:x")) {
        says(
            server.send(
                server
                    .request(path)
                    .header("Authorization", basic(nobody))
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(BodyPublishers.ofString(RunningServer.form(GRANT)))),
            401,
            "invalid_client",
            "not Basic");
      }
    }
    says(
        server.post(Endpoints.TOKEN, with(GRANT, "client_id", "hospital")),
        401,
        "invalid_client",
        "sent no secret");

    assertThat(log).contains("client hospital, BODY_INSTEAD_OF_HEADER (invalid_client)");
    assertThat(log).contains("client hospital, SECRET_WRONG (invalid_client)");
    assertThat(log).doesNotContain(RunningServer.SECRET);
  }

  @Test
  @Clause("RFC 6749 2.3.1")
  void aSecretThatWasNotEncodedIsNamedAsThat() {
    String secret = RunningServer.AWKWARD_SECRET;
    String encoded = RunningServer.form(Map.of("x", secret)).substring(2);

    says(token(basic("awkward:" + secret), GRANT), 401, "invalid_client", "form-urlencoded before");
    assertThat(token(basic("awkward:" + encoded), GRANT).statusCode()).isEqualTo(200);
  }

  @Test
  @Clause({"T3", "RFC 6749 2.3"})
  void theRightSecretIsTakenWhateverANeighbourDoes(CapturedOutput log) {
    long before = server.events("client.authentication.failed");
    for (int attempt = 0; attempt < 100; attempt++) {
      says(token(basic("strict:wrong"), GRANT), 401, "invalid_client", "not one");
    }

    says(server.call(Endpoints.TOKEN, "strict", GRANT), 400, "unauthorized_client", "grant type");
    // recorded and alarmed, but the trail is not filled
    assertThat(server.events("client.authentication.failed")).isEqualTo(before + 30);
    assertThat(log).contains("client strict was refused 30 times in a minute");
  }

  @Test
  @Clause("RFC 6749 3.2")
  void aFormThatCannotBeReadIsNamedInTheWordsOfTheProtocol() {
    var asJson =
        server
            .request(Endpoints.TOKEN)
            .header("Authorization", basic("hospital:" + RunningServer.SECRET))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{\"grant_type\":\"client_credentials\"}"));
    says(server.send(asJson), 400, "invalid_request", "it was application/json");
    for (String path : new String[] {Endpoints.TOKEN, Endpoints.INTROSPECT, Endpoints.REVOKE}) {
      var malformed =
          server
              .request(path)
              .header("Authorization", basic("hospital:" + RunningServer.SECRET))
              .header("Content-Type", "application/x-www-form-urlencoded")
              .POST(BodyPublishers.ofString("grant_type=%zz"));
      says(server.send(malformed), 400, "invalid_request", "percent-encoding");
      var twice =
          server
              .request(path)
              .header("Authorization", basic("hospital:" + RunningServer.SECRET))
              .header("Content-Type", "application/x-www-form-urlencoded")
              .POST(BodyPublishers.ofString("scope=a&scope=b&token=x"));
      says(server.send(twice), 400, "invalid_request", "scope was sent more than once");
    }
    var hospital = Map.of("x", "y");
    says(
        server.call(Endpoints.TOKEN, "hospital", hospital),
        400,
        "invalid_request",
        "grant_type is missing");
    says(
        server.call(Endpoints.TOKEN, "hospital", Map.of("grant_type", "password")),
        400,
        "unsupported_grant_type",
        "authorization_code");
    says(
        server.call(Endpoints.INTROSPECT, "hospital", hospital),
        400,
        "invalid_request",
        "token is missing");
    var userInfo =
        server.send(
            server
                .request(Endpoints.USERINFO)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("access_token=%zz")));
    says(userInfo, 400, "invalid_request", "cannot be read");
  }

  @Test
  @Clause({"R6", "R11"})
  void thePageNamesTheParameterThatIsRepeatedOrTooLong(CapturedOutput log) {
    var good = authorization("fund", "https://fund.example/cb");
    String twice = RunningServer.form(good) + "&scope=x";
    assertThat(server.get(Endpoints.AUTHORIZE + "?" + twice, Map.of()).body())
        .contains("scope was sent more than once.");
    assertThat(server.get(Endpoints.AUTHORIZE, with(good, "state", "x".repeat(4001))).body())
        .contains("state is longer than 4000 bytes");
    assertThat(log).contains("client fund, PARAMETER_TOO_LONG (invalid_request): state is longer");
    assertThat(log).contains("client fund, PARAMETER_REPEATED (invalid_request): scope was sent");
  }

  @ParameterizedTest
  @Clause("R11")
  @CsvSource({"state, 4000", "claims, 4000", "id_token_hint, 8000"})
  void eachLimitIsReachedByGetAndCountsBytesAsSent(String name, int limit) {
    var good = with(authorization("fund", "https://fund.example/cb"), "prompt", "none");
    // a Chinese character is nine bytes as sent
    String longest = "统".repeat(limit / 9) + "x".repeat(limit % 9);

    var fits = server.get(Endpoints.AUTHORIZE, with(good, name, longest));
    var exceeds = server.get(Endpoints.AUTHORIZE, with(good, name, longest + "x"));

    assertThat(location(fits)).startsWith("https://fund.example/cb?");
    assertThat(exceeds.statusCode()).isEqualTo(400);
    assertThat(exceeds.body()).contains(name + " is longer than " + limit + " bytes");
  }

  @Test
  @Clause("R11")
  void allOfARequestTogetherHasALimitToo(CapturedOutput log) {
    var good = with(authorization("fund", "https://fund.example/cb"), "prompt", "none");
    var long1 = with(good, "state", "s".repeat(4000), "id_token_hint", "h".repeat(8000));
    StringBuilder query = new StringBuilder(RunningServer.form(long1));
    for (int i = 10; 24_000 - query.length() > 1000; i++) {
      query.append("&ignored").append(i).append('=').append("x".repeat(900));
    }
    query.append("&last=");
    query.append("x".repeat(24_000 - query.length()));

    var fits = server.get(Endpoints.AUTHORIZE + "?" + query, Map.of());
    var exceeds = server.get(Endpoints.AUTHORIZE + "?" + query + "x", Map.of());

    assertThat(location(fits)).startsWith("https://fund.example/cb?");
    assertThat(exceeds.statusCode()).isEqualTo(400);
    assertThat(exceeds.body()).contains("more than 24000 bytes");
    assertThat(log)
        .contains("client fund, TOO_MANY_PARAMETERS (invalid_request): More than 50 parameters");
  }

  /** A failure of ours, as by a row that somebody damaged. */
  @ParameterizedTest
  @ValueSource(strings = {"shown = array['damaged']", "acr = 'damaged'"})
  @Clause({"RFC 6749 5.2", "F22"})
  void aFailureOfOursIsAServerErrorAndTheLogSaysMore(String damage, CapturedOutput log) {
    var person = server.person();
    String code =
        server.code("fund", "https://fund.example/cb", server.signIn(person).cookieValue());
    var tokens =
        json(
            server.call(
                Endpoints.TOKEN, "fund", RunningServer.codeGrant(code, "https://fund.example/cb")));
    server
        .bean(JdbcClient.class)
        .sql("update authorization_grant set " + damage + " where person_id = ?")
        .param(person.value())
        .update();

    var answer =
        server.call(
            Endpoints.TOKEN,
            "fund",
            Map.of(
                "grant_type",
                "refresh_token",
                "refresh_token",
                tokens.get("refresh_token").toString()));

    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(json(answer)).containsEntry("error", "server_error").containsKey("trace");
    assertThat(answer.body()).doesNotContain("damaged", "Exception");
    assertThat(answer.headers().allValues("Cache-Control")).contains("no-store");
    assertThat(log).contains("request failed: status 500, trace " + json(answer).get("trace"));
  }

  @Test
  @Clause({"C4", "RFC 7636 4.4.1"})
  void whoForgotPkceIsToldTheRemedy(CapturedOutput log) {
    var wish =
        with(
            authorization("fund", "https://fund.example/cb"),
            "code_challenge",
            "",
            "code_challenge_method",
            "");

    assertThat(query(server.get(Endpoints.AUTHORIZE, wish)).get("error_description"))
        .contains("withPkce()", "OIDCPKCEMethod S256", "code_challenge_method=S256");
    assertThat(log).contains("client fund, PKCE_MISSING (invalid_request)");
  }

  @Test
  @Clause({"R8", "RFC 9700 4.11"})
  void silentAnswersAreNotCountedAndOthersAreToldToWait() {
    @SuppressWarnings("unchecked")
    RedisClusterCommands<String, byte[]> redis = server.bean(RedisClusterCommands.class);
    String counter = "authz-errors:{native@7f000001}";
    redis.setex(counter, 30, "1000000".getBytes(StandardCharsets.US_ASCII));
    try {
      var good = authorization("native", NATIVE);
      for (int asked = 0; asked < 3; asked++) {
        assertThat(query(server.get(Endpoints.AUTHORIZE, with(good, "prompt", "none"))))
            .containsEntry("error", "login_required");
      }
      var bad = server.get(Endpoints.AUTHORIZE, with(good, "scope", "profile", "prompt", "none"));
      assertThat(bad.statusCode()).isEqualTo(429);
      assertThat(bad.headers().firstValue("Retry-After")).contains("60");
    } finally {
      redis.del(counter);
    }
  }

  @Test
  @Clause("RP-Initiated Logout 2")
  void aLogoutHintThatCannotBeReadIsCalledThat(CapturedOutput log) {
    var session = server.signIn(server.person());
    var page =
        server.get(
            Endpoints.LOGOUT,
            Map.of(
                "id_token_hint", "abc.def", "post_logout_redirect_uri", "https://fund.example/bye"),
            sessionCookie(session.cookieValue()));

    assertThat(page.statusCode()).isEqualTo(400);
    assertThat(page.body()).contains("id_token_hint cannot be read", "id=\"sign-out\"");
    assertThat(log).contains("LOGOUT_HINT_UNREADABLE");
  }

  @ParameterizedTest
  @Clause("RP-Initiated Logout 2")
  @CsvSource({
    "'', '', true, unknown",
    "fund, '', true, fund",
    "fund, https://fund.example/bye, true, fund",
    "fund, https://fund.example/bye, false, fund"
  })
  void aLogoutHintThatCannotBeReadIsCalledThatOnThePageThatGoesOn(
      String client, String back, boolean isSignedIn, String logged, CapturedOutput log) {
    var wish =
        with(
            Map.of("id_token_hint", "abc.def"),
            "client_id",
            client,
            "post_logout_redirect_uri",
            back);
    String[] cookies =
        isSignedIn
            ? new String[] {sessionCookie(server.signIn(server.person()).cookieValue())}
            : new String[0];

    var page = server.get(Endpoints.LOGOUT, wish, cookies);

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body())
        .contains(isSignedIn ? "id=\"logout\"" : "您已退出登录")
        .contains("<details class=\"technical\">", "id_token_hint cannot be read");
    assertThat(log).contains("client " + logged + ", LOGOUT_HINT_UNREADABLE (invalid_request)");
  }

  @Test
  @Clause("RP-Initiated Logout 2")
  void aLogoutOfAClientThatIsNotRegisteredIsCalledThat(CapturedOutput log) {
    var page = server.get(Endpoints.LOGOUT, Map.of("client_id", "nobody"));

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).contains("is not registered here, or is disabled");
    assertThat(log).contains("LOGOUT_CLIENT_UNKNOWN (invalid_request)");
    assertThat(server.get(Endpoints.LOGOUT, Map.of()).body()).doesNotContain("class=\"technical\"");
  }

  @ParameterizedTest
  @Clause("OIDC Discovery 4.3")
  @CsvSource({
    "//.well-known/openid-configuration",
    "//.well-known/oauth-authorization-server",
    "/.well-known/openid-configuration/"
  })
  void whoWritesTheIssuerWithASlashIsToldSo(String path) {
    says(
        server.get(path, Map.of()),
        404,
        "invalid_request",
        "no trailing slash: " + server.issuer());
  }
}
