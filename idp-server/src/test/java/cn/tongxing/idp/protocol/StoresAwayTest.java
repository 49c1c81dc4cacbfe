package cn.tongxing.idp.protocol;

import static cn.tongxing.idp.protocol.RunningServer.codeGrant;
import static cn.tongxing.idp.protocol.RunningServer.json;
import static cn.tongxing.idp.protocol.RunningServer.sessionCookie;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.tongxing.idp.client.store.CachedClients;
import cn.tongxing.idp.kernel.ClientId;
import cn.tongxing.idp.testing.LogLines;
import cn.tongxing.idp.testing.Within;
import com.zaxxer.hikari.HikariDataSource;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

class StoresAwayTest {

  private static final String FUND = "https://fund.example/cb";
  private static final Map<String, String> OWN_TOKEN = Map.of("grant_type", "client_credentials");

  private final RunningServer server = RunningServer.shared();

  @Test
  void aDatabaseThatIsTooSlowIsNoFaultOfTheRequest() {
    var cookie = sessionCookie(server.signIn(server.person()).cookieValue());

    var answer = whileLocked("sso_session", () -> server.get("/me", Map.of(), cookie));

    isNotNow(answer);
    assertThat(answer.body()).doesNotContain("sso_session", "Exception");
    assertThat(server.get("/me", Map.of(), cookie).statusCode()).isEqualTo(200);
  }

  @Test
  void theBackChannelAndUserInfoSayTheSame() {
    String token = token();

    try (var log = LogLines.begin()) {
      isNotNow(whileLocked("authorization_grant", () -> ask(Endpoints.INTROSPECT, token)));
      isNotNow(whileLocked("revoked_token", () -> ask(Endpoints.REVOKE, token)));
      isNotNow(whileLocked("authorization_grant", () -> userInfo(token)));
      assertThat(log.withStack()).isEmpty();
    }
  }

  @Test
  void connectionsThatSurviveAFailOverAndOnlyReadAreNotKept() throws SQLException {
    List<Connection> all = everyConnection();
    for (Connection each : all) {
      try (each;
          var statement = each.createStatement()) {
        statement.execute("set session characteristics as transaction read only");
      }
    }

    try (var log = LogLines.begin()) {
      isNotNow(server.call(Endpoints.TOKEN, "hospital", OWN_TOKEN));
      for (int i = 0; i < 14; i++) {
        assertThat(server.call(Endpoints.TOKEN, "hospital", OWN_TOKEN).statusCode()).isEqualTo(200);
      }
      assertThat(log.withStack()).isEmpty();
      assertThat(log.all()).contains("PostgreSQL only reads: all connections are made anew");
    }
  }

  @Test
  void aFullDiskIsSaidToBeNotNow() {
    var database = server.bean(JdbcClient.class);
    database
        .sql(
            """
            create function no_room() returns trigger language plpgsql as
            $$ begin raise exception 'could not extend file' using errcode = '53100'; end $$
            """)
        .update();
    database
        .sql(
            """
            create trigger no_room before insert on audit_event
            for each row execute function no_room()
            """)
        .update();
    try (var log = LogLines.begin()) {
      isNotNow(server.call(Endpoints.TOKEN, "hospital", OWN_TOKEN));
      assertThat(log.withStack()).isEmpty();
    } finally {
      database.sql("drop trigger no_room on audit_event").update();
      database.sql("drop function no_room").update();
    }
    assertThat(server.call(Endpoints.TOKEN, "hospital", OWN_TOKEN).statusCode()).isEqualTo(200);
  }

  /** Each waits two seconds for a connection: one after the other would take 40. */
  @Test
  void manyRequestsOfAClientDoNotWaitForOneAnotherWhileThereIsNoConnection() throws Exception {
    String token = token();
    List<Connection> all = everyConnection();
    server.bean(CachedClients.class).forget(new ClientId("fund"));
    Instant begin = Instant.now();
    List<HttpResponse<String>> answers;
    try (var log = LogLines.begin()) {
      answers = atOnce(20, () -> ask(Endpoints.INTROSPECT, token));
      assertThat(log.withStack()).isEmpty();
    } finally {
      for (Connection each : all) {
        each.close();
      }
    }

    assertThat(answers).allSatisfy(StoresAwayTest::isNotNow);
    assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofSeconds(10));
    org.awaitility.Awaitility.await()
        .untilAsserted(
            () -> assertThat(json(ask(Endpoints.INTROSPECT, token)).get("active")).isEqualTo(true));
  }

  /** All browsers wait for the one list of origins. */
  @Test
  void manyPreflightsDoNotWaitForOneAnotherWhileThereIsNoConnection() throws Exception {
    List<Connection> all = everyConnection();
    server.bean(CachedClients.class).forget(new ClientId("fund"));
    Instant begin = Instant.now();
    List<HttpResponse<String>> answers;
    try (var log = LogLines.begin()) {
      answers = atOnce(20, this::preflight);
      assertThat(log.withStack()).isEmpty();
    } finally {
      for (Connection each : all) {
        each.close();
      }
    }

    assertThat(answers).allSatisfy(StoresAwayTest::isNotNow);
    assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofSeconds(10));
    org.awaitility.Awaitility.await()
        .untilAsserted(() -> assertThat(preflight().statusCode()).isNotEqualTo(503));
  }

  private HttpResponse<String> preflight() {
    return server.send(
        server
            .request(Endpoints.TOKEN)
            .header("Origin", "https://app.example")
            .header("Access-Control-Request-Method", "POST")
            .method("OPTIONS", HttpRequest.BodyPublishers.noBody()));
  }

  @Test
  void aRollbackThatALostConnectionCannotSendHidesNoAnswer() {
    var transactions = server.bean(TransactionTemplate.class);

    try (var log = LogLines.begin()) {
      assertThatThrownBy(() ->
              transactions.executeWithoutResult(_ -> {
                endOwnConnection();
                throw new IllegalStateException("the answer");
              }))
          .hasMessage("the answer");
      assertThat(
              transactions.<String>execute(status -> {
                endOwnConnection();
                status.setRollbackOnly();
                return "refused";
              }))
          .isEqualTo("refused");
      assertThat(log.withStack()).isEmpty();
    }
  }

  /** From outside, so that nobody has noticed when the rollback begins. */
  private void endOwnConnection() {
    var database = server.bean(JdbcClient.class);
    int own = database.sql("select pg_backend_pid()").query(Integer.class).single();
    try (var other = server.bean(HikariDataSource.class).getConnection();
        var statement = other.createStatement()) {
      statement.execute("select pg_terminate_backend(" + own + ", 10000)");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private String token() {
    String code = server.code("fund", FUND, server.signIn(server.person()).cookieValue());
    return json(server.call(Endpoints.TOKEN, "fund", codeGrant(code, FUND)))
        .get("access_token")
        .toString();
  }

  private HttpResponse<String> ask(String path, String token) {
    return server.call(path, "fund", Map.of("token", token));
  }

  private HttpResponse<String> userInfo(String token) {
    return server.send(
        server.request(Endpoints.USERINFO).header("Authorization", "Bearer " + token));
  }

  /** All that the pool may have, however often the loops of the server take one in between. */
  private List<Connection> everyConnection() throws SQLException {
    var pool = server.bean(HikariDataSource.class);
    var all = new ArrayList<Connection>();
    while (all.size() < pool.getMaximumPoolSize()) {
      all.add(pool.getConnection());
    }
    return all;
  }

  static List<HttpResponse<String>> atOnce(int many, Callable<HttpResponse<String>> request)
      throws Exception {
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      var answers = new ArrayList<HttpResponse<String>>();
      var asked = IntStream.range(0, many).mapToObj(_ -> executor.submit(request)).toList();
      for (Future<HttpResponse<String>> each : asked) {
        answers.add(Within.done(each));
      }
      return answers;
    }
  }

  static void isNotNow(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).contains("10");
    assertThat(answer.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
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
