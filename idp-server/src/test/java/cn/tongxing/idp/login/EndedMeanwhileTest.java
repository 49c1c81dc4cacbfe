package cn.tongxing.idp.login;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.adapter.spi.EvidenceItem.Method;
import cn.tongxing.adapter.spi.Factor;
import cn.tongxing.idp.identity.AccountRule.Own;
import cn.tongxing.idp.identity.AccountRule.Shown;
import cn.tongxing.idp.identity.Enrolments;
import cn.tongxing.idp.identity.PhoneChanges;
import cn.tongxing.idp.identity.Profiles;
import cn.tongxing.idp.identity.ProofFixtures;
import cn.tongxing.idp.kernel.Acr;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.kernel.TimeOrderedId;
import cn.tongxing.idp.login.page.Page;
import cn.tongxing.idp.proofing.Purpose;
import cn.tongxing.idp.session.ChangingHands;
import cn.tongxing.idp.session.Sessions;
import cn.tongxing.idp.session.SsoSession;
import cn.tongxing.idp.testing.Clause;
import cn.tongxing.idp.testing.Within;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** What the pages of the sign-in set in a session: nothing, once that is over. */
@Clause({"L1", "N8"})
class EndedMeanwhileTest extends SignInTest {

  private static final String WORD = "correct horse battery";

  @Autowired PhoneChanges changes;
  @Autowired Enrolments enrolments;
  @Autowired Profiles profiles;
  @Autowired TransactionTemplate transactions;

  private SsoSession session() {
    return sessions.find(browser.cookie(Sessions.COOKIE).orElseThrow()).orElseThrow();
  }

  private void changesHands(SignInId id, PersonId person, String action, Map<String, String> sent)
      throws Exception {
    new ChangingHands(jdbc, transactions, sessions)
        .during(person, () -> browser.press(id, action, sent), () -> {});
    assertThat(sessions.open(person)).isEmpty();
    assertThat(browser.get("/sign-in/" + id).getResponse().getHeader("Location"))
        .as("where it came from, which looks for a session")
        .isEqualTo("/authorize/continue?id=1");
  }

  private List<String> added(PersonId person) {
    return jdbc.sql(
            "select details::json ->> 'kind' from audit_event where person = ?"
                + " and type = 'credential.added' and details::json ->> 'kind' <> 'phone'")
        .param(person.value())
        .query(String.class)
        .list();
  }

  @Test
  void aPasswordIsNotSetByAnOfferOfASessionThatEnded() throws Exception {
    SignInId id = register(NAME, newNumber(), "13300133971");
    PersonId person = session().person();

    changesHands(id, person, "password", Map.of("new_password", WORD));

    assertThat(passwords.exists(person)).isFalse();
    assertThat(added(person)).isEmpty();
  }

  /** An offer lives as long as its sign-in; what was shown in that counts for minutes. */
  @Test
  void anOfferSetsNothingLongAfterTheSignIn() throws Exception {
    SignInId id = register(NAME, newNumber(), "13300133977");
    PersonId person = session().person();
    jdbc.sql(
            "update sso_session set shown_at = array(select each - interval '6 minutes'"
                + " from unnest(shown_at) each) where person = ?")
        .param(person.value())
        .update();

    browser.press(id, "password", Map.of("new_password", WORD));

    Page.OfferCredential offer = (Page.OfferCredential) browser.show(id);
    assertThat(offer.problem().orElseThrow().key()).isEqualTo("offer.late");
    assertThat(passwords.exists(person)).isFalse();
    browser.press(
        id, "passkey", Map.of("credential", "made:" + offer.passkey().orElseThrow().optionsJson()));
    assertThat(passkeys.wereAskedFor(person)).isFalse();
    assertThat(added(person)).isEmpty();
  }

  /** The session goes on with what the other tab showed; the offer is of this sign-in as before. */
  @Test
  @Clause("N1")
  void anOfferIsTakenThoughAnotherTabSignedInMeanwhile() throws Exception {
    SignInId id = register(NAME, newNumber(), "13300133978");
    PersonId person = session().person();
    signsInInAnotherTab(person);
    String cookie = browser.cookie(Sessions.COOKIE).orElseThrow();

    browser.press(id, "password", Map.of("new_password", WORD));

    assertThat(passwords.exists(person)).isTrue();
    assertThat(added(person)).containsExactly("password");
    browser.get("/sign-in/" + id);
    assertThat(browser.cookie(Sessions.COOKIE))
        .as("the end of this tab takes nothing from the other")
        .contains(cookie);
    assertThat(session().person()).isEqualTo(person);
  }

  /**
   * Of what opened the account it is known for five minutes; a code alone sets nothing after it.
   */
  @Test
  @Clause("R10")
  void anOfferLeftOpenIsNotTakenByACodeOfAnotherTab() throws Exception {
    SignInId id = register(NAME, newNumber(), "13300133979");
    PersonId person = session().person();
    clock.pass(Duration.ofMinutes(6));
    signsInInAnotherTab(person);

    browser.press(id, "password", Map.of("new_password", WORD));

    assertThat(passwords.exists(person)).isFalse();
    assertThat(added(person)).isEmpty();
    assertThat(((Page.OfferCredential) browser.show(id)).problem().orElseThrow().key())
        .isEqualTo("offer.late");
  }

  private void signsInInAnotherTab(PersonId person) {
    var shown =
        new Sessions.Authenticated(
            person,
            new SignInId(TimeOrderedId.at(clock.instant(), new SecureRandom())),
            "sms",
            Set.of(Factor.SMS));
    Sessions.Started started =
        transactions.execute(
            _ -> sessions.start(shown, Optional.of(session()), RequestOrigin.SERVER));
    browser.remember(Sessions.COOKIE, started.cookieValue());
  }

  /** One goes on with what was set, the other is where the sign-in is by now. */
  @Test
  @Clause({"N1", "R10"})
  void ofTwoTabsThatAnswerAnOfferAtOnceOneGoesOn() throws Exception {
    Acr wanted = Acr.parse("urn:tongxing:acr:p2:a2").orElseThrow();
    for (int round = 0; round < 5; round++) {
      SignInId id = untilASecondFactorIsOffered(wanted, "1330013399" + round);
      PersonId person = session().person();
      String before = browser.cookie(Sessions.COOKIE).orElseThrow();
      List<SignInBrowser> tabs = List.of(browser, newBrowser());
      for (String each : browser.cookies()) {
        tabs.getLast().remember(each, browser.cookie(each).orElseThrow());
      }

      pressAtOnce(tabs, id, browser.step());

      assertThat(tabs)
          .as("one has the next cookie")
          .filteredOn(tab -> !tab.cookie(Sessions.COOKIE).orElseThrow().equals(before))
          .hasSize(1);
      assertThat(added(person)).containsExactly("password");
      assertThat(sessions.open(person)).hasSize(1);
      for (SignInBrowser tab : tabs) {
        assertThat(tab.get("/sign-in/" + id).getResponse().getHeader("Location"))
            .isEqualTo("/authorize/continue?id=1");
        assertThat(sessions.find(tab.cookie(Sessions.COOKIE).orElseThrow()).orElseThrow().factors())
            .contains(Factor.SMS, Factor.PASSWORD);
      }
      browser = newBrowser();
    }
  }

  private static void pressAtOnce(List<SignInBrowser> tabs, SignInId id, String step)
      throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var gun = new CountDownLatch(1);
      List<Future<Integer>> answers =
          tabs.stream()
              .map(tab ->
                  threads.submit(() -> {
                    Within.opened(gun);
                    return tab.post(id, step, "password", Map.of("new_password", WORD))
                        .getResponse()
                        .getStatus();
                  }))
              .toList();
      gun.countDown();
      for (Future<Integer> each : answers) {
        assertThat(Within.done(each)).isEqualTo(303);
      }
    }
  }

  private SignInId untilASecondFactorIsOffered(Acr wanted, String phone) throws Exception {
    SignInId id =
        browser.begin(
            signIns,
            SignInBrowser.request(Wanted.atLeast(wanted), new Purpose.SignIn(), clock.instant()));
    browser.show(id);
    browser.go(id, "method:test-form", Map.of());
    browser.go(id, "submit", TestAdapters.person(NAME, newNumber()));
    browser.go(id, "submit", Map.of("phone", phone));
    assertThat(browser.go(id, "submit", Map.of("code", outbox.lastCode(phone))))
        .isInstanceOf(Page.OfferCredential.class);
    return id;
  }

  @Test
  void aPasskeyIsNotBoundByAnOfferOfASessionThatEnded() throws Exception {
    SignInId id = register(NAME, newNumber(), "13300133972");
    PersonId person = session().person();
    Page.OfferCredential offer = (Page.OfferCredential) browser.show(id);

    changesHands(
        id,
        person,
        "passkey",
        Map.of("credential", "made:" + offer.passkey().orElseThrow().optionsJson()));

    assertThat(passkeys.wereAskedFor(person)).isFalse();
  }

  /** The session goes on; what let the offer in does not count any more. */
  @Test
  void anOfferSetsNothingByAProofThatWasWithdrawnMeanwhile() throws Exception {
    String number = TestAdapters.number(993);
    register("王来", number, "13300133978");
    PersonId person = session().person();
    SignInId raised = SignInBrowser.request(Acr.LEAST).id();
    enrolments.enrol(
        ProofFixtures.proof()
            .document(ProofFixtures.resident(number))
            .name("王来")
            .phone("13300133978")
            .by(Method.LIVE_PORTRAIT_MATCH, "population-register", Factor.FACE)
            .build(),
        raised,
        RequestOrigin.SERVER);
    jdbc.sql(
            "update phone_credential set bound_at = bound_at - interval '200 days',"
                + " own_use_at = own_use_at - interval '200 days' where person = ?")
        .param(person.value())
        .update(); // so that a new factor is all that leads to two kinds
    browser = newBrowser();
    pauseIsOver();
    Wanted wanted = Wanted.atLeast(Acr.parse("urn:tongxing:acr:p2:a2").orElseThrow());
    for (String action : List.of("password", "passkey")) {
      SignInId id =
          browser.begin(
              signIns, SignInBrowser.request(wanted, new Purpose.SignIn(), clock.instant()));
      browser.show(id);
      cameBack(id, "face93");
      Page.OfferCredential offer = (Page.OfferCredential) browser.show(id);
      String made = "made:" + offer.passkey().orElseThrow().optionsJson();
      Map<String, String> sent = Map.of("new_password", WORD, "credential", made);

      new ChangingHands(jdbc, transactions, sessions)
          .between(person, () -> browser.press(id, action, sent), () -> withdraw(id));

      assertThat(session().includes(id)).isTrue();
      assertThat(added(person)).isEmpty();
      assertThat(passwords.exists(person)).isFalse();
      assertThat(passkeys.wereAskedFor(person)).isFalse();
    }
  }

  private void withdraw(SignInId signIn) {
    jdbc.sql(
            "insert into evidence_status select id, 'WITHDRAWN', 'test', 'one', 'two', now()"
                + " from evidence where sign_in = ?")
        .param(signIn.value())
        .update();
  }

  @Test
  @Clause("A13")
  void aNewPhoneIsNotTakenInASessionThatEnded() throws Exception {
    register(NAME, newNumber(), "13300133973");
    PersonId person = session().person();
    pauseIsOver();
    SignInId id =
        browser.begin(
            signIns,
            SignInBrowser.request(
                Wanted.atLeast(Acr.LEAST), new Purpose.NewPhone(person), clock.instant()));
    browser.show(id);
    browser.go(id, "submit", Map.of("phone", "13300133974"));

    changesHands(id, person, "submit", Map.of("code", outbox.lastCode("13300133974")));

    assertThat(profiles.find(person).orElseThrow().phone())
        .contains(ProofFixtures.phone("13300133973"));
    assertThat(changes.waiting(person)).isEmpty();
    assertThat(trail(id)).doesNotContain("phone.changed");
    assertThat(
            jdbc.sql("select count(*) from login_spent where sign_in = ?")
                .param(id.value())
                .query(Long.class)
                .single())
        .isZero();
  }

  /** A change of phone waits: nothing else changes, and what was not set has shown nobody. */
  @Test
  @Clause({"A13", "R10"})
  void aPasswordThatCouldNotBeSetDoesNotStepUpASession() throws Exception {
    Acr wanted = Acr.parse("urn:tongxing:acr:p2:a2").orElseThrow();
    SignInId id = untilASecondFactorIsOffered(wanted, "13300133975");
    PersonId person = session().person();
    changes.ask(
        person,
        ProofFixtures.phone("13300133976"),
        new Shown(Set.of(Own.PHONE), Optional.empty(), false),
        RequestOrigin.SERVER);
    assertThat(changes.waiting(person)).isPresent();

    browser.press(id, "password", Map.of("new_password", WORD));

    assertThat(passwords.exists(person)).isFalse();
    assertThat(session().authentications().methods()).containsExactly("test-form");
    assertThat(
            session()
                .authentications()
                .level(profiles.find(person).orElseThrow().level())
                .satisfies(wanted))
        .isFalse();
  }

  /** Told as what it is, by the password and by the passkey beside it, until it is stopped. */
  @Test
  @Clause("A13")
  void anOfferSetsNothingWhileAChangeOfPhoneWaitsAndSaysSo() throws Exception {
    SignInId id = register(NAME, newNumber(), "13300133983");
    PersonId person = session().person();
    Shown code = Shown.of(Own.PHONE);
    changes.ask(person, ProofFixtures.phone("13300133984"), code, RequestOrigin.SERVER);

    List<String> said = List.of(taken(id, "password"), taken(id, "passkey"));

    assertThat(said).containsExactly("offer.phone-waits", "offer.phone-waits");
    assertThat(passwords.exists(person)).isFalse();
    assertThat(added(person)).isEmpty();

    changes.cancel(person, code, RequestOrigin.SERVER);
    assertThat(browser.show(id)).isInstanceOf(Page.OfferCredential.class);
    browser.press(id, "passkey", Map.of("credential", "made:else"));
    assertThat(((Page.OfferCredential) browser.show(id)).problem().orElseThrow().key())
        .as("another passkey's answer")
        .isEqualTo("passkey.failed");
    browser.press(id, "password", Map.of("new_password", WORD));
    assertThat(passwords.exists(person)).isTrue();
  }

  /** What the offer says after it was answered. */
  private String taken(SignInId id, String action) throws Exception {
    Page.OfferCredential offer = (Page.OfferCredential) browser.show(id);
    String made = "made:" + offer.passkey().orElseThrow().optionsJson();
    browser.press(id, action, Map.of("new_password", WORD, "credential", made));
    return ((Page.OfferCredential) browser.show(id)).problem().orElseThrow().key();
  }
}
