package cn.tongxing.idp.login;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.kernel.Acr;
import cn.tongxing.idp.kernel.AuthenticationAssurance;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.login.page.Needs;
import cn.tongxing.idp.login.page.Page;
import cn.tongxing.idp.proofing.Purpose;
import cn.tongxing.idp.session.Sessions;
import cn.tongxing.idp.session.SsoSession;
import cn.tongxing.idp.testing.Clause;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Levels that a department wishes ({@code acr_values}), and levels that it demands. */
@Clause({"OpenID Connect Core 1.0 3.1.2.1", "R10"})
class WishedLevelTest extends SignInTest {

  private static final String WORD = "correct horse battery";

  private static Acr level(String text) {
    return Acr.parse("urn:tongxing:acr:" + text).orElseThrow();
  }

  private static Wanted wished(String... levels) {
    return new Wanted(
        Arrays.stream(levels).map(WishedLevelTest::level).toList(), Optional.of(Acr.LEAST));
  }

  private Page.ChooseMethod begin(Wanted wanted) throws Exception {
    SignInRequest request = SignInBrowser.request(wanted, new Purpose.SignIn());
    last = browser.begin(signIns, request);
    return (Page.ChooseMethod) browser.show(last);
  }

  private SignInId last = SignInId.parse("01990000-0000-7000-8000-000000000000");

  private static List<String> ids(List<Page.Way> ways) {
    return ways.stream().map(Page.Way::id).toList();
  }

  private void bySms(String phone) throws Exception {
    browser.go(last, "method:sms", Map.of());
    browser.go(last, "submit", Map.of("phone", phone));
    browser.press(last, "submit", Map.of("code", outbox.lastCode(phone)));
  }

  private SsoSession session() {
    return sessions.find(browser.cookie(Sessions.COOKIE).orElseThrow()).orElseThrow();
  }

  private PersonId registered(String phone) throws Exception {
    register(NAME, newNumber(), phone);
    PersonId person = session().person();
    pauseIsOver();
    browser = newBrowser();
    return person;
  }

  @Test
  void anyOfTheWishedLevelsWillDo() throws Exception {
    registered("13500135101");
    Page.ChooseMethod choice = begin(wished("p5:a1", "p1:a1"));
    assertThat(ids(choice.returning())).containsExactly("sms", "password", "passkey");
    assertThat(ids(choice.registering())).contains("test-form");

    bySms("13500135101");

    assertThat(isSignedIn(browser, last)).isTrue();
  }

  @Test
  void whatReachesAWishedLevelComesFirstAndNothingThatIsEnoughIsHidden() throws Exception {
    registered("13500135102");
    Page.ChooseMethod choice = begin(wished("p4:a3"));
    assertThat(ids(choice.returning())).containsExactly("passkey", "sms", "password");
    assertThat(ids(choice.registering())).contains("test-form");

    bySms("13500135102");

    assertThat(isSignedIn(browser, last)).as("out of reach: ends with the truth").isTrue();
    assertThat(session().authentications().assurance()).isEqualTo(AuthenticationAssurance.A1);
  }

  @Test
  void aWishedLevelThatOneMoreStepReachesIsAskedFor() throws Exception {
    PersonId person = registered("13500135103");
    passwords.set(person, WORD, RequestOrigin.SERVER);
    begin(wished("p1:a2"));
    browser.go(last, "method:password", Map.of());
    Page second = browser.go(last, "submit", Map.of("identifier", "13500135103", "password", WORD));
    assertThat(second).isInstanceOf(Page.CodeForm.class);

    browser.press(last, "submit", Map.of("code", outbox.lastCode("13500135103")));

    assertThat(session().authentications().assurance()).isEqualTo(AuthenticationAssurance.A2);
  }

  @Test
  void aNewcomerWhomNoWayTakesToTheWishedLevelRegistersAllTheSame() throws Exception {
    Page.ChooseMethod choice = begin(wished("p5:a1"));
    assertThat(ids(choice.registering())).contains("test-form");
    browser.go(last, "method:test-form", Map.of());
    browser.go(last, "submit", TestAdapters.person(NAME, newNumber()));
    browser.go(last, "submit", Map.of("phone", "13500135104"));
    browser.go(last, "submit", Map.of("code", outbox.lastCode("13500135104")));
    assertThat(isSignedIn(browser, last)).isTrue();
  }

  @Test
  void aDemandedLevelIsNamedAndWhatReachesItComesFirst() throws Exception {
    Page.ChooseMethod choice = begin(Wanted.atLeast(level("p4:a3")));
    assertThat(ids(choice.returning())).containsExactly("passkey", "sms", "password");
    assertThat(choice.needs()).contains(new Needs(4, 3, false, false));
    assertThat(begin(Wanted.atLeast(Acr.LEAST)).needs()).isEmpty();
  }

  /** As the authorization endpoint begins it, beside the session of the browser. */
  private Page beside(Wanted wanted) throws Exception {
    SsoSession session = session();
    Held held = new Held(session.person(), session.factors(), session.authentications().isByFact());
    last =
        browser.begin(
            signIns, SignInBrowser.request(wanted.beside(Optional.of(held)), new Purpose.SignIn()));
    return browser.show(last);
  }

  @Test
  void whoIsSignedInIsShownWhatIsMissingForAWishAndMayGoOnWithout() throws Exception {
    PersonId person = registered("13500135106");
    passwords.set(person, WORD, RequestOrigin.SERVER);
    begin(wished("p1:a1"));
    bySms("13500135106");
    SsoSession before = session();

    Page.MoreNeeded page = (Page.MoreNeeded) beside(wished("p1:a2"));

    assertThat(page.enough()).isTrue();
    assertThat(page.needs()).isEqualTo(new Needs(1, 2, true, false));
    assertThat(ids(page.own())).containsExactly("password");
    Page.MoreNeeded demanded = (Page.MoreNeeded) beside(Wanted.atLeast(level("p1:a2")));
    assertThat(demanded.enough()).as("what is demanded is not gone without").isFalse();
    browser.press(last, "go-on", Map.of());
    assertThat(session().includes(last)).isFalse();

    beside(wished("p1:a2"));
    String cookie = browser.cookie(Sessions.COOKIE).orElseThrow();
    browser.press(last, "go-on", Map.of());

    SsoSession after = session();
    assertThat(after.includes(last)).as("it ended here, so the application is answered").isTrue();
    assertThat(after.id()).isEqualTo(before.id());
    assertThat(after.authentications()).isEqualTo(before.authentications());
    assertThat(after.signIn()).isEqualTo(before.signIn());
    assertThat(browser.cookie(Sessions.COOKIE)).contains(cookie);
    assertThat(trail(last)).doesNotContain("signin.completed");
    browser.press(last, "go-on", Map.of());
    assertThat(session().signIns()).as("once").containsOnlyOnce(last);
  }

  @Test
  void whoTakesTheStepReachesTheWish() throws Exception {
    PersonId person = registered("13500135107");
    passwords.set(person, WORD, RequestOrigin.SERVER);
    begin(wished("p1:a1"));
    bySms("13500135107");
    beside(wished("p1:a2"));

    browser.go(last, "method:password", Map.of());
    browser.press(last, "submit", Map.of("identifier", "13500135107", "password", WORD));

    assertThat(session().includes(last)).isTrue();
    assertThat(session().authentications().assurance()).isEqualTo(AuthenticationAssurance.A2);
  }

  /** The code went to whom the session knows: nothing was shown, and nothing has been decided. */
  @Test
  void aLookAtTheCodeDoesNotTakeAwayGoingOnWithout() throws Exception {
    PersonId person = registered("13500135108");
    passwords.set(person, WORD, RequestOrigin.SERVER);
    begin(wished("p1:a1"));
    browser.go(last, "method:password", Map.of());
    browser.press(last, "submit", Map.of("identifier", "13500135108", "password", WORD));
    assertThat(session().authentications().methods()).containsExactly("password");
    assertThat(((Page.MoreNeeded) beside(wished("p1:a2"))).enough()).isTrue();
    assertThat(browser.go(last, "method:sms", Map.of())).isInstanceOf(Page.CodeForm.class);

    Page.MoreNeeded back = (Page.MoreNeeded) browser.go(last, "other-ways", Map.of());

    assertThat(back.enough()).isTrue();
    browser.press(last, "go-on", Map.of());
    assertThat(session().includes(last)).isTrue();
    assertThat(session().authentications().methods()).containsExactly("password");
  }

  @Test
  void theCodeThatWasLookedAtIsStillASecondFactor() throws Exception {
    PersonId person = registered("13500135109");
    passwords.set(person, WORD, RequestOrigin.SERVER);
    begin(wished("p1:a1"));
    browser.go(last, "method:password", Map.of());
    browser.press(last, "submit", Map.of("identifier", "13500135109", "password", WORD));
    beside(wished("p1:a2"));
    browser.go(last, "method:sms", Map.of());
    browser.go(last, "other-ways", Map.of());
    browser.go(last, "method:sms", Map.of());

    browser.press(last, "submit", Map.of("code", outbox.lastCode("13500135109")));

    assertThat(session().includes(last)).isTrue();
    assertThat(session().authentications().assurance()).isEqualTo(AuthenticationAssurance.A2);
  }
}
