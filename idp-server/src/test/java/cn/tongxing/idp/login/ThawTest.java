package cn.tongxing.idp.login;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.identity.Freezes;
import cn.tongxing.idp.identity.Freezes.Desk;
import cn.tongxing.idp.kernel.Acr;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.login.page.Page;
import cn.tongxing.idp.proofing.Purpose;
import cn.tongxing.idp.testing.Clause;
import cn.tongxing.idp.testing.identity.Window;
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
    assertThat(more.begun()).isNotEmpty();
    assertThat(more.own()).extracting(Page.Way::id).containsExactly("sms");
    assertThat(freezes.isFrozen(person)).isTrue();
    assertThat(browser.frame().told()).as("the page itself says it").isEmpty();
    browser.go(id, "method:sms", Map.of());
    assertThat(browser.get("/sign-in/" + id).getResponse().getContentAsString())
        .as("above the next step")
        .contains("已确认一种方式，还差一种。");

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
    assertThat(browser.get(browser.frame().here() + "?display=elder").getResponse().getStatus())
        .as("the other look of this page")
        .isNotEqualTo(404);
    byForm(id, NAME, number);

    Page.Thaw page = (Page.Thaw) browser.show(id);
    assertThat(page.own()).extracting(Page.Way::id).containsExactly("password");
    assertThat(page.problem().orElseThrow().key())
        .as("never the same page without a word")
        .isEqualTo("thaw.same-kind");
    assertThat(refusals(id)).containsExactly("same-kind " + person);
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
    Page.Thaw page = (Page.Thaw) browser.show(id);
    assertThat(page.own()).isEmpty();
    assertThat(page.begun()).containsExactly("phone");
    assertThat(page.useless()).as("named now").containsExactly(Map.entry("password", "too_new"));
    assertThat(freezes.isFrozen(person)).isTrue();
  }

  /** The same answer as nobody's; whose phone it is sees the try. */
  @Test
  void aPhoneThatWasBoundJustBeforeIsNobodysAndItsOwnerSeesTheTry() throws Exception {
    PersonId person = frozenWithAYoungPhone("13800770021");
    SignInId id = thaw();

    bySms(id, "13800770021");

    assertThat(told(id)).isEqualTo("thaw.nobody");
    assertThat(refusals(id)).containsExactly("added-before-freeze " + person);
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
    freezes.freeze(person, Desk.HOTLINE, CASE, Window.OPERATOR, RequestOrigin.SERVER);
    SignInId id = thaw();
    byPassword(id, "13800770006");
    browser.show(id);
    bySms(id, "13800770006");
    assertThat(freezes.isFrozen(person)).isFalse();

    freezes.freeze(person, Desk.COUNTER, CASE, Window.OPERATOR, RequestOrigin.SERVER);
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

    assertThat(((Page.Thaw) browser.show(id)).begun()).isNotEmpty();
    byPassword(id, "13800770007");
    assertThat(isSignedIn(browser, id)).isTrue();
    assertThat(freezes.isFrozen(person)).isFalse();
  }

  @Test
  void aSignInThatWaitedMeanwhileEndsInNothing() throws Exception {
    PersonId person = registered(newNumber(), "13800770008");
    longAgo(person);
    SignInBrowser thief = browser = newBrowser();
    SignInId waiting =
        browser.begin(
            signIns,
            SignInBrowser.request(
                Wanted.atLeast(Acr.parse("urn:tongxing:acr:p2:a2").orElseThrow()),
                new Purpose.SignIn(),
                clock.instant()));
    browser.show(waiting);
    pauseIsOver();
    byPassword(waiting, "13800770008");
    browser.show(waiting);
    String code = outbox.lastCode("13800770008");
    freezes.freeze(person, RequestOrigin.SERVER);
    pauseIsOver();
    SignInId id = thaw();
    byPassword(id, "13800770008");
    browser.show(id);
    bySms(id, "13800770008");
    assertThat(freezes.isFrozen(person)).isFalse();

    browser = thief;
    browser.show(waiting);
    browser.press(waiting, "submit", Map.of("code", code));

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
    freezes.freeze(person, Desk.HOTLINE, CASE, Window.OPERATOR, RequestOrigin.SERVER);
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
    PersonId person = frozen("13800775991");
    SignInId id = thaw();
    Page.Thaw page = (Page.Thaw) browser.show(id);
    freezes.thaw(person, Freezes.Recent.KEEP, Window.decided(CASE), RequestOrigin.SERVER);

    browser.press(id, "passkey", Map.of("credential", answer(page, person)));

    assertThat(told(id)).isEqualTo("thaw.nobody");
    assertThat(refusals(id)).containsExactly("not-frozen " + person);
  }

  /** Both are shown within five minutes: the older one counts no more, and is asked for again. */
  @Test
  void ofTwoWaysShownMoreThanFiveMinutesApartTheFirstIsAskedForAgain() throws Exception {
    PersonId person = frozen("13800770014");
    SignInId id = thaw();
    byPassword(id, "13800770014");
    browser.show(id);
    clock.pass(Duration.ofMinutes(6));
    redis.keys("limit:*").forEach(key -> redis.del(key));

    bySms(id, "13800770014");

    Page.Thaw page = (Page.Thaw) browser.show(id);
    assertThat(page.begun()).containsExactly("phone");
    assertThat(page.own()).extracting(Page.Way::id).containsExactly("password");
    assertStillFrozen(person, id);

    byPassword(id, "13800770014");

    assertThat(isSignedIn(browser, id)).isTrue();
    assertThat(freezes.isFrozen(person)).isFalse();
    assertThat(events(person)).contains("person.thawed:owner");
    assertThat(notices(person)).isEqualTo(1);
  }
}
