package cn.tongxing.idp.login;

import static cn.tongxing.idp.kernel.IdentityAssurance.P4;
import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.adapter.spi.EvidenceItem.Method;
import cn.tongxing.adapter.spi.Factor;
import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.identity.Enrolments;
import cn.tongxing.idp.identity.PhoneChanges;
import cn.tongxing.idp.identity.ProofFixtures;
import cn.tongxing.idp.identity.ReissueCheck;
import cn.tongxing.idp.identity.Standings;
import cn.tongxing.idp.kernel.Acr;
import cn.tongxing.idp.kernel.IdentityAssurance;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.login.page.Page;
import cn.tongxing.idp.session.Sessions;
import cn.tongxing.idp.session.SsoSession;
import cn.tongxing.idp.testing.Clause;
import cn.tongxing.idp.testing.identity.Carriers;
import cn.tongxing.idp.testing.identity.Window;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A phone that several use, or that has changed hands, at the sign-in page. */
@Clause("A13")
class PhoneOfOthersTest extends SignInTest {

  private static final String WORD = "correct horse battery";

  @Autowired Carriers carriers;
  @Autowired Enrolments enrolments;
  @Autowired PhoneChanges changes;

  private SsoSession session() {
    return sessions.find(browser.cookie(Sessions.COOKIE).orElseThrow()).orElseThrow();
  }

  private PersonId registered(String number, String phone) throws Exception {
    browser = newBrowser();
    register(NAME, number, phone);
    PersonId person = session().person();
    pauseIsOver();
    return person;
  }

  /** As if the person had not used their phone for so many days. */
  private void unused(PersonId person, int days) {
    jdbc.sql(
            """
            update phone_credential
               set own_use_at = own_use_at - make_interval(days => :days)
             where person = :person
            """)
        .param("days", days)
        .param("person", person.value())
        .update();
  }

  /** Up to the right code, and the page that is due then. */
  private SignInId code(String phone) throws Exception {
    pauseIsOver();
    redis.flushdb();
    browser = newBrowser();
    SignInId id = begin();
    browser.go(id, "method:sms", Map.of());
    browser.go(id, "submit", Map.of("phone", phone));
    browser.press(id, "submit", Map.of("code", outbox.lastCode(phone)));
    if (!isSignedIn(browser, id)) {
      browser.show(id);
    }
    return id;
  }

  private static String tail(String number) {
    return number.substring(number.length() - 6);
  }

  private String problem(Page page) {
    return ((Page.DocumentTail) page).problem().orElseThrow().key();
  }

  @Test
  void whoUsesTheirPhoneNowAndThenIsNeverAsked() throws Exception {
    String phone = "13400134001";
    PersonId person = registered(newNumber(), phone);
    for (int season = 0; season < 3; season++) {
      unused(person, 80);
      SignInId id = code(phone);
      assertThat(isSignedIn(browser, id)).isTrue();
      assertThat(session().method()).isEqualTo("sms");
    }
  }

  @Test
  void aPhoneNotUsedForLongAsksForTheDocumentShowsNoNameAndIsWorthLess() throws Exception {
    String phone = "13400134002";
    String number = newNumber();
    PersonId person = registered(number, phone);
    unused(person, 86);

    SignInId id = code(phone);
    assertThat(isSignedIn(browser, id)).isFalse();
    assertThat(browser.show(id)).isInstanceOf(Page.DocumentTail.class);
    assertThat(browser.get("/sign-in/" + id).getResponse().getContentAsString())
        .contains("name=\"tail\"", "这是我新办的号码")
        .doesNotContain("小明", "*明");
    assertThat(problem(browser.go(id, "submit", Map.of()))).isEqualTo("tail.blank");
    assertThat(problem(browser.go(id, "submit", Map.of("tail", "000000")))).isEqualTo("tail.wrong");
    browser.press(id, "submit", Map.of("tail", tail(number)));

    assertThat(session().person()).isEqualTo(person);
    assertThat(session().isByFact()).isTrue();
    assertThat(session().authentications().level(IdentityAssurance.P4).identity())
        .isEqualTo(IdentityAssurance.P2);
    assertThat(trail(id)).contains("signin.refused", "signin.completed");
    // the binding does not become fresh by it
    SignInId next = code(phone);
    assertThat(browser.show(next)).isInstanceOf(Page.DocumentTail.class);
  }

  @Test
  @Clause("A4")
  void threeWrongEndsADayAndNoMoreAreCompared() throws Exception {
    String phone = "13400134003";
    String number = newNumber();
    unused(registered(number, phone), 86);
    SignInId id = code(phone);
    for (int wrong = 0; wrong < 3; wrong++) {
      assertThat(problem(browser.go(id, "submit", Map.of("tail", "00000" + wrong))))
          .isEqualTo("tail.wrong");
    }
    Map<String, String> right = Map.of("tail", tail(number));
    assertThat(problem(browser.go(id, "submit", right))).isEqualTo("tail.locked");
    assertThat(isSignedIn(browser, id)).isFalse();
    browser.get("/sign-in/" + id + "?ui_locales=en");
    assertThat(problem(browser.show(id))).as("in another language too").isEqualTo("tail.locked");
    assertThat(((Page.DocumentTail) browser.show(id)).problem().orElseThrow().in(Locale.ENGLISH))
        .singleElement(InstanceOfAssertFactories.STRING)
        .matches("\\d{1,2} [A-Z][a-z]+ 20\\d\\d\u00a0\\d\\d:\\d\\d");
    assertThat(trail(id)).contains("signin.limited");
    // another sign-in of the day, with Redis empty
    SignInId again = code(phone);
    assertThat(problem(browser.go(again, "submit", right))).isEqualTo("tail.locked");

    clock.pass(Duration.ofDays(1));
    SignInId nextDay = code(phone);
    browser.press(nextDay, "submit", right);
    assertThat(isSignedIn(browser, nextDay)).isTrue();
  }

  @Test
  void ofAFamilyEachIsChosenByTheirOwnDocument() throws Exception {
    String phone = "13400134004";
    String first = newNumber();
    String second = newNumber();
    PersonId one = registered(first, phone);
    PersonId two = registered(second, phone);
    SignInId id = code(phone);
    browser.press(id, "submit", Map.of("tail", tail(second)));
    assertThat(session().person()).isEqualTo(two);
    id = code(phone);
    browser.press(id, "submit", Map.of("tail", tail(first)));
    assertThat(session().person()).isEqualTo(one);
  }

  @Test
  void nameAndNumberBesideTheFamilysPhoneAreWorthNoMoreThanTheEndOfTheNumber() throws Exception {
    String phone = "13400134008";
    String number = newNumber();
    PersonId one = registered(number, phone);
    registered(newNumber(), phone);
    redis.flushdb();
    browser = newBrowser();

    register(NAME, number, phone);

    assertThat(session().person()).isEqualTo(one);
    assertThat(session().isByFact()).isTrue();
    assertThat(session().authentications().level(IdentityAssurance.P4).identity())
        .isEqualTo(IdentityAssurance.P2);
    assertThat(session().authentications().isBySmsAlone(IdentityAssurance.P2)).isTrue();
  }

  @Test
  void whoIsChosenByTheEndOfTheNumberIsSoBesideNameAndNumberToo() throws Exception {
    String phone = "13400134009";
    String number = newNumber();
    registered(number, phone);
    registered(newNumber(), phone);
    raise(number, phone);
    SignInId id = chosen(phone, number);
    assertThat(isSignedIn(browser, id)).isFalse();
    browser.go(id, "method:test-form", Map.of());
    browser.press(id, "submit", TestAdapters.person(NAME, number));

    assertThat(isSignedIn(browser, id)).as("no factor was shown").isFalse();
    assertThat(trail(id)).doesNotContain("evidence.added", "signin.completed");
  }

  @Test
  void theCapStaysThroughAllStepsOfASignIn() throws Exception {
    String phone = "13400134011";
    String number = newNumber();
    PersonId person = registered(number, phone);
    raise(number, phone);
    unused(person, 86);
    SignInId id = chosen(phone, number);
    carriers.say(PhoneNumber.parse(phone).orElseThrow(), ReissueCheck.Answer.SAME_HOLDER);
    browser.go(id, "method:test-form", Map.of());
    Page page = browser.go(id, "submit", TestAdapters.person(NAME, number));

    assertThat(isSignedIn(browser, id)).isFalse();
    assertThat(((Page.MoreNeeded) page).needs().sure())
        .as("a code is all that was shown")
        .isFalse();
  }

  @Test
  void whoIsChosenByTheEndOfTheNumberMayShowAFactorOfTheirOwn() throws Exception {
    String phone = "13400134010";
    String number = newNumber();
    PersonId person = registered(number, phone);
    raise(number, phone);
    unused(person, 86);
    passwords.set(person, WORD, RequestOrigin.SERVER);

    SignInId id = chosen(phone, number);
    Page.MoreNeeded more = (Page.MoreNeeded) browser.show(id);
    assertThat(more.own()).extracting(Page.Way::id).containsExactly("passkey", "password");
    assertThat(more.passkey()).isPresent();
    assertThat(browser.go(id, "method:sms", Map.of())).isInstanceOf(Page.MoreNeeded.class);
    browser.go(id, "method:password", Map.of());
    browser.press(id, "submit", Map.of("identifier", number, "password", WORD));

    assertThat(isSignedIn(browser, id)).isTrue();
    assertThat(session().isByFact()).isFalse();
    assertThat(session().authentications().level(P4).identity()).isEqualTo(P4);
    assertThat(session().authentications().own())
        .as("the code was beside a fact: no second kind now")
        .containsExactly(Factor.PASSWORD);
    SignInId next = code(phone);
    assertThat(isSignedIn(browser, next)).as("fresh from the next sign-in on").isTrue();
    assertThat(session().authentications().own()).containsExactly(Factor.SMS);
  }

  @Test
  void whoGotTheNumberAnewFreshensNothingByAFactorOfAnotherAccount() throws Exception {
    String phone = "13400134012";
    PersonId earlier = registered(newNumber(), phone);
    unused(earlier, 86);
    String thiefs = newNumber();
    PersonId thief = registered(thiefs, "13400134013");
    passwords.set(thief, WORD, RequestOrigin.SERVER);

    SignInId id = code(phone);
    browser.go(id, "method:password", Map.of());
    browser.press(id, "submit", Map.of("identifier", thiefs, "password", WORD));

    assertThat(session().person()).isEqualTo(thief);
    SignInId next = code(phone);
    assertThat(browser.show(next)).isInstanceOf(Page.DocumentTail.class);
  }

  @Test
  void onASharedPhoneAnOwnFactorFreshensNothing() throws Exception {
    String phone = "13400134014";
    String number = newNumber();
    PersonId person = registered(number, phone);
    registered(newNumber(), phone);
    passwords.set(person, WORD, RequestOrigin.SERVER);
    unused(person, 86);

    SignInId id = code(phone);
    browser.go(id, "method:password", Map.of());
    browser.press(id, "submit", Map.of("identifier", number, "password", WORD));

    assertThat(session().person()).isEqualTo(person);
    assertThat(
            jdbc.sql("SELECT own_use_at FROM phone_credential WHERE person = ?")
                .param(person.value())
                .query(java.time.OffsetDateTime.class)
                .single())
        .isBefore(clock.instant().minus(Duration.ofDays(80)).atOffset(java.time.ZoneOffset.UTC));
  }

  @Test
  void aPhoneThatTheCounterBoundIsFreshByItsFirstCodeAndTheEndOfTheNumber() throws Exception {
    String number = newNumber();
    String phone = "13400134016";
    PersonId person = registered(number, "13400134015");
    boundByCounter(person, phone);

    SignInId id = code(phone);
    assertThat(browser.show(id)).isInstanceOf(Page.DocumentTail.class);
    browser.press(id, "submit", Map.of("tail", tail(number)));

    assertThat(session().person()).isEqualTo(person);
    assertThat(session().isByFact()).as("this once still").isTrue();
    SignInId next = code(phone);
    assertThat(isSignedIn(browser, next)).isTrue();
    assertThat(session().isByFact()).isFalse();
  }

  @Test
  void aPhoneThatTheCounterBoundAndNobodyUsedForASeasonIsFreshByNoFact() throws Exception {
    String number = newNumber();
    String phone = "13400134018";
    PersonId person = registered(number, "13400134017");
    boundByCounter(person, phone);
    jdbc.sql("UPDATE phone_credential SET bound_at = ? WHERE person = ? AND ended_at IS NULL")
        .param(clock.instant().minus(Duration.ofDays(86)).atOffset(java.time.ZoneOffset.UTC))
        .param(person.value())
        .update();

    SignInId id = code(phone);
    browser.press(id, "submit", Map.of("tail", tail(number)));

    assertThat(session().person()).isEqualTo(person);
    SignInId next = code(phone);
    assertThat(browser.show(next)).isInstanceOf(Page.DocumentTail.class);
  }

  /** {@code ./idp citizen phone}, and the hold is over. */
  private void boundByCounter(PersonId person, String phone) {
    Standings.Reason lost = new Standings.Reason("lost");
    changes.askFor(
        person,
        PhoneNumber.parse(phone).orElseThrow(),
        Window.decided(lost, lost),
        RequestOrigin.SERVER);
    jdbc.sql("UPDATE phone_change SET due_at = started_at WHERE person = ? AND ended_at IS NULL")
        .param(person.value())
        .update();
    changes.finishDue();
  }

  /** As if an authority had compared the person's face, beside the phone they have. */
  private void raise(String number, String phone) {
    enrolments.enrol(
        ProofFixtures.proof()
            .document(ProofFixtures.resident(number))
            .name(NAME)
            .by(Method.LIVE_PORTRAIT_MATCH, "population-register", Factor.FACE)
            .phone(phone)
            .build(),
        SignInBrowser.request(Acr.LEAST).id(),
        RequestOrigin.SERVER);
  }

  /** At a sign-in that wants more than a fact is worth, up to the right end of the number. */
  private SignInId chosen(String phone, String number) throws Exception {
    pauseIsOver();
    redis.flushdb();
    browser = newBrowser();
    SignInId id = browser.begin(signIns, Acr.parse("urn:tongxing:acr:p3:a1").orElseThrow());
    browser.show(id);
    browser.go(id, "method:sms", Map.of());
    browser.go(id, "submit", Map.of("phone", phone));
    browser.go(id, "submit", Map.of("code", outbox.lastCode(phone)));
    browser.press(id, "submit", Map.of("tail", tail(number)));
    browser.show(id);
    return id;
  }

  @Test
  void whoHasAPasswordOnASharedPhoneIsAskedForThat() throws Exception {
    String phone = "13400134005";
    String number = newNumber();
    PersonId one = registered(number, phone);
    registered(newNumber(), phone);
    passwords.set(one, WORD, RequestOrigin.SERVER);
    SignInId id = code(phone);
    Page.DocumentTail page =
        (Page.DocumentTail) browser.go(id, "submit", Map.of("tail", tail(number)));
    assertThat(page.problem().orElseThrow().key()).isEqualTo("tail.own-factor");
    assertThat(page.others()).extracting(Page.Way::id).contains("password", "passkey");
    browser.go(id, "method:password", Map.of());
    browser.press(id, "submit", Map.of("identifier", number, "password", WORD));
    assertThat(session().person()).isEqualTo(one);
    assertThat(session().isByFact()).isFalse();
  }

  @Test
  void whoHasTheNumberNewlyRegistersAndOpensNobodysAccount() throws Exception {
    String phone = "13400134006";
    PersonId earlier = registered(newNumber(), phone);
    unused(earlier, 86);
    SignInId id = code(phone);
    Page form = browser.go(id, "new-number", Map.of());
    assertThat(((Page.AdapterForm) form).notice()).as("not that nobody has an account").isEmpty();
    assertThat(((Page.AdapterForm) form).opens()).isTrue();
    browser.press(id, "submit", TestAdapters.person(NAME, newNumber()));

    assertThat(isSignedIn(browser, id)).isTrue();
    assertThat(session().person()).isNotEqualTo(earlier);
    assertThat(trail(id)).contains("person.registered");
  }

  @Test
  void aNumberThatChangedHandsIsNobodysBeforeAndLeadsToRegistering() throws Exception {
    String phone = "13400134007";
    unused(registered(newNumber(), phone), 86);
    carriers.say(PhoneNumber.parse(phone).orElseThrow(), ReissueCheck.Answer.CHANGED_HANDS);
    SignInId id = code(phone);
    assertThat(((Page.AdapterForm) browser.show(id)).notice().orElseThrow().key())
        .isEqualTo("phone.no-account");
    assertThat(isSignedIn(browser, id)).isFalse();
  }
}
