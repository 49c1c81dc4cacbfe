package cn.tongxing.idp.login;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.identity.AccountRule.Own;
import cn.tongxing.idp.identity.AccountRule.Shown;
import cn.tongxing.idp.identity.PhoneChanges;
import cn.tongxing.idp.identity.PhoneChanges.Outcome;
import cn.tongxing.idp.identity.ProofFixtures;
import cn.tongxing.idp.kernel.Acr;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.login.page.Needs;
import cn.tongxing.idp.login.page.Page;
import cn.tongxing.idp.proofing.Purpose;
import cn.tongxing.idp.session.Sessions;
import cn.tongxing.idp.testing.Clause;
import cn.tongxing.idp.testing.identity.Settled;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What is asked for a level of whom, one after the other. */
@Clause("R10")
class StepsToLevelTest extends LevelWalk {

  @Autowired PhoneChanges changes;

  private Page byCode(SignInId id) throws Exception {
    browser.show(id);
    browser.go(id, "method:sms", Map.of());
    browser.go(id, "submit", Map.of("phone", phone));
    return browser.go(id, "submit", Map.of("code", outbox.lastCode(phone)));
  }

  private void byPassword(SignInId id) throws Exception {
    browser.show(id);
    browser.go(id, "method:password", Map.of());
    browser.press(id, "submit", Map.of("identifier", phone, "password", WORD));
  }

  /** A thief with the password alone: no page takes a key of theirs, and no code says a3. */
  @Test
  @Clause({"A12", "N8"})
  void aPasswordAloneDoesNotGiveItselfALevel() throws Exception {
    become(Citizen.PASSWORD);
    Settled.ways(jdbc, person.orElseThrow());
    SignInId id = begin(level("p2:a3"), Optional.empty());
    byPassword(id);
    Page.MoreNeeded more = (Page.MoreNeeded) browser.show(id);
    assertThat(more.own()).extracting(Page.Way::id).containsExactly("sms");
    assertThat(isSignedIn(browser, id)).isFalse();
    assertThat(passkeys.wereAskedFor(person.orElseThrow())).isFalse();
    assertThat(trail(id)).doesNotContain("signin.completed", "credential.added");

    browser.go(id, "method:sms", Map.of());
    browser.press(id, "submit", Map.of("code", outbox.lastCode(phone)));
    assertThat(isSignedIn(browser, id)).as("code and password").isTrue();
    assertThat(browser.show(id)).isInstanceOf(Page.OfferCredential.class);
  }

  /** Beside a session as without one: no adapter here reaches what the account rests on. */
  @Test
  @Clause({"A12", "N8"})
  void besideASessionWhatSetsAPasskeyWithAnotherIsOffered() throws Exception {
    become(Citizen.PASSWORD_OF_P4);
    assertThat(walk(begin(Acr.LEAST, Optional.empty()))).isEmpty();

    Page.MoreNeeded more = (Page.MoreNeeded) browser.show(begin(level("p2:a3"), held()));

    assertThat(more.own()).extracting(Page.Way::id).containsExactly("password", "sms");
  }

  @Test
  void aSessionByPasswordNeedsOnlyACodeMore() throws Exception {
    become(Citizen.PASSWORD);
    SignInId first = begin(Acr.LEAST, Optional.empty());
    byPassword(first);
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
    Page.MoreNeeded more = (Page.MoreNeeded) byCode(id);
    assertThat(more.own()).extracting(Page.Way::id).containsExactly("password");
    assertThat(isSignedIn(browser, id)).isFalse();
    browser.go(id, "method:password", Map.of());
    browser.press(id, "submit", Map.of("identifier", phone, "password", WORD));

    assertThat(isSignedIn(browser, id)).isTrue();
    assertThat(reached()).isEqualTo(level("p2:a2"));
    assertThat(session().methods()).containsExactly("sms", "password");
    assertThat(
            jdbc.sql(
                    "select details::jsonb ->> 'ways' from audit_event"
                        + " where sign_in = ? and type = 'signin.completed'")
                .param(id.value())
                .query(String.class)
                .single())
        .isEqualTo("sms password");
  }

  @Test
  @Clause("OpenID Connect Core 1.0 3.1.2.1")
  void aLevelThatIsOnlyWishedMayBeLeft() throws Exception {
    become(Citizen.PASSWORD);
    Wanted wished = new Wanted(List.of(level("p2:a2")), Optional.of(Acr.LEAST));
    SignInId id = browser.begin(signIns, SignInBrowser.request(wished, new Purpose.SignIn()));
    Page.MoreNeeded more = (Page.MoreNeeded) byCode(id);
    assertThat(more.enough()).isTrue();
    browser.press(id, "go-on", Map.of());

    assertThat(isSignedIn(browser, id)).isTrue();
    assertThat(reached()).isEqualTo(level("p2:a1"));
  }

  @Test
  void whatIsDemandedCannotBeLeft() throws Exception {
    become(Citizen.PASSWORD);
    SignInId id = begin(level("p2:a2"), Optional.empty());
    byCode(id);
    assertThat(((Page.MoreNeeded) browser.go(id, "go-on", Map.of())).enough()).isFalse();
    assertThat(isSignedIn(browser, id)).isFalse();
  }

  @Test
  void anotherPersonsPasswordAddsNothingToACode() throws Exception {
    become(Citizen.PASSWORD);
    String other = phone;
    become(Citizen.PASSWORD);
    SignInId id = begin(level("p2:a2"), Optional.empty());
    byCode(id);
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
    byPassword(first);
    SignInId second = begin(level("p2:a2"), held());
    browser.show(second);
    browser.go(second, "method:sms", Map.of());
    sessions.end(session().id(), Sessions.EndReason.LOGOUT, RequestOrigin.SERVER);
    Page next = browser.go(second, "submit", Map.of("code", outbox.lastCode(phone)));

    assertThat(isSignedIn(browser, second)).isFalse();
    assertThat(((Page.MoreNeeded) next).own()).extracting(Page.Way::id).containsExactly("password");
  }

  /**
   * No check of a person and no page to set what would be thrown away: the reason, and until when.
   */
  @Test
  @Clause("A13")
  void whileAChangeOfPhoneWaitsItIsToldThatNothingNewCanBeSet() throws Exception {
    become(Citizen.PHONE);
    Outcome asked =
        changes.ask(
            person.orElseThrow(),
            ProofFixtures.phone(ProofFixtures.phone()),
            Shown.of(Own.PHONE),
            RequestOrigin.SERVER);
    assertThat(asked).isInstanceOf(Outcome.Waits.class);
    SignInId id = begin(level("p2:a2"), Optional.empty());
    Page.MoreNeeded more = (Page.MoreNeeded) byCode(id);

    assertThat(more.isWithSteps()).isFalse();
    assertThat(more.needs().waits().orElseThrow().key()).isEqualTo("phone.waits.needed");
    assertThat(more.needs().waits().orElseThrow().until())
        .contains(((Outcome.Waits) asked).dueAt());
    assertThat(browser.get("/sign-in/" + id).getResponse().getContentAsString())
        .contains("手机号正在更换", "id=\"see-phone\"", "12345")
        .doesNotContain("id=\"nothing\"");
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

  /** Opened by name and number, signed in by a face: the first ways are set as by one step. */
  @Test
  void whoseAccountAnEarlierStepOpenedIsOfferedAWayForNextTimeAtTheEnd() throws Exception {
    become(Citizen.NEWCOMER);
    SignInId id = opensAnAccountThatIsNotEnough(994);

    cameBack(id, "face94");

    Page.OfferCredential offer = (Page.OfferCredential) browser.show(id);
    assertThat(offer.newAccount()).isTrue();
    assertThat(offer.needs()).isEmpty();
    assertThat(isSignedIn(browser, id)).isTrue();
    browser.press(id, "password", Map.of("new_password", WORD));
    assertThat(passwords.exists(session().person())).isTrue();
    assertThat(trail(id)).contains("person.registered", "signin.completed", "credential.added");
    assertThat(browser.get("/sign-in/" + id).getResponse().getHeader("Location"))
        .isEqualTo("/authorize/continue?id=1");
  }

  /** The offer would be late when it comes. */
  @Test
  void itIsNotOfferedLongAfterItWasOpened() throws Exception {
    become(Citizen.NEWCOMER);
    SignInId id = opensAnAccountThatIsNotEnough(995);
    jdbc.sql(
            "update person set created_at = created_at - interval '6 minutes' where id ="
                + " (select person from evidence where sign_in = ? limit 1)")
        .param(id.value())
        .update();

    cameBack(id, "face95");

    assertThat(isSignedIn(browser, id)).isTrue();
    assertThat(browser.get("/sign-in/" + id).getResponse().getHeader("Location"))
        .isEqualTo("/authorize/continue?id=1");
  }

  private SignInId opensAnAccountThatIsNotEnough(int sequence) throws Exception {
    SignInId id = begin(level("p3:a1"), Optional.empty());
    browser.show(id);
    browser.go(id, "method:test-form", Map.of());
    browser.go(id, "submit", TestAdapters.person("王来", TestAdapters.number(sequence)));
    browser.go(id, "submit", Map.of("phone", phone));
    Page more = browser.go(id, "submit", Map.of("code", outbox.lastCode(phone)));
    assertThat(more).isInstanceOf(Page.MoreNeeded.class);
    assertThat(trail(id)).contains("person.registered").doesNotContain("signin.completed");
    return id;
  }
}
