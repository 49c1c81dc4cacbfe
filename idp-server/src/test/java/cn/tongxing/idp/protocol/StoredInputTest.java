package cn.tongxing.idp.protocol;

import static cn.tongxing.idp.protocol.RunningServer.authorization;
import static cn.tongxing.idp.protocol.RunningServer.with;
import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.testing.Clause;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody who is not signed in can make the server keep. */
class StoredInputTest {

  private final RunningServer server = RunningServer.shared();

  @Test
  @Clause({"R11", "W14"})
  void parametersThatMeanNothingHereAreNotKept() {
    Map<String, String> padded =
        new TreeMap<>(authorization("hospital", "https://hospital.example/callback"));
    for (int i = 0; i < 20; i++) {
      padded.put("padding" + i, "x".repeat(1000));
    }
    assertThat(server.post(Endpoints.AUTHORIZE, padded).statusCode()).isEqualTo(303);

    @SuppressWarnings("unchecked")
    RedisClusterCommands<String, byte[]> redis = server.bean(RedisClusterCommands.class);
    assertThat(redis.keys("authz:*"))
        .isNotEmpty()
        .allSatisfy(key -> assertThat(redis.strlen(key)).isLessThan(10_000));
  }

  @ParameterizedTest
  @Clause({"R11", "W14"})
  @ValueSource(
      strings = {
        "/oauth2/authorize",
        "/oauth2/token",
        "/oauth2/logout",
        "/sign-in/01920000-0000-7000-8000-000000000000",
        "/sign-in/callback/x"
      })
  void aFormLongerThanAnyPageSendsIsRefused(String path) {
    var answer = server.post(path, with(Map.of(), "x", "y".repeat(200_000)));
    assertThat(answer.statusCode()).isIn(400, 413);
    assertThat(answer.headers().firstValue("Content-Security-Policy")).isPresent();
  }

  @ParameterizedTest
  @Clause({"R3", "R11"})
  @ValueSource(
      strings = {
        "/?x=%ff",
        "/oauth2/authorize?client_id=fund&state=%ff",
        "/oauth2/logout?state=%ff",
        "/oauth2/userinfo?x=%ff",
        "/sign-in/01920000-0000-7000-8000-000000000000?ui_locales=%ff",
        "/sign-in/callback/x?state=%ff"
      })
  void bytesThatAreNoTextAreTheCallersFault(String path) {
    var answer = server.get(path, Map.of());
    assertThat(answer.statusCode()).isBetween(400, 499);
    assertThat(answer.headers().firstValue("Content-Security-Policy")).isPresent();
  }
}
