package cn.tongxing.idp.login;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.adapter.spi.Factor;
import cn.tongxing.idp.identity.LinkedWays;
import cn.tongxing.idp.kernel.Acr;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.login.page.Page;
import cn.tongxing.idp.proofing.Purpose;
import cn.tongxing.idp.session.Sessions;
import cn.tongxing.idp.session.SsoSession;
import cn.tongxing.idp.testing.Clause;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Whoever's account an upstream's account is linked to is told on the page after (ADR 0040). */
@Clause({"L2", "L3"})
class LinkedJustNowTest extends SignInTest {

  @Autowired LinkedWays links;

  private PersonId owner(String digit, String phone) throws Exception {
    register("王来", TestAdapters.number(900 + Integer.parseInt(digit)), phone);
    return session().person();
  }

  private SsoSession session() {
    return sessions.find(browser.cookie(Sessions.COOKIE).orElseThrow()).orElseThrow();
  }

  /** By the upstream's account, which says who it is, and the account's phone. */
  private Page comes(SignInId id, String digit, String phone) throws Exception {
    cameBack(id, "named" + digit);
    browser.show(id);
    browser.go(id, "submit", Map.of("phone", phone));
    return browser.go(id, "submit", Map.of("code", outbox.lastCode(phone)));
  }

  private SignInId inAnotherBrowser() throws Exception {
    pauseIsOver();
    browser = newBrowser();
    return begin();
  }

  /** The end of a sign-in shows no page. */
  private static boolean isTold(@Nullable Page page) {
    return page instanceof Page.LinkAdded;
  }

  private long linked(PersonId person) {
    return jdbc.sql("select count(*) from upstream_link where person = ?")
        .param(person.value())
        .query(Long.class)
        .single();
  }

  @Test
  void theyAreToldAndGoOnAndAreToldOnce() throws Exception {
    PersonId person = owner("81", "13500135801");
    SignInId id = inAnotherBrowser();

    Page page = comes(id, "81", "13500135801");

    assertThat(page).isInstanceOf(Page.LinkAdded.class);
    assertThat(((Page.LinkAdded) page).way().id()).isEqualTo("test-redirect");
    assertThat(isSignedIn(browser, id)).as("already").isTrue();
    browser.press(id, "keep", Map.of());
    assertThat(isSignedIn(browser, id)).isTrue();
    assertThat(linked(person)).isEqualTo(1);
    assertThat(isTold(comes(inAnotherBrowser(), "81", "13500135801"))).isFalse();
  }

  @Test
  void onePressEndsItAndItStaysEnded() throws Exception {
    PersonId person = owner("82", "13500135802");
    SignInId id = inAnotherBrowser();
    comes(id, "82", "13500135802");

    browser.press(id, "end-link", Map.of());

    assertThat(isSignedIn(browser, id)).as("by the code").isTrue();
    assertThat(session().factors()).containsExactly(Factor.SMS);
    assertThat(linked(person)).isZero();
    assertThat(links.ended(person))
        .extracting(LinkedWays.Ended::adapter)
        .containsExactly("test-redirect");
    assertThat(trail(id)).containsOnlyOnce("credential.removed");

    SignInId again = inAnotherBrowser();
    assertThat(isTold(comes(again, "82", "13500135802"))).isFalse();
    assertThat(isSignedIn(browser, again)).as("the proof counts").isTrue();
    assertThat(linked(person)).isZero();
    assertThat(trail(again)).contains("evidence.added").doesNotContain("credential.added");
  }

  /** The page is no evidence: the session of that sign-in has to come with it. */
  @Test
  void withoutItsSessionNothingEnds() throws Exception {
    PersonId person = owner("83", "13500135803");
    SignInId id = inAnotherBrowser();
    comes(id, "83", "13500135803");
    sessions.end(session().id(), Sessions.EndReason.ELSEWHERE, RequestOrigin.SERVER);

    Page.LinkAdded after = (Page.LinkAdded) browser.go(id, "end-link", Map.of());

    assertThat(linked(person)).isEqualTo(1);
    assertThat(trail(id)).doesNotContain("credential.removed");
    assertThat(after.problem().orElseThrow().key()).isEqualTo("linked.stays");
    assertThat(after.ends()).as("nor the next time").isFalse();
    browser.press(id, "keep", Map.of());
    assertThat(isTold(browser.show(id))).isFalse();
  }

  @Test
  void theOnlyWayDoesNotEndAndThatIsSaid() throws Exception {
    PersonId person = owner("88", "13500135888");
    SignInId id = inAnotherBrowser();
    assertThat(((Page.LinkAdded) comes(id, "88", "13500135888")).ends()).isTrue();
    assertThat(links.addedIn(person, id).orElseThrow().only()).isFalse();
    jdbc.sql("delete from phone_credential where person = ?").param(person.value()).update();
    assertThat(links.addedIn(person, id).orElseThrow().only()).isTrue();

    Page.LinkAdded after = (Page.LinkAdded) browser.go(id, "end-link", Map.of());

    assertThat(after.problem().orElseThrow().key()).isEqualTo("linked.stays");
    assertThat(after.ends()).isFalse();
    assertThat(linked(person)).isEqualTo(1);
    assertThat(isSignedIn(browser, id)).isTrue();
  }

  /** Somebody was quicker, in another tab. */
  @Test
  void whatHasEndedMeanwhileIsNotSaidToBeThere() throws Exception {
    PersonId person = owner("89", "13500135889");
    SignInId id = inAnotherBrowser();
    comes(id, "89", "13500135889");
    assertThat(
            links.end(
                person,
                links.addedIn(person, id).orElseThrow().id(),
                Optional.of(id),
                RequestOrigin.SERVER))
        .isTrue();

    browser.press(id, "end-link", Map.of());

    assertThat(isTold(browser.show(id))).isFalse();
  }

  private SignInId inAnotherBrowser(String level) throws Exception {
    pauseIsOver();
    browser = newBrowser();
    Wanted wanted = Wanted.atLeast(Acr.parse("urn:tongxing:acr:" + level).orElseThrow());
    SignInId id =
        browser.begin(
            signIns, SignInBrowser.request(wanted, new Purpose.SignIn(), clock.instant()));
    browser.show(id);
    return id;
  }

  /** Where the level lacks a credential, that is offered first. */
  @Test
  void theyAreToldAfterTheOfferOfACredentialToo() throws Exception {
    for (String left : List.of("skip", "password")) {
      String digit = left.equals("skip") ? "85" : "86";
      PersonId person = owner(digit, "135001358" + digit);
      SignInId id = inAnotherBrowser("p2:a2");
      assertThat(comes(id, digit, "135001358" + digit)).isInstanceOf(Page.OfferCredential.class);

      Page after = browser.go(id, left, Map.of("new_password", "correct horse battery"));

      assertThat(passwords.exists(person)).isEqualTo(left.equals("password"));
      assertThat(after).as(left).isInstanceOf(Page.LinkAdded.class);
      browser.press(id, "end-link", Map.of());
      assertThat(linked(person)).as("by the session that goes on").isZero();
    }
  }

  /** What opened the account is no news to whoever opened it a minute ago. */
  @Test
  void whoOpenedTheAccountInThisVerySignInIsNotTold() throws Exception {
    SignInId id = inAnotherBrowser("p4:a1");
    assertThat(comes(id, "87", "13500135887")).isInstanceOf(Page.MoreNeeded.class);
    browser.go(id, "method:test-form", Map.of());
    browser.go(id, "submit", TestAdapters.person("王来", TestAdapters.number(987)));
    assertThat(browser.show(id)).isInstanceOf(Page.MoreNeeded.class);

    cameBack(id, "face87");

    assertThat(isSignedIn(browser, id)).isTrue();
    assertThat(linked(session().person())).isEqualTo(1);
    assertThat(isTold(browser.show(id))).isFalse();
  }

  @Test
  void whoAsksForItShowsTheUpstreamsAccountAndIsNotAskedAgain() throws Exception {
    PersonId person = owner("84", "13500135804");
    pauseIsOver();
    SignInId id =
        browser.begin(
            signIns,
            SignInBrowser.request(
                Wanted.atLeast(Acr.LEAST),
                new Purpose.StepUp(person, Purpose.Change.LINK),
                clock.instant()));
    Page.ConfirmOwner offered = (Page.ConfirmOwner) browser.show(id);
    assertThat(offered.before()).isEqualTo("link");
    assertThat(offered.own()).isEmpty();
    assertThat(offered.proofs()).extracting(Page.Way::id).containsExactly("test-redirect");

    cameBack(id, "named84");
    browser.show(id);
    browser.go(id, "submit", Map.of("phone", "13500135804"));
    Page after = browser.go(id, "submit", Map.of("code", outbox.lastCode("13500135804")));

    assertThat(linked(person)).isEqualTo(1);
    assertThat(session().includes(id)).isTrue();
    assertThat(isTold(after)).isFalse();
    assertThat(trail(id)).contains("credential.added", "signin.completed");
  }
}
