package cn.tongxing.idp.platform.web;

import static cn.tongxing.idp.protocol.RunningServer.sessionCookie;
import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.protocol.RunningServer;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

class DatabaseAwayTest {

  private final RunningServer server = RunningServer.shared();

  @Test
  void aDatabaseThatIsTooSlowIsNoFaultOfTheRequest() {
    var cookie = sessionCookie(server.signIn(server.person()).cookieValue());

    var answer =
        server
            .bean(TransactionTemplate.class)
            .execute(_ -> {
              server
                  .bean(JdbcClient.class)
                  .sql("lock table sso_session in access exclusive mode")
                  .update();
              return server.get("/me", Map.of(), cookie);
            });

    assertThat(answer).isNotNull();
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).contains("10");
    assertThat(answer.body()).doesNotContain("sso_session", "Exception");
    assertThat(server.get("/me", Map.of(), cookie).statusCode()).isEqualTo(200);
  }
}
