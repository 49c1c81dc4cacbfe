package cn.tongxing.idp.session.backchannel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cn.tongxing.idp.kernel.GrantId;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.kernel.SessionId;
import cn.tongxing.idp.keys.TokenVerifier;
import cn.tongxing.idp.session.LogoutDeliveries;
import cn.tongxing.idp.session.Sessions;
import cn.tongxing.idp.session.store.LogoutDeliveryRows;
import cn.tongxing.idp.testing.Clause;
import cn.tongxing.idp.testing.LogLines;
import cn.tongxing.idp.testing.Within;
import cn.tongxing.idp.testing.identity.AuditTrail;
import cn.tongxing.idp.testing.identity.IdentitySlice;
import cn.tongxing.idp.testing.identity.MovableClock;
import cn.tongxing.idp.testing.identity.RegisteredClients;
import cn.tongxing.idp.testing.identity.TakingPart;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.slf4j.event.Level;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@IdentitySlice
@Clause("OpenID Connect Back-Channel Logout 1.0")
class BackchannelLogoutTest {

  private static final RequestOrigin BROWSER = new RequestOrigin("203.0.113.7", "test");
  private static final Duration SOON = Duration.ofMinutes(1);

  @Autowired private Sessions sessions;
  @Autowired private RegisteredClients clients;
  @Autowired private TokenVerifier tokens;
  @Autowired private LogoutDeliveryRows rows;
  @Autowired private DeliverLogout deliver;
  @Autowired private LogoutDeliveries deliveries;
  @Autowired private MovableClock clock;
  @Autowired private TransactionTemplate transaction;
  @Autowired private JdbcClient jdbc;

  private final PersonId person = new PersonId(UUID.randomUUID());
  private final String app = "app-" + UUID.randomUUID();

  private SessionId signedInAt(URI receiver) {
    return takingPart().of(person, app, receiver).id();
  }

  private TakingPart takingPart() {
    return new TakingPart(sessions, clients, jdbc);
  }

  private void end(SessionId session) {
    sessions.end(session, Sessions.EndReason.LOGOUT, BROWSER);
  }

  private String state(SessionId session) {
    return jdbc.sql(
            "SELECT state || ' ' || coalesce(last_error, '') FROM logout_delivery WHERE session = ?")
        .param(session.value())
        .query(String.class)
        .single()
        .strip();
  }

  @Test
  @Clause("N6")
  void aParticipantGetsOneSignedLogoutToken() throws Exception {
    try (Receiver receiver = Receiver.answering(200)) {
      SessionId session = signedInAt(receiver.uri());
      end(session);

      await().atMost(SOON).until(() -> state(session).equals("DELIVERED"));
      assertThat(receiver.bodies()).hasSize(1);
      String body = receiver.bodies().getFirst();
      assertThat(body).startsWith("application/x-www-form-urlencoded|logout_token=");
      Map<String, Object> claims =
          tokens.verify(body.substring(body.indexOf('=') + 1), "logout+jwt").orElseThrow();
      assertThat(claims)
          .containsOnlyKeys("iss", "sub", "aud", "iat", "exp", "jti", "events", "sid")
          .containsEntry("iss", "https://id.example")
          .containsEntry("sub", "sub-of-" + person + "-at-app.example")
          .containsEntry("aud", app)
          .containsEntry("sid", "sid-of-" + session + "-at-app.example");
      assertThat(claims.get("events"))
          .isEqualTo(Map.of("http://schemas.openid.net/event/backchannel-logout", Map.of()));
      assertThat(new AuditTrail(jdbc).of(session))
          .containsExactly("session.started", "session.ended", "logout.delivered");
    }
  }

  @Test
  @Clause({"N6", "F25"})
  void aReceiverThatHangsNeverDelaysThePerson() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    try (Receiver receiver = new Receiver((exchange, call) -> Within.opened(release))) {
      SessionId session = signedInAt(receiver.uri());
      end(session);
      assertThat(state(session)).as("nobody has waited for the receiver").doesNotEndWith("timeout");

      await().atMost(SOON).until(() -> state(session).equals("WAITING timeout"));
      release.countDown();
    }
  }

  @Test
  @Clause("OpenID Connect Back-Channel Logout 1.0, 2.4")
  void eachTokenSentHasAnIdOfItsOwn() throws Exception {
    try (Receiver receiver =
        new Receiver((exchange, call) -> exchange.sendResponseHeaders(call == 1 ? 503 : 200, -1))) {
      SessionId session = signedInAt(receiver.uri());
      end(session);

      await().atMost(SOON).until(() -> state(session).equals("WAITING http-503"));
      clock.pass(Duration.ofSeconds(10));
      await().atMost(SOON).until(() -> state(session).startsWith("DELIVERED"));
      assertThat(receiver.bodies())
          .extracting(body -> tokens.verify(body.substring(body.indexOf('=') + 1), "logout+jwt"))
          .extracting(claims -> claims.orElseThrow().get("jti"))
          .hasSize(2)
          .doesNotHaveDuplicates();
    }
  }

  @Test
  @Clause("N6")
  void theOperatorHearsOfAReceiverAtTheFirstFailureAndThenOnceAnHour() throws Exception {
    try (Receiver receiver = Receiver.answering(503);
        LogLines log = LogLines.begin()) {
      SessionId first = signedInAt(receiver.uri());
      SessionId second = signedInAt(receiver.uri());
      end(first);
      await().atMost(SOON).until(() -> state(first).equals("WAITING http-503"));
      end(second);
      await().atMost(SOON).until(() -> state(second).equals("WAITING http-503"));
      await().atMost(SOON).until(() -> reports() == 1);

      clock.pass(Duration.ofMinutes(30));
      await().atMost(SOON).until(() -> receiver.bodies().size() >= 4);
      assertThat(reports()).isEqualTo(1);
      assertThat(warnings(log))
          .singleElement()
          .asString()
          .contains("127.0.0.1", "http-503", "'./idp client deliveries' lists what waits")
          .doesNotContain(person.toString());

      clock.pass(Duration.ofMinutes(61));
      await().atMost(SOON).until(() -> reports() == 2);
      await().atMost(SOON).until(() -> warnings(log).size() == 2);
      assertThat(
              jdbc.sql("SELECT details::text FROM audit_event WHERE type = ? AND client = ?")
                  .params("logout.delayed", app)
                  .query(String.class)
                  .list())
          .hasSize(2)
          .allMatch(details -> details.contains("http-503") && details.contains("127.0.0.1"));
      assertThat(deliveries.failing())
          .filteredOn(failing -> failing.client().value().equals(app))
          .singleElement()
          .satisfies(failing -> {
            assertThat(failing.waiting()).isEqualTo(2);
            assertThat(failing.answer()).isEqualTo("http-503");
            assertThat(failing.nextTry()).isPresent();
          });
    }
  }

  @Test
  void aCorrectedAddressCountsForWhatWaitsAlready() throws Exception {
    try (Receiver wrong = Receiver.answering(404);
        Receiver right = Receiver.answering(200)) {
      SessionId session = signedInAt(wrong.uri());
      end(session);
      await().atMost(SOON).until(() -> state(session).equals("WAITING http-404"));

      clients.add(app, Optional.of(right.uri()));
      clock.pass(Duration.ofSeconds(10));
      await().atMost(SOON).until(() -> state(session).startsWith("DELIVERED"));
      assertThat(right.bodies()).hasSize(1);
      assertThat(deliveries.failing()).noneMatch(failing -> failing.client().value().equals(app));
    }
  }

  /** Of this receiver: what other tests left behind fails too. */
  private List<String> warnings(LogLines log) {
    return log.at(Level.WARN).stream()
        .filter(line -> line.startsWith("back-channel logout to " + app))
        .toList();
  }

  private long reports() {
    return jdbc.sql("SELECT count(*) FROM audit_event WHERE type = ? AND client = ?")
        .params("logout.delayed", app)
        .query(Long.class)
        .single();
  }

  @Test
  void afterADayItIsGivenUp() throws Exception {
    try (Receiver receiver = Receiver.answering(500)) {
      SessionId session = signedInAt(receiver.uri());
      end(session);
      await().atMost(SOON).until(() -> state(session).equals("WAITING http-500"));

      clock.pass(Duration.ofHours(25));
      await().atMost(SOON).until(() -> state(session).equals("FAILED http-500"));
      assertThat(new AuditTrail(jdbc).of(session)).endsWith("logout.failed");
    }
  }

  @Test
  void twoWorkersDeliverOnce() throws Exception {
    try (Receiver receiver = Receiver.answering(200)) {
      var other = new LogoutDeliveryLoop(rows, deliver, new WakeUp(), clock);
      other.start();
      try {
        for (int i = 0; i < 20; i++) {
          end(signedInAt(receiver.uri()));
          other.round();
        }
        await()
            .atMost(SOON)
            .until(() ->
                jdbc.sql(
                        "SELECT count(*) FROM logout_delivery WHERE client = ? AND state = 'DELIVERED'")
                    .param(app)
                    .query(Integer.class)
                    .single()
                    .equals(20));
        assertThat(receiver.bodies()).hasSize(20);
      } finally {
        other.stop();
      }
    }
  }

  /** Half of them slow, a tenth dead, and a sender that dies with what it has taken. */
  @Test
  @Clause("N11")
  void outEverywhereCountsWhatWasConfirmedAndLosesNothing() throws Exception {
    int many = 200;
    try (Receiver receiver =
        new Receiver((exchange, call) -> {
          if (call % 2 == 0) {
            await().pollDelay(Duration.ofMillis(200)).until(() -> true);
          }
          exchange.sendResponseHeaders(204, -1);
        })) {
      SessionId session = signedInAt(receiver.uri());
      for (int i = 1; i < many; i++) {
        URI uri = i % 10 == 0 ? URI.create("http://127.0.0.1:1/dead") : receiver.uri();
        sessions.join(
            session,
            0,
            clients.add(app + "-" + i, Optional.of(uri)),
            new GrantId(UUID.randomUUID()));
      }
      transaction.executeWithoutResult(status -> {
        end(session);
        // taken together with the commit, by a node that never comes back
        rows.claim(many / 2, clock.instant(), clock.instant().plusSeconds(30));
      });
      clock.pass(Duration.ofSeconds(40));

      int alive = many - (many - 1) / 10;
      await().atMost(SOON).until(() -> count(session, "state = 'DELIVERED'") == alive);
      await()
          .atMost(SOON)
          .until(() ->
              count(session, "state = 'WAITING' AND last_error = 'connection'") == many - alive);
      assertThat(receiver.bodies())
          .extracting(body ->
              tokens
                  .verify(body.substring(body.indexOf('=') + 1), "logout+jwt")
                  .orElseThrow()
                  .get("aud"))
          .as("each who is alive, once")
          .hasSize(alive)
          .doesNotHaveDuplicates();
      assertThat(new AuditTrail(jdbc).of(session))
          .filteredOn("logout.delivered"::equals)
          .hasSize(alive);
    }
  }

  private int count(SessionId session, String condition) {
    return takingPart().told(session, condition);
  }

  @Test
  @Clause("S1")
  void aRedirectIsNotFollowed() throws Exception {
    try (Receiver target = Receiver.answering(200);
        Receiver receiver =
            new Receiver((exchange, call) -> {
              exchange.getResponseHeaders().add("Location", target.uri().toString());
              exchange.sendResponseHeaders(302, -1);
            })) {
      SessionId session = signedInAt(receiver.uri());
      end(session);

      await().atMost(SOON).until(() -> state(session).equals("WAITING redirect-refused"));
      assertThat(target.bodies()).isEmpty();
    }
  }

  @Test
  @Clause("S1")
  void anInnerAddressIsNotConnectedTo() {
    SessionId session = signedInAt(URI.create("https://10.0.0.1/logout"));
    end(session);

    await().atMost(SOON).until(() -> state(session).equals("WAITING address-refused"));
  }

  @Test
  void aLogoutThatIsRolledBackIsNotDelivered() throws Exception {
    try (Receiver receiver = Receiver.answering(200)) {
      SessionId session = signedInAt(receiver.uri());
      transaction.executeWithoutResult(status -> {
        end(session);
        status.setRollbackOnly();
      });

      assertThat(sessions.find(session)).isPresent();
      assertThat(receiver.bodies()).isEmpty();
    }
  }
}
