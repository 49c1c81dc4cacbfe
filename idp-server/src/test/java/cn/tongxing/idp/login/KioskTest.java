package cn.tongxing.idp.login;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.kernel.Acr;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.login.page.Page;
import cn.tongxing.idp.proofing.Purpose;
import cn.tongxing.idp.session.Kiosks;
import cn.tongxing.idp.session.Sessions;
import cn.tongxing.idp.testing.Clause;
import cn.tongxing.idp.upkeep.Job;
import jakarta.servlet.Filter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.test.web.servlet.MvcResult;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;

/** Self-service machines: by their network, and by a key of their own. */
@Clause("issue 5 item 39: kiosks")
class KioskTest extends SignInTest {

  private static final String KEY = "__Host-tongxing-kiosk";
  private static final String KNOWN = "__Host-tongxing-known";
  private static final String ONCE = "name=\"once\" value=\"([A-Za-z0-9_-]{43})\"";
  private static final RequestOrigin HALL = new RequestOrigin("203.0.113.201", "");

  @Autowired Kiosks kiosks;

  @Autowired
  @Qualifier("endVisits")
  Job endVisits;

  @Autowired
  @Qualifier("kioskVisits")
  Filter visits;

  private SignInBrowser machine() {
    return new SignInBrowser(
        MockMvcBuilders.webAppContextSetup(context).addFilters(visits).build());
  }

  private SignInBrowser inTheHall() {
    return machine().from(HALL.address());
  }

  private SignInBrowser withKey() throws Exception {
    SignInBrowser machine = inTheHall();
    String link = kiosks.add("大厅一号机").link();
    machine.perform(MockMvcRequestBuilders.post("/kiosk/key/" + link));
    assertThat(machine.cookie(KEY)).isPresent();
    return machine;
  }

  private PersonId person() {
    return sessions.find(browser.cookie(Sessions.COOKIE).orElseThrow()).orElseThrow().person();
  }

  private static String once(SignInBrowser machine, String path) throws Exception {
    String page = machine.get(path).getResponse().getContentAsString();
    assertThat(page).containsPattern(ONCE);
    return page.replaceAll("(?s).*" + ONCE + ".*", "$1");
  }

  private static int status(SignInBrowser machine, String link) throws Exception {
    return status(machine, link, "");
  }

  private static int status(SignInBrowser machine, String link, String once) throws Exception {
    return machine
        .perform(MockMvcRequestBuilders.post("/kiosk/key/" + link).param("once", once))
        .getResponse()
        .getStatus();
  }

  private List<String> trail(String type) {
    return jdbc.sql("select type from audit_event where type like ?")
        .param(type)
        .query(String.class)
        .list();
  }

  @Test
  void aKeyIsHandedOutOnceWithinADayAndCanBeTakenAway() throws Exception {
    Kiosks.Added added = kiosks.add("大厅二号机");
    SignInBrowser machine = inTheHall();
    MvcResult ask = machine.get("/kiosk/key/" + added.link());
    assertThat(ask.getResponse().getContentAsString()).contains("设为自助机", "大厅二号机");
    assertThat(machine.cookie(KEY)).as("looking takes nothing").isEmpty();

    assertThat(status(machine, added.link())).isEqualTo(303);
    assertThat(status(inTheHall(), added.link())).isEqualTo(410);
    assertThat(machine.get("/kiosk/ready").getResponse().getContentAsString())
        .as("whoever set it up sees it")
        .contains("已设为自助机", "大厅二号机", "60 秒没有人操作", "id=\"start\" href=\"/hall\"");
    assertThat(newBrowser().get("/kiosk/ready").getResponse().getHeader("Location"))
        .as("of any other browser nothing is said")
        .isEqualTo("/");
    String key = machine.cookie(KEY).orElseThrow();
    assertThat(kiosks.find(HALL, key).orElseThrow().key()).hasValue(added.id());
    assertThat(
            jdbc.sql("select count(*) from kiosk where name = ? or encode(key_hash, 'escape') = ?")
                .params("nobody", key)
                .query(Long.class)
                .single())
        .isZero();

    assertThat(kiosks.end(added.id())).isTrue();
    assertThat(kiosks.find(HALL, key).orElseThrow().key()).as("by its network alone").isEmpty();
    assertThat(kiosks.end(added.id())).isFalse();
    Kiosks.Added late = kiosks.add("大厅三号机");
    clock.pass(Duration.ofHours(23));
    assertThat(kiosks.waiting(late.link())).isPresent();
    clock.pass(Duration.ofHours(2));
    assertThat(kiosks.waiting(late.link())).as("its page says so before anybody presses").isEmpty();
    assertThat(status(inTheHall(), late.link())).isEqualTo(410);
    assertThat(trail("kiosk.%")).contains("kiosk.added", "kiosk.keyed", "kiosk.ended");
  }

  /** The window's way back, after the visit: nothing of the one before is said. */
  @Test
  void whatAnotherVisitorBeganIsOverAndSaysNothingOfThem() throws Exception {
    SignInBrowser before = inTheHall();
    SignInId id = before.begin(signIns, Acr.LEAST);
    SignInBrowser machine = inTheHall();
    String tried = machine.get("/sign-in/" + id).getResponse().getHeader("Location");
    for (SignInBrowser next : List.of(machine, inTheHall())) {
      MvcResult page = next.get(tried);
      assertThat(((Page.Over) page.getModelAndView().getModel().get("page")).why())
          .isEqualTo(Page.Over.Why.VISIT_OVER);
      assertThat(page.getResponse().getStatus()).isEqualTo(410);
      assertThat(page.getResponse().getContentAsString())
          .contains("这次使用已经结束")
          .doesNotContain("预约挂号");
    }
  }

  /** The answer to the first press of two was not waited for, and the key with it. */
  @Test
  void whoPressesTwiceHasTheKeyAndWhoOnlyKnowsTheLinkHasNone() throws Exception {
    Kiosks.Added added = kiosks.add("大厅七号机");
    String path = "/kiosk/key/" + added.link();
    SignInBrowser machine = inTheHall();
    SignInBrowser another = inTheHall();
    String once = once(machine, path);
    assertThat(once(another, path)).isNotEqualTo(once);
    machine.perform(MockMvcRequestBuilders.post(path).param("once", once));
    String key = machine.cookie(KEY).orElseThrow();
    machine.forget(KEY);

    MvcResult again = machine.perform(MockMvcRequestBuilders.post(path).param("once", once));
    assertThat(again.getResponse().getHeader("Location")).isEqualTo("/kiosk/ready");
    assertThat(machine.cookie(KEY)).contains(key);
    assertThat(status(inTheHall(), added.link())).isEqualTo(410);
    assertThat(status(another, added.link(), once)).as("of another browser").isEqualTo(410);
    kiosks.end(added.id());
    assertThat(status(machine, added.link())).as("taken away").isEqualTo(410);
    assertThat(status(machine, added.link(), once)).isEqualTo(410);
  }

  /** Anybody who has the link could post the same. */
  @Test
  void whatNoPageOfOursSaysBringsNoKeyASecondTime() throws Exception {
    SignInBrowser machine = inTheHall();
    String ofAnotherLink = once(machine, "/kiosk/key/" + kiosks.add("大厅九号机").link());
    for (String posted : List.of("1", "p".repeat(43), ofAnotherLink)) {
      String link = kiosks.add("大厅八号机").link();
      assertThat(status(machine, link, posted)).isEqualTo(303);
      assertThat(status(machine, link, posted)).as(posted).isEqualTo(410);
      assertThat(status(inTheHall(), link, posted)).isEqualTo(410);
    }
  }

  @Test
  @Clause("A5")
  void aKeyThatWasCopiedOutOfTheNetworkIsAnOrdinaryBrowsers() throws Exception {
    Kiosks.Added added = kiosks.add("大厅六号机");
    SignInBrowser elsewhere = machine().from("198.51.100.20");
    MvcResult refused = elsewhere.get("/kiosk/key/" + added.link());
    assertThat(refused.getResponse().getStatus()).isEqualTo(403);
    assertThat(refused.getResponse().getContentAsString()).contains("id=\"elsewhere\"");
    assertThat(status(elsewhere, added.link())).isEqualTo(403);
    assertThat(elsewhere.cookie(KEY)).isEmpty();
    SignInBrowser machine = inTheHall();
    assertThat(status(machine, added.link())).as("the link was not used up").isEqualTo(303);

    String key = machine.cookie(KEY).orElseThrow();
    elsewhere.remember(KEY, key);
    browser = elsewhere;
    register(NAME, newNumber(), "13200132005");
    assertThat(browser.cookie(KNOWN)).as("remembered like any browser").isPresent();
    browser.perform(MockMvcRequestBuilders.post("/kiosk/leave"));
    assertThat(person()).as("no kiosk: nothing ends").isNotNull();
    for (int i = 0; i < 14; i++) {
      SignInId id = begin();
      browser.go(id, "method:sms", Map.of());
      browser.go(id, "submit", Map.of("phone", "132001330%02d".formatted(i)));
    }
    assertThat(outbox.to("13200133012")).as("ten are a browser's, a day").isEmpty();
  }

  @Test
  void aVisitLeavesNothingAndOffersNothingToKeep() throws Exception {
    browser = inTheHall();
    SignInId id = begin();
    Page.ChooseMethod choice = (Page.ChooseMethod) browser.show(id);
    assertThat(choice.returning())
        .extracting(Page.Way::id)
        .contains("sms")
        .doesNotContain("passkey");
    assertThat(choice.passkey()).isEmpty();
    browser.go(id, "method:test-form", Map.of());
    browser.go(id, "submit", TestAdapters.person(NAME, newNumber()));
    browser.go(id, "submit", Map.of("phone", "13200132001"));
    Map<String, String> code = Map.of("code", outbox.lastCode("13200132001"));
    MvcResult end = browser.press(id, "submit", code);

    assertThat(end.getResponse().getHeader("Location"))
        .as("straight on: no passkey or password is offered")
        .isEqualTo("/authorize/continue?id=1");
    assertThat(isSignedIn(browser, id)).isTrue();
    assertThat(browser.cookies()).as("for the next who comes").doesNotContain(KNOWN, "way");
    assertThat(
            jdbc.sql("select count(*) from known_place where person = ?")
                .param(person().value())
                .query(Long.class)
                .single())
        .isZero();
    assertThat(sessions.open(person()).getFirst().browser()).as("it has no name").isEmpty();
  }

  /** Without a button too: whoever sends what no page of a machine has is where they were. */
  @Test
  void aPasskeyIsRefusedWhateverIsSent() throws Exception {
    register(NAME, newNumber(), "13200132009");
    PersonId person = person();
    browser = inTheHall();
    SignInId id = begin();
    assertThat(browser.go(id, "method:passkey", Map.of())).isInstanceOf(Page.ChooseMethod.class);
    browser.press(id, "passkey", Map.of("credential", "x|" + person));
    assertThat(browser.show(id)).isInstanceOf(Page.ChooseMethod.class);
    assertThat(trail(id)).as("nothing was tried").doesNotContain("signin.refused");
    browser.go(id, "method:password", Map.of());
    browser.press(id, "passkey", Map.of("credential", "x|" + person));
    assertThat(browser.show(id)).isInstanceOf(Page.PasswordForm.class);
    assertThat(trail(id)).doesNotContain("signin.refused");
  }

  @Test
  void whoseOtherPhoneIsNotBoundIsOfferedNoPasskeyThere() throws Exception {
    String number = newNumber();
    register(NAME, number, "13200132010");
    pauseIsOver();
    browser = inTheHall();
    SignInId id = begin();
    browser.go(id, "method:test-form", Map.of());
    browser.go(id, "submit", TestAdapters.person(NAME, number));
    browser.go(id, "submit", Map.of("phone", "13200132011"));
    Page told = browser.go(id, "submit", Map.of("code", outbox.lastCode("13200132011")));
    assertThat(((Page.PhoneUnbound) told).ways())
        .extracting(Page.Way::id)
        .contains("sms")
        .doesNotContain("passkey");
  }

  @Test
  void nothingIsSetAtAMachineWhereTheDepartmentDemandsASecondFactorEither() throws Exception {
    browser = inTheHall();
    Wanted demanded = Wanted.atLeast(Acr.parse("urn:tongxing:acr:p2:a2").orElseThrow());
    SignInId id =
        browser.begin(
            signIns, SignInBrowser.request(demanded, new Purpose.SignIn(), clock.instant()));
    browser.show(id);
    browser.go(id, "method:test-form", Map.of());
    browser.go(id, "submit", TestAdapters.person(NAME, newNumber()));
    browser.go(id, "submit", Map.of("phone", "13200132008"));
    Map<String, String> code = Map.of("code", outbox.lastCode("13200132008"));
    MvcResult end = browser.press(id, "submit", code);

    assertThat(end.getResponse().getHeader("Location"))
        .as("the department hears what was reached")
        .isEqualTo("/authorize/continue?id=1");
    assertThat(isSignedIn(browser, id)).isTrue();
    assertThat(passwords.exists(person())).isFalse();
  }

  @Test
  void aSessionLivesFromTouchToTouch() throws Exception {
    browser = inTheHall();
    SignInId id = register(NAME, newNumber(), "13200132002");
    String cookie = browser.cookie(Sessions.COOKIE).orElseThrow();
    clock.pass(Duration.ofSeconds(50));
    browser.perform(MockMvcRequestBuilders.post("/kiosk/here"));
    clock.pass(Duration.ofSeconds(50));
    assertThat(sessions.find(cookie)).as("somebody was there").isPresent();
    clock.pass(Duration.ofSeconds(11));
    assertThat(sessions.find(cookie)).isEmpty();
    browser.perform(MockMvcRequestBuilders.post("/kiosk/here"));
    assertThat(sessions.find(cookie)).as("a touch brings nobody back").isEmpty();
    assertThat(isSignedIn(browser, id)).isFalse();
  }

  /** Whoever comes next stands before the application, where the one who left is signed in. */
  @Test
  void whoWalkedAwayIsSignedOutEverywhere() throws Exception {
    browser = inTheHall();
    register(NAME, newNumber(), "13200132006");
    UUID byItself = session();
    clock.pass(Duration.ofSeconds(59));
    endVisits.run();
    assertThat(endOf(byItself)).isEmpty();
    clock.pass(Duration.ofSeconds(1));
    endVisits.run();
    assertThat(endOf(byItself)).contains("IDLE");

    browser = inTheHall();
    register(NAME, newNumber(), "13200132007");
    UUID byThePage = session();
    clock.pass(Duration.ofSeconds(60)); // the page's minute is the server's
    browser.perform(MockMvcRequestBuilders.post("/kiosk/leave"));
    assertThat(endOf(byThePage)).contains("LOGOUT");
    endVisits.run();
    assertThat(
            jdbc.sql("select details from audit_event where type = 'session.ended' and session = ?")
                .param(byThePage)
                .query(String.class)
                .list())
        .hasSize(1);
  }

  private UUID session() {
    String cookie = browser.cookie(Sessions.COOKIE).orElseThrow();
    return sessions.find(cookie).orElseThrow().id().value();
  }

  private Optional<String> endOf(UUID session) {
    return jdbc.sql("select end_reason from sso_session where id = ? and ended_at is not null")
        .param(session)
        .query(String.class)
        .optional();
  }

  @Test
  void theEndOfAVisitEndsTheSessionEverywhere() throws Exception {
    browser = inTheHall();
    browser.remember("way", "sms"); // of before the machine was one
    browser.remember(KNOWN, "x");
    SignInId id = register(NAME, newNumber(), "13200132003");
    browser.get("/sign-in/" + id + "?lang=en&view=elder");
    assertThat(browser.cookies()).contains("going", "way", Sessions.COOKIE);
    String cookie = browser.cookie(Sessions.COOKIE).orElseThrow();
    MvcResult left = browser.perform(MockMvcRequestBuilders.post("/kiosk/leave"));
    assertThat(left.getResponse().getStatus()).isEqualTo(303);
    assertThat(left.getResponse().getHeader("Location")).isEqualTo("/hall");
    assertThat(browser.cookies()).as("nothing of the visit is left").isEmpty();
    assertThat(sessions.find(cookie)).isEmpty();

    browser = newBrowser();
    register(NAME, newNumber(), "13200132004");
    browser.perform(MockMvcRequestBuilders.post("/kiosk/leave"));
    assertThat(person()).as("no kiosk: nothing ends").isNotNull();
  }

  /** Its software opens the start without a word: no button was pressed, no page was there. */
  @Test
  void theStartOfAMachineForgetsWhoeverLeftItWithoutAWord() throws Exception {
    browser = inTheHall();
    register(NAME, newNumber(), "13200132010");
    browser.get("/");
    assertThat(browser.cookies()).as("somebody is there").contains(Sessions.COOKIE);
    UUID left = session();
    clock.pass(Duration.ofSeconds(61));

    MvcResult start = browser.get("/");

    assertThat(start.getResponse().getStatus()).isEqualTo(200);
    assertThat(browser.cookies()).isEmpty();
    assertThat(endOf(left)).contains("LOGOUT");
  }

  @Test
  @Clause("A5")
  void aMachineWithAKeyServesAHallAndNumbersKeepTheirLimits() throws Exception {
    SignInBrowser machine = withKey();
    int sent = 0;
    for (int i = 0; i < 14; i++) { // ten are a browser's, a day
      browser = machine;
      String phone = "132001321%02d".formatted(i);
      SignInId id = begin();
      browser.go(id, "method:sms", Map.of());
      browser.go(id, "submit", Map.of("phone", phone));
      sent += outbox.to(phone).size();
    }
    assertThat(sent).isEqualTo(14);
    String one = "13200132199";
    for (int i = 0; i < 7; i++) {
      SignInId id = begin();
      browser.go(id, "method:sms", Map.of());
      browser.go(id, "submit", Map.of("phone", one));
      clock.pass(Duration.ofSeconds(61));
      redis.keys("limit:{sms}:pause:*").forEach(redis::del);
    }
    assertThat(outbox.to(one)).as("an hour's for a number").hasSize(5);
  }

  /** Nobody opens an upstream's app there, whatever the machine's browser calls itself. */
  @Test
  void noAppIsLookedForAtAMachine() throws Exception {
    SignInBrowser machine = inTheHall();
    SignInId id = machine.begin(signIns, Acr.LEAST);

    Object page =
        machine
            .perform(
                MockMvcRequestBuilders.get("/sign-in/" + id)
                    .header("User-Agent", "UpstreamClient/1"))
            .getModelAndView()
            .getModel()
            .get("page");

    assertThat(((Page.ChooseMethod) page).last()).isEmpty();
  }
}
