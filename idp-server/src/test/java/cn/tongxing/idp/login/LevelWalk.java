package cn.tongxing.idp.login;

import static org.assertj.core.api.Assertions.fail;

import cn.tongxing.adapter.spi.EvidenceItem.Method;
import cn.tongxing.adapter.spi.Factor;
import cn.tongxing.idp.identity.Enrolment;
import cn.tongxing.idp.identity.Enrolments;
import cn.tongxing.idp.identity.Profiles;
import cn.tongxing.idp.identity.ProofFixtures;
import cn.tongxing.idp.kernel.Acr;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.login.page.Page;
import cn.tongxing.idp.proofing.Purpose;
import cn.tongxing.idp.session.Sessions;
import cn.tongxing.idp.session.SsoSession;
import cn.tongxing.idp.testing.identity.Settled;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.web.servlet.ModelAndView;

/** Citizens who have this and that, and the pages that lead them to a level. */
abstract class LevelWalk extends SignInTest {

  static final String WORD = "correct horse battery";

  private static int phones = 1000;

  @Autowired Enrolments enrolments;
  @Autowired Profiles profiles;

  enum Citizen {
    NEWCOMER,
    PHONE,
    PHONE_OF_P4,
    PASSWORD,
    PASSKEY_OF_P4,
    /** Of long ago both; nothing that can be shown anew helps. */
    PASSWORD_OF_P4
  }

  String phone = "";
  String number = "";
  Optional<PersonId> person = Optional.empty();
  private boolean provesAnew = true;
  final Set<String> tried = new HashSet<>();
  final List<String> path = new ArrayList<>();

  static Acr level(String text) {
    return Acr.parse("urn:tongxing:acr:" + text).orElseThrow();
  }

  /** Whether the device at hand knows passkeys. */
  boolean hasPasskeys() {
    return true;
  }

  final void become(Citizen citizen) throws Exception {
    phone = "1360013" + ++phones;
    number = newNumber();
    provesAnew = citizen != Citizen.PASSWORD_OF_P4;
    if (citizen == Citizen.NEWCOMER) {
      return;
    }
    person = Optional.of(opened());
    switch (citizen) {
      case PASSWORD -> passwords.set(person.get(), WORD, RequestOrigin.SERVER);
      case PASSKEY_OF_P4 -> {
        passkeys.give(person.get());
        raise();
      }
      case PASSWORD_OF_P4 -> {
        passwords.set(person.get(), WORD, RequestOrigin.SERVER);
        raise();
        Settled.ways(jdbc, person.get());
      }
      case PHONE_OF_P4 -> raise();
      case NEWCOMER, PHONE -> {}
    }
    browser = newBrowser();
    later();
  }

  final void later() {
    pauseIsOver();
    redis.keys("limit:*").forEach(key -> redis.del(key));
  }

  /** By name, number and phone, in whatever way there was then. */
  private PersonId opened() {
    return enrolments.enrol(
                proof().build(), SignInBrowser.request(Acr.LEAST).id(), RequestOrigin.SERVER)
            instanceof Enrolment.Created created
        ? created.person()
        : fail("not opened");
  }

  private ProofFixtures.Builder proof() {
    return ProofFixtures.proof().document(ProofFixtures.resident(number)).name(NAME).phone(phone);
  }

  /** As if an authority had compared the person's face. */
  private void raise() {
    enrolments.enrol(
        proof().by(Method.LIVE_PORTRAIT_MATCH, "population-register", Factor.FACE).build(),
        SignInBrowser.request(Acr.LEAST).id(),
        RequestOrigin.SERVER);
  }

  final SsoSession session() {
    return sessions.find(browser.cookie(Sessions.COOKIE).orElseThrow()).orElseThrow();
  }

  final Acr reached() {
    SsoSession session = session();
    return session.authentications().level(profiles.find(session.person()).orElseThrow().level());
  }

  final SignInId begin(Acr wanted, Optional<Held> held) {
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
  final Optional<Page> walk(SignInId id) throws Exception {
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
      case Page.ChooseMethod it -> {
        return choose(id, person.isPresent() ? it.returning() : it.registering());
      }
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
      case Page.OfferCredential it -> {
        return setOne(id, it);
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean choose(SignInId id, List<Page.Way> ways) throws Exception {
    Optional<String> way = ways.stream().map(Page.Way::id).filter(this::can).findFirst();
    if (way.isPresent()) {
      tried.add(way.get());
      browser.press(id, "method:" + way.get(), Map.of());
    }
    return way.isPresent();
  }

  /** The passkey that the level needs, else the password if that will do. */
  private boolean setOne(SignInId id, Page.OfferCredential offer) throws Exception {
    if (offer.needs().isEmpty()) {
      browser.press(id, "skip", Map.of());
    } else if (hasPasskeys()) {
      browser.press(
          id,
          "passkey",
          Map.of("credential", "made:" + offer.passkey().orElseThrow().optionsJson()));
    } else if (offer.isForPasswords()) {
      browser.press(id, "password", Map.of("new_password", WORD));
    } else {
      return false;
    }
    return true;
  }

  private boolean can(String way) {
    return switch (way) {
      case "sms" -> true;
      case "test-form" -> provesAnew;
      case "password" -> person.filter(passwords::exists).isPresent();
      case "passkey" -> hasPasskeys() && person.filter(passkeys::exists).isPresent();
      default -> false;
    };
  }

  final Optional<Held> held() {
    SsoSession session = session();
    return Optional.of(new Held(session.person(), session.factors(), session.isByFact()));
  }
}
