package cn.tongxing.idp.protocol;

import static cn.tongxing.idp.protocol.RunningServer.codeGrant;
import static cn.tongxing.idp.protocol.RunningServer.json;
import static cn.tongxing.idp.protocol.RunningServer.sessionCookie;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

class StoresAwayTest {

  private static final String FUND = "https://fund.example/cb";

  private final RunningServer server = RunningServer.shared();

  @Test
  void aDatabaseThatIsTooSlowIsNoFaultOfTheRequest() {
    var cookie = sessionCookie(server.signIn(server.person()).cookieValue());

    var answer = whileLocked("sso_session", () -> server.get("/me", Map.of(), cookie));

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).contains("10");
    assertThat(answer.body()).doesNotContain("sso_session", "Exception");
    assertThat(server.get("/me", Map.of(), cookie).statusCode()).isEqualTo(200);
  }

  @Test
  void theBackChannelAndUserInfoSayTheSame() {
    String code = server.code("fund", FUND, server.signIn(server.person()).cookieValue());
    String token =
        json(server.call(Endpoints.TOKEN, "fund", codeGrant(code, FUND)))
            .get("access_token")
            .toString();

    for (String path : List.of(Endpoints.INTROSPECT, Endpoints.REVOKE)) {
      var answer =
          whileLocked(
              "authorization_grant", () -> server.call(path, "fund", Map.of("token", token)));
      assertThat(answer.statusCode()).as(path).isEqualTo(503);
      assertThat(answer.headers().firstValue("Retry-After")).contains("10");
    }
    var userInfo =
        whileLocked(
            "authorization_grant",
            () ->
                server.send(
                    server.request(Endpoints.USERINFO).header("Authorization", "Bearer " + token)));
    assertThat(userInfo.statusCode()).isEqualTo(503);
  }

  private HttpResponse<String> whileLocked(String table, Supplier<HttpResponse<String>> asked) {
    return Objects.requireNonNull(
        server
            .bean(TransactionTemplate.class)
            .execute(_ -> {
              server
                  .bean(JdbcClient.class)
                  .sql("lock table " + table + " in access exclusive mode")
                  .update();
              return asked.get();
            }));
  }
}
