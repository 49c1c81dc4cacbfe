package cn.tongxing.idp.login;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.identity.Freezes;
import cn.tongxing.idp.identity.Freezes.Desk;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.login.page.Page;
import cn.tongxing.idp.testing.Clause;
import cn.tongxing.idp.upkeep.Job;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A frozen account is thawed by its owner, with what was there before. */
@Clause({"C8", "A13"})
class ThawTest extends Thawing {

  @Test
  void twoWaysOfDifferentKindsFromBeforeThawAndSignIn() throws Exception {
    PersonId person = frozen("13800770001");
    SignInId id = thaw();

    byPassword(id, "13800770001");

    Page.Thaw more = (Page.Thaw) browser.show(id);
    assertThat(more.begun()).isTrue();
    assertThat(more.own()).extracting(Page.Way::id).containsExactly("sms");
    assertThat(freezes.isFrozen(person)).isTrue();

    bySms(id, "13800770001");

    assertThat(isSignedIn(browser, id)).isTrue();
    assertThat(freezes.isFrozen(person)).isFalse();
    assertThat(freezes.isThawedByOwner(person)).isTrue();
    assertThat(trail(id)).contains("signin.completed");
    assertThat(events(person)).contains("person.thawed:owner");
    assertThat(notices(person)).isEqualTo(1);
  }

  @Test
  void oneOfThemTwiceThawsNothing() throws Exception {
    String number = newNumber();
    PersonId person = frozen(number, "13800770002");
    SignInId id = thaw();

    bySms(id, "13800770002");
    assertThat(((Page.Thaw) browser.show(id)).own())
        .extracting(Page.Way::id)
        .containsExactly("password");
    byForm(id, NAME, number);

    assertThat(((Page.Thaw) browser.show(id)).own())
        .extracting(Page.Way::id)
        .containsExactly("password");
    assertThat(refusals(id)).isEmpty();
    assertThat(wrongTries()).as("their own phone, beside whatever").isZero();
    assertThat(takenTries()).isZero();
    assertStillFrozen(person, id);
  }

  @Test
  void whatWasAddedInTheThreeDaysBeforeIsAWrongOne() throws Exception {
    PersonId person = registered(newNumber(), "13800770003");
    longAgo(person);
    setAgo(person, Duration.ZERO);
    freezes.freeze(person, RequestOrigin.SERVER);
    SignInId id = thaw();

    byPassword(id, "13800770003");

    assertThat(((Page.PasswordForm) browser.show(id)).problem().orElseThrow().key())
        .isEqualTo("login.failed");
    bySms(id, "13800770003");
    assertThat(((Page.Thaw) browser.show(id)).own()).isEmpty();
    assertThat(freezes.isFrozen(person)).isTrue();
  }

  @Test
  void ofAnAccountThatIsNotFrozenNothingIsTold() throws Exception {
    String number = newNumber();
    registered(number, "13800770004");
    SignInId id = thaw();

    byPassword(id, "13800770004");
    assertThat(((Page.PasswordForm) browser.show(id)).problem().orElseThrow().key())
        .isEqualTo("login.failed");
    bySms(id, "13800770004");

    assertThat(told(id)).isEqualTo("thaw.nobody");
    bySms(id, "13800770005");
    assertThat(told(id)).as("nobody at all").isEqualTo("thaw.nobody");
    assertThat(trail(id)).doesNotContain("signin.completed");
  }

  @Test
  void theHotlinesFreezeIsTheOwnersToEndAndTheCountersIsNot() throws Exception {
    PersonId person = registered(newNumber(), "13800770006");
    longAgo(person);
    freezes.freeze(person, Desk.HOTLINE, CASE, RequestOrigin.SERVER);
    SignInId id = thaw();
    byPassword(id, "13800770006");
    browser.show(id);
    bySms(id, "13800770006");
    assertThat(freezes.isFrozen(person)).isFalse();

    freezes.freeze(person, Desk.COUNTER, CASE, RequestOrigin.SERVER);
    SignInId other = thaw();
    byPassword(other, "13800770006");

    assertThat(told(other)).isEqualTo("thaw.counter");
    assertThat(refusals(other)).containsExactly("at-counter " + person);
    assertThat(freezes.isFrozen(person)).isTrue();
  }

  @Test
  void aPasskeyFromBeforeIsOneOfTheTwo() throws Exception {
    PersonId person = frozen("13800770007");
    SignInId id = thaw();
    Page.Thaw page = (Page.Thaw) browser.show(id);

    browser.press(id, "passkey", Map.of("credential", answer(page, person)));

    assertThat(((Page.Thaw) browser.show(id)).begun()).isTrue();
    byPassword(id, "13800770007");
    assertThat(isSignedIn(browser, id)).isTrue();
    assertThat(freezes.isFrozen(person)).isFalse();
  }

  @Test
  void aSignInThatWaitedMeanwhileEndsInNothing() throws Exception {
    PersonId person = registered(newNumber(), "13800770008");
    longAgo(person);
    SignInBrowser thief = browser = newBrowser();
    SignInId waiting = begin();
    browser.go(waiting, "method:password", Map.of());
    freezes.freeze(person, RequestOrigin.SERVER);
    SignInId id = thaw();
    byPassword(id, "13800770008");
    browser.show(id);
    bySms(id, "13800770008");
    assertThat(freezes.isFrozen(person)).isFalse();

    browser = thief;
    browser.press(waiting, "submit", Map.of("identifier", "13800770008", "password", PASSWORD));

    assertThat(isSignedIn(thief, waiting)).isFalse();
    assertThat(trail(waiting)).contains("signin.refused");
  }

  @Test
  void aThawThatSignsNobodyInIsUndoneAndInThePersonsHistory() throws Exception {
    PersonId person = frozen("13800770009");
    SignInId id = thaw();
    byPassword(id, "13800770009");
    browser.show(id);
    aWayEnds(person);

    bySms(id, "13800770009");

    assertThat(told(id)).isEqualTo("realname.unproven");
    assertThat(refusals(id)).containsExactly("ended-meanwhile " + person);
    assertStillFrozen(person, id);
  }

  /** A thief with the phone added a password; the hotline's day makes it no older. */
  @Test
  void whatIsRecentStaysSoOverTheHotlinesDay() throws Exception {
    PersonId person = registered(newNumber(), "13800770012");
    longAgo(person);
    setAgo(person, Duration.ofHours(60));
    freezes.freeze(person, Desk.HOTLINE, CASE, RequestOrigin.SERVER);
    hoursPass(person, 25);
    jobs.stream().filter(each -> each.name().equals("freezes")).forEach(Job::run);
    assertThat(freezes.isFrozen(person)).isFalse();
    hoursPass(person, 1);
    freezes.freeze(person, RequestOrigin.SERVER);
    SignInId id = thaw();

    byPassword(id, "13800770012");

    assertThat(((Page.PasswordForm) browser.show(id)).problem().orElseThrow().key())
        .isEqualTo("login.failed");
    bySms(id, "13800770012");
    assertThat(((Page.Thaw) browser.show(id)).own()).isEmpty();
    assertThat(freezes.isFrozen(person)).isTrue();
    assertThat(isSignedIn(browser, id)).isFalse();
  }

  /** Nobody says how far it leads: whoever would type everything there is told nothing by it. */
  @Test
  void aFormThatIsNotSaidToLeadFarIsNotOffered() throws Exception {
    frozen("13800770013");
    SignInId id = thaw();
    assertThat(((Page.Thaw) browser.show(id)).proofs())
        .extracting(Page.Way::id)
        .contains("test-form", "test-redirect")
        .doesNotContain("test-plain");

    bySms(id, "13800770013");

    assertThat(((Page.Thaw) browser.show(id)).proofs())
        .extracting(Page.Way::id)
        .contains("test-form")
        .doesNotContain("test-plain");
    browser.go(id, "method:test-plain", Map.of());
    assertThat(browser.show(id)).isInstanceOf(Page.Thaw.class);
    SignInId other = begin();
    assertThat(browser.go(other, "method:test-plain", Map.of()))
        .as("of a sign-in it is one")
        .isInstanceOf(Page.AdapterForm.class);
  }

  @Test
  void whoWasThawedMeanwhileSeesTheTryInTheirHistory() throws Exception {
    PersonId person = frozen("13800770011");
    SignInId id = thaw();
    Page.Thaw page = (Page.Thaw) browser.show(id);
    freezes.thaw(person, Freezes.Recent.KEEP, CASE, RequestOrigin.SERVER);

    browser.press(id, "passkey", Map.of("credential", answer(page, person)));

    assertThat(told(id)).isEqualTo("thaw.nobody");
    assertThat(refusals(id)).containsExactly("not-frozen " + person);
  }
}
