package cn.tongxing.idp.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.tongxing.idp.testing.TongxingTest;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.jdbc.core.simple.JdbcClient;

@TongxingTest
class PlatformTest {

  @Autowired JdbcClient database;
  @Autowired RedisClusterCommands<String, byte[]> redis;
  @Autowired InstantSource clock;
  @Autowired SecureRandom random;

  @LocalServerPort int port;

  @Test
  void theServerHasADatabaseARedisAClockAndRandomness() {
    assertThat(database.sql("SELECT current_database()").query(String.class).single())
        .startsWith("test_");
    redis.set("greeting", "通行".getBytes(StandardCharsets.UTF_8));
    assertThat(redis.get("greeting")).asString(StandardCharsets.UTF_8).isEqualTo("通行");
    assertThat(clock.instant()).isNotNull();
    assertThat(random.nextLong()).isNotEqualTo(random.nextLong());
  }

  @Test
  void aStatementThatRunsTooLongIsEnded() {
    assertThatThrownBy(() -> database.sql("SELECT pg_sleep(30)").query().singleRow())
        .isInstanceOf(QueryTimeoutException.class);
  }

  @Test
  void noAnswerSetsAContainerSessionCookie() throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/no-such-page")).build();
    try (var client = HttpClient.newHttpClient()) {
      var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
      assertThat(answer.headers().allValues("set-cookie")).noneMatch(c -> c.contains("JSESSIONID"));
    }
  }
}
