package cn.tongxing.idp.protocol;

import static cn.tongxing.idp.protocol.RunningServer.codeGrant;
import static cn.tongxing.idp.protocol.RunningServer.json;
import static cn.tongxing.idp.protocol.RunningServer.sessionCookie;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

/** What persons hold at the housing fund, which needs no agreement: whether it is good. */
final class HeldTokens {

  static final String FUND = "https://fund.example/cb";

  private final RunningServer server;

  HeldTokens(RunningServer server) {
    this.server = server;
  }

  /** A code that is not redeemed yet. */
  String code(String cookie) {
    return server.code("fund", FUND, cookie);
  }

  Map<String, Object> redeemed(String code) {
    return json(server.call(Endpoints.TOKEN, "fund", codeGrant(code, FUND)));
  }

  Map<String, Object> of(String cookie) {
    return redeemed(code(cookie));
  }

  int userInfo(Map<String, Object> tokens) {
    return server
        .send(
            server
                .request(Endpoints.USERINFO)
                .header("Authorization", "Bearer " + tokens.get("access_token"))
                .GET())
        .statusCode();
  }

  /** The status of the answer to a refresh. */
  int refreshed(Map<String, Object> tokens) {
    String token = tokens.get("refresh_token").toString();
    return server
        .call(
            Endpoints.TOKEN, "fund", Map.of("grant_type", "refresh_token", "refresh_token", token))
        .statusCode();
  }

  void areDead(Map<String, Object> tokens) {
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

  /** Where a silent sign-on leads to. */
  String silently(String cookie) {
    return server
        .get(
            Endpoints.AUTHORIZE,
            RunningServer.with(RunningServer.authorization("fund", FUND), "prompt", "none"),
            sessionCookie(cookie))
        .headers()
        .firstValue("Location")
        .orElse("");
  }
}
