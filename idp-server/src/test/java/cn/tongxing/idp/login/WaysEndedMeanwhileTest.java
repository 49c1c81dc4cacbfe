package cn.tongxing.idp.login;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.adapter.spi.Factor;
import cn.tongxing.idp.identity.AccountRule.Own;
import cn.tongxing.idp.identity.AccountRule.Shown;
import cn.tongxing.idp.identity.EarlierWaysEnded;
import cn.tongxing.idp.identity.EvidenceWithdrawn;
import cn.tongxing.idp.identity.Freezes;
import cn.tongxing.idp.identity.PhoneChanges;
import cn.tongxing.idp.identity.ProofFixtures;
import cn.tongxing.idp.identity.StandingChanged;
import cn.tongxing.idp.identity.StandingChanged.Cause;
import cn.tongxing.idp.identity.Standings.Reason;
import cn.tongxing.idp.identity.TakeOvers;
import cn.tongxing.idp.identity.WayEnded;
import cn.tongxing.idp.kernel.Acr;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.login.page.Page;
import cn.tongxing.idp.proofing.Purpose;
import cn.tongxing.idp.session.Sessions;
import cn.tongxing.idp.testing.Clause;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Somebody ends a way to the account and has not committed yet: whatever is shown in that time was
 * compared with what ends, and ends in no session once it has.
 */
@Clause({"C8", "N5", "L1"})
class WaysEndedMeanwhileTest extends SignInTest {

  private static final String WORD = "correct horse battery";
  private static final TakeOvers.Decision FOUR_EYES =
      new TakeOvers.Decision(
          new Reason("squatted"),
          new Reason("case/2026-11"),
          new Reason("window-3"),
          new Reason("window-4"));

  private static int phones = 100;

  @Autowired PhoneChanges changes;
  @Autowired Freezes freezes;
  @Autowired TakeOvers takeOvers;
  @Autowired ApplicationEventPublisher events;
  @Autowired TransactionTemplate transactions;

  private String phone = "";
  private PersonId person = new PersonId(new UUID(0, 0));

  /** Whatever ends a way, or all of them. */
  private enum End {
    PASSWORD_REPLACED,
    PASSKEY_REMOVED,
    LINK_ENDED,
    PHONE_CHANGED,
    PHONE_FELL,
    FROZEN,
    LET_IN,
    TAKEN_OVER,
    MERGED_OR_PARTED,
    EVIDENCE_WITHDRAWN
  }

  /** By what somebody signs in. */
  private enum Way {
    PASSWORD,
    PASSKEY,
    CODE
  }

  static Stream<Arguments> endsAndWays() {
    return Arrays.stream(End.values())
        .flatMap(end -> Arrays.stream(Way.values()).map(way -> Arguments.of(end, way)));
  }

  private void citizen() throws Exception {
    phone = "13600137" + ++phones;
    register(NAME, newNumber(), phone);
    person = sessions.find(browser.cookie(Sessions.COOKIE).orElseThrow()).orElseThrow().person();
    passwords.set(person, WORD, RequestOrigin.SERVER);
    pauseIsOver();
    redis.keys("limit:*").forEach(key -> redis.del(key));
    browser = newBrowser();
  }

  private void ends(End end) {
    switch (end) {
      case PASSWORD_REPLACED -> passwords.set(person, WORD + " staple", RequestOrigin.SERVER);
      case PASSKEY_REMOVED ->
          events.publishEvent(
              WayEnded.passkey(person, new UUID(0, 1), Optional.empty(), RequestOrigin.SERVER));
      case LINK_ENDED ->
          events.publishEvent(
              new WayEnded(
                  person, WayEnded.Way.LINK, false, Optional.empty(), RequestOrigin.SERVER));
      case PHONE_CHANGED ->
          assertThat(
                  changes.ask(
                      person,
                      ProofFixtures.phone(ProofFixtures.phone()),
                      new Shown(Set.of(Own.PASSWORD, Own.PASSKEY), Optional.empty(), false),
                      RequestOrigin.SERVER))
              .isEqualTo(new PhoneChanges.Outcome.Changed());
      case PHONE_FELL -> {
        jdbc.sql(
                "update phone_credential set own_use_at = now() - interval '100 days'"
                    + " where person = ?")
            .param(person.value())
            .update();
        assertThat(changes.disown(ProofFixtures.phone(phone), RequestOrigin.SERVER)).isEqualTo(1);
      }
      case FROZEN -> freezes.freeze(person, RequestOrigin.SERVER);
      case LET_IN ->
          events.publishEvent(new StandingChanged(person, Cause.OPERATOR, RequestOrigin.SERVER));
      case TAKEN_OVER ->
          assertThat(
                  takeOvers.atCounter(
                      person,
                      ProofFixtures.phone(ProofFixtures.phone()),
                      FOUR_EYES,
                      RequestOrigin.SERVER))
              .isEqualTo(TakeOvers.Outcome.DONE);
      case MERGED_OR_PARTED ->
          events.publishEvent(new EarlierWaysEnded(person, RequestOrigin.SERVER));
      case EVIDENCE_WITHDRAWN ->
          events.publishEvent(new EvidenceWithdrawn(person, RequestOrigin.SERVER));
    }
  }

  /** A whole sign-in, from its first page on. */
  private SignInId signsIn(SignInBrowser who, Way way) throws Exception {
    SignInId id =
        who.begin(
            signIns,
            SignInBrowser.request(
                Wanted.atLeast(Acr.LEAST), new Purpose.SignIn(), clock.instant()));
    who.show(id);
    switch (way) {
      case PASSWORD -> {
        who.go(id, "method:password", Map.of());
        who.press(id, "submit", Map.of("identifier", phone, "password", WORD));
      }
      case PASSKEY -> {
        Page.PasskeyForm page = (Page.PasskeyForm) who.go(id, "method:passkey", Map.of());
        who.press(id, "passkey", Map.of("credential", page.passkey().optionsJson() + "|" + person));
      }
      case CODE -> {
        who.go(id, "method:sms", Map.of());
        who.go(id, "submit", Map.of("phone", phone));
        who.press(id, "submit", Map.of("code", outbox.lastCode(phone)));
      }
    }
    return id;
  }

  /** Begun after it ended, and compared before that was committed. */
  private <T> List<T> meanwhile(End end, List<Callable<T>> signIns) throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<T>> begun =
          transactions.execute(_ -> {
            ends(end);
            List<Future<T>> all = signIns.stream().map(threads::submit).toList();
            Awaitility.await()
                .pollInSameThread()
                .until(() -> isWaitedFor() >= all.stream().filter(each -> !each.isDone()).count());
            return all;
          });
      List<T> done = new ArrayList<>();
      for (Future<T> each : begun) {
        done.add(each.get(30, TimeUnit.SECONDS));
      }
      return done;
    }
  }

  /** By whoever waits, and by who waits for them. */
  private long isWaitedFor() {
    return jdbc.sql(
            """
            with recursive waits as (
              select pid from pg_stat_activity where pg_backend_pid() = any(pg_blocking_pids(pid))
              union
              select a.pid from pg_stat_activity a, waits w where w.pid = any(pg_blocking_pids(a.pid)))
            select count(*) from waits
            """)
        .query(Long.class)
        .single();
  }

  private List<String> refusals(SignInId id) {
    return jdbc.sql(
            "select details::jsonb ->> 'reason' from audit_event"
                + " where sign_in = ? and type = 'signin.refused'")
        .param(id.value())
        .query(String.class)
        .list();
  }

  @ParameterizedTest
  @MethodSource("endsAndWays")
  void whatIsShownWhileAWayEndsSignsNobodyIn(End end, Way way) throws Exception {
    citizen();

    Callable<SignInId> signIn = () -> signsIn(browser, way);
    SignInId id = meanwhile(end, List.of(signIn)).getFirst();

    assertThat(isSignedIn(browser, id)).isFalse();
    assertThat(sessions.open(person))
        .allSatisfy(each -> assertThat(each.session().authentications().of(id).isEmpty()).isTrue());
    assertThat(trail(id)).doesNotContain("signin.completed", "session.started");
    assertThat(refusals(id)).containsExactly(end == End.FROZEN ? "frozen" : "ended-meanwhile");
  }

  /** However many sessions a thief has, and however long it takes to end them. */
  @Test
  void ofWhoKeepsSigningInByTheReplacedPasswordNoSessionLives() throws Exception {
    citizen();
    for (int each = 0; each < 40; each++) {
      transactions.executeWithoutResult(_ ->
          sessions.start(
              new Sessions.Authenticated(
                  person,
                  SignInBrowser.request(Acr.LEAST).id(),
                  "password",
                  Set.of(Factor.PASSWORD)),
              Optional.empty(),
              RequestOrigin.SERVER));
    }

    List<Callable<SignInId>> thief = new ArrayList<>();
    for (int each = 0; each < 3; each++) {
      SignInBrowser own = newBrowser().from("203.0.113." + (20 + each));
      thief.add(() -> signsIn(own, Way.PASSWORD));
    }
    List<SignInId> tried = meanwhile(End.PASSWORD_REPLACED, thief);

    assertThat(tried).allSatisfy(id -> assertThat(refusals(id)).contains("ended-meanwhile"));
    assertThat(sessions.open(person))
        .noneMatch(each -> each.session().factors().contains(Factor.PASSWORD));
    SignInId wrong = signsIn(browser, Way.PASSWORD);
    assertThat(isSignedIn(browser, wrong)).isFalse();
  }

  @Test
  void whatIsShownOnceItHasEndedSignsIn() throws Exception {
    citizen();
    transactions.executeWithoutResult(_ -> ends(End.PASSWORD_REPLACED));

    SignInId id = signsIn(browser, Way.CODE);

    assertThat(isSignedIn(browser, id)).isTrue();
  }
}
