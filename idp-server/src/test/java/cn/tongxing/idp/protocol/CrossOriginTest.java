package cn.tongxing.idp.protocol;

import static cn.tongxing.idp.protocol.RunningServer.codeGrant;
import static cn.tongxing.idp.protocol.RunningServer.json;
import static cn.tongxing.idp.protocol.RunningServer.with;
import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.testing.Clause;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Scripts in browsers read what is for public clients, and nothing else. */
@Clause("Fetch 3.2")
class CrossOriginTest {

  private static final String CALLBACK = "https://spa.example/cb";
  private static final String ORIGIN = "https://spa.example";

  private final RunningServer server = RunningServer.shared();

  private HttpResponse<String> preflight(String path, String origin) {
    return server.send(
        server
            .request(path)
            .header("Origin", origin)
            .header("Access-Control-Request-Method", "POST")
            .header("Access-Control-Request-Headers", "authorization")
            .method("OPTIONS", BodyPublishers.noBody()));
  }

  private HttpResponse<String> posted(String path, String origin, Map<String, String> body) {
    return server.send(
        server
            .request(path)
            .header("Origin", origin)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(RunningServer.form(body))));
  }

  private static String allowed(HttpResponse<String> answer) {
    assertThat(answer.headers().firstValue("Access-Control-Allow-Credentials")).isEmpty();
    return answer.headers().firstValue("Access-Control-Allow-Origin").orElse("nobody");
  }

  @ParameterizedTest
  @CsvSource({Endpoints.TOKEN, Endpoints.USERINFO, Endpoints.REVOKE})
  void aPreflightOfAPublicClientsOriginIsAnswered(String path) {
    var answer = preflight(path, ORIGIN);

    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(allowed(answer)).isEqualTo(ORIGIN);
    assertThat(answer.headers().allValues("Vary")).contains("Origin");
    assertThat(answer.headers().firstValue("Access-Control-Allow-Headers"))
        .contains("Authorization, Content-Type");
    for (String other :
        new String[] {
          "https://fund.example", // a client with a secret
          "https://spa.example:8443",
          "http://spa.example",
          "https://evil.example",
          "null"
        }) {
      var refused = preflight(path, other);
      assertThat(refused.statusCode()).as(other).isEqualTo(405);
      assertThat(allowed(refused)).as(other).isEqualTo("nobody");
    }
  }

  @Test
  void introspectionIsForServersOnly() {
    assertThat(allowed(preflight(Endpoints.INTROSPECT, ORIGIN))).isEqualTo("nobody");
  }

  @Test
  void anApplicationInABrowserGetsItsTokensReadsUserInfoAndRevokes() {
    String code = server.code("spa", CALLBACK, server.signIn(server.person()).cookieValue());
    var answer =
        posted(Endpoints.TOKEN, ORIGIN, with(codeGrant(code, CALLBACK), "client_id", "spa"));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(allowed(answer)).isEqualTo(ORIGIN);

    String token = json(answer).get("access_token").toString();
    var userInfo =
        server.send(
            server
                .request(Endpoints.USERINFO)
                .header("Origin", ORIGIN)
                .header("Authorization", "Bearer " + token)
                .GET());
    assertThat(userInfo.statusCode()).isEqualTo(200);
    assertThat(allowed(userInfo)).isEqualTo(ORIGIN);

    var revoked = posted(Endpoints.REVOKE, ORIGIN, Map.of("client_id", "spa", "token", token));
    assertThat(revoked.statusCode()).isEqualTo(200);
    assertThat(allowed(revoked)).isEqualTo(ORIGIN);
  }

  @Test
  void whatAClientWithASecretIsAnsweredNoScriptReads() {
    var body =
        Map.of(
            "grant_type",
            "client_credentials",
            "client_id",
            "exempt",
            "client_secret",
            RunningServer.SECRET);
    assertThat(allowed(posted(Endpoints.TOKEN, ORIGIN, body))).isEqualTo("nobody");
    assertThat(allowed(posted(Endpoints.TOKEN, "https://legacy.example", body)))
        .isEqualTo("nobody");
    // one public client's answers are not another's
    var other = Map.of("grant_type", "authorization_code", "client_id", "native", "code", "x");
    assertThat(allowed(posted(Endpoints.TOKEN, ORIGIN, other))).isEqualTo("nobody");
  }
}
