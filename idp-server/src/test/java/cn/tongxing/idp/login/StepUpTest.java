package cn.tongxing.idp.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import cn.tongxing.adapter.spi.EvidenceItem.Method;
import cn.tongxing.adapter.spi.Factor;
import cn.tongxing.idp.identity.AccountRule.Own;
import cn.tongxing.idp.identity.Enrolments;
import cn.tongxing.idp.identity.ProofFixtures;
import cn.tongxing.idp.kernel.Acr;
import cn.tongxing.idp.kernel.OrganisationId;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.login.page.Page;
import cn.tongxing.idp.proofing.Purpose;
import cn.tongxing.idp.session.Sessions;
import cn.tongxing.idp.session.SsoSession;
import cn.tongxing.idp.testing.Clause;
import cn.tongxing.idp.testing.identity.Settled;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What a proof is for decides whose proof is taken. */
class StepUpTest extends SignInTest {

  @Autowired Enrolments enrolments;
  @Autowired ShownJustNow justNow;

  private static final String WORD = "correct horse battery";

  private PersonId person(String phone) throws Exception {
    register(NAME, newNumber(), phone);
    PersonId person =
        sessions.find(browser.cookie(Sessions.COOKIE).orElseThrow()).orElseThrow().person();
    passwords.set(person, WORD, RequestOrigin.SERVER);
    Settled.ways(jdbc, person);
    return person;
  }

  private SignInId stepUp(PersonId person) throws Exception {
    pauseIsOver();
    browser = newBrowser();
    SignInId id =
        browser.begin(
            signIns,
            SignInBrowser.request(
                Wanted.atLeast(Acr.LEAST), new Purpose.StepUp(person, Purpose.Change.CREDENTIAL)));
    browser.show(id);
    return id;
  }

  private Page byPassword(SignInId id, String identifier) throws Exception {
    browser.go(id, "method:password", Map.of());
    return pressed(id, Map.of("identifier", identifier, "password", WORD));
  }

  /** The page after it; the end of a sign-in shows none. */
  private Page pressed(SignInId id, Map<String, String> fields) throws Exception {
    browser.press(id, "submit", fields);
    return isSignedIn(browser, id)
        ? new Page.Waiting(new Page.Way("", null, null, true), 1)
        : browser.show(id);
  }

  private Page byPasskey(SignInId id, PersonId person) throws Exception {
    Page.PasskeyForm asked = (Page.PasskeyForm) browser.go(id, "method:passkey", Map.of());
    String answer = asked.passkey().optionsJson() + "|" + person;
    return browser.go(id, "passkey", Map.of("credential", answer));
  }

  private long persons() {
    return jdbc.sql("select count(*) from person").query(Long.class).single();
  }

  @Test
  void nobodyElsesFactorStepsUp() throws Exception {
    PersonId own = person("13500135001");
    passkeys.give(own);
    browser = newBrowser();
    pauseIsOver();
    PersonId other = person("13500135002");

    SignInId byPassword = stepUp(own);
    assertRefused(byPassword, byPassword(byPassword, "13500135002"));
    SignInId byPasskey = stepUp(own);
    assertRefused(byPasskey, byPasskey(byPasskey, other));

    SignInId byOwn = stepUp(own);
    byPassword(byOwn, "13500135001");
    assertThat(isSignedIn(browser, byOwn)).isTrue();
  }

  private void assertRefused(SignInId id, Page page) {
    assertThat(((Page.ProofRefused) page).problem().key()).isEqualTo("login.failed");
    assertThat(isSignedIn(browser, id)).isFalse();
    assertThat(trail(id)).contains("signin.refused").doesNotContain("signin.completed");
  }

  /** Each is the first of two; what leads to no second one is not offered. */
  @Test
  @Clause({"A13", "N8"})
  void beforeAWayIsChangedWhatLeadsToTwoKindsIsOffered() throws Exception {
    PersonId person = person("13500135005");
    SignInId id = stepUp(person);
    Page.ConfirmOwner choice = (Page.ConfirmOwner) browser.show(id);
    assertThat(choice.before()).isEqualTo("credential");
    assertThat(choice.own()).extracting(Page.Way::id).containsExactly("password", "sms");
    assertThat(problem(browser.go(id, "method:passkey", Map.of())))
        .as("this person has none")
        .isEqualTo("confirm.weak");

    passwords.set(person, WORD + " anew", RequestOrigin.SERVER);
    SignInId young = stepUp(person);
    assertThat(((Page.ConfirmOwner) browser.show(young)).own())
        .as("a password of today counts as no kind, and the phone alone is one")
        .isEmpty();
    assertThat(problem(browser.go(young, "method:sms", Map.of()))).isEqualTo("confirm.weak");
  }

  @Test
  @Clause({"A13", "N8", "R10"})
  void twoKindsChangeWaysAndSoDoesACheckBesideTheOnlyKind() throws Exception {
    PersonId person = person("13500135015");
    UnboundPhoneTest.alsoShown(jdbc, person, Own.PASSWORD);
    SsoSession session = sessions.find(browser.cookie(Sessions.COOKIE).orElseThrow()).orElseThrow();
    assertThat(justNow.mayChangeWays(session)).as("code and password").isTrue();
    Settled.ways(jdbc, person);
    jdbc.sql("update password_credential set set_at = set_at + interval '4 days' where person = ?")
        .param(person.value())
        .update();
    assertThat(justNow.mayChangeWays(session))
        .as("a code, and a check of name and number beside which nothing else counts")
        .isTrue();
  }

  @Test
  @Clause("A13")
  void aCheckOfNameAndNumberBesideACodeStepsNobodyUpWhoseAccountRestsOnMore() throws Exception {
    String phone = "13500135006";
    String number = newNumber();
    register(NAME, number, phone);
    PersonId person =
        sessions.find(browser.cookie(Sessions.COOKIE).orElseThrow()).orElseThrow().person();

    SignInId enough = stepUp(person);
    byCheck(enough, number, phone);
    assertThat(isSignedIn(browser, enough)).as("the account rests on no more").isTrue();

    enrolments.enrol(
        ProofFixtures.proof()
            .document(ProofFixtures.resident(number))
            .name(NAME)
            .phone(phone)
            .by(Method.LIVE_PORTRAIT_MATCH, "population-register", Factor.FACE)
            .build(),
        enough,
        RequestOrigin.SERVER);
    SignInId id = stepUp(person);
    long evidence = evidence();
    Page page = byCheck(id, number, phone);

    assertThat(problem(page)).isEqualTo("confirm.weak");
    assertThat(isSignedIn(browser, id)).isFalse();
    assertThat(evidence()).isEqualTo(evidence);
    assertThat(trail(id)).contains("signin.refused").doesNotContain("signin.completed");
  }

  private static String problem(Page page) {
    return ((Page.ConfirmOwner) page).problem().orElseThrow().key();
  }

  /** Begun in the browser of a session in which this was shown just now. */
  private SignInId confirms(Purpose.Change before) throws Exception {
    pauseIsOver();
    SsoSession session = sessions.find(browser.cookie(Sessions.COOKIE).orElseThrow()).orElseThrow();
    Held held = new Held(session.person(), session.authentications().own(), session.isByFact());
    return browser.begin(
        signIns,
        SignInBrowser.request(
            Wanted.atLeast(Acr.LEAST).beside(Optional.of(held)),
            new Purpose.StepUp(session.person(), before)));
  }

  /** Nobody registers there, and what was shown is not asked for again. */
  @Test
  @Clause("A13")
  void beforeAChangeOfPhoneOnlyWaysThatAddAKindAreOffered() throws Exception {
    PersonId person = person("13500135010");
    SignInId id = confirms(Purpose.Change.PHONE);

    Page.ConfirmOwner page = (Page.ConfirmOwner) browser.show(id);
    assertThat(page.before()).isEqualTo("phone");
    assertThat(page.shown()).containsExactly("phone");
    assertThat(page.own()).extracting(Page.Way::id).containsExactly("password");
    assertThat(page.passkey()).as("this person has none").isEmpty();
    assertThat(page.proofs())
        .extracting(Page.Way::id)
        .contains("test-form")
        .doesNotContain("test-plain", "test-redirect");
    assertThat(problem(browser.go(id, "method:sms", Map.of()))).isEqualTo("confirm.shown-before");

    byPassword(id, "13500135010");
    assertThat(isSignedIn(browser, id)).isTrue();
    assertThat(sessions.find(browser.cookie(Sessions.COOKIE).orElseThrow()).orElseThrow())
        .satisfies(session -> assertThat(session.person()).isEqualTo(person))
        .satisfies(session -> assertThat(session.factors()).contains(Factor.SMS, Factor.PASSWORD));
  }

  /** Another thing of the same kind, or an authority that nobody asked, was not used just now. */
  @Test
  @Clause("A13")
  void onlyOfAWayThatWasUsedIsItSaidThatItWas() throws Exception {
    PersonId person = person("13500135016");
    SignInId phone = confirms(Purpose.Change.PHONE);
    browser.show(phone);
    assertThat(problem(browser.go(phone, "method:test-redirect", Map.of())))
        .isEqualTo("login.choose");
    assertThat(problem(browser.go(phone, "method:sms", Map.of())))
        .isEqualTo("confirm.shown-before");

    jdbc.sql(
            "update sso_session set methods = '{test-redirect}', factors = '{NETWORK_CREDENTIAL}'"
                + " where person = ? and ended_at is null")
        .param(person.value())
        .update();
    SignInId linked = confirms(Purpose.Change.PHONE);
    browser.show(linked);
    assertThat(problem(browser.go(linked, "method:sms", Map.of())))
        .as("a code is of one kind with the upstream's account that was shown")
        .isEqualTo("login.choose");
  }

  /** The same of what a page took that knew of no session. */
  @Test
  @Clause("A13")
  void aCodeOfOneKindWithTheLinkIsNotSaidToBeShownBefore() throws Exception {
    PersonId person = person("13500135017");
    jdbc.sql(
            "update sso_session set methods = '{test-redirect}', factors = '{NETWORK_CREDENTIAL}'"
                + " where person = ? and ended_at is null")
        .param(person.value())
        .update();
    pauseIsOver();
    SignInId id =
        browser.begin(
            signIns,
            SignInBrowser.request(
                Wanted.atLeast(Acr.LEAST), new Purpose.StepUp(person, Purpose.Change.PHONE)));
    browser.show(id);
    browser.go(id, "method:sms", Map.of());

    Page after = pressed(id, Map.of("code", outbox.lastCode("13500135017")));

    assertThat(problem(after)).isEqualTo("confirm.weak");
  }

  /** The page of the password takes a passkey too; what it shows was shown before. */
  @Test
  @Clause("A13")
  void aKindThatWasShownBeforeIsSaidToBeThatAndStandsInTheHistory() throws Exception {
    PersonId person = person("13500135011");
    passkeys.give(person);
    SignInId first = confirms(Purpose.Change.CREDENTIAL);
    browser.show(first);
    byPasskey(first, person);
    assertThat(isSignedIn(browser, first)).isTrue();
    SignInId id = confirms(Purpose.Change.PHONE);
    Page.ConfirmOwner page = (Page.ConfirmOwner) browser.show(id);
    assertThat(page.own()).extracting(Page.Way::id).containsExactly("password");
    Page.PasswordForm form = (Page.PasswordForm) browser.go(id, "method:password", Map.of());

    Page after =
        browser.go(
            id,
            "passkey",
            Map.of("credential", form.passkey().orElseThrow().optionsJson() + "|" + person));

    assertThat(problem(after)).isEqualTo("confirm.shown-before");
    assertThat(isSignedIn(browser, id)).isFalse();
    assertThat(trail(id)).contains("signin.refused").doesNotContain("signin.completed");
    byPassword(id, "13500135011");
    assertThat(isSignedIn(browser, id)).isTrue();
  }

  @Test
  void whatStopsTakesACodeWhichGoesToTheOwnPhoneUnasked() throws Exception {
    person("13500135012");
    SignInId id = confirms(Purpose.Change.FREEZE);
    Page.ConfirmOwner page = (Page.ConfirmOwner) browser.show(id);
    assertThat(page.own()).extracting(Page.Way::id).containsExactly("password", "sms");

    Page.CodeForm code = (Page.CodeForm) browser.go(id, "method:sms", Map.of());
    assertThat(code.fixed()).isTrue();
    pressed(id, Map.of("code", outbox.lastCode("13500135012")));

    assertThat(isSignedIn(browser, id)).isTrue();
  }

  /** Nothing of the account is shown by a fact, whatever is offered there. */
  @Test
  void whereARefusedWayLeadsOnNobodyIsTakenForANewcomer() throws Exception {
    SignInId id = stepUp(person("13500135013"));
    browser.go(id, "method:test-form", Map.of());
    browser.go(id, "submit", TestAdapters.person(NAME, newNumber()));
    browser.go(id, "submit", Map.of("phone", "13500135014"));
    Page page = browser.go(id, "submit", Map.of("code", outbox.lastCode("13500135014")));

    assertThat(((Page.ProofRefused) page).instead().registering()).isFalse();
    assertThat(((Page.ProofRefused) page).instead().rest()).isEmpty();
    assertThat(((Page.ProofRefused) page).instead().same())
        .extracting(Page.Way::id)
        .contains("password");
  }

  private Page byCheck(SignInId id, String number, String phone) throws Exception {
    browser.go(id, "method:test-form", Map.of());
    browser.go(id, "submit", TestAdapters.person(NAME, number));
    browser.go(id, "submit", Map.of("phone", phone));
    return pressed(id, Map.of("code", outbox.lastCode(phone)));
  }

  private long evidence() {
    return jdbc.sql("select count(*) from evidence").query(Long.class).single();
  }

  @Test
  void aProofOfSomebodyElseIsRefusedAndMakesNoAccount() throws Exception {
    PersonId own = person("13500135003");
    long before = persons();
    SignInId id = stepUp(own);
    browser.go(id, "method:test-form", Map.of());
    browser.go(id, "submit", TestAdapters.person(NAME, newNumber()));
    browser.go(id, "submit", Map.of("phone", "13500135004"));
    Page page = browser.go(id, "submit", Map.of("code", outbox.lastCode("13500135004")));

    assertThat(((Page.ProofRefused) page).problem().key()).isEqualTo("realname.mismatch");
    assertThat(isSignedIn(browser, id)).isFalse();
    assertThat(persons()).isEqualTo(before);
    assertThat(trail(id))
        .contains("signin.refused")
        .doesNotContain("person.registered", "evidence.added", "signin.completed");
  }

  /** Whoever sits at an open browser has their own identity, and none of the account's factors. */
  @Test
  @Clause({"N8", "L2", "L3"})
  void aStrangersIdentityBesideTheSessionIsNoStepUpAndIsNotLinked() throws Exception {
    PersonId own = person("13500135008");
    UnboundPhoneTest.alsoShown(jdbc, own, Own.PASSWORD);
    String cookie = browser.cookie(Sessions.COOKIE).orElseThrow();
    long before = persons();
    pauseIsOver();
    SignInId id =
        browser.begin(
            signIns,
            SignInBrowser.request(
                Wanted.atLeast(Acr.LEAST), new Purpose.StepUp(own, Purpose.Change.CREDENTIAL)));
    browser.show(id);

    cameBack(id, "a-strangers");

    assertThat(isSignedIn(browser, id)).isFalse();
    assertThat(browser.cookie(Sessions.COOKIE)).contains(cookie);
    assertThat(links(own)).isZero();
    assertThat(persons()).isEqualTo(before);
    assertThat(trail(id)).doesNotContain("credential.added", "signin.completed");
  }

  private long links(PersonId person) {
    return jdbc.sql("select count(*) from upstream_link where person = ?")
        .param(person.value())
        .query(Long.class)
        .single();
  }

  @Test
  void noOtherPurposeEndsInASession() {
    PersonId somebody = PersonId.parse("01990000-0000-7000-8000-000000000000");
    for (Purpose purpose :
        List.of(
            new Purpose.LinkWay(somebody),
            new Purpose.Recover(),
            new Purpose.VerifyAtCounter(),
            new Purpose.ActAsOfficer(somebody, new OrganisationId(somebody.value())))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> SignInBrowser.request(Wanted.atLeast(Acr.LEAST), purpose))
          .withMessage(purpose.code() + " ends in no session");
    }
  }
}
