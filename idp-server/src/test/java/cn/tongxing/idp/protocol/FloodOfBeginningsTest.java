package cn.tongxing.idp.protocol;

import static cn.tongxing.idp.protocol.RunningServer.authorization;
import static cn.tongxing.idp.protocol.RunningServer.with;
import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.login.store.RedisRoom;
import cn.tongxing.idp.testing.Clause;
import cn.tongxing.idp.testing.OwnRedis;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** The answers when no more sign-ins can begin, over HTTP. */
@Clause({"F28", "F12"})
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FloodOfBeginningsTest {

  private static OwnRedis redis;
  private static RunningServer server;

  @BeforeAll
  static void start() {
    redis = OwnRedis.start();
    server = RunningServer.on(redis.uri());
  }

  @AfterAll
  static void stop() {
    server.stop();
    redis.close();
  }

  private static void room(long bytes) {
    redis.room(bytes);
    server.bean(RedisRoom.class).look();
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) {
    return server.send(request.header("Accept", "text/html"));
  }

  private static HttpResponse<String> begin() {
    var request = authorization("fund", "https://fund.example/cb");
    return send(server.request(Endpoints.AUTHORIZE + "?" + RunningServer.form(request)).GET());
  }

  private static void isPage(HttpResponse<String> answer, String retryAfter) {
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).contains(retryAfter);
    assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/html");
    assertThat(answer.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
    assertThat(answer.body()).contains("<h1").doesNotContain("OOM", "Exception", "redis");
  }

  @Test
  void aRedisThatIsFullIsAnsweredByAPageAndNobodyBegins() {
    room(1);
    isPage(begin(), "60");
    var posted = RunningServer.form(authorization("fund", "https://fund.example/cb"));
    isPage(
        send(
            server
                .request(Endpoints.AUTHORIZE)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(posted))),
        "60");
    isPage(send(server.request("/me").GET()), "60");
    // who needs no sign-in, or cannot have one, is answered as ever
    var silent = with(authorization("fund", "https://fund.example/cb"), "prompt", "none");
    assertThat(server.get(Endpoints.AUTHORIZE, silent).statusCode()).isIn(303, 400);

    room(0);
    assertThat(begin().statusCode()).isEqualTo(200);
  }

  @Test
  void aRedisThatRefusesAWriteIsNoFaultOfOurs() {
    room(0);
    var begun = begin();
    redis.room(1);
    isPage(
        send(
            server
                .request(
                    begun
                        .body()
                        .replaceFirst("(?s).* action=\"(/sign-in/[^\"]+)\".*", "$1/other-ways"),
                    RunningServer.cookies(begun))
                .GET()),
        "10");
    room(0);
    assertThat(begin().statusCode()).isEqualTo(200);
  }

  @Test
  @Order(Integer.MAX_VALUE) // nobody begins after it
  void anAddressThatBeginsTooManyIsToldSo() {
    room(0);
    HttpResponse<String> last = begin();
    for (int i = 0; last.statusCode() == 200 && i < 2 * RunningServer.FEW_BEGINNINGS; i++) {
      last = begin(); // a minute may end on the way
    }
    assertThat(last.statusCode()).isEqualTo(429);
    assertThat(last.headers().firstValue("Retry-After")).contains("60");
    assertThat(last.body()).contains("<h1");

    var own = send(server.request("/me").GET());
    for (int i = 0; own.statusCode() == 303 && i < 2 * RunningServer.FEW_BEGINNINGS; i++) {
      own = send(server.request("/me").GET());
    }
    assertThat(own.statusCode()).isEqualTo(429);
    assertThat(own.headers().firstValue("Retry-After")).contains("60");
  }
}
