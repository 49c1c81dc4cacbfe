package cn.tongxing.idp.login;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.adapter.spi.CaptureFormat;
import cn.tongxing.adapter.spi.CaptureFrame;
import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.identity.FakeAuthenticator;
import cn.tongxing.idp.identity.Freezes;
import cn.tongxing.idp.identity.PasskeyCredentials;
import cn.tongxing.idp.identity.PhoneChanges;
import cn.tongxing.idp.identity.Profiles;
import cn.tongxing.idp.kernel.Acr;
import cn.tongxing.idp.kernel.OrganisationId;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.login.page.Page;
import cn.tongxing.idp.login.transaction.Stage;
import cn.tongxing.idp.proofing.Ask;
import cn.tongxing.idp.proofing.Progress;
import cn.tongxing.idp.proofing.Purpose;
import cn.tongxing.idp.session.Sessions;
import cn.tongxing.idp.testing.CameraAdapter;
import cn.tongxing.idp.testing.CaptureBody;
import cn.tongxing.idp.testing.Clause;
import cn.tongxing.idp.testing.identity.Settled;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MvcResult;

/**
 * A sign-in that is used up in PostgreSQL and open in Redis (Redis went back in time): no door lets
 * anybody in, none changes anything, none breaks.
 */
@Clause("0.4")
class SpentSignInTest extends SignInTest {

  /**
   * The door that a test tries.
   *
   * @param at what was asked when it was opened
   * @param by what it led to
   * @param of whose sign-in it is
   */
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.METHOD)
  private @interface Door {
    Class<?> at();

    Class<? extends Progress> by();

    Class<? extends Purpose> of() default Purpose.SignIn.class;
  }

  /** Asks for more, ends what was begun, or shows where it ended: nobody gets in by these. */
  private static final Set<Class<?>> NO_DOORS =
      Set.of(
          Stage.Asked.class, // by what it asks
          Stage.Offer.class,
          Stage.Linked.class,
          Stage.Done.class,
          Ask.Phone.class,
          Ask.NotMine.class,
          Ask.Down.class,
          Ask.Refused.class);

  private static final Set<Class<?>> GOES_ON =
      Set.of(
          Progress.Asks.class,
          Progress.Stays.class,
          Progress.NobodysPhone.class,
          Progress.Frozen.class);

  /** What would have been written. */
  private static final String[] EFFECTS = {
    "signin.completed",
    "session.started",
    "person.registered",
    "person.thawed",
    "evidence.added",
    "credential.added",
    "credential.removed",
    "phone.change.started",
    "phone.changed"
  };

  private static final String WORD = "correct horse battery";
  private static int phones = 10;

  @Autowired private Freezes freezes;
  @Autowired private Profiles profiles;
  @Autowired private PhoneChanges changes;

  @Autowired
  @Qualifier("passkeys")
  private PasskeyCredentials real;

  private String number = "";
  private String phone = "";
  private PersonId person = PersonId.parse("01990000-0000-7000-8000-000000000000");
  private SignInBrowser known = null;

  @BeforeEach
  void somebody() throws Exception {
    number = newNumber();
    phone = newPhone();
    register(NAME, number, phone);
    person = sessions.find(browser.cookie(Sessions.COOKIE).orElseThrow()).orElseThrow().person();
    passwords.set(person, WORD, RequestOrigin.SERVER);
    pauseIsOver();
    redis.keys("limit:*").forEach(key -> redis.del(key));
    known = browser;
    browser = newBrowser();
  }

  @AfterEach
  void noNews() {
    TestAdapters.SCANNED.set(null);
    CameraAdapter.ANSWER.set(Optional.empty());
  }

  private static String newPhone() {
    return "135001750" + phones++;
  }

  private SignInId begin(String wanted, Purpose purpose) throws Exception {
    return begin(Wanted.atLeast(level(wanted)), purpose);
  }

  private SignInId begin(Wanted wanted, Purpose purpose) throws Exception {
    SignInId id = browser.begin(signIns, SignInBrowser.request(wanted, purpose, clock.instant()));
    browser.show(id);
    return id;
  }

  private static Acr level(String text) {
    return Acr.parse("urn:tongxing:acr:" + text).orElseThrow();
  }

  private void spend(SignInId id) {
    jdbc.sql("insert into login_spent (sign_in, spent_at) values (?, ?)")
        .params(id.value(), clock.instant().atOffset(ZoneOffset.UTC))
        .update();
  }

  private void assertOver(SignInId id, MvcResult answer) {
    assertThat(answer.getResponse().getStatus()).isEqualTo(303);
    assertThat(answer.getResponse().getHeader("Location")).isEqualTo("/authorize/continue?id=1");
    assertThat(isSignedIn(browser, id)).isFalse();
    assertThat(trail(id)).doesNotContain(EFFECTS);
  }

  private MvcResult password(SignInId id) throws Exception {
    browser.go(id, "method:password", Map.of());
    spend(id);
    return browser.press(id, "submit", Map.of("identifier", number, "password", WORD));
  }

  private void codeTo(SignInId id, String to) throws Exception {
    browser.go(id, "method:sms", Map.of());
    browser.go(id, "submit", Map.of("phone", to));
  }

  private MvcResult code(SignInId id) throws Exception {
    spend(id);
    return browser.press(id, "submit", Map.of("code", outbox.lastCode(phone)));
  }

  private MvcResult back(SignInId id, String code) throws Exception {
    MvcResult away = browser.press(id, "method:test-redirect", Map.of());
    URI upstream = URI.create(String.valueOf(away.getResponse().getHeader("Location")));
    String[] sent = upstream.getQuery().split("&(back|registered)=");
    spend(id);
    return browser.get(URI.create(sent[1]).getPath() + "?" + sent[0] + "&code=" + code);
  }

  @Test
  @Door(at = Ask.Code.class, by = Progress.Recognised.class)
  void byCode() throws Exception {
    SignInId id = begin();
    codeTo(id, phone);
    assertOver(id, code(id));
  }

  @Test
  @Door(at = Ask.Password.class, by = Progress.Recognised.class)
  void byPassword() throws Exception {
    SignInId id = begin();
    assertOver(id, password(id));
  }

  @Test
  @Door(at = Ask.Passkey.class, by = Progress.Recognised.class)
  void byPasskey() throws Exception {
    SignInId id = begin();
    Page.PasskeyForm asked = (Page.PasskeyForm) browser.go(id, "method:passkey", Map.of());
    spend(id);
    String answer = asked.passkey().optionsJson() + "|" + person;
    assertOver(id, browser.press(id, "passkey", Map.of("credential", answer)));
  }

  @Test
  @Door(at = Stage.Choosing.class, by = Progress.Recognised.class)
  void byPasskeyOnTheFirstPage() throws Exception {
    SignInId id = begin();
    Page.ChooseMethod choice = (Page.ChooseMethod) browser.show(id);
    spend(id);
    String answer = choice.passkey().orElseThrow().optionsJson() + "|" + person;
    assertOver(id, browser.press(id, "passkey", Map.of("credential", answer)));
  }

  @Test
  @Door(at = Ask.DocumentTail.class, by = Progress.Recognised.class)
  void byTheEndOfTheDocumentNumber() throws Exception {
    share();
    SignInId id = begin();
    codeTo(id, phone);
    assertThat(browser.go(id, "submit", Map.of("code", outbox.lastCode(phone))))
        .isInstanceOf(Page.DocumentTail.class);
    jdbc.sql("delete from password_credential where person = ?").param(person.value()).update();
    spend(id);
    assertOver(
        id, browser.press(id, "submit", Map.of("tail", number.substring(number.length() - 6))));
  }

  @Test
  @Door(at = Ask.Password.class, by = Progress.Recognised.class)
  void byAnOwnFactorOnASharedPhone() throws Exception {
    share();
    SignInId id = begin();
    codeTo(id, phone);
    browser.go(id, "submit", Map.of("code", outbox.lastCode(phone)));
    Page asked = browser.go(id, "submit", Map.of("tail", number.substring(number.length() - 6)));
    assertThat(((Page.DocumentTail) asked).problem().orElseThrow().key())
        .isEqualTo("tail.own-factor");
    assertOver(id, password(id));
  }

  /** Somebody else registers with the phone too. */
  private void share() throws Exception {
    SignInBrowser here = browser;
    browser = newBrowser();
    register(NAME, newNumber(), phone);
    pauseIsOver();
    browser = here;
  }

  @Test
  @Door(at = Ask.Code.class, by = Progress.Recognised.class)
  void byASecondFactor() throws Exception {
    SignInId id = begin("p2:a2", new Purpose.SignIn());
    browser.go(id, "method:password", Map.of());
    Page second = browser.go(id, "submit", Map.of("identifier", number, "password", WORD));
    assertThat(second).isInstanceOf(Page.CodeForm.class);
    assertOver(id, code(id));
  }

  @Test
  @Door(at = Stage.Choosing.class, by = Progress.Recognised.class)
  void byGoingOnWithoutTheWishedLevel() throws Exception {
    SignInId id =
        begin(new Wanted(List.of(level("p2:a2")), Optional.of(Acr.LEAST)), new Purpose.SignIn());
    codeTo(id, phone);
    Page more = browser.go(id, "submit", Map.of("code", outbox.lastCode(phone)));
    assertThat(((Page.MoreNeeded) more).enough()).isTrue();
    spend(id);
    assertOver(id, browser.press(id, "go-on", Map.of()));
  }

  @Test
  @Door(at = Ask.Code.class, by = Progress.Identified.class)
  void byAFormAndACode() throws Exception {
    SignInId id = begin();
    browser.go(id, "method:test-form", Map.of());
    browser.go(id, "submit", TestAdapters.person(NAME, newNumber()));
    String fresh = newPhone();
    browser.go(id, "submit", Map.of("phone", fresh));
    spend(id);
    assertOver(id, browser.press(id, "submit", Map.of("code", outbox.lastCode(fresh))));
  }

  @Test
  @Door(at = Ask.Form.class, by = Progress.Identified.class)
  void byAFormAfterTheCode() throws Exception {
    SignInId id = begin();
    String fresh = newPhone();
    codeTo(id, fresh);
    assertThat(browser.go(id, "submit", Map.of("code", outbox.lastCode(fresh))))
        .isInstanceOf(Page.AdapterForm.class);
    spend(id);
    assertOver(id, browser.press(id, "submit", TestAdapters.person(NAME, newNumber())));
  }

  @Test
  @Door(at = Ask.Away.class, by = Progress.Identified.class)
  void byComingBackFromAnUpstream() throws Exception {
    SignInId id = begin();
    assertOver(id, back(id, "good"));
  }

  @Test
  @Door(at = Ask.Wait.class, by = Progress.Identified.class)
  void byNewsAfterComingBack() throws Exception {
    SignInId id = begin();
    back(id, "later");
    assertThat(browser.show(id)).isInstanceOf(Page.Waiting.class);
    clock.pass(Duration.ofSeconds(3));
    assertOver(id, browser.get("/sign-in/" + id));
  }

  @Test
  @Door(at = Ask.Scan.class, by = Progress.Identified.class)
  void byNewsOfAScannedCode() throws Exception {
    SignInId id = begin();
    browser.go(id, "method:test-scan", Map.of());
    spend(id);
    TestAdapters.SCANNED.set(TestAdapters.proven(NAME, newNumber(), Optional.empty()));
    clock.pass(Duration.ofSeconds(3));
    assertOver(id, browser.get("/sign-in/" + id));
  }

  /** They lead to an end with no page between. */
  @Test
  @Door(at = Ask.Capture.class, by = Progress.Identified.class)
  void byFramesOfACamera() throws Exception {
    String unknown = newNumber();
    CameraAdapter.ANSWER.set(
        Optional.of(_ -> TestAdapters.proven(NAME, unknown, Optional.empty())));
    SignInId id = begin();
    browser.go(id, "method:test-camera", Map.of());
    Page.CameraCapture open = (Page.CameraCapture) browser.go(id, "submit", Map.of());
    clock.pass(Duration.ofSeconds(10));
    spend(id);

    MockHttpServletResponse answer =
        HostedCamera.post(browser, id, HostedCamera.nonce(open.camera()), frames());

    assertThat(answer.getStatus()).isEqualTo(200);
    assertThat(answer.getContentAsString()).isEqualTo("{\"next\":\"/authorize/continue?id=1\"}");
    assertThat(isSignedIn(browser, id)).isFalse();
    assertThat(trail(id)).contains("capture.answered").doesNotContain(EFFECTS);
  }

  private static List<CaptureFrame> frames() {
    return IntStream.range(0, CameraAdapter.FIRST.frames())
        .mapToObj(i ->
            new CaptureFrame(
                i, i / 2, Duration.ofSeconds(i), CaptureFormat.JPEG, CaptureBody.jpeg(320, 240)))
        .toList();
  }

  @Test
  @Door(at = Ask.Password.class, by = Progress.Recognised.class, of = Purpose.StepUp.class)
  void bySteppingUp() throws Exception {
    browser = known;
    String cookie = browser.cookie(Sessions.COOKIE).orElseThrow();
    Settled.ways(jdbc, person);
    SignInId id = begin("p1:a1", new Purpose.StepUp(person, Purpose.Change.CREDENTIAL));
    assertOver(id, password(id));
    assertThat(browser.cookie(Sessions.COOKIE)).contains(cookie);
    assertThat(sessions.find(cookie).orElseThrow().authentications().methods())
        .doesNotContain("password");
  }

  @Test
  @Door(at = Ask.Code.class, by = Progress.Identified.class, of = Purpose.StepUp.class)
  void bySteppingUpWithAForm() throws Exception {
    browser = known;
    String cookie = browser.cookie(Sessions.COOKIE).orElseThrow();
    SignInId id = begin("p1:a1", new Purpose.StepUp(person, Purpose.Change.CREDENTIAL));
    browser.go(id, "method:test-form", Map.of());
    browser.go(id, "submit", TestAdapters.person(NAME, number));
    browser.go(id, "submit", Map.of("phone", phone));
    assertOver(id, code(id));
    assertThat(browser.cookie(Sessions.COOKIE)).contains(cookie);
  }

  /** At the first page of a thaw. */
  private SignInId frozen() throws Exception {
    for (String column :
        List.of(
            "person set created_at = created_at - interval '30 days' where id",
            "phone_credential set bound_at = bound_at - interval '30 days' where person",
            "passkey_credential set created_at = created_at - interval '30 days' where person",
            "password_credential set set_at = set_at - interval '30 days' where person")) {
      jdbc.sql("update " + column + " = ?").param(person.value()).update();
    }
    freezes.freeze(person, RequestOrigin.SERVER);
    return begin("p1:a1", new Purpose.Thaw());
  }

  private SignInId thaw() throws Exception {
    SignInId id = frozen();
    codeTo(id, phone);
    browser.go(id, "submit", Map.of("code", outbox.lastCode(phone)));
    return id;
  }

  private void assertFrozen(SignInId id, MvcResult answer) {
    assertOver(id, answer);
    assertThat(freezes.isFrozen(person)).isTrue();
    assertThat(trail(id)).contains("signin.refused");
  }

  @Test
  @Door(at = Ask.Password.class, by = Progress.Recognised.class, of = Purpose.Thaw.class)
  void byTheSecondWayThatThaws() throws Exception {
    SignInId id = thaw();
    assertFrozen(id, password(id));
  }

  @Test
  @Door(at = Stage.Choosing.class, by = Progress.Recognised.class, of = Purpose.Thaw.class)
  void byAPasskeyThatThaws() throws Exception {
    FakeAuthenticator authenticator = FakeAuthenticator.at("https://id.example", "id.example");
    PasskeyCredentials.Ceremony made = real.register(person);
    String answer = authenticator.create(made.optionsJson());
    assertThat(real.finishRegistration(person, made.challenge(), answer, "", RequestOrigin.SERVER))
        .isTrue();
    SignInId id = thaw();
    String asked = ((Page.Thaw) browser.show(id)).passkey().orElseThrow().optionsJson();
    spend(id);
    String challenge =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(asked.getBytes(StandardCharsets.US_ASCII));
    String signed = authenticator.get("{\"challenge\":\"" + challenge + "\"}");
    assertFrozen(id, browser.press(id, "passkey", Map.of("credential", signed)));
  }

  @Test
  @Door(at = Ask.Away.class, by = Progress.Identified.class, of = Purpose.Thaw.class)
  void byAnUpstreamThatThaws() throws Exception {
    browser = newBrowser();
    phone = newPhone();
    SignInId first = begin();
    codeTo(first, phone);
    browser.go(first, "submit", Map.of("code", outbox.lastCode(phone)));
    browser.go(first, "other-ways", Map.of());
    cameBack(first, "good66"); // a way that opened the account is offered
    person = sessions.find(browser.cookie(Sessions.COOKIE).orElseThrow()).orElseThrow().person();
    pauseIsOver();
    browser = newBrowser();
    SignInId id = frozen();
    assertFrozen(id, back(id, "face66"));
  }

  @Test
  @Door(at = Ask.Code.class, by = Progress.PhoneShown.class, of = Purpose.NewPhone.class)
  void byTheCodeToANewPhone() throws Exception {
    browser = known;
    SignInId id = begin("p1:a1", new Purpose.NewPhone(person));
    String fresh = newPhone();
    browser.go(id, "submit", Map.of("phone", fresh));
    spend(id);

    assertOver(id, browser.press(id, "submit", Map.of("code", outbox.lastCode(fresh))));

    assertThat(changes.waiting(person)).isEmpty();
    assertThat(profiles.find(person).orElseThrow().phone()).isEqualTo(PhoneNumber.parse(phone));
  }

  /** A new thing to ask for, a new purpose or a new end has a case here, or says why not. */
  @Test
  void everyDoorIsTried() {
    Set<Class<?>> asked =
        Stream.of(Stage.class, Ask.class)
            .flatMap(SpentSignInTest::permitted)
            .collect(Collectors.toSet());
    asked.removeAll(NO_DOORS);
    assertThat(tried(Door::at)).isEqualTo(asked);

    Set<Class<?>> ends = permitted(Progress.class).collect(Collectors.toSet());
    ends.removeAll(GOES_ON);
    Set<List<Class<?>>> all = new HashSet<>();
    permitted(Purpose.class)
        .filter(each -> endsInASession(purpose(each)))
        .forEach(purpose ->
            ends.stream()
                .filter(end ->
                    (end == Progress.PhoneShown.class) == (purpose == Purpose.NewPhone.class))
                .forEach(end -> all.add(List.of(purpose, end))));
    assertThat(tried(door -> List.of(door.of(), door.by()))).isEqualTo(all);
  }

  private static Stream<Class<?>> permitted(Class<?> sealed) {
    return Arrays.stream(sealed.getPermittedSubclasses());
  }

  private static <T> Set<T> tried(Function<Door, T> part) {
    return Arrays.stream(SpentSignInTest.class.getDeclaredMethods())
        .flatMap(each -> Stream.ofNullable(each.getAnnotation(Door.class)))
        .map(part)
        .collect(Collectors.toSet());
  }

  private Purpose purpose(Class<?> kind) {
    if (kind == Purpose.StepUp.class) {
      return new Purpose.StepUp(person, Purpose.Change.CREDENTIAL);
    }
    if (kind == Purpose.ActAsOfficer.class) {
      return new Purpose.ActAsOfficer(person, new OrganisationId(person.value()));
    }
    try {
      var made =
          kind.getRecordComponents().length == 0
              ? kind.getDeclaredConstructor().newInstance()
              : kind.getDeclaredConstructor(PersonId.class).newInstance(person);
      return (Purpose) made;
    } catch (ReflectiveOperationException unknown) {
      throw new AssertionError(kind + " is made otherwise", unknown);
    }
  }

  private static boolean endsInASession(Purpose purpose) {
    try {
      SignInBrowser.request(Wanted.atLeast(Acr.LEAST), purpose);
      return true;
    } catch (IllegalArgumentException refused) {
      return false;
    }
  }
}
