package cn.tongxing.idp.session.backchannel;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.kernel.ClientId;
import cn.tongxing.idp.kernel.SessionId;
import cn.tongxing.idp.session.store.LogoutDeliveryRows.LogoutDelivery;
import cn.tongxing.idp.testing.Clause;
import cn.tongxing.idp.testing.identity.IdentitySlice;
import cn.tongxing.idp.testing.identity.MovableClock;
import cn.tongxing.idp.testing.identity.RegisteredClients;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One try, without the loop: each delivery is due in a year, so that nobody else takes it. */
@IdentitySlice
@Clause("OpenID Connect Back-Channel Logout 1.0")
class DeliverLogoutTest {

  private static final URI DEAD = URI.create("http://127.0.0.1:1/dead");

  @Autowired private DeliverLogout deliver;
  @Autowired private RegisteredClients clients;
  @Autowired private MovableClock clock;
  @Autowired private JdbcClient jdbc;

  private final ClientId app = new ClientId("app-" + UUID.randomUUID());

  private LogoutDelivery waiting(URI uri, int attempts, Duration since) {
    Instant queued = clock.instant().minus(since).truncatedTo(ChronoUnit.MICROS);
    var delivery =
        new LogoutDelivery(
            UUID.randomUUID(),
            new SessionId(UUID.randomUUID()),
            app,
            uri,
            "subject",
            attempts,
            queued);
    jdbc.sql(
            """
            INSERT INTO logout_delivery
            VALUES (:id, :session, :client, :uri, 'subject', 'WAITING', :attempts, :at,
                    :at + interval '1 year', NULL)
            """)
        .param("id", delivery.id())
        .param("session", delivery.session().value())
        .param("client", app.value())
        .param("uri", uri.toString())
        .param("attempts", attempts)
        .param("at", queued.atOffset(ZoneOffset.UTC))
        .update();
    return delivery;
  }

  private String state(LogoutDelivery delivery) {
    return jdbc.sql("SELECT concat_ws(' ', state, last_error) FROM logout_delivery WHERE id = ?")
        .param(delivery.id())
        .query(String.class)
        .single();
  }

  private Instant due(LogoutDelivery delivery) {
    return jdbc.sql("SELECT next_attempt_at FROM logout_delivery WHERE id = ?")
        .param(delivery.id())
        .query(OffsetDateTime.class)
        .single()
        .toInstant();
  }

  private List<String> trail(LogoutDelivery delivery) {
    return jdbc.sql("SELECT type || details FROM audit_event WHERE session = ? ORDER BY id")
        .param(delivery.session().value())
        .query(String.class)
        .list();
  }

  private long delays() {
    return jdbc.sql("SELECT count(*) FROM audit_event WHERE type = ? AND client = ?")
        .params("logout.delayed", app.value())
        .query(Long.class)
        .single();
  }

  @Test
  void whatArrivesIsNotedOnceWithItsAnswer() throws Exception {
    try (Receiver receiver = Receiver.answering(204)) {
      clients.add(app.value(), Optional.of(receiver.uri()));
      LogoutDelivery delivery = waiting(receiver.uri(), 2, Duration.ZERO);

      deliver.attempt(delivery);
      deliver.attempt(delivery); // of a node whose lease was over

      assertThat(state(delivery)).startsWith("DELIVERED");
      assertThat(trail(delivery))
          .containsExactly("logout.delivered{\"answer\":\"http-204\",\"attempts\":\"2\"}");
      assertThat(delays()).isZero();
    }
  }

  @Test
  void whatDoesNotArriveIsTriedAgainByThePlanAndTold() throws Exception {
    try (Receiver receiver = Receiver.answering(503)) {
      clients.add(app.value(), Optional.of(receiver.uri()));
      LogoutDelivery delivery = waiting(receiver.uri(), 3, Duration.ofMinutes(1));
      Instant before = clock.instant();

      deliver.attempt(delivery);

      assertThat(state(delivery)).isEqualTo("WAITING http-503");
      assertThat(due(delivery))
          .as("5 s, doubled twice")
          .isBetween(
              before.plusSeconds(20).truncatedTo(ChronoUnit.MICROS),
              clock.instant().plusSeconds(20));
      assertThat(trail(delivery)).isEmpty();
      assertThat(delays()).isEqualTo(1);
    }
  }

  @Test
  void afterADayItIsGivenUpOnceAndTold() throws Exception {
    try (Receiver receiver = Receiver.answering(500)) {
      clients.add(app.value(), Optional.of(receiver.uri()));
      LogoutDelivery delivery = waiting(receiver.uri(), 40, Duration.ofHours(24));

      deliver.attempt(delivery);
      deliver.attempt(delivery);

      assertThat(state(delivery)).isEqualTo("FAILED http-500");
      assertThat(trail(delivery))
          .containsExactly("logout.failed{\"answer\":\"http-500\",\"attempts\":\"40\"}");
      assertThat(delays()).as("one an hour").isEqualTo(1);
    }
  }

  @Test
  void ofAnApplicationThatIsGoneNobodyIsAsked() throws Exception {
    try (Receiver receiver = Receiver.answering(200)) {
      LogoutDelivery delivery = waiting(receiver.uri(), 1, Duration.ZERO);

      deliver.attempt(delivery);

      assertThat(receiver.bodies()).isEmpty();
      assertThat(state(delivery)).isEqualTo("FAILED client-gone");
      assertThat(trail(delivery))
          .containsExactly("logout.failed{\"answer\":\"client-gone\",\"attempts\":\"1\"}");
    }
  }

  @Test
  void aCorrectedAddressCountsForWhatWasQueuedBefore() throws Exception {
    try (Receiver receiver = Receiver.answering(200)) {
      clients.add(app.value(), Optional.of(receiver.uri()));
      LogoutDelivery delivery = waiting(DEAD, 1, Duration.ZERO);

      deliver.attempt(delivery);

      assertThat(receiver.bodies()).hasSize(1);
      assertThat(state(delivery)).startsWith("DELIVERED");
    }
  }

  @Test
  void whereTheAddressWasTakenAwayWhatIsQueuedStillGoesWhereItWasTo() throws Exception {
    try (Receiver receiver = Receiver.answering(200)) {
      clients.add(app.value(), Optional.empty());
      LogoutDelivery delivery = waiting(receiver.uri(), 1, Duration.ZERO);

      deliver.attempt(delivery);

      assertThat(receiver.bodies()).hasSize(1);
    }
  }
}
