package cn.tongxing.idp.login;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.adapter.spi.EvidenceItem.Method;
import cn.tongxing.adapter.spi.Factor;
import cn.tongxing.idp.identity.AccountRule.Own;
import cn.tongxing.idp.identity.Enrolments;
import cn.tongxing.idp.identity.PhoneCredentials;
import cn.tongxing.idp.identity.ProofFixtures;
import cn.tongxing.idp.kernel.Acr;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.login.page.Page;
import cn.tongxing.idp.proofing.Purpose;
import cn.tongxing.idp.session.Authentication;
import cn.tongxing.idp.session.Sessions;
import cn.tongxing.idp.session.SsoSession;
import cn.tongxing.idp.testing.Clause;
import cn.tongxing.idp.testing.identity.Settled;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What is shown in a sign-in is as old as it is, however late the sign-in ends. */
@Clause({"R10", "N8"})
class StepsInTheirTimeTest extends SignInTest {

  private static final String WORD = "correct horse battery";
  private static final Acr TWO_KINDS = Acr.parse("urn:tongxing:acr:p2:a2").orElseThrow();

  private static int phones = 100;

  @Autowired ShownJustNow justNow;
  @Autowired Enrolments enrolments;
  @Autowired PhoneCredentials phoneCredentials;

  private String phone = "";
  private PersonId person = new PersonId(new UUID(0, 0));

  private void citizen() throws Exception {
    citizen(NAME, newNumber());
  }

  private void citizen(String name, String number) throws Exception {
    phone = "13600138" + ++phones;
    register(name, number, phone);
    person = session().person();
    passwords.set(person, WORD, RequestOrigin.SERVER);
    pauseIsOver();
    redis.keys("limit:*").forEach(key -> redis.del(key));
    browser = newBrowser();
  }

  private SsoSession session() {
    return sessions.find(browser.cookie(Sessions.COOKIE).orElseThrow()).orElseThrow();
  }

  private SignInId begin(Acr wanted, Optional<Duration> within) throws Exception {
    SignInId id =
        browser.begin(
            signIns,
            SignInBrowser.request(
                Wanted.atLeast(wanted).within(within), new Purpose.SignIn(), clock.instant()));
    browser.show(id);
    return id;
  }

  private Page password(SignInId id) throws Exception {
    browser.go(id, "method:password", Map.of());
    return browser.go(id, "submit", Map.of("identifier", phone, "password", WORD));
  }

  /** The page waits, and another code is asked for when somebody comes back to it. */
  private void codeAfter(SignInId id, Duration pause) throws Exception {
    clock.pass(pause);
    limitsAreOver();
    browser.go(id, "resend", Map.of());
    browser.press(id, "submit", Map.of("code", outbox.lastCode(phone)));
  }

  private void limitsAreOver() {
    redis.keys("limit:*").forEach(key -> redis.del(key));
    jdbc.sql("delete from login_code_sends").update();
  }

  @Test
  void aPasswordTypedElevenMinutesBeforeTheCodeIsElevenMinutesOld() throws Exception {
    citizen();
    SignInId id = begin(TWO_KINDS, Optional.empty());
    assertThat(password(id)).isInstanceOf(Page.CodeForm.class);
    Instant typed = clock.instant();

    codeAfter(id, Duration.ofMinutes(11));

    assertThat(isSignedIn(browser, id)).isTrue();
    List<Authentication> shown = session().authentications().inOrder();
    assertThat(shown).extracting(Authentication::method).containsExactly("password", "sms");
    assertThat(Duration.between(shown.getFirst().at(), typed).abs())
        .isLessThan(Duration.ofMinutes(1));
    assertThat(session().authentications().restsOn()).contains(shown.getFirst().at());
    assertThat(session().authentications().justNow(clock.instant()).own())
        .containsExactly(Factor.SMS);
    assertThat(justNow.of(session()).own())
        .as("of two kinds, for the phone")
        .containsExactly(Own.PHONE);
    assertThat(trail(id)).contains("signin.completed");
  }

  @Test
  @Clause("OIDC Core 3.1.2.1")
  void whatIsTooOldForMaxAgeIsAskedForAgainInTheSameSignIn() throws Exception {
    citizen();
    Duration minute = Duration.ofMinutes(1);
    SignInId id = begin(TWO_KINDS, Optional.of(minute));
    assertThat(password(id)).isInstanceOf(Page.CodeForm.class);

    codeAfter(id, Duration.ofMinutes(11));

    Page.MoreNeeded more = (Page.MoreNeeded) browser.show(id);
    assertThat(isSignedIn(browser, id)).isFalse();
    assertThat(more.own()).extracting(Page.Way::id).contains("password");
    password(id);
    assertThat(isSignedIn(browser, id)).isTrue();
    assertThat(session().authentications().since(clock.instant().minus(minute)).own())
        .containsExactlyInAnyOrder(Factor.SMS, Factor.PASSWORD);
  }

  /** The other way round: a code is asked for again, and the phone proven early is not taken. */
  @Test
  void aCodeThatIsTooOldIsSentAgainAndTheSignInEnds() throws Exception {
    citizen();
    SignInId id = begin(TWO_KINDS, Optional.of(Duration.ofMinutes(1)));
    browser.go(id, "method:sms", Map.of());
    browser.go(id, "submit", Map.of("phone", phone));
    browser.go(id, "submit", Map.of("code", outbox.lastCode(phone)));
    int sent = outbox.to(phone).size();
    pauseIsOver();

    assertThat(password(id)).isInstanceOf(Page.CodeForm.class);
    assertThat(outbox.to(phone)).hasSize(sent + 1);
    browser.press(id, "submit", Map.of("code", outbox.lastCode(phone)));

    assertThat(isSignedIn(browser, id)).isTrue();
  }

  /** Whose account rests on a face, and who has a password and a phone of long ago. */
  private SignInId faceThenCodeAfter(String person, Duration pause) throws Exception {
    restsOnFace(person, 0);
    SignInId id = begin(TWO_KINDS, Optional.empty());
    cameBack(id, "face" + person);
    assertThat(browser.show(id)).isInstanceOf(Page.MoreNeeded.class);

    clock.pass(pause);
    limitsAreOver();
    browser.go(id, "method:sms", Map.of());
    browser.press(id, "submit", Map.of("code", outbox.lastCode(phone)));
    assertThat(isSignedIn(browser, id)).isTrue();
    return id;
  }

  @Test
  @Clause({"A13", "N9"})
  void aFaceShownJustNowChangesWaysAndThePhone() throws Exception {
    faceThenCodeAfter("56", Duration.ofMinutes(3));

    assertThat(justNow.mayChangeWays(session())).isTrue();
    assertThat(justNow.of(session()).proof()).isPresent();
  }

  /** The page was left open, and whoever has the phone typed the code. */
  @Test
  @Clause({"A13", "N9"})
  void aFaceShownTwentyFiveMinutesBeforeTheCodeChangesNothing() throws Exception {
    SignInId id = faceThenCodeAfter("57", Duration.ofMinutes(25));

    assertThat(session().authentications().methods())
        .as("what the sign-in is worth is another matter")
        .containsExactly("test-redirect", "sms");
    assertThat(justNow.mayChangeWays(session())).isFalse();
    assertThat(justNow.of(session()).proof()).isEmpty();
    assertThat(justNow.measure(person, Set.of(id)).mayChangeWays(session().authentications()))
        .as("nor in the very sign-in that recorded it")
        .isFalse();
  }

  /** Whose account rests on a face, with a phone; the adapter holds the next one for the code. */
  private SignInId heldFaceAndCodeAfter(String person, String to, Duration pause) throws Exception {
    return heldFaceAndCodeAfter(person, to, pause, 0);
  }

  private SignInId heldFaceAndCodeAfter(String person, String to, Duration pause, int unused)
      throws Exception {
    restsOnFace(person, unused);
    SignInId id = begin(Acr.LEAST, Optional.empty());
    heldAndCodeAfter(id, person, to.isEmpty() ? phone : to, pause);
    return id;
  }

  /** Who has not used the phone for so many days. */
  private void restsOnFace(String person, int unused) throws Exception {
    String number = TestAdapters.number(900 + Integer.parseInt(person));
    citizen("王来", number);
    enrolments.enrol(
        ProofFixtures.proof()
            .document(ProofFixtures.resident(number))
            .name("王来")
            .phone(phone)
            .by(Method.LIVE_PORTRAIT_MATCH, "population-register", Factor.FACE)
            .build(),
        SignInBrowser.request(Acr.LEAST).id(),
        RequestOrigin.SERVER);
    Settled.ways(jdbc, this.person);
    jdbc.sql(
            """
            update phone_credential
               set own_use_at = own_use_at - make_interval(days => :days)
             where person = :person
            """)
        .param("days", unused)
        .param("person", this.person.value())
        .update();
    clock.pass(Duration.ofMinutes(10));
  }

  private void heldAndCodeAfter(SignInId id, String person, String to, Duration pause)
      throws Exception {
    cameBack(id, "held" + person);
    assertThat(browser.show(id)).isInstanceOf(Page.PhoneForm.class);
    clock.pass(pause);
    limitsAreOver();
    browser.go(id, "submit", Map.of("phone", to));
    browser.press(id, "submit", Map.of("code", outbox.lastCode(to)));
    assertThat(isSignedIn(browser, id)).isTrue();
  }

  private Instant faceOf(SsoSession session) {
    return session.authentications().inOrder().stream()
        .filter(each -> each.factors().contains(Factor.FACE))
        .map(Authentication::at)
        .findFirst()
        .orElseThrow();
  }

  @Test
  @Clause({"A13", "N9"})
  void aProofThatIsHeldForThreeMinutesOfACodeChangesWays() throws Exception {
    heldFaceAndCodeAfter("58", "", Duration.ofMinutes(3));

    assertThat(justNow.mayChangeWays(session())).isTrue();
    assertThat(justNow.of(session()).proof()).isPresent();
  }

  /** The adapter has the answer, and the page that asks for a phone is left open. */
  @Test
  @Clause({"A13", "N9"})
  void aProofThatIsHeldUntilACodeIsAsOldAsItIs() throws Exception {
    SignInId id = heldFaceAndCodeAfter("59", "", Duration.ofMinutes(25));

    Instant now = clock.instant();
    assertThat(faceOf(session())).isBefore(now.minus(Duration.ofMinutes(20)));
    assertThat(session().authentications().justNow(now).own())
        .as("the code alone")
        .containsExactly(Factor.SMS);
    assertThat(justNow.mayChangeWays(session())).isFalse();
    assertThat(justNow.of(session()).proof()).isEmpty();
    assertThat(justNow.measure(person, Set.of(id)).mayChangeWays(session().authentications()))
        .isFalse();
  }

  /** Nor does it give the account the phone of whoever comes to the page. */
  @Test
  @Clause({"A13", "N9"})
  void aProofThatIsHeldTooLongChangesNoPhone() throws Exception {
    String theirs = "13600139060";
    SignInId id = heldFaceAndCodeAfter("60", theirs, Duration.ofMinutes(25));

    assertThat(trail(id)).contains("signin.completed").doesNotContain("credential.added");
    assertThat(
            jdbc.sql("select count(*) from phone_credential where person = ?")
                .param(person.value())
                .query(Long.class)
                .single())
        .isEqualTo(1);
    assertThat(session().authentications().justNow(clock.instant()).own()).isEmpty();
  }

  @Test
  @Clause({"A13", "N9"})
  void aProofOfJustNowStillChangesThePhoneAtOnce() throws Exception {
    SignInId id = heldFaceAndCodeAfter("61", "13600139061", Duration.ofMinutes(1));

    assertThat(trail(id)).contains("phone.changed");
  }

  private boolean isFresh() {
    return phoneCredentials.isFresh(person, ProofFixtures.phone(phone));
  }

  /** Their number may be issued again: its code is of whoever came to the page. */
  @Test
  @Clause({"A13", "N9"})
  void aStalePhoneBesideAHeldProofIsNoFactorAndDoesNotBecomeFresh() throws Exception {
    heldFaceAndCodeAfter("63", "", Duration.ofMinutes(25), 99);

    assertThat(session().factors()).containsExactly(Factor.FACE);
    assertThat(isFresh()).isFalse();

    heldFaceAndCodeAfter("64", "", Duration.ofMinutes(3), 99);

    assertThat(session().factors()).containsExactlyInAnyOrder(Factor.FACE, Factor.SMS);
    assertThat(isFresh()).isTrue();
  }

  /** Both kinds were shown long before whoever came to the page. */
  @Test
  @Clause({"A13", "N9"})
  void aStalePhoneBesideAPasswordOfLongAgoDoesNotBecomeFresh() throws Exception {
    restsOnFace("65", 99);
    SignInId id = begin(TWO_KINDS, Optional.empty());
    assertThat(password(id)).isInstanceOf(Page.MoreNeeded.class);
    heldAndCodeAfter(id, "65", phone, Duration.ofMinutes(25));

    assertThat(session().factors()).containsExactlyInAnyOrder(Factor.FACE, Factor.PASSWORD);
    assertThat(isFresh()).isFalse();
  }

  /** Whoever is new, and was slow with the code: the proof alone is shown again. */
  @Test
  @Clause({"A13", "N9"})
  void aProofThatIsHeldTooLongOpensNoAccountUntilItIsShownAgain() throws Exception {
    String theirs = "13600139062";
    SignInId id = begin(Acr.LEAST, Optional.empty());
    cameBack(id, "held62");
    assertThat(browser.show(id)).isInstanceOf(Page.PhoneForm.class);
    clock.pass(Duration.ofMinutes(25));
    limitsAreOver();
    browser.go(id, "submit", Map.of("phone", theirs));
    browser.press(id, "submit", Map.of("code", outbox.lastCode(theirs)));

    Page.ProofRefused refused = (Page.ProofRefused) browser.show(id);
    assertThat(refused.problem().key()).isEqualTo("realname.expired");
    assertThat(trail(id)).contains("signin.refused").doesNotContain("person.registered");

    browser.go(id, "other-ways", Map.of());
    cameBack(id, "held62");

    assertThat(isSignedIn(browser, id)).isTrue();
    assertThat(trail(id)).contains("person.registered");
  }
}
