package cn.tongxing.idp.protocol;

import static cn.tongxing.idp.protocol.RunningServer.codeGrant;
import static cn.tongxing.idp.protocol.RunningServer.json;
import static cn.tongxing.idp.protocol.RunningServer.parts;
import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.testing.Clause;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What we send, as files: a change to a message is a visible line in the difference. Values that
 * are new each time stand as their kind. {@code -Dgolden.write=true} writes the files anew.
 */
class GoldenMessagesTest {

  private static final Path FOLDER = Path.of("src/test/resources/golden/protocol");
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
  private static final Set<String> NEW_EACH_TIME =
      Set.of(
          "exp",
          "iat",
          "auth_time",
          "time",
          "jti",
          "sub",
          "sid",
          "at_hash",
          "grant",
          "kid",
          "n",
          "x",
          "y",
          "access_token",
          "id_token",
          "refresh_token",
          "updated_at",
          "phone_number");
  private static final String FUND = "https://fund.example/cb";

  private final RunningServer server = RunningServer.shared();

  @Test
  @Clause({"OIDC Discovery 3", "RFC 8414 2", "R14", "C10", "oidcc-discovery-endpoint-verification"})
  void discovery() throws IOException {
    var answer = server.get("/.well-known/openid-configuration", Map.of());
    golden("discovery", json(answer));
    assertThat(server.get("/.well-known/oauth-authorization-server", Map.of()).body())
        .isEqualTo(answer.body());
    assertThat(answer.headers().firstValue("Cache-Control")).contains("public, max-age=300");
    String tag = answer.headers().firstValue("ETag").orElseThrow();
    var again =
        server.send(
            server.request("/.well-known/openid-configuration").header("If-None-Match", tag).GET());
    assertThat(again.statusCode()).isEqualTo(304);
    for (String known : new String[] {"W/" + tag, "\"x\", W/" + tag, "*"}) {
      var weak = server.request("/.well-known/openid-configuration").header("If-None-Match", known);
      assertThat(server.send(weak.GET()).statusCode()).as(known).isEqualTo(304);
    }
    assertThat(server.post("/.well-known/openid-configuration", Map.of()).statusCode())
        .isEqualTo(405);
  }

  @Test
  @Clause("oidcc-discovery-endpoint-verification")
  void everyEndpointIsTheIssuersOwnAndUnderTheSamePrefix() {
    var metadata = json(server.get("/.well-known/openid-configuration", Map.of()));
    assertThat(metadata).containsEntry("issuer", server.issuer());
    // https is the issuer's: the server starts without it on loopback only
    metadata.forEach((name, value) -> {
      if (name.endsWith("_endpoint") || name.endsWith("_uri")) {
        assertThat(value.toString()).startsWith(server.issuer() + "/").doesNotContain("#", "?");
      }
    });
    assertThat(metadata.get("id_token_signing_alg_values_supported").toString()).contains("RS256");
    assertThat(metadata.get("scopes_supported").toString()).contains("openid");
  }

  @Test
  @Clause({"RFC 7517 5", "T7", "oidcc-discovery-endpoint-verification"})
  void keySet() throws IOException {
    var answer = server.get(Endpoints.JWKS, Map.of());
    golden("jwks", json(answer));
    var keys = (List<?>) json(answer).get("keys");
    assertThat(keys).extracting(key -> ((Map<?, ?>) key).get("kid")).doesNotContainNull();
    assertThat(keys).extracting(key -> ((Map<?, ?>) key).get("kid")).doesNotHaveDuplicates();
    for (String privatePart : new String[] {"d", "p", "q", "dp", "dq", "qi", "oth", "k"}) {
      assertThat(keys).noneMatch(key -> ((Map<?, ?>) key).containsKey(privatePart));
    }
  }

  @Test
  @Clause({"RFC 9068 2", "OIDC Core 2", "RFC 6749 5.1"})
  void tokens() throws IOException {
    var cookie = server.signIn(server.person()).cookieValue();
    String code = server.code("fund", FUND, cookie, "scope", "openid realname profile phone");
    var tokens = json(server.call(Endpoints.TOKEN, "fund", codeGrant(code, FUND)));
    golden("token-response", tokens);
    golden("access-token", message(tokens.get("access_token")));
    golden("id-token", message(tokens.get("id_token")));
    golden(
        "userinfo",
        json(
            server.send(
                server
                    .request(Endpoints.USERINFO)
                    .header("Authorization", "Bearer " + tokens.get("access_token"))
                    .GET())));
    golden(
        "introspection",
        json(
            server.call(
                Endpoints.INTROSPECT,
                "fund",
                Map.of("token", tokens.get("access_token").toString()))));
  }

  @Test
  @Clause("RFC 9068 2")
  void tokenOfAClientItself() throws IOException {
    var tokens =
        json(server.call(Endpoints.TOKEN, "hospital", Map.of("grant_type", "client_credentials")));
    golden("client-access-token", message(tokens.get("access_token")));
  }

  @Test
  @Clause("RFC 6749 5.2")
  void errors() throws IOException {
    var errors = new LinkedHashMap<String, Object>();
    errors.put("unknown code", token("fund", codeGrant("tx_c_x", FUND)));
    errors.put(
        "unknown refresh token",
        token("fund", Map.of("grant_type", "refresh_token", "refresh_token", "x")));
    errors.put(
        "scope not the client's",
        token("hospital", Map.of("grant_type", "client_credentials", "scope", "x")));
    errors.put(
        "grant type not the client's", token("fund", Map.of("grant_type", "client_credentials")));
    errors.put("unknown grant type", token("fund", Map.of("grant_type", "password")));
    errors.put("no grant type", token("fund", Map.of("x", "y")));
    errors.put("no client", json(server.post(Endpoints.TOKEN, Map.of("x", "y"))));
    golden("token-errors", errors);
  }

  private Map<String, Object> token(String client, Map<String, String> body) {
    return json(server.call(Endpoints.TOKEN, client, body));
  }

  private static Map<String, Object> message(Object token) {
    var parts = parts(token);
    var message = new LinkedHashMap<String, Object>();
    message.put("header", parts.get(0));
    message.put("claims", parts.get(1));
    return message;
  }

  private void golden(String name, Object message) throws IOException {
    String text = JSON.writeValueAsString(steady("", message)) + "\n";
    Path file = FOLDER.resolve(name + ".json");
    if (Boolean.getBoolean("golden.write")) {
      Files.createDirectories(FOLDER);
      Files.writeString(file, text);
    }
    assertThat(text).isEqualTo(Files.readString(file));
  }

  private Object steady(String name, Object value) {
    if (NEW_EACH_TIME.contains(name)) {
      return value instanceof Number ? "(number)" : "(text)";
    }
    return switch (value) {
      case Map<?, ?> map -> {
        var steady = new LinkedHashMap<String, Object>();
        map.forEach((key, each) -> steady.put(key.toString(), steady(key.toString(), each)));
        yield steady;
      }
      case List<?> list -> list.stream().map(each -> steady("", each)).toList();
      case String text -> text.replace(server.issuer(), "https://issuer.example");
      default -> value;
    };
  }
}
