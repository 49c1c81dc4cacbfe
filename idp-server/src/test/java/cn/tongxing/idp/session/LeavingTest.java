package cn.tongxing.idp.session;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.adapter.spi.Factor;
import cn.tongxing.idp.kernel.ClientId;
import cn.tongxing.idp.kernel.GrantId;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.kernel.SessionId;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.session.Sessions.Authenticated;
import cn.tongxing.idp.session.Sessions.EndReason;
import cn.tongxing.idp.session.Sessions.Started;
import cn.tongxing.idp.testing.Clause;
import cn.tongxing.idp.testing.identity.AuditTrail;
import cn.tongxing.idp.testing.identity.IdentitySlice;
import cn.tongxing.idp.testing.identity.MovableClock;
import cn.tongxing.idp.testing.identity.RegisteredClients;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who leaves a session, whom its end is told, and what keeps it alive. */
@IdentitySlice
@Clause({"N4", "N5"})
class LeavingTest {

  private static final RequestOrigin BROWSER = new RequestOrigin("203.0.113.7", "test");

  @Autowired private Sessions sessions;
  @Autowired private RegisteredClients clients;
  @Autowired private MovableClock clock;
  @Autowired private JdbcClient jdbc;

  private final PersonId person = new PersonId(UUID.randomUUID());

  private Started start(PersonId who) {
    return sessions.start(
        new Authenticated(who, new SignInId(UUID.randomUUID()), "police", Set.of(Factor.SMS)),
        Optional.empty(),
        BROWSER);
  }

  private boolean isOpen(Started started) {
    return sessions.find(started.session().id()).isPresent();
  }

  private String reason(SessionId session) {
    return jdbc.sql("select end_reason from sso_session where id = ?")
        .param(session.value())
        .query(String.class)
        .single();
  }

  private int told(SessionId session) {
    return jdbc.sql("select count(*) from logout_delivery where session = ?")
        .param(session.value())
        .query(Integer.class)
        .single();
  }

  private ClientId listening(String name) {
    return clients.add(name, Optional.of(URI.create("https://app.example/out")));
  }

  private void join(Started started, ClientId client) {
    sessions.join(started.session().id(), 0, client, new GrantId(UUID.randomUUID()));
  }

  @Test
  void whoeverHoldsTheCookieLeavesAndNobodyElse() {
    Started started = start(person);
    String cookie = started.cookieValue();
    String forged = cookie.substring(0, 63) + (cookie.charAt(63) == 'A' ? 'B' : 'A');

    sessions.leave(forged, BROWSER);
    sessions.leave("", BROWSER);
    assertThat(isOpen(started)).isTrue();

    sessions.leave(cookie, BROWSER);
    assertThat(isOpen(started)).isFalse();
    assertThat(reason(started.session().id())).isEqualToIgnoringCase(EndReason.LOGOUT.name());
    assertThat(new AuditTrail(jdbc).of(started.session().id()))
        .containsExactly("session.started", "session.ended");
  }

  private Started atMachine() {
    return sessions.start(
        new Authenticated(
            person,
            new SignInId(UUID.randomUUID()),
            "sms",
            Set.of(Factor.SMS),
            Optional.empty(),
            List.of(),
            Optional.empty(),
            Optional.of(Duration.ofSeconds(60))),
        Optional.empty(),
        BROWSER);
  }

  @Test
  void aTouchKeepsAVisitToAMachineAndNoSessionElsewhere() {
    Started touched = atMachine();
    Started left = atMachine();
    Started own = start(person);
    clock.pass(Duration.ofSeconds(40));
    sessions.touched(touched.cookieValue());
    sessions.touched(own.cookieValue());
    clock.pass(Duration.ofSeconds(40));

    assertThat(isOpen(touched)).isTrue();
    assertThat(isOpen(left)).isFalse();
    sessions.touched(left.cookieValue());
    assertThat(isOpen(left)).as("over is over").isFalse();
    assertThat(sessions.find(own.session().id()).orElseThrow().lastSeenAt())
        .isEqualTo(own.session().lastSeenAt());
  }

  @Test
  void endingTheOthersLeavesThisOneAndThoseOfOtherPersons() {
    Started kept = start(person);
    List<Started> others = List.of(start(person), start(person));
    Started stranger = start(new PersonId(UUID.randomUUID()));

    sessions.endOthers(kept.session(), BROWSER);

    assertThat(isOpen(kept)).isTrue();
    assertThat(isOpen(stranger)).isTrue();
    assertThat(others).noneMatch(this::isOpen);
  }

  @Test
  void whoTookPartIsKnownBySession() {
    ClientId app = listening("leaving-participant");
    Started one = start(person);
    Started other = start(person);
    join(one, app);

    SessionId id = one.session().id();
    assertThat(sessions.participants(List.of())).isEmpty();
    assertThat(sessions.participants(List.of(id, other.session().id())).get(id))
        .containsExactly(app);
    assertThat(sessions.open(person))
        .filteredOn(each -> each.session().id().equals(id))
        .singleElement()
        .satisfies(each -> assertThat(each.clients()).containsExactly(app));
  }

  @Test
  void aDepartmentIsToldOfTheEndThoughNobodyIsLeftInTheSession() {
    ClientId app = listening("leaving-forgotten");
    SessionId session = start(person).session().id();
    assertThat(told(session)).isZero();

    sessions.endForgotten(session, person, Set.of(app));

    assertThat(told(session)).isEqualTo(1);
  }

  @Test
  void anotherPersonInTheBrowserEndsTheSessionAndItsDepartmentIsTold() {
    Started first = start(person);
    join(first, listening("leaving-other"));

    sessions.start(
        new Authenticated(
            new PersonId(UUID.randomUUID()),
            new SignInId(UUID.randomUUID()),
            "police",
            Set.of(Factor.SMS)),
        Optional.of(first.session()),
        BROWSER);

    assertThat(isOpen(first)).isFalse();
    assertThat(told(first.session().id())).isEqualTo(1);
  }

  @Test
  void aSignInThatShowedNothingIsNamedInAnOpenSessionOnly() {
    Started started = start(person);
    var signIn = new SignInId(UUID.randomUUID());

    assertThat(sessions.wentOn(started.session(), signIn)).isTrue();
    SsoSession now = sessions.find(started.session().id()).orElseThrow();
    assertThat(now.signIns()).contains(signIn);
    assertThat(now.signIn()).as("the last that showed something").isNotEqualTo(signIn);

    sessions.end(started.session().id(), EndReason.LOGOUT, BROWSER);
    assertThat(sessions.wentOn(started.session(), new SignInId(UUID.randomUUID()))).isFalse();
  }
}
