package cn.tongxing.idp.protocol;

import static cn.tongxing.idp.protocol.RunningServer.location;
import static cn.tongxing.idp.protocol.RunningServer.sessionCookie;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cn.tongxing.adapter.spi.Factor;
import cn.tongxing.idp.identity.AccountRule.Own;
import cn.tongxing.idp.identity.AccountRule.Shown;
import cn.tongxing.idp.identity.FakeAuthenticator;
import cn.tongxing.idp.identity.PasskeyCredentials;
import cn.tongxing.idp.identity.PasswordCredentials;
import cn.tongxing.idp.identity.PhoneChanges;
import cn.tongxing.idp.identity.Profiles;
import cn.tongxing.idp.identity.ProofFixtures;
import cn.tongxing.idp.identity.TakeOvers;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.kernel.TimeOrderedId;
import cn.tongxing.idp.session.Authentication;
import cn.tongxing.idp.session.InSession;
import cn.tongxing.idp.session.Sessions;
import cn.tongxing.idp.testing.Clause;
import cn.tongxing.idp.testing.Within;
import cn.tongxing.idp.testing.identity.AuditTrail;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What was shown of a way to the account counts nothing from the moment in which that way ends,
 * whatever is open then: what rests on it alone ends, what rests on another beside it goes on with
 * that.
 */
@Clause({"C8", "N5", "N8"})
class WaysThatEndTest {

  private static final String WORD = "correct horse battery";

  private final RunningServer server = RunningServer.shared();
  private final JdbcClient jdbc = server.bean(JdbcClient.class);
  private final Sessions sessions = server.bean(Sessions.class);
  private final InSession inSession = server.bean(InSession.class);
  private final HeldTokens held = new HeldTokens(server);
  private final PersonId person = server.person();
  private Optional<UUID> passkey = Optional.empty();

  /** A way that ends, and by which factor it is shown. */
  private enum Way {
    PASSWORD_REPLACED("password", Factor.PASSWORD),
    PASSKEY_REMOVED("passkey", Factor.SOFTWARE_KEY),
    PHONE_FELL("sms", Factor.SMS),
    PHONE_CHANGED("sms", Factor.SMS);

    private final String method;
    private final Factor factor;

    Way(String method, Factor factor) {
      this.method = method;
      this.factor = factor;
    }

    /** One of another kind. */
    private Way beside() {
      return factor == Factor.SMS ? PASSWORD_REPLACED : PHONE_CHANGED;
    }
  }

  /** What is open as it ends. */
  private enum Open {
    PAGE,
    ACT_OF_A_PAGE,
    SILENT_SIGN_ON,
    REFRESH,
    USERINFO,
    CODE,
    PENDING_SIGN_IN
  }

  static Stream<Arguments> waysAndWhatIsOpen() {
    return Arrays.stream(Way.values())
        .flatMap(way -> Arrays.stream(Open.values()).map(open -> Arguments.of(way, open)));
  }

  /** Of a person with all of them; the account is the person's from before. */
  private void has(Way way) throws Exception {
    server.bean(PasswordCredentials.class).set(person, WORD, RequestOrigin.SERVER);
    if (way == Way.PASSKEY_REMOVED) {
      passkey = Optional.of(newPasskey());
    }
  }

  private UUID newPasskey() throws Exception {
    var passkeys = server.bean(PasskeyCredentials.class);
    var ceremony = passkeys.register(person);
    String made = FakeAuthenticator.at(server.issuer(), "localhost").create(ceremony.optionsJson());
    return passkeys
        .bind(person, ceremony.challenge(), made, "", RequestOrigin.SERVER)
        .orElseThrow();
  }

  private boolean remove(UUID which, Optional<SignInId> by) {
    return server.bean(PasskeyCredentials.class).remove(person, which, by, RequestOrigin.SERVER);
  }

  private void ends(Way way, Optional<SignInId> by) {
    var phones = server.bean(PhoneChanges.class);
    switch (way) {
      case PASSWORD_REPLACED ->
          assertThat(
                  server
                      .bean(PasswordCredentials.class)
                      .set(person, WORD + " staple", by, () -> true, RequestOrigin.SERVER))
              .isEqualTo(PasswordCredentials.Change.ACCEPTED);
      case PASSKEY_REMOVED -> assertThat(remove(passkey.orElseThrow(), by)).isTrue();
      case PHONE_FELL -> {
        jdbc.sql(
                "update phone_credential set own_use_at = now() - interval '100 days'"
                    + " where person = ?")
            .param(person.value())
            .update();
        var phone = server.bean(Profiles.class).find(person).orElseThrow().phone().orElseThrow();
        assertThat(
                by.map(it -> phones.disown(person, phone, it, RequestOrigin.SERVER))
                    .orElseGet(() -> phones.disown(phone, RequestOrigin.SERVER) == 1))
            .isTrue();
      }
      case PHONE_CHANGED -> {
        var fresh = ProofFixtures.phone(ProofFixtures.phone());
        var shown = new Shown(Set.of(Own.PASSWORD, Own.PASSKEY), Optional.empty(), false);
        assertThat(
                by.map(it -> phones.ask(person, fresh, shown, it, RequestOrigin.SERVER))
                    .orElseGet(() -> phones.ask(person, fresh, shown, RequestOrigin.SERVER)))
            .isEqualTo(new PhoneChanges.Outcome.Changed());
      }
    }
  }

  private static SignInId signIn() {
    return new SignInId(TimeOrderedId.at(Instant.now(), new SecureRandom()));
  }

  private Sessions.Started byPasskey(UUID which, Optional<Sessions.Started> before) {
    return server
        .bean(TransactionTemplate.class)
        .execute(_ ->
            sessions.start(
                new Sessions.Authenticated(
                    person,
                    signIn(),
                    "passkey",
                    Set.of(Factor.SOFTWARE_KEY),
                    Optional.empty(),
                    List.of(),
                    Optional.of(which),
                    Optional.empty()),
                before.map(Sessions.Started::session),
                RequestOrigin.SERVER));
  }

  private Sessions.Started signedIn(Way... ways) {
    return server
        .bean(TransactionTemplate.class)
        .execute(_ -> {
          Sessions.Started started = null;
          for (Way way : ways) {
            started =
                sessions.start(
                    new Sessions.Authenticated(person, signIn(), way.method, Set.of(way.factor)),
                    Optional.ofNullable(started).map(Sessions.Started::session),
                    RequestOrigin.SERVER);
          }
          return started;
        });
  }

  private TakeOvers.Start mayStart(int shown) {
    return server
        .bean(TransactionTemplate.class)
        .execute(_ -> server.bean(TakeOvers.class).mayStart(person, signIn(), shown));
  }

  @ParameterizedTest
  @MethodSource("waysAndWhatIsOpen")
  void whatRestsOnItAloneEndsWithIt(Way way, Open open) throws Exception {
    has(way);
    Sessions.Started session = signedIn(way);
    String cookie = session.cookieValue();
    int pending = server.bean(TakeOvers.class).ways(person);
    Map<String, Object> tokens = held.of(cookie);
    String code = held.code(cookie);
    assertThat(held.userInfo(tokens)).isEqualTo(200);

    ends(way, Optional.empty());

    switch (open) {
      case PAGE ->
          assertThat(location(server.get("/me", Map.of(), sessionCookie(cookie))))
              .startsWith("/sign-in/");
      case ACT_OF_A_PAGE -> assertThat(inSession.goesOn(session.session())).isFalse();
      case SILENT_SIGN_ON -> assertThat(held.silently(cookie)).contains("error=login_required");
      case REFRESH -> assertThat(held.refreshed(tokens)).isEqualTo(400);
      case USERINFO -> assertThat(held.userInfo(tokens)).isEqualTo(401);
      case CODE -> assertThat(held.redeemed(code)).containsEntry("error", "invalid_grant");
      case PENDING_SIGN_IN ->
          assertThat(mayStart(pending)).isEqualTo(TakeOvers.Start.ENDED_MEANWHILE);
    }
    assertThat(sessions.open(person)).isEmpty();
    assertThat(new AuditTrail(jdbc).of(person)).contains("session.ended", "grant.revoked");
  }

  @ParameterizedTest
  @EnumSource
  void whatRestsOnAnotherBesideItGoesOnWithThat(Way way) throws Exception {
    has(way);
    Sessions.Started alone = signedIn(way.beside());
    Map<String, Object> untouched = held.of(alone.cookieValue());
    Sessions.Started both = signedIn(way.beside(), way);
    String cookie = both.cookieValue();
    assertThat(both.session().authentications().own())
        .containsExactlyInAnyOrder(way.factor, way.beside().factor);
    Map<String, Object> promised = held.of(cookie);
    String code = held.code(cookie);

    ends(way, Optional.empty());

    assertThat(sessions.find(cookie).orElseThrow().authentications().own())
        .containsExactly(way.beside().factor);
    assertThat(sessions.find(alone.cookieValue()).orElseThrow().authentications())
        .isEqualTo(alone.session().authentications());
    assertThat(inSession.goesOn(both.session())).as("what let an act in counts less").isFalse();
    assertThat(inSession.goesOn(alone.session())).isTrue();
    assertThat(held.refreshed(promised)).as("of two kinds").isEqualTo(400);
    assertThat(held.redeemed(code)).containsEntry("error", "invalid_grant");
    assertThat(held.refreshed(untouched)).isEqualTo(200);
    assertThat(held.refreshed(held.of(cookie))).as("of what is left").isEqualTo(200);
  }

  @ParameterizedTest
  @EnumSource
  void theSessionInWhichItsOwnerEndedItGoesOn(Way way) throws Exception {
    has(way);
    Sessions.Started here = signedIn(way);
    Sessions.Started elsewhere = signedIn(way);

    ends(way, Optional.of(here.session().signIn()));

    assertThat(sessions.find(elsewhere.cookieValue())).isEmpty();
    var left = sessions.find(here.cookieValue()).orElseThrow();
    boolean another = way == Way.PASSWORD_REPLACED || way == Way.PHONE_CHANGED;
    assertThat(left.authentications().own())
        .isEqualTo(another ? Set.of(way.factor) : Set.<Factor>of());
    assertThat(left.isByFact()).as("nothing is left that changes anything").isEqualTo(!another);
  }

  /** A lost key takes what it opened, not what another one opens. */
  @Test
  void onlyWhatRestsOnThatPasskeyEnds() throws Exception {
    UUID lost = newPasskey();
    UUID kept = newPasskey();
    Sessions.Started byLost = byPasskey(lost, Optional.empty());
    Sessions.Started byKept = byPasskey(kept, Optional.empty());
    Sessions.Started both = byPasskey(lost, Optional.of(signedIn(Way.PHONE_CHANGED)));
    Map<String, Object> tokens = held.of(byKept.cookieValue());
    assertThat(sessions.find(byLost.cookieValue()).orElseThrow().authentications().latest())
        .extracting(Authentication::passkey)
        .isEqualTo(Optional.of(lost));

    assertThat(remove(lost, Optional.empty())).isTrue();

    assertThat(sessions.find(byLost.cookieValue())).isEmpty();
    assertThat(sessions.find(byKept.cookieValue()).orElseThrow().authentications())
        .isEqualTo(byKept.session().authentications());
    assertThat(inSession.goesOn(byKept.session())).isTrue();
    assertThat(held.refreshed(tokens)).isEqualTo(200);
    assertThat(sessions.find(both.cookieValue()).orElseThrow().authentications().own())
        .containsExactly(Factor.SMS);
    assertThat(new AuditTrail(jdbc).of(byKept.session().id())).doesNotContain("session.ended");
  }

  /** Of the removed one nothing counts any more, also where its owner has another. */
  @Test
  void whoRemovesThePasskeyTheyCameWithIsInAndNothingMore() throws Exception {
    UUID lost = newPasskey();
    newPasskey();
    Sessions.Started here = byPasskey(lost, Optional.empty());

    assertThat(remove(lost, Optional.of(here.session().signIn()))).isTrue();

    assertThat(sessions.find(here.cookieValue()).orElseThrow().authentications().own()).isEmpty();
    assertThat(inSession.goesOn(here.session())).isFalse();
  }

  /**
   * Whoever takes a way away has not committed yet when somebody reads the session as it was, and
   * makes a code of it after the moment that stands in the ending.
   */
  @ParameterizedTest
  @EnumSource
  void aCodeMadeWhileTheWayIsEndingIsRefused(Way way) throws Exception {
    has(way);
    String cookie = signedIn(way.beside(), way).cookieValue();
    List<String> codes =
        server
            .bean(TransactionTemplate.class)
            .execute(_ -> {
              endsNow(way);
              return List.of(
                  held.code(cookie), RunningServer.query(held.silently(cookie)).get("code"));
            });

    for (String code : codes) {
      assertThat(held.redeemed(code)).containsEntry("error", "invalid_grant");
    }
    assertThat(saidInGrants()).as("grants that live").isEmpty();
    assertThat(held.of(cookie)).as("of what is left").containsKey("access_token");
  }

  /** Nor does what waits for that commit get past it. */
  @ParameterizedTest
  @EnumSource
  void whatGoesOnWhileTheWayIsEndingGoesOnWithoutIt(Way way) throws Exception {
    has(way);
    Sessions.Started both = signedIn(way.beside(), way);
    Map<String, Object> tokens = held.of(both.cookieValue());
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> waiting = new ArrayList<>();
      server
          .bean(TransactionTemplate.class)
          .executeWithoutResult(_ -> {
            endsNow(way);
            int holder = jdbc.sql("select pg_backend_pid()").query(Integer.class).single();
            waiting.add(
                threads.submit(
                    () -> assertThat(held.refreshed(tokens)).as("refresh").isEqualTo(400)));
            waiting.add(
                threads.submit(() ->
                    assertThat(inSession.does(both.session(), () -> {})).as("a page").isFalse()));
            waiting.add(
                threads.submit(() ->
                    sessions.goOn(
                        new Sessions.Authenticated(person, signIn(), "police", Set.of(Factor.FACE)),
                        both.session(),
                        RequestOrigin.SERVER)));
            await().until(() -> waitersFor(holder) == waiting.size());
          });
      for (Future<?> each : waiting) {
        Within.done(each);
      }
    }
    assertThat(sessions.find(both.session().id()).orElseThrow().authentications().factors())
        .containsExactlyInAnyOrder(way.beside().factor, Factor.FACE);
  }

  /**
   * Who waits for a connection, or for one that does: others have locks of their own to wait for.
   */
  private int waitersFor(int holder) {
    return jdbc.sql(
            """
            with recursive behind (pid) as (
              select :holder
              union
              select a.pid from pg_stat_activity a join behind b
                on b.pid = any (pg_blocking_pids(a.pid)) where a.wait_event_type = 'Lock')
            select count(*) - 1 from behind
            """)
        .param("holder", holder)
        .query(Integer.class)
        .single();
  }

  private void endsNow(Way way) {
    try {
      ends(way, Optional.empty());
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** What the living grants say of how the person was shown. */
  private List<String> saidInGrants() {
    return jdbc.sql(
            "select array_to_string(amr, ' ') from authorization_grant"
                + " where person_id = ? and revoked_at is null")
        .param(person.value())
        .query(String.class)
        .list();
  }

  /** A count, and no time of any node: no clock that is off changes what is held against it. */
  @Test
  void whatWasShownIsHeldAgainstTheCountOfWhatHasEnded() throws Exception {
    has(Way.PASSWORD_REPLACED);
    int before = server.bean(TakeOvers.class).ways(person);

    ends(Way.PASSWORD_REPLACED, Optional.empty());

    assertThat(mayStart(before)).isEqualTo(TakeOvers.Start.ENDED_MEANWHILE);
    assertThat(mayStart(server.bean(TakeOvers.class).ways(person)))
        .isEqualTo(TakeOvers.Start.ALLOWED);
  }

  /** A grant ends by what it says, and not by its level alone: that one is as high as before. */
  @ParameterizedTest
  @EnumSource
  void aGrantThatNamesTheWayEndsThoughItPromisesNoMoreThanIsLeft(Way way) throws Exception {
    has(way);
    Sessions.Started first = signedIn(way);
    Map<String, Object> named = held.of(first.cookieValue());
    Sessions.Started both =
        server
            .bean(TransactionTemplate.class)
            .execute(_ ->
                sessions.start(
                    new Sessions.Authenticated(
                        person, signIn(), way.beside().method, Set.of(way.beside().factor)),
                    Optional.of(first.session()),
                    RequestOrigin.SERVER));

    ends(way, Optional.empty());

    assertThat(held.refreshed(named)).isEqualTo(400);
    assertThat(held.userInfo(named)).isEqualTo(401);
    assertThat(saidInGrants()).isEmpty();
    assertThat(new AuditTrail(jdbc).of(person)).contains("grant.revoked");
    assertThat(held.refreshed(held.of(both.cookieValue()))).isEqualTo(200);
  }

  @ParameterizedTest
  @EnumSource
  void aGrantThatDoesNotRestOnTheWayLivesOn(Way way) throws Exception {
    has(way);
    Sessions.Started first = signedIn(way.beside());
    Map<String, Object> tokens = held.of(first.cookieValue());
    server
        .bean(TransactionTemplate.class)
        .execute(_ ->
            sessions.start(
                new Sessions.Authenticated(person, signIn(), way.method, Set.of(way.factor)),
                Optional.of(first.session()),
                RequestOrigin.SERVER));

    ends(way, Optional.empty());

    assertThat(held.refreshed(tokens)).isEqualTo(200);
  }

  /** Its owner is in, and that is all: no application is told that anything was shown. */
  @ParameterizedTest
  @EnumSource(names = {"PASSKEY_REMOVED", "PHONE_FELL"})
  void whereNothingIsLeftOfItNoApplicationIsToldAnything(Way way) throws Exception {
    has(way);
    Sessions.Started here = signedIn(way);
    String cookie = here.cookieValue();
    Map<String, Object> tokens = held.of(cookie);

    ends(way, Optional.of(here.session().signIn()));

    assertThat(sessions.find(cookie)).as("its owner goes on").isPresent();
    assertThat(held.silently(cookie)).contains("error=login_required");
    assertThat(
            location(
                server.get(
                    Endpoints.AUTHORIZE,
                    RunningServer.authorization("fund", HeldTokens.FUND),
                    sessionCookie(cookie))))
        .contains("/sign-in/");
    held.areDead(tokens);

    Sessions.Started again =
        server
            .bean(TransactionTemplate.class)
            .execute(_ ->
                sessions.start(
                    new Sessions.Authenticated(
                        person, signIn(), way.beside().method, Set.of(way.beside().factor)),
                    sessions.find(cookie),
                    RequestOrigin.SERVER));
    assertThat(again.session().id()).isEqualTo(here.session().id());
    assertThat(held.of(again.cookieValue())).containsKey("access_token");
    assertThat(saidInGrants())
        .containsExactly(way.beside().factor.amr() + " urn:tongxing:method:" + way.beside().method);
  }

  /** The reset is the owner's last word: what a thief has open undoes nothing. */
  @Test
  void aStolenPasswordDoesNotUndoItsReplacement() throws Exception {
    has(Way.PASSWORD_REPLACED);
    Sessions.Started thief = signedIn(Way.PASSWORD_REPLACED);
    Sessions.Started owner = signedIn(Way.PHONE_CHANGED, Way.PASSWORD_REPLACED);
    ends(Way.PASSWORD_REPLACED, Optional.of(owner.session().signIn()));

    assertThat(
            server
                .bean(PasswordCredentials.class)
                .set(
                    person,
                    WORD + " of a thief",
                    Optional.of(thief.session().signIn()),
                    () -> inSession.goesOn(thief.session()),
                    RequestOrigin.SERVER))
        .isEqualTo(PasswordCredentials.Change.ENDED_MEANWHILE);
    assertThat(sessions.find(owner.cookieValue())).isPresent();
  }
}
