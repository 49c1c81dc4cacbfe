package cn.tongxing.idp.login;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.session.Sessions;
import cn.tongxing.idp.testing.Clause;
import jakarta.servlet.Filter;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;

/** What the pages of a sign-in leave in the outbox of notices. */
@Clause("N8")
class NewDeviceToldTest extends SignInTest {

  private static final String PHONE = "13912340772";

  @Autowired
  @Qualifier("kioskVisits")
  Filter visits;

  private List<String> told(PersonId person) {
    return jdbc.sql("select kind from notice where person = ? order by id")
        .param(person.value())
        .query(String.class)
        .list();
  }

  private PersonId byCode() throws Exception {
    return byCode(PHONE);
  }

  private PersonId byCode(String phone) throws Exception {
    SignInId id = begin();
    browser.go(id, "method:sms", Map.of());
    browser.go(id, "submit", Map.of("phone", phone));
    browser.press(id, "submit", Map.of("code", outbox.lastCode(phone)));
    assertThat(isSignedIn(browser, id)).isTrue();
    return person();
  }

  @Test
  void aSignInInAnotherBrowserIsToldAndRegisteringAndComingBackAreNot() throws Exception {
    SignInId registered = register(NAME, newNumber(), PHONE);
    SignInBrowser first = browser;
    PersonId person =
        sessions.find(browser.cookie(Sessions.COOKIE).orElseThrow()).orElseThrow().person();
    assertThat(told(person)).as("the first browser is no news").isEmpty();
    browser.press(registered, "password", Map.of("new_password", "ein langes Wort am Ende"));
    assertThat(told(person)).as("set in the offer").containsExactly("PASSWORD_SET");

    browser = newBrowser();
    pauseIsOver();
    assertThat(byCode()).isEqualTo(person);
    assertThat(told(person)).containsExactly("PASSWORD_SET", "NEW_DEVICE");

    browser = first;
    pauseIsOver();
    assertThat(byCode()).isEqualTo(person);
    assertThat(told(person)).as("known").hasSize(2);
  }

  /** Nothing of it is remembered, so that each visit is told, to the day's limit of all devices. */
  @Test
  @Clause("issue 5 item 41: new device")
  void aSignInAtAMachineIsToldToWhoHasABrowserOfTheirOwn() throws Exception {
    String phone = "13912340775";
    SignInBrowser machine =
        new SignInBrowser(MockMvcBuilders.webAppContextSetup(context).addFilters(visits).build())
            .from("203.0.113.202");
    browser = machine;
    register(NAME, newNumber(), phone);
    PersonId person = person();
    assertThat(told(person)).as("who was nowhere else").isEmpty();

    browser = newBrowser();
    pauseIsOver();
    byCode(phone);
    assertThat(told(person)).as("the first browser of their own").isEmpty();
    browser = machine;
    pauseIsOver();
    byCode(phone);
    assertThat(told(person)).containsExactly("NEW_DEVICE");
    pauseIsOverInTheVisit();
    byCode(phone);
    assertThat(told(person)).as("one more step of the same visit").hasSize(1);
    pauseIsOver();
    byCode(phone);
    assertThat(told(person)).as("another visit").hasSize(2);
  }

  /** Somebody else's session is nobody's visit but theirs. */
  @Test
  @Clause("issue 5 item 41: new device")
  void whoSignsInAtAMachineWhereSomebodyElseStillIsIsTold() throws Exception {
    String phone = "13912340777";
    register(NAME, newNumber(), phone);
    PersonId person = person();
    browser =
        new SignInBrowser(MockMvcBuilders.webAppContextSetup(context).addFilters(visits).build())
            .from("203.0.113.202");
    register(NAME, newNumber(), "13912340778");
    pauseIsOverInTheVisit();
    assertThat(person()).as("the visit goes on").isNotEqualTo(person);
    byCode(phone);
    assertThat(told(person)).containsExactly("NEW_DEVICE");
  }

  /** As {@link #pauseIsOver}, with a hand on the machine. */
  private void pauseIsOverInTheVisit() throws Exception {
    for (int i = 0; i < 3; i++) {
      clock.pass(Duration.ofSeconds(40));
      browser.perform(MockMvcRequestBuilders.post("/kiosk/here"));
    }
    redis.keys("limit:{sms}:*").forEach(redis::del);
  }

  @Test
  @Clause("issue 5 item 41: new device")
  void whoWasChosenByTheEndOfTheirNumberIsToldToo() throws Exception {
    String phone = "13912340776";
    String number = newNumber();
    register(NAME, number, phone);
    PersonId person = person();
    SignInBrowser own = browser;
    pauseIsOver();
    browser = newBrowser();
    register(NAME, newNumber(), phone);
    pauseIsOver();

    browser = newBrowser();
    byTail(phone, number);
    assertThat(told(person)).containsExactly("NEW_DEVICE");
    pauseIsOver();
    byTail(phone, number);
    assertThat(told(person)).as("in the same session").hasSize(1);
    pauseIsOver();
    browser = own;
    byTail(phone, number);
    assertThat(told(person)).as("in a browser that is theirs").hasSize(1);
  }

  private void byTail(String phone, String number) throws Exception {
    SignInId id = begin();
    browser.go(id, "method:sms", Map.of());
    browser.go(id, "submit", Map.of("phone", phone));
    browser.go(id, "submit", Map.of("code", outbox.lastCode(phone)));
    browser.press(id, "submit", Map.of("tail", number.substring(number.length() - 6)));
    assertThat(isSignedIn(browser, id)).isTrue();
  }

  private PersonId person() {
    return sessions.find(browser.cookie(Sessions.COOKIE).orElseThrow()).orElseThrow().person();
  }

  /** By what it is known: names of devices stand by the same. */
  @Test
  void aSessionNamesTheBrowserThatItLivesInAndKeepsItThroughSteps() throws Exception {
    register(NAME, newNumber(), "13912340779");
    PersonId person =
        sessions.find(browser.cookie(Sessions.COOKIE).orElseThrow()).orElseThrow().person();

    assertThat(browsersOfSessions(person)).containsExactlyElementsOf(knownBrowsers(person));
    pauseIsOver();
    SignInId again = begin();
    browser.go(again, "method:sms", Map.of());
    browser.go(again, "submit", Map.of("phone", "13912340779"));
    browser.press(again, "submit", Map.of("code", outbox.lastCode("13912340779")));
    assertThat(isSignedIn(browser, again)).isTrue();
    assertThat(browsersOfSessions(person)).containsExactlyElementsOf(knownBrowsers(person));
  }

  private List<String> browsersOfSessions(PersonId person) {
    return sessions.open(person).stream()
        .map(each -> HexFormat.of().formatHex(each.browser()))
        .toList();
  }

  private List<String> knownBrowsers(PersonId person) {
    return jdbc.sql(
            "select encode(place, 'hex') from known_place where person = ? and kind = 'BROWSER'")
        .param(person.value())
        .query(String.class)
        .list();
  }

  /** Verification is registration: what the page says that is accepted by going on. */
  @Test
  @Clause("PIPL 14")
  void whoRegistersHasAcceptedTheTermsOfThatDayAndTheTrailSaysWhich() throws Exception {
    SignInId id = register(NAME, newNumber(), "13912340774");
    PersonId person =
        sessions.find(browser.cookie(Sessions.COOKIE).orElseThrow()).orElseThrow().person();
    assertThat(
            jdbc.sql("select version from terms_acceptance where person_id = ?")
                .param(person.value())
                .query(String.class)
                .list())
        .containsExactly("tongxing-1");
    assertThat(trail(id)).contains("person.registered", "terms.accepted");

    browser = newBrowser();
    pauseIsOver();
    SignInId again = begin();
    browser.go(again, "method:sms", Map.of());
    browser.go(again, "submit", Map.of("phone", "13912340774"));
    browser.press(again, "submit", Map.of("code", outbox.lastCode("13912340774")));
    assertThat(trail(again)).as("coming back is no new agreement").doesNotContain("terms.accepted");
  }

  /** The transaction's language is the person's: through all pages, to the outbox. */
  @Test
  void whoRegistersOnEnglishPagesIsToldInEnglish() throws Exception {
    SignInId id = begin();
    browser.get("/sign-in/" + id + "?ui_locales=en");
    browser.show(id);
    register(id, NAME, newNumber(), "13912340773");
    PersonId person =
        sessions.find(browser.cookie(Sessions.COOKIE).orElseThrow()).orElseThrow().person();
    browser.press(id, "password", Map.of("new_password", "ein langes Wort am Ende"));

    assertThat(
            jdbc.sql("select language from notice where person = ?")
                .param(person.value())
                .query(String.class)
                .list())
        .containsExactly("en");
  }
}
