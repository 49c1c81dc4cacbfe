package cn.tongxing.idp.login;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.adapter.spi.EvidenceItem.Method;
import cn.tongxing.adapter.spi.Factor;
import cn.tongxing.idp.identity.Enrolments;
import cn.tongxing.idp.identity.Profiles;
import cn.tongxing.idp.identity.ProofFixtures;
import cn.tongxing.idp.kernel.Acr;
import cn.tongxing.idp.kernel.AuthenticationAssurance;
import cn.tongxing.idp.kernel.IdentityAssurance;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.login.page.Needs;
import cn.tongxing.idp.login.page.Page;
import cn.tongxing.idp.proofing.Purpose;
import cn.tongxing.idp.session.Sessions;
import cn.tongxing.idp.session.SsoSession;
import cn.tongxing.idp.testing.Clause;
import cn.tongxing.idp.testing.identity.Settled;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.web.servlet.ModelAndView;

/**
 * Walks the pages for every level asked and whatever the citizen has: the walk ends at the
 * department with that level, or at a page that says what is missing and that the counter can help.
 */
@Clause("R10")
class LevelWalkTest extends SignInTest {

  private static final String WORD = "correct horse battery";

  private static int phones = 100;

  @Autowired Enrolments enrolments;
  @Autowired Profiles profiles;

  enum Citizen {
    NEWCOMER,
    PHONE,
    PHONE_OF_P4,
    PASSWORD,
    PASSKEY_OF_P4
  }

  private String phone = "";
  private String number = "";
  private Optional<PersonId> person = Optional.empty();
  private final Set<String> tried = new HashSet<>();
  private final List<String> path = new ArrayList<>();

  private static List<Acr> levels() {
    return Arrays.stream(IdentityAssurance.values())
        .flatMap(identity ->
            Arrays.stream(AuthenticationAssurance.values()).map(each -> new Acr(identity, each)))
        .toList();
  }

  static Stream<org.junit.jupiter.params.provider.Arguments> walks() {
    return levels().stream()
        .flatMap(level ->
            Arrays.stream(Citizen.values())
                .map(each -> org.junit.jupiter.params.provider.Arguments.of(level, each)));
  }

  private static Acr level(String text) {
    return Acr.parse("urn:tongxing:acr:" + text).orElseThrow();
  }

  private void become(Citizen citizen) throws Exception {
    phone = "13600136" + ++phones;
    number = newNumber();
    if (citizen == Citizen.NEWCOMER) {
      return;
    }
    register(NAME, number, phone);
    person = Optional.of(session().person());
    switch (citizen) {
      case PASSWORD -> passwords.set(person.get(), WORD, RequestOrigin.SERVER);
      case PASSKEY_OF_P4 -> {
        passkeys.give(person.get());
        raise();
      }
      case PHONE_OF_P4 -> raise();
      case NEWCOMER, PHONE -> {}
    }
    browser = newBrowser();
    later();
  }

  private void later() {
    pauseIsOver();
    redis.keys("limit:*").forEach(key -> redis.del(key));
  }

  /** As if an authority had compared the person's face. */
  private void raise() {
    enrolments.enrol(
        ProofFixtures.proof()
            .document(ProofFixtures.resident(number))
            .name(NAME)
            .phone(phone)
            .by(Method.LIVE_PORTRAIT_MATCH, "population-register", Factor.FACE)
            .build(),
        SignInBrowser.request(Acr.LEAST).id(),
        RequestOrigin.SERVER);
  }

  private SsoSession session() {
    return sessions.find(browser.cookie(Sessions.COOKIE).orElseThrow()).orElseThrow();
  }

  private Acr reached() {
    SsoSession session = session();
    return session.authentications().level(profiles.find(session.person()).orElseThrow().level());
  }

  private SignInId begin(Acr wanted, Optional<Held> held) {
    return browser.begin(
        signIns, SignInBrowser.request(Wanted.atLeast(wanted).beside(held), new Purpose.SignIn()));
  }

  /** Empty where the browser is sent on to the department. */
  private Optional<Page> due(SignInId id) throws Exception {
    return Optional.ofNullable(browser.get("/sign-in/" + id).getModelAndView())
        .map(ModelAndView::getModel)
        .map(model -> (Page) model.get("page"));
  }

  /** Goes on with whatever the citizen can do, until the department or a page without a way. */
  private Optional<Page> walk(SignInId id) throws Exception {
    for (int step = 0; step < 25; step++) {
      Optional<Page> page = due(id);
      path.add(page.map(each -> each.getClass().getSimpleName()).orElse("department"));
      if (page.isEmpty() || !goOn(id, page.get())) {
        return page;
      }
    }
    throw new AssertionError("no end: " + path);
  }

  private boolean goOn(SignInId id, Page page) throws Exception {
    switch (page) {
      case Page.ChooseMethod it ->
          choose(id, person.isPresent() ? it.returning() : it.registering());
      case Page.MoreNeeded it -> {
        Optional<String> next =
            Stream.concat(it.own().stream(), it.proofs().stream())
                .map(Page.Way::id)
                .filter(each -> can(each) && tried.add(each))
                .findFirst();
        if (next.isEmpty()) {
          return false;
        }
        browser.press(id, "method:" + next.get(), Map.of());
      }
      case Page.AdapterForm _ -> browser.press(id, "submit", TestAdapters.person(NAME, number));
      case Page.PhoneForm _ -> browser.press(id, "submit", Map.of("phone", phone));
      case Page.CodeForm _ -> {
        browser.press(id, "submit", Map.of("code", outbox.lastCode(phone)));
        later();
      }
      case Page.PasswordForm _ ->
          browser.press(id, "submit", Map.of("identifier", phone, "password", WORD));
      case Page.PasskeyForm it ->
          browser.press(
              id,
              "passkey",
              Map.of("credential", it.passkey().optionsJson() + "|" + person.orElseThrow()));
      case Page.OfferCredential it ->
          browser.press(
              id,
              it.needs().isPresent() ? "passkey" : "skip",
              Map.of("credential", "made:" + it.passkey().orElseThrow().optionsJson()));
      default -> {
        return false;
      }
    }
    return true;
  }

  private void choose(SignInId id, List<Page.Way> ways) throws Exception {
    String way = ways.stream().map(Page.Way::id).filter(this::can).findFirst().orElseThrow();
    tried.add(way);
    browser.press(id, "method:" + way, Map.of());
  }

  private boolean can(String way) {
    return switch (way) {
      case "sms", "test-form" -> true;
      case "password" -> person.filter(passwords::exists).isPresent();
      case "passkey" -> person.filter(passkeys::exists).isPresent();
      default -> false;
    };
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("walks")
  void everyWalkEndsAtTheDepartmentOrAtAPageThatSaysWhatIsMissing(Acr wanted, Citizen citizen)
      throws Exception {
    become(citizen);
    SignInId id = begin(wanted, Optional.empty());

    Optional<Page> last = walk(id);

    if (last.isEmpty()) {
      assertThat(isSignedIn(browser, id)).as("%s", path).isTrue();
      assertThat(reached().satisfies(wanted)).as("%s", path).isTrue();
      assertThat(trail(id)).contains("signin.completed");
    } else {
      assertThat(last.get()).as("%s", path).isInstanceOf(Page.MoreNeeded.class);
      assertThat(isSignedIn(browser, id)).isFalse();
      assertThat(trail(id)).doesNotContain("signin.completed");
    }
    IdentityAssurance most =
        Set.of(Citizen.PHONE_OF_P4, Citizen.PASSKEY_OF_P4).contains(citizen)
            ? IdentityAssurance.P4
            : IdentityAssurance.P2;
    boolean noFactor =
        citizen == Citizen.PHONE_OF_P4 && wanted.authentication() != AuthenticationAssurance.A1;
    assertThat(last.isEmpty())
        .as("%s", path)
        .isEqualTo(most.atLeast(wanted.identity()) && !noFactor);
  }

  private Optional<Held> held() {
    SsoSession session = session();
    return Optional.of(new Held(session.person(), session.factors(), session.isByFact()));
  }

  /** A thief with the password alone: no page takes a key of theirs, and no code says a3. */
  @Test
  @Clause({"A12", "N8"})
  void aPasswordAloneDoesNotGiveItselfALevel() throws Exception {
    become(Citizen.PASSWORD);
    Settled.ways(jdbc, person.orElseThrow());
    SignInId id = begin(level("p2:a3"), Optional.empty());
    browser.show(id);
    browser.go(id, "method:password", Map.of());
    Page after = browser.go(id, "submit", Map.of("identifier", phone, "password", WORD));

    Page.MoreNeeded more = (Page.MoreNeeded) after;
    assertThat(more.own()).extracting(Page.Way::id).containsExactly("sms");
    assertThat(isSignedIn(browser, id)).isFalse();
    assertThat(passkeys.wereAskedFor(person.orElseThrow())).isFalse();
    assertThat(trail(id)).doesNotContain("signin.completed", "credential.added");

    browser.go(id, "method:sms", Map.of());
    browser.press(id, "submit", Map.of("code", outbox.lastCode(phone)));
    assertThat(isSignedIn(browser, id)).as("code and password").isTrue();
    assertThat(browser.show(id)).isInstanceOf(Page.OfferCredential.class);
  }

  @Test
  void aSessionByPasswordNeedsOnlyACodeMore() throws Exception {
    become(Citizen.PASSWORD);
    SignInId first = begin(Acr.LEAST, Optional.empty());
    browser.show(first);
    browser.go(first, "method:password", Map.of());
    browser.press(first, "submit", Map.of("identifier", phone, "password", WORD));
    assertThat(reached()).isEqualTo(level("p2:a1"));
    var session = session().id();

    SignInId second = begin(level("p2:a2"), held());
    Page.MoreNeeded more = (Page.MoreNeeded) browser.show(second);
    assertThat(more.own()).extracting(Page.Way::id).containsExactly("sms");
    assertThat(more.needs()).isEqualTo(new Needs(2, 2, true, false));
    Page.CodeForm code = (Page.CodeForm) browser.go(second, "method:sms", Map.of());
    assertThat(code.fixed()).isTrue();
    browser.press(second, "submit", Map.of("code", outbox.lastCode(phone)));

    assertThat(reached()).isEqualTo(level("p2:a2"));
    assertThat(session().id()).isEqualTo(session);
    assertThat(session().authentications().methods()).containsExactly("password", "sms");
    assertThat(trail(second)).contains("signin.completed");
  }

  @Test
  void aCodeThenAPasswordInOneSignInAreTwoFactors() throws Exception {
    become(Citizen.PASSWORD);
    SignInId id = begin(level("p2:a2"), Optional.empty());
    browser.show(id);
    browser.go(id, "method:sms", Map.of());
    browser.go(id, "submit", Map.of("phone", phone));
    Page.MoreNeeded more =
        (Page.MoreNeeded) browser.go(id, "submit", Map.of("code", outbox.lastCode(phone)));
    assertThat(more.own()).extracting(Page.Way::id).containsExactly("password");
    assertThat(isSignedIn(browser, id)).isFalse();
    browser.go(id, "method:password", Map.of());
    browser.press(id, "submit", Map.of("identifier", phone, "password", WORD));

    assertThat(isSignedIn(browser, id)).isTrue();
    assertThat(reached()).isEqualTo(level("p2:a2"));
  }

  @Test
  @Clause("OpenID Connect Core 1.0 3.1.2.1")
  void aLevelThatIsOnlyWishedMayBeLeft() throws Exception {
    become(Citizen.PASSWORD);
    Wanted wished = new Wanted(List.of(level("p2:a2")), Optional.of(Acr.LEAST));
    SignInId id = browser.begin(signIns, SignInBrowser.request(wished, new Purpose.SignIn()));
    browser.show(id);
    browser.go(id, "method:sms", Map.of());
    browser.go(id, "submit", Map.of("phone", phone));
    Page.MoreNeeded more =
        (Page.MoreNeeded) browser.go(id, "submit", Map.of("code", outbox.lastCode(phone)));
    assertThat(more.enough()).isTrue();
    browser.press(id, "go-on", Map.of());

    assertThat(isSignedIn(browser, id)).isTrue();
    assertThat(reached()).isEqualTo(level("p2:a1"));
  }

  @Test
  void whatIsDemandedCannotBeLeft() throws Exception {
    become(Citizen.PASSWORD);
    SignInId id = begin(level("p2:a2"), Optional.empty());
    browser.show(id);
    browser.go(id, "method:sms", Map.of());
    browser.go(id, "submit", Map.of("phone", phone));
    browser.go(id, "submit", Map.of("code", outbox.lastCode(phone)));
    assertThat(((Page.MoreNeeded) browser.go(id, "go-on", Map.of())).enough()).isFalse();
    assertThat(isSignedIn(browser, id)).isFalse();
  }

  @Test
  void anotherPersonsPasswordAddsNothingToACode() throws Exception {
    become(Citizen.PASSWORD);
    String other = phone;
    become(Citizen.PASSWORD);
    SignInId id = begin(level("p2:a2"), Optional.empty());
    browser.show(id);
    browser.go(id, "method:sms", Map.of());
    browser.go(id, "submit", Map.of("phone", phone));
    browser.go(id, "submit", Map.of("code", outbox.lastCode(phone)));
    browser.go(id, "method:password", Map.of());
    Page next = browser.go(id, "submit", Map.of("identifier", other, "password", WORD));

    assertThat(isSignedIn(browser, id)).isFalse();
    assertThat(next)
        .as("a code to that person's own phone is asked for")
        .isInstanceOf(Page.CodeForm.class);
  }

  @Test
  void aSessionThatEndedMeanwhileCountsForNothing() throws Exception {
    become(Citizen.PASSWORD);
    SignInId first = begin(Acr.LEAST, Optional.empty());
    browser.show(first);
    browser.go(first, "method:password", Map.of());
    browser.press(first, "submit", Map.of("identifier", phone, "password", WORD));
    SignInId second = begin(level("p2:a2"), held());
    browser.show(second);
    browser.go(second, "method:sms", Map.of());
    sessions.end(session().id(), Sessions.EndReason.LOGOUT, RequestOrigin.SERVER);
    Page next = browser.go(second, "submit", Map.of("code", outbox.lastCode(phone)));

    assertThat(isSignedIn(browser, second)).isFalse();
    assertThat(((Page.MoreNeeded) next).own()).extracting(Page.Way::id).containsExactly("password");
  }

  @Test
  void aNewPasswordIsNoHelpWhereAPasskeyIsNeeded() throws Exception {
    become(Citizen.NEWCOMER);
    SignInId id = begin(level("p2:a3"), Optional.empty());
    browser.show(id);
    browser.go(id, "method:test-form", Map.of());
    browser.go(id, "submit", TestAdapters.person(NAME, number));
    browser.go(id, "submit", Map.of("phone", phone));
    Page.OfferCredential offer =
        (Page.OfferCredential) browser.go(id, "submit", Map.of("code", outbox.lastCode(phone)));
    assertThat(offer.needs()).contains(new Needs(2, 3, true, false));
    assertThat(offer.isForPasswords()).isFalse();
    String before = browser.cookie(Sessions.COOKIE).orElseThrow();

    assertThat(browser.go(id, "password", Map.of("new_password", WORD)))
        .isInstanceOf(Page.OfferCredential.class);
    assertThat(passwords.exists(session().person())).isFalse();
    Page.OfferCredential again = (Page.OfferCredential) browser.show(id);
    browser.press(
        id, "passkey", Map.of("credential", "made:" + again.passkey().orElseThrow().optionsJson()));

    assertThat(reached()).isEqualTo(level("p2:a3"));
    assertThat(browser.cookie(Sessions.COOKIE).orElseThrow())
        .as("each step has a new cookie")
        .isNotEqualTo(before);
  }
}
