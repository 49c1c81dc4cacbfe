package cn.tongxing.idp.login;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.kernel.Acr;
import cn.tongxing.idp.kernel.AuthenticationAssurance;
import cn.tongxing.idp.kernel.IdentityAssurance;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.login.page.Page;
import cn.tongxing.idp.login.page.Page.QrCode.State;
import cn.tongxing.idp.proofing.Purpose;
import cn.tongxing.idp.session.Authentication;
import cn.tongxing.idp.session.Sessions;
import cn.tongxing.idp.session.SsoSession;
import cn.tongxing.idp.testing.Clause;
import cn.tongxing.idp.testing.Within;
import cn.tongxing.simulator.SimulatorSettings;
import cn.tongxing.simulator.UpstreamSimulator;
import cn.tongxing.simulator.cyber.CyberUpstream;
import cn.tongxing.simulator.population.SyntheticPerson;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;

/** A code to scan with the national network identity, and what others might do with it. */
class ScannedCodeTest extends SignInTest {

  private static final AtomicReference<InstantSource> TIME =
      new AtomicReference<>(InstantSource.system());
  private static final UpstreamSimulator SIMULATOR = simulator();

  private static UpstreamSimulator simulator() {
    try {
      return UpstreamSimulator.start(
          SimulatorSettings.inMemory(() -> TIME.get().instant(), new SecureRandom()));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @DynamicPropertySource
  static void upstream(DynamicPropertyRegistry registry) {
    SIMULATOR.policeProperties().forEach((name, value) -> registry.add(name, () -> value));
  }

  @AfterAll
  static void stop() {
    SIMULATOR.close();
  }

  @BeforeEach
  void oneClock() {
    TIME.set(clock);
  }

  private static SyntheticPerson citizen(String id) {
    return SIMULATOR.population().find(id).orElseThrow();
  }

  private Page.QrCode code(SignInId id) throws Exception {
    browser.go(id, "method:police", Map.of());
    return (Page.QrCode) browser.go(id, "network_identity", Map.of());
  }

  /** What the code says, from the page as a phone shows it. */
  private String link(SignInId id) throws Exception {
    var page =
        browser.perform(
            MockMvcRequestBuilders.get("/sign-in/" + id).header("Sec-CH-UA-Mobile", "?1"));
    return ((Page.QrCode) page.getModelAndView().getModel().get("page")).link().orElseThrow();
  }

  private String bizSeq(SignInId id) throws Exception {
    return link(id).replaceFirst(".*bizSeq=([A-Za-z0-9]{32}).*", "$1");
  }

  private void agrees(String bizSeq, String person) {
    assertThat(SIMULATOR.networkIdentity().app().agree(bizSeq, citizen(person), "")).isTrue();
  }

  private Page polled(SignInId id) throws Exception {
    clock.pass(Duration.ofSeconds(3));
    return browser.show(id);
  }

  /** In this browser, up to the end. */
  private Page provesPhone(SignInId id, String phone) throws Exception {
    browser.go(id, "submit", Map.of("phone", phone));
    return browser.go(id, "submit", Map.of("code", outbox.lastCode(phone)));
  }

  @Test
  @Clause({"Q1", "N1"})
  void aConfirmedCodeSignsInTheBrowserThatShowsItAndNoOther() throws Exception {
    SignInId id = begin();
    code(id);
    String bizSeq = bizSeq(id);
    agrees(bizSeq, "zhangsan");
    clock.pass(Duration.ofSeconds(3));
    long asked = SIMULATOR.requests().calls(CyberUpstream.RESULT_PATH);

    SignInBrowser other = newBrowser();
    other.begin(signIns, cn.tongxing.idp.kernel.Acr.LEAST);
    for (String path : List.of("", "?ui_locales=en", "/other-ways")) {
      other.get("/sign-in/" + id + path);
    }
    assertThat(other.get("/sign-in/" + id).getResponse().getStatus()).isEqualTo(403);
    assertThat(other.get("/sign-in/" + id + "/poll").getResponse().getContentAsString())
        .isEqualTo("{\"changed\":false}");
    assertThat(SIMULATOR.requests().calls(CyberUpstream.RESULT_PATH)).isEqualTo(asked);
    assertThat(isSignedIn(other, id)).isFalse();

    assertThat(browser.show(id)).isInstanceOf(Page.PhoneForm.class);
    assertThat(provesPhone(id, "13700137000")).isInstanceOf(Page.OfferCredential.class);
    assertThat(isSignedIn(browser, id)).isTrue();
  }

  @Test
  @Clause("N8")
  void whoComesByTheOtherDoorIsSaidToHaveComeByIt() throws Exception {
    SyntheticPerson citizen = citizen("homeiling");
    SignInId first = confirmed(citizen, "13700137071");
    assertThat(ways(first)).containsExactly("police-network-identity");
    assertThat(session().method()).isEqualTo("police-network-identity");
    assertThat(
            jdbc.sql("select adapter || ' ' || way from upstream_link where person = ?")
                .param(session().person().value())
                .query(String.class)
                .list())
        .containsExactly("police police-network-identity");

    pauseIsOver();
    SignInId again = confirmed(citizen, "13700137071");
    assertThat(ways(again)).containsExactly("police-network-identity");
    assertThat(browser.cookie("way")).contains("police-network-identity");
    Page.ChooseMethod choice = (Page.ChooseMethod) browser.show(begin());
    assertThat(choice.remembered().orElseThrow().id()).isEqualTo("police-network-identity");
  }

  /** A sign-in by name and number that the network identity confirms, and a code. */
  private SignInId confirmed(SyntheticPerson citizen, String phone) throws Exception {
    Acr p2 = new Acr(IdentityAssurance.P2, AuthenticationAssurance.A1);
    SignInId id = browser.begin(signIns, SignInBrowser.request(p2));
    browser.show(id);
    Page.AdapterForm form =
        (Page.AdapterForm) browser.go(id, "method:police-network-identity", Map.of());
    assertThat(form.way().label().english()).isEqualTo("National network identity");
    browser.go(id, "submit", Map.of("name", citizen.name(), "id_number", citizen.number()));
    agrees(bizSeq(id), citizen.id());
    polled(id);
    browser.go(id, "submit", Map.of("phone", phone));
    browser.press(id, "submit", Map.of("code", outbox.lastCode(phone)));
    assertThat(isSignedIn(browser, id)).isTrue();
    return id;
  }

  private List<String> ways(SignInId id) {
    return jdbc.sql(
            "select distinct details::jsonb ->> 'way' from audit_event"
                + " where sign_in = ? and details::jsonb ->> 'way' is not null")
        .param(id.value())
        .query(String.class)
        .list();
  }

  private SsoSession session() {
    return sessions.find(browser.cookie(Sessions.COOKIE).orElseThrow()).orElseThrow();
  }

  @Test
  @Clause("Q2")
  void aConfirmedCodeIsClaimedOnceHoweverManyAskAtOnce() throws Exception {
    SignInId id = begin();
    code(id);
    agrees(bizSeq(id), "lisi");
    clock.pass(Duration.ofSeconds(3));
    long checked = SIMULATOR.requests().calls(CyberUpstream.AUTH_PATH);

    race(20, () -> browser.get("/sign-in/" + id));

    assertThat(SIMULATOR.requests().calls(CyberUpstream.AUTH_PATH)).isEqualTo(checked + 1);
    assertThat(browser.show(id)).isInstanceOf(Page.PhoneForm.class);
    browser.go(id, "submit", Map.of("phone", "13700137001"));
    String step = browser.step();
    Map<String, String> typed = Map.of("code", outbox.lastCode("13700137001"));
    race(10, () -> browser.post(id, step, "submit", typed));
    assertThat(trail(id)).containsOnlyOnce("person.registered", "signin.completed");
  }

  @Test
  @Clause({"Q2", "Q5"})
  void theServiceIsAskedNoMoreOftenThanItAllows() throws Exception {
    SignInId id = begin();
    code(id);
    long before = SIMULATOR.requests().calls(CyberUpstream.RESULT_PATH);
    long began = System.nanoTime();

    for (int round = 0; round < 5; round++) {
      race(20, () -> browser.get("/sign-in/" + id));
    }

    Duration took = Duration.ofNanos(System.nanoTime() - began);
    assertThat(SIMULATOR.requests().calls(CyberUpstream.RESULT_PATH) - before)
        .isLessThanOrEqualTo(took.toSeconds() / 2 + 1);
  }

  @Test
  @Clause("Q2")
  void aConfirmationThatComesTooLateIsNeverAskedFor() throws Exception {
    SignInId id = begin();
    code(id);
    String old = bizSeq(id);
    clock.pass(Duration.ofMinutes(2));
    agrees(old, "wangxiuying");
    long asked = SIMULATOR.requests().calls(CyberUpstream.RESULT_PATH);

    Page.QrCode expired = (Page.QrCode) polled(id);
    assertThat(expired.state()).isEqualTo(State.EXPIRED);
    assertThat(expired.svg()).isEmpty();
    assertThat(expired.checkNumber()).isEmpty();

    Page.QrCode fresh = (Page.QrCode) browser.go(id, "restart", Map.of());
    assertThat(fresh.state()).isEqualTo(State.SHOWN);
    assertThat(bizSeq(id)).isNotEqualTo(old);
    assertThat(SIMULATOR.requests().calls(CyberUpstream.RESULT_PATH)).isEqualTo(asked);
    assertThat(((Page.QrCode) polled(id)).state()).isEqualTo(State.SHOWN);
    assertThat(isSignedIn(browser, id)).isFalse();
  }

  @Test
  @Clause("Q2")
  void aCodeThatWasScannedIsTakenOffThePage() throws Exception {
    SignInId id = begin();
    Page.QrCode shown = code(id);
    assertThat(shown.svg()).startsWith("<svg");
    URI page = URI.create(link(id));
    assertThat(open(page)).contains(">" + shown.checkNumber().orElseThrow() + "<");

    Page.QrCode scanned = (Page.QrCode) polled(id);
    assertThat(scanned.state()).isEqualTo(State.SCANNED);
    assertThat(scanned.svg()).isEmpty();
    assertThat(scanned.checkNumber()).isEqualTo(shown.checkNumber());
    assertThat(scanned.secondsLeft()).isGreaterThan(shown.secondsLeft());

    // the page's button still works, and leads to a code, not to the beginning of the way
    Page.QrCode fresh = (Page.QrCode) browser.go(id, "restart", Map.of());
    assertThat(fresh.state()).isEqualTo(State.SHOWN);
    assertThat(link(id)).isNotEqualTo(page.toString());
  }

  private static String open(URI page) throws Exception {
    try (HttpClient phone = HttpClient.newHttpClient()) {
      return phone
          .send(HttpRequest.newBuilder(page).build(), HttpResponse.BodyHandlers.ofString())
          .body();
    }
  }

  private UUID person(SignInId id) {
    return jdbc.sql(
            "select person from audit_event where sign_in = ? and type = 'signin.completed'")
        .param(id.value())
        .query(UUID.class)
        .single();
  }

  /** A citizen by police check, in this browser. */
  private SignInId registers(String citizen, String phone) throws Exception {
    SyntheticPerson person = citizen(citizen);
    SignInId id = begin();
    browser.go(id, "method:police", Map.of());
    browser.go(id, "submit", Map.of("name", person.name(), "id_number", person.number()));
    assertThat(provesPhone(id, phone)).isInstanceOf(Page.OfferCredential.class);
    return id;
  }

  /** By a code that the citizen agrees to, with the phone of whoever sits at this browser. */
  private SignInId scans(String citizen, String phone) throws Exception {
    SignInId id = begin();
    code(id);
    agrees(bizSeq(id), citizen);
    assertThat(polled(id)).isInstanceOf(Page.PhoneForm.class);
    provesPhone(id, phone);
    return id;
  }

  @Test
  @Clause({"Q1", "L1", "L13"})
  void whoAgreesToAStrangersCodeGivesTheStrangerNothing() throws Exception {
    SignInBrowser citizens = browser;
    SignInId account = registers("ayiguli", "13700137002");

    SignInBrowser strangers = newBrowser();
    browser = strangers;
    SignInId stolen = scans("ayiguli", "13700137003");
    assertThat(person(stolen)).as("a nameless account").isNotEqualTo(person(account));
    assertThat(levelOf(person(stolen))).isEqualTo("POLLED");
    assertThat(isSignedIn(strangers, stolen)).isTrue();
    assertThat(isSignedIn(citizens, account)).as("untouched").isTrue();

    browser = newBrowser();
    pauseIsOver();
    SignInId own = scans("ayiguli", "13700137002");
    assertThat(person(own)).as("it belongs to the pseudonym").isEqualTo(person(stolen));
    assertThat(isSignedIn(browser, own)).isTrue();
    assertThat(isSignedIn(strangers, stolen)).as("the stranger's session").isFalse();
    assertThat(trail(own)).contains("credential.removed", "signin.completed");
    assertThat(isSignedIn(citizens, account)).isTrue();
  }

  /** Name and number confirmed with the pseudonym, beside the person's own phone: joined. */
  private SignInId joins(String citizen, String phone) throws Exception {
    SyntheticPerson person = citizen(citizen);
    SignInRequest request =
        SignInBrowser.request(Wanted.atLeast(Acr.LEAST), new Purpose.SignIn(), clock.instant());
    SignInId id = browser.begin(signIns, request.tellingName(true));
    browser.show(id);
    browser.go(id, "method:police", Map.of());
    browser.go(id, "network_identity", Map.of());
    browser.go(id, "submit", Map.of("name", person.name(), "id_number", person.number()));
    agrees(bizSeq(id), citizen);
    assertThat(polled(id)).isInstanceOf(Page.PhoneForm.class);
    provesPhone(id, phone);
    return id;
  }

  @Test
  @Clause({"Q1", "L13"})
  void aJoinedPseudonymConfirmedElsewhereOpensInABrowserThatSignedThePersonInForNoMoreThanAFact()
      throws Exception {
    SignInBrowser known = browser;
    SignInId account = joins("abudula", "13700137021");
    UUID person = person(account);
    assertThat(browsersOf(person)).isEqualTo(1);
    long bound = boundPhones(person);

    pauseIsOver();
    known.forget(Sessions.COOKIE);
    SignInId again = scans("abudula", "13700137022");
    assertThat(person(again)).isEqualTo(person);
    assertThat(isSignedIn(browser, again)).isTrue();
    SsoSession session = sessions.find(browser.cookie(Sessions.COOKIE).orElseThrow()).orElseThrow();
    assertThat(session.authentications().methods()).containsExactly(Authentication.KNOWN_BROWSER);
    assertThat(session.isByFact()).isTrue();
    assertThat(session.authentications().own()).isEmpty();
    assertThat(session.authentications().level(IdentityAssurance.P5))
        .isEqualTo(new Acr(IdentityAssurance.P2, AuthenticationAssurance.A1));
    assertThat(boundPhones(person)).as("the phone that was typed is nobody's").isEqualTo(bound);

    SignInBrowser foreign = newBrowser();
    browser = foreign;
    pauseIsOver();
    SignInId stranger = scans("abudula", "13700137023");
    assertThat(isSignedIn(foreign, stranger)).isFalse();
  }

  private long browsersOf(UUID person) {
    return jdbc.sql("select count(*) from known_place where person = ? and kind = 'BROWSER'")
        .param(person)
        .query(Long.class)
        .single();
  }

  private long boundPhones(UUID person) {
    return jdbc.sql("select count(*) from phone_credential where person = ? and ended_at is null")
        .param(person)
        .query(Long.class)
        .single();
  }

  private String levelOf(UUID person) {
    return jdbc.sql("select string_agg(distinct channel, ' ') from evidence where person = ?")
        .param(person)
        .query(String.class)
        .single();
  }

  @Test
  @Clause({"Q1", "L2"})
  void aPseudonymBesideTheSamePhoneOpensNoSecondWayIntoTheNamedAccount() throws Exception {
    SignInId account = registers("chenkaming", "13700137005");
    browser = newBrowser();
    pauseIsOver();
    SignInId nameless = scans("chenkaming", "13700137005");
    assertThat(person(nameless)).isNotEqualTo(person(account));

    browser = newBrowser();
    pauseIsOver();
    SignInId again = begin();
    browser.go(again, "method:sms", Map.of());
    provesPhone(again, "13700137005");
    assertThat(isSignedIn(browser, again)).as("nobody is asked who it is").isTrue();
    assertThat(person(again)).isEqualTo(person(account));
  }

  @Test
  @Clause("Q1")
  void refusingInTheAppEndsItAndOthersWaysStay() throws Exception {
    SignInId id = begin();
    code(id);
    SIMULATOR.networkIdentity().app().refuse(bizSeq(id));

    Page.ProofRefused refused = (Page.ProofRefused) polled(id);
    assertThat(refused.problem().key()).isEqualTo("realname.cancelled");
    assertThat(refused.others()).extracting(Page.Way::id).contains("sms");
    assertThat(isSignedIn(browser, id)).isFalse();
  }

  @Test
  @Clause("L6")
  void aNumberTypedBeforeTurningToTheAppIsNeitherComparedNorCounted() throws Exception {
    SyntheticPerson typed = citizen("ouyang");
    for (int i = 0; i < 4; i++) {
      SignInId id = begin();
      browser.go(id, "method:police", Map.of());
      browser.go(id, "network_identity", Map.of("name", typed.name(), "id_number", typed.number()));
      agrees(bizSeq(id), "zhengguoan");
      assertThat(((Page.ProofRefused) polled(id)).problem().key()).isEqualTo("realname.unproven");
    }
    SignInId id = begin();
    browser.go(id, "method:police", Map.of());
    Page phone =
        browser.go(id, "submit", Map.of("name", typed.name(), "id_number", typed.number()));
    assertThat(phone).isInstanceOf(Page.PhoneForm.class);
    assertThat(provesPhone(id, "13700137004")).isInstanceOf(Page.OfferCredential.class);
  }

  private static void race(int threads, Callable<?> action) throws Exception {
    try (var pool = Executors.newFixedThreadPool(threads)) {
      List<Callable<Object>> all = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        all.add(action::call);
      }
      for (Future<Object> each : Within.all(pool, all)) {
        Within.done(each);
      }
    }
  }

  @Test
  void theNetworkIdentityIsAWayOfItsOwn() throws Exception {
    SignInId id = begin();
    Page.ChooseMethod choice = (Page.ChooseMethod) browser.show(id);
    assertThat(choice.registering())
        .extracting(Page.Way::id)
        .contains("police", "police-network-identity");
    Page page = browser.go(id, "method:police-network-identity", Map.of());
    assertThat(page).as("nobody needs a name").isInstanceOf(Page.QrCode.class);
    assertThat(trail(id)).doesNotContain("signin.refused");
  }

  private Page networkIdentity(SignInRequest request) throws Exception {
    SignInBrowser there = newBrowser();
    SignInId id = there.begin(signIns, request);
    there.show(id);
    return there.go(id, "method:police-network-identity", Map.of());
  }

  @Test
  @Clause("G8")
  void nameAndNumberAreAskedForOnlyWhereTheDepartmentNeedsThem() throws Exception {
    Acr p2 = new Acr(IdentityAssurance.P2, AuthenticationAssurance.A1);
    SignInRequest least = SignInBrowser.request(Acr.LEAST);
    assertThat(networkIdentity(least)).isInstanceOf(Page.QrCode.class);
    Wanted either = new Wanted(List.of(p2, Acr.LEAST), Optional.empty());
    assertThat(networkIdentity(SignInBrowser.request(either, new Purpose.SignIn())))
        .as("any of the levels will do")
        .isInstanceOf(Page.QrCode.class);

    Page.AdapterForm forName =
        (Page.AdapterForm) networkIdentity(SignInBrowser.request(Acr.LEAST).tellingName(true));
    assertThat(forName.form().explanation().simplified()).contains("需要知道您的姓名");
    Page.AdapterForm forLevel = (Page.AdapterForm) networkIdentity(SignInBrowser.request(p2));
    assertThat(forLevel.form().explanation().simplified()).contains("需要核实您是谁");
    assertThat(forName.form().secondaryActions()).hasSize(1);
  }
}
