package cn.tongxing.idp.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.tongxing.adapter.spi.Factor;
import cn.tongxing.idp.kernel.AuthenticationAssurance;
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
import cn.tongxing.idp.testing.Within;
import cn.tongxing.idp.testing.identity.AuditTrail;
import cn.tongxing.idp.testing.identity.IdentitySlice;
import cn.tongxing.idp.testing.identity.MovableClock;
import cn.tongxing.idp.testing.identity.RegisteredClients;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@IdentitySlice
class SessionsTest {

  private static final RequestOrigin BROWSER = new RequestOrigin("203.0.113.7", "test");

  @Autowired private Sessions sessions;
  @Autowired private RegisteredClients clients;
  @Autowired private MovableClock clock;
  @Autowired private JdbcClient jdbc;

  private final PersonId person = new PersonId(UUID.randomUUID());

  private Authenticated authenticated(PersonId who) {
    return new Authenticated(who, new SignInId(UUID.randomUUID()), "police", Set.of(Factor.SMS));
  }

  private Started start() {
    return sessions.start(authenticated(person), Optional.empty(), BROWSER);
  }

  @Test
  void aStartedSessionIsFoundByItsCookieAndById() {
    Started started = start();

    assertThat(sessions.find(started.cookieValue())).contains(started.session());
    assertThat(sessions.find(started.session().id())).contains(started.session());
    assertThat(new AuditTrail(jdbc).of(started.session().id())).containsExactly("session.started");
  }

  @Test
  @Clause({"T10", "N3"})
  void onlyTheHashOfTheCookieIsStored() {
    Started started = start();

    String row =
        jdbc.sql("SELECT s::text FROM sso_session s WHERE id = ?")
            .param(started.session().id().value())
            .query(String.class)
            .single();
    assertThat(row).doesNotContain(started.cookieValue());
    assertThat(started.toString()).doesNotContain(started.cookieValue());
    assertThat(started.cookieValue()).hasSize(64);
  }

  @Test
  void whatIsNoCookieOfOursFindsNothing() {
    Started started = start();
    String cookie = started.cookieValue();
    char last = cookie.charAt(63);

    assertThat(sessions.find("")).isEmpty();
    assertThat(sessions.find("!".repeat(64))).isEmpty();
    assertThat(sessions.find(cookie + "A")).isEmpty();
    assertThat(sessions.find(cookie.substring(0, 63) + (last == 'A' ? 'B' : 'A'))).isEmpty();
    assertThat(sessions.find("A".repeat(100_000))).isEmpty();
  }

  @Test
  @Clause("N1")
  void signingInAgainKeepsTheSessionAndChangesTheCookie() {
    Started first = start();

    Started second = sessions.start(authenticated(person), Optional.of(first.session()), BROWSER);

    assertThat(second.session().id()).isEqualTo(first.session().id());
    assertThat(second.session().signIn()).isNotEqualTo(first.session().signIn());
    assertThat(second.session().startedAt()).isEqualTo(first.session().startedAt());
    assertThat(sessions.find(first.cookieValue())).isEmpty();
    assertThat(sessions.find(second.cookieValue())).contains(second.session());
    assertThat(new AuditTrail(jdbc).of(first.session().id()))
        .containsExactly("session.started", "session.started");
  }

  private Authenticated by(String method, Factor factor) {
    return new Authenticated(person, new SignInId(UUID.randomUUID()), method, Set.of(factor));
  }

  private Started again(Started before, String method, Factor factor) {
    SsoSession session = sessions.find(before.cookieValue()).orElse(before.session());
    return sessions.start(by(method, factor), Optional.of(session), BROWSER);
  }

  @Test
  @Clause({"R10", "N1"})
  void whatWasShownBeforeCountsOnAndAWeakSignInLowersNothing() {
    Started first = sessions.start(by("password", Factor.PASSWORD), Optional.empty(), BROWSER);
    Started second = again(first, "sms", Factor.SMS);

    SsoSession session = sessions.find(second.cookieValue()).orElseThrow();
    assertThat(session).isEqualTo(second.session());
    assertThat(session.authentications().assurance()).isEqualTo(AuthenticationAssurance.A2);
    assertThat(session.authentications().methods()).containsExactly("password", "sms");
    assertThat(session.method()).isEqualTo("sms");

    Started third = again(again(second, "passkey", Factor.SOFTWARE_KEY), "sms", Factor.SMS);
    assertThat(third.session().authentications().assurance()).isEqualTo(AuthenticationAssurance.A3);
    assertThat(third.session().id()).isEqualTo(first.session().id());
    assertThat(sessions.find(second.cookieValue())).as("each step has a new cookie").isEmpty();
  }

  private Authenticated shownAt(Instant at, String method, Factor factor) {
    return new Authenticated(
        person,
        new SignInId(UUID.randomUUID()),
        method,
        Set.of(factor),
        Optional.of(at),
        List.of(),
        Optional.empty(),
        Optional.empty());
  }

  /** What is shown by a code early in one tab ends after what another tab showed meanwhile. */
  @Test
  @Clause({"R10", "N1"})
  void theLastSignInIsTheOneThatEndedLastWheneverItWasShown() {
    Started first = sessions.start(by("sms", Factor.SMS), Optional.empty(), BROWSER);
    Instant early = clock.instant().minus(Duration.ofMinutes(5));
    var late = shownAt(early, "police", Factor.SMS);

    Started second = sessions.start(late, Optional.of(first.session()), BROWSER);

    SsoSession session = sessions.find(second.cookieValue()).orElseThrow();
    assertThat(session).isEqualTo(second.session());
    assertThat(session.signIn()).isEqualTo(late.signIn());
    assertThat(session.method()).isEqualTo("police");
    assertThat(session.authenticatedAt()).isEqualTo(early);
    assertThat(session.authentications().restsOn()).contains(first.session().authenticatedAt());
    assertThat(session.includes(first.session().signIn())).isTrue();
    assertThat(session.includes(new SignInId(UUID.randomUUID()))).isFalse();
    assertThat(
            jdbc.sql(
                    "select sign_in || ' ' || (details::json ->> 'method') from audit_event"
                        + " where session = ? order by id desc limit 1")
                .param(session.id().value())
                .query(String.class)
                .single())
        .isEqualTo(late.signIn() + " police");
    Started third = again(second, "sms", Factor.SMS);
    assertThat(third.session().includes(late.signIn())).as("what it showed is forgotten").isTrue();
  }

  @Test
  void asManySignInsAreKnownAsABrowserHasTabs() {
    Started session = start();
    for (int tab = 0; tab < 20; tab++) {
      session = again(session, "sms", Factor.SMS);
    }
    assertThat(session.session().signIns()).hasSize(SsoSession.SIGN_INS);
    assertThat(sessions.find(session.cookieValue())).contains(session.session());
  }

  /** Nodes may be a moment apart. */
  @Test
  @Clause("R10")
  void noStepIsDatedLaterThanItWasShown() {
    Instant ahead = clock.instant().plusSeconds(2);
    Started first = sessions.start(shownAt(ahead, "sms", Factor.SMS), Optional.empty(), BROWSER);
    Instant early = clock.instant().minus(Duration.ofMinutes(4));

    Started second =
        sessions.start(
            shownAt(early, "password", Factor.PASSWORD), Optional.of(first.session()), BROWSER);

    assertThat(second.session().authentications().inOrder())
        .extracting(Authentication::at)
        .containsExactly(early, ahead);
  }

  @Test
  @Clause({"N7", "R10"})
  void aSessionIsOverWhenNothingCountsThatWasShownInIt() {
    Instant shown = clock.instant().minus(Duration.ofMinutes(30));
    var client = clients.add("long-app", Optional.empty());
    Started started = sessions.start(shownAt(shown, "sms", Factor.SMS), Optional.empty(), BROWSER);
    assertThat(started.session().expiresAt()).isEqualTo(shown.plus(Duration.ofHours(12)));

    for (int minutes = 0; minutes < 11 * 60 + 30; minutes += 10) {
      assertThat(sessions.find(started.cookieValue())).isPresent();
      clock.pass(Duration.ofMinutes(10));
      sessions.join(started.session().id(), 0, client, new GrantId(UUID.randomUUID()));
    }
    assertThat(sessions.find(started.cookieValue())).isEmpty();
  }

  @Test
  @Clause({"N5", "N7"})
  void ofMoreSessionsThanAPersonMayHaveTheOneUsedTheLongestAgoEnds() {
    ClientId app = clients.add("many-app", Optional.of(URI.create("https://app.example/out")));
    List<SessionId> all = new ArrayList<>();
    for (int browser = 0; browser < 50; browser++) {
      all.add(start().session().id());
      clock.pass(Duration.ofSeconds(1));
    }
    sessions.join(all.get(0), 0, app, new GrantId(UUID.randomUUID()));
    sessions.join(all.get(1), 0, app, new GrantId(UUID.randomUUID()));
    clock.pass(Duration.ofSeconds(1));
    assertThat(sessions.open(person)).hasSize(50);

    all.add(start().session().id());
    clock.pass(Duration.ofSeconds(1));
    assertThat(sessions.find(all.get(2))).as("not used since").isEmpty();
    assertThat(sessions.find(all.get(0))).as("the oldest, in use").isPresent();
    for (int browser = 0; browser < 48; browser++) {
      start();
    }

    assertThat(sessions.open(person)).hasSize(50);
    assertThat(sessions.find(all.get(0))).isEmpty();
    assertThat(new AuditTrail(jdbc).of(all.get(0)))
        .containsExactly("session.started", "session.ended");
    assertThat(
            jdbc.sql("select end_reason from sso_session where id = ?")
                .param(all.get(0).value())
                .query(String.class)
                .single())
        .isEqualTo("TOO_MANY");
    assertThat(
            jdbc.sql("select count(*) from logout_delivery where session = ?")
                .param(all.get(0).value())
                .query(Integer.class)
                .single())
        .isEqualTo(1);
  }

  private Started shows(String method, Factor... factors) {
    clock.pass(Duration.ofSeconds(1));
    return sessions.start(
        new Authenticated(person, new SignInId(UUID.randomUUID()), method, Set.of(factors)),
        Optional.empty(),
        BROWSER);
  }

  private boolean lives(Started started) {
    return sessions.find(started.session().id()).isPresent();
  }

  /** A stolen password, or a bought fact, signs in as often as it likes. */
  @Test
  @Clause({"N5", "N8"})
  void whoeverHasStolenOneThingEndsOnlyWhatRestsOnThatThing() {
    Started byCode = shows("sms", Factor.SMS);
    Started byKey = shows("passkey", Factor.SOFTWARE_KEY);
    Started byBoth = again(shows("password", Factor.PASSWORD), "sms", Factor.SMS);
    Started byUpstream = shows("police-network-identity", Factor.NETWORK_CREDENTIAL);
    List<Started> owners = List.of(byCode, byKey, byBoth, byUpstream);

    List<Started> thiefs = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      thiefs.add(shows("password", Factor.PASSWORD));
    }
    for (int i = 0; i < 60; i++) {
      shows(Authentication.BY_FACT, Factor.SMS);
      shows(Authentication.KNOWN_BROWSER);
    }

    assertThat(owners).allMatch(this::lives);
    assertThat(sessions.open(person)).hasSize(50);
    assertThat(lives(thiefs.getFirst())).isFalse();
  }

  /** Whoever signs in by something else makes room by what there is too much of. */
  @Test
  @Clause("N5")
  void ofThoseThatShowOtherThingsTheOnesEndFirstOfWhichThereAreTheMost() {
    Started strong = again(shows("password", Factor.PASSWORD), "sms", Factor.SMS);
    Started first = shows("password", Factor.PASSWORD);
    for (int i = 0; i < 48; i++) {
      shows("password", Factor.PASSWORD);
    }

    Started owner = shows("passkey", Factor.SOFTWARE_KEY);

    assertThat(lives(owner)).isTrue();
    assertThat(lives(strong)).as("not used for longer").isTrue();
    assertThat(lives(first)).isFalse();
  }

  @Test
  @Clause({"N5", "N8"})
  void whatNobodyUsesAnyMoreTakesNobodysPlace() {
    for (int i = 0; i < 50; i++) {
      shows("passkey", Factor.SOFTWARE_KEY);
    }
    clock.pass(Duration.ofMinutes(61)); // the longest that a session may be idle

    Started first = shows("sms", Factor.SMS);
    shows("sms", Factor.SMS);

    assertThat(lives(first)).as("of two that live").isTrue();
  }

  @Test
  @Clause("R10")
  void anOldFactorDoesNotCountThoughTheSessionGoesOn() {
    Started session = sessions.start(by("passkey", Factor.SOFTWARE_KEY), Optional.empty(), BROWSER);
    for (int minutes = 10; minutes < 12 * 60; minutes += 10) {
      clock.pass(Duration.ofMinutes(10));
      session = again(session, "sms", Factor.SMS);
    }
    assertThat(session.session().authentications().assurance())
        .as("before twelve hours")
        .isEqualTo(AuthenticationAssurance.A3);
    clock.pass(Duration.ofMinutes(10).plusSeconds(1));
    SsoSession found = sessions.find(session.cookieValue()).orElseThrow();
    assertThat(found.authentications().assurance()).isEqualTo(AuthenticationAssurance.A1);
    assertThat(again(session, "sms", Factor.SMS).session().authentications().inOrder())
        .as("what does not count is forgotten")
        .hasSize(1);
  }

  @Test
  @Clause("R10")
  void ofTwoStepsAtOnceNeitherIsLost() throws Exception {
    for (int round = 0; round < 10; round++) {
      Started first = start();
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        var gun = new CountDownLatch(1);
        List<Future<Started>> both =
            List.of(by("passkey", Factor.SOFTWARE_KEY), by("sms", Factor.SMS)).stream()
                .map(step ->
                    threads.submit(() -> {
                      Within.opened(gun);
                      return sessions.start(step, Optional.of(first.session()), BROWSER);
                    }))
                .toList();
        gun.countDown();
        for (Future<Started> each : both) {
          Within.done(each);
        }
      }
      assertThat(sessions.find(first.session().id()).orElseThrow().authentications().assurance())
          .isEqualTo(AuthenticationAssurance.A3);
    }
  }

  @Test
  @Clause("N1")
  void anotherPersonInTheBrowserEndsTheFirstSession() {
    Started first = start();
    PersonId other = new PersonId(UUID.randomUUID());

    Started second = sessions.start(authenticated(other), Optional.of(first.session()), BROWSER);

    assertThat(second.session().id()).isNotEqualTo(first.session().id());
    assertThat(sessions.find(first.cookieValue())).isEmpty();
    assertThat(sessions.find(second.cookieValue())).isPresent();
    assertThat(new AuditTrail(jdbc).of(first.session().id()))
        .containsExactly("session.started", "session.ended");
  }

  @Test
  @Clause("N7")
  void anIdleSessionIsOverAndActivityKeepsItAlive() {
    Started started = start();
    var client = clients.add("idle-app", Optional.empty());

    clock.pass(Duration.ofMinutes(14));
    sessions.join(started.session().id(), 0, client, new GrantId(UUID.randomUUID()));
    clock.pass(Duration.ofMinutes(14));
    assertThat(sessions.find(started.cookieValue())).isPresent();
    clock.pass(Duration.ofMinutes(1));
    assertThat(sessions.find(started.cookieValue())).isEmpty();
    assertThat(sessions.find(started.session().id())).isEmpty();
  }

  @Test
  @Clause("N7")
  void afterTwelveHoursItIsOverWhateverHappens() {
    Started started = start();
    var client = clients.add("busy-app", Optional.empty());

    for (int minutes = 0; minutes < 12 * 60; minutes += 10) {
      assertThat(sessions.find(started.cookieValue())).isPresent();
      clock.pass(Duration.ofMinutes(10));
      sessions.join(started.session().id(), 0, client, new GrantId(UUID.randomUUID()));
    }
    assertThat(sessions.find(started.cookieValue())).isEmpty();
  }

  @Test
  void anIdleSessionIsNotGoneOnWith() {
    Started first = start();
    clock.pass(Duration.ofMinutes(20));

    Started second = sessions.start(authenticated(person), Optional.of(first.session()), BROWSER);

    assertThat(second.session().id()).isNotEqualTo(first.session().id());
  }

  @Test
  void aSessionThatHasEndedDoesNotGoOnAndNoneBeginsInItsPlace() {
    Started started = start();
    sessions.end(started.session().id(), Sessions.EndReason.NOT_ME, BROWSER);

    assertThat(sessions.goOn(by("password", Factor.PASSWORD), started.session(), BROWSER))
        .isEmpty();
    assertThat(sessions.open(person)).isEmpty();
  }

  @Test
  void endingTwiceIsEndingOnce() {
    SessionId session = start().session().id();

    sessions.end(session, EndReason.LOGOUT, BROWSER);
    sessions.end(session, EndReason.OPERATOR, BROWSER);

    assertThat(sessions.find(session)).isEmpty();
    assertThat(new AuditTrail(jdbc).of(session))
        .containsExactly("session.started", "session.ended");
  }

  @Test
  @Clause("N5")
  void endingAllEndsEverySessionOfThePersonAndTellsEveryDepartment() {
    ClientId app = clients.add("ending-all", Optional.of(URI.create("https://app.example/out")));
    List<SessionId> all = List.of(start().session().id(), start().session().id());
    all.forEach(session -> sessions.join(session, 0, app, new GrantId(UUID.randomUUID())));
    SessionId others =
        sessions
            .start(authenticated(new PersonId(UUID.randomUUID())), Optional.empty(), BROWSER)
            .session()
            .id();
    clock.pass(Duration.ofMinutes(20)); // idle ones too

    sessions.endAll(person, EndReason.PERSON_DISABLED, BROWSER);

    for (SessionId session : all) {
      assertThat(new AuditTrail(jdbc).of(session)).contains("session.ended");
      assertThat(
              jdbc.sql("SELECT count(*) FROM logout_delivery WHERE session = ?")
                  .param(session.value())
                  .query(Integer.class)
                  .single())
          .isEqualTo(1);
    }
    assertThat(new AuditTrail(jdbc).of(others)).doesNotContain("session.ended");
  }

  @Test
  void nobodyJoinsASessionThatHasEnded() {
    SessionId session = start().session().id();
    sessions.end(session, EndReason.LOGOUT, BROWSER);
    var client = clients.add("late-app", Optional.empty());

    assertThatThrownBy(() -> sessions.join(session, 0, client, new GrantId(UUID.randomUUID())))
        .isInstanceOf(SessionOver.class);
  }

  @Test
  @Clause("N5")
  void ofSigningInAgainAndEndingAtOnceTheEndIsNeverLost() throws Exception {
    for (int round = 0; round < 20; round++) {
      Started first = start();
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        var gun = new CountDownLatch(1);
        Future<Started> again =
            threads.submit(() -> {
              Within.opened(gun);
              return sessions.start(authenticated(person), Optional.of(first.session()), BROWSER);
            });
        List<Future<?>> ends = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
          ends.add(
              threads.submit(() -> {
                Within.opened(gun);
                sessions.end(first.session().id(), EndReason.LOGOUT, BROWSER);
                return true;
              }));
        }
        gun.countDown();
        Within.done(again);
        for (Future<?> end : ends) {
          Within.done(end);
        }
      }
      assertThat(sessions.find(first.session().id())).isEmpty();
      assertThat(new AuditTrail(jdbc).of(first.session().id()))
          .filteredOn(type -> type.equals("session.ended"))
          .hasSize(1);
    }
  }
}
