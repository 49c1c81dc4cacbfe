package cn.tongxing.idp.protocol;

import static cn.tongxing.idp.protocol.RunningServer.codeGrant;
import static cn.tongxing.idp.protocol.RunningServer.json;
import static cn.tongxing.idp.protocol.RunningServer.sessionCookie;
import static cn.tongxing.idp.protocol.StoresAwayTest.atOnce;
import static cn.tongxing.idp.protocol.StoresAwayTest.isNotNow;
import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.client.store.CachedClients;
import cn.tongxing.idp.kernel.ClientId;
import cn.tongxing.idp.testing.Clause;
import cn.tongxing.idp.testing.LogLines;
import cn.tongxing.idp.testing.OwnRedis;
import cn.tongxing.idp.testing.SwitchedLine;
import cn.tongxing.idp.testing.TestDatabase;
import cn.tongxing.idp.testing.TestServices;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A store that is there and says nothing, and one that has become another's replica. */
class FrozenStoresTest {

  private static final String FUND = "https://fund.example/cb";

  private static OwnRedis master;
  private static OwnRedis next;
  private static SwitchedLine toRedis;
  private static SwitchedLine toDatabase;
  private static RunningServer server;

  @BeforeAll
  static void start() {
    master = OwnRedis.start();
    next = OwnRedis.start();
    toRedis = SwitchedLine.to(port(master.uri()));
    TestDatabase direct = TestServices.newDatabase();
    int port = port(direct.jdbcUrl().substring("jdbc:".length()));
    toDatabase = SwitchedLine.to(port);
    String url = direct.jdbcUrl().replace(":" + port + "/", ":" + toDatabase.port() + "/");
    server =
        RunningServer.on(
            new TestDatabase(url, direct.user(), direct.password()),
            "redis://127.0.0.1:" + toRedis.port());
  }

  @AfterAll
  static void stop() {
    server.stop();
    toRedis.close();
    toDatabase.close();
    master.close();
    next.close();
  }

  private static int port(String uri) {
    return URI.create(uri).getPort();
  }

  private static String code() {
    return server.code("fund", FUND, server.signIn(server.person()).cookieValue());
  }

  private static HttpResponse<String> redeem(String code) {
    return server.call(Endpoints.TOKEN, "fund", codeGrant(code, FUND));
  }

  /** Codes are minted and redeemed, within half a minute. */
  private static void awaitService() {
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .ignoreExceptions()
        .until(() -> redeem(code()).statusCode() == 200);
  }

  @Test
  @Clause("F12")
  void aCodeIsAsGoodAfterRedisWasFrozenAsBefore() {
    String code = code();
    long refused = server.events("code.refused");

    toRedis.freeze();
    try (var log = LogLines.begin()) {
      isNotNow(redeem(code));
      assertThat(log.withStack()).isEmpty();
    } finally {
      toRedis.thaw();
    }

    assertThat(server.events("code.refused")).as("nobody refused it").isEqualTo(refused);
    Awaitility.await()
        .untilAsserted(() -> {
          var answer = redeem(code);
          assertThat(answer.statusCode()).isEqualTo(200);
        });
  }

  @Test
  @Clause({"T2", "F12"})
  void anAssertionThatNobodyCanRememberIsNotTaken() {
    awaitService();
    var client = SigningClient.register(server);
    toRedis.freeze();
    try (var log = LogLines.begin()) {
      isNotNow(client.token(client.assertion()));
      assertThat(log.withStack()).isEmpty();
    } finally {
      toRedis.thaw();
    }
    Awaitility.await().until(() -> client.token(client.assertion()).statusCode() == 200);
  }

  @Test
  void aRedisThatBecameAReplicaIsLeft() {
    awaitService();
    next.commands().replicaof("127.0.0.1", port(master.uri()));
    Awaitility.await()
        .until(() -> next.commands().info("replication").contains("master_link_status:up"));

    next.commands().replicaofNoOne();
    master.commands().replicaof("127.0.0.1", port(next.uri()));
    toRedis.leadTo(port(next.uri()));

    awaitService();
  }

  @Test
  void whileTheDatabaseIsFrozenEveryoneIsToldWithinItsLimits() throws Exception {
    awaitService();
    String code = code();
    Object token = json(redeem(code)).get("access_token");
    String cookie = sessionCookie(server.signIn(server.person()).cookieValue());
    String unused = code();
    server.bean(CachedClients.class).forget(new ClientId("fund"));

    toDatabase.freeze();
    Instant begin = Instant.now();
    try (var log = LogLines.begin()) {
      Map<String, String> asked = Map.of("token", token.toString());
      assertThat(atOnce(20, () -> server.call(Endpoints.INTROSPECT, "fund", asked)))
          .allSatisfy(StoresAwayTest::isNotNow);
      assertThat(
              atOnce(
                  4,
                  () ->
                      server.send(
                          server
                              .request(Endpoints.USERINFO)
                              .header("Authorization", "Bearer " + token))))
          .allSatisfy(StoresAwayTest::isNotNow);
      isNotNow(redeem(unused));
      isNotNow(server.get("/me", Map.of(), cookie));
      assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofSeconds(60));
      assertThat(log.withStack()).isEmpty();
    } finally {
      toDatabase.thaw();
    }

    Awaitility.await()
        .untilAsserted(
            () -> assertThat(server.get("/me", Map.of(), cookie).statusCode()).isEqualTo(200));
  }
}
