package cn.tongxing.idp.login;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.kernel.Acr;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.login.page.Page;
import cn.tongxing.idp.proofing.Purpose;
import cn.tongxing.idp.session.OwnCookie;
import cn.tongxing.idp.session.Sessions;
import cn.tongxing.idp.session.SsoSession;
import cn.tongxing.idp.testing.Clause;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.servlet.MvcResult;

/** Before the choice, the upstream of last time is asked in passing whose the browser is. */
class SilentCheckTest extends SignInTest {

  private static final Wanted ANY = Wanted.atLeast(Acr.LEAST);

  @Test
  @Clause("0.2")
  void whoIsSignedInAtTheirUpstreamIsSignedInHereWithoutAPage() throws Exception {
    PersonId person = signedInBefore("good31");
    long evidence = count("evidence");

    SignInId id = begin(ANY);
    URI sent = sentTo(id);
    assertThat(sent.getQuery()).contains("prompt=none");
    back(sent, "good31");

    assertThat(isSignedIn(browser, id)).isTrue();
    assertThat(session().person()).isEqualTo(person);
    assertThat(completedSilently(id)).isTrue();
    assertThat(count("evidence")).as("nothing is written of it").isEqualTo(evidence);
  }

  @Test
  void whoWasSignedInSilentlyHasShownNothingJustNow() throws Exception {
    signedInBefore("good32");
    SignInId id = begin(ANY);
    back(sentTo(id), "good32");

    assertThat(session().authentications().latest().at())
        .isBefore(clock.instant().minus(Duration.ofMinutes(59)));
  }

  @Test
  void nobodyIsLedIntoAnAccountThatNobodyOpenedHereByAPress() throws Exception {
    SignInBrowser own = browser;
    browser = newBrowser();
    signedInBefore("good34");
    browser = own;
    signedInBefore("good33");

    assertChoiceWithoutAWord("good34");
  }

  @Test
  void aStrangerGetsNoAccountByIt() throws Exception {
    signedInBefore("good35");
    long persons = count("person");

    assertChoiceWithoutAWord("good36");
    assertThat(count("person")).isEqualTo(persons);
  }

  @Test
  void whateverIsNoProofShowsTheChoiceAndIsCountedForNothing() throws Exception {
    signedInBefore("good37");
    for (String code : new String[] {"nonsense", "phone37", "later37", ""}) {
      assertChoiceWithoutAWord(code);
    }
    TestAdapters.AWAY.set(true);
    try {
      SignInId id = begin(ANY);
      browser.navigate("/sign-in/" + id);
      assertThat(choice(id).problem()).isEmpty();
    } finally {
      TestAdapters.AWAY.set(false);
    }
  }

  @Test
  void theBrowsersBackButtonShowsTheChoiceAndNobodyIsAskedTwice() throws Exception {
    signedInBefore("good38");
    SignInId id = begin(ANY);
    URI sent = sentTo(id);

    assertThat(browser.navigate("/sign-in/" + id).getModelAndView().getModel().get("page"))
        .isInstanceOf(Page.ChooseMethod.class);
    MvcResult pressed = browser.press(id, "method:test-redirect", Map.of());
    URI again = URI.create(pressed.getResponse().getRedirectedUrl());
    assertThat(again.getQuery()).doesNotContain("prompt=none");
    back(sent, "good38");
    assertThat(isSignedIn(browser, id)).as("by an answer of before").isFalse();
    back(again, "good38");
    assertThat(isSignedIn(browser, id)).isTrue();
    assertThat(completedSilently(id)).isFalse();
  }

  @Test
  void nobodyIsAskedWhereASessionEndedOrWhereSomebodyIsToAct() throws Exception {
    signedInBefore("good39");
    assertNotAsked(begin(ANY.within(Optional.of(Duration.ofMinutes(10)))));
    browser.remember(Sessions.COOKIE, "of-a-session-that-is-over");
    assertNotAsked(begin(ANY));
    browser.forget(Sessions.COOKIE);
    browser.remember(OwnCookie.SIGNED_OUT.called(), "1");
    assertNotAsked(begin(ANY));
    browser.forget(OwnCookie.SIGNED_OUT.called());
    browser.remember("way", "sms");
    assertNotAsked(begin(ANY));
    browser.remember("way", "test-redirect");
    assertNotAsked(browser.begin(signIns, request(ANY)));

    assertThat(sentTo(begin(ANY))).hasHost("upstream.example");
    browser.forget(OwnCookie.KNOWN.called());
    assertNotAsked(begin(ANY));
  }

  @Test
  void aDeliberateSignInEndsTheMarkOfASignOut() throws Exception {
    browser.remember(OwnCookie.SIGNED_OUT.called(), "1");
    signedInBefore("good40");

    assertThat(browser.cookie(OwnCookie.SIGNED_OUT.called())).isEmpty();
  }

  /** Somebody came by the upstream, and has closed the browser since. */
  private PersonId signedInBefore(String code) throws Exception {
    SignInId id = browser.begin(signIns, request(ANY));
    browser.show(id);
    MvcResult pressed = browser.press(id, "method:test-redirect", Map.of());
    back(URI.create(pressed.getResponse().getRedirectedUrl()), code);
    assertThat(isSignedIn(browser, id)).isTrue();
    PersonId person = session().person();
    browser.forget(Sessions.COOKIE);
    return person;
  }

  private SignInRequest request(Wanted wanted) {
    return SignInBrowser.request(wanted, new Purpose.SignIn(), clock.instant());
  }

  private SignInId begin(Wanted wanted) {
    return browser.navigate(signIns, request(wanted));
  }

  private URI sentTo(SignInId id) throws Exception {
    String location = browser.navigate("/sign-in/" + id).getResponse().getRedirectedUrl();
    assertThat(location).startsWith("https://upstream.example/");
    return URI.create(location);
  }

  private void back(URI sent, String code) throws Exception {
    String state = sent.getQuery().replaceFirst(".*state=([0-9A-Za-z]{32}).*", "$1");
    String path = URI.create(sent.getQuery().replaceFirst(".*&back=([^&]*).*", "$1")).getPath();
    browser.navigate(path + "?code=" + code + "&state=" + state);
  }

  private void assertChoiceWithoutAWord(String code) throws Exception {
    SignInId id = begin(ANY);
    back(sentTo(id), code);

    assertThat(choice(id).problem()).as("after %s", code).isEmpty();
    assertThat(browser.cookie(Sessions.COOKIE)).isEmpty();
    assertThat(trail(id)).as("after %s", code).doesNotContain("signin.refused");
    assertThat(trail(id)).doesNotContain("sms.sent", "signin.limited");
    assertThat(jdbc.sql("select count(*) from login_failures").query(Long.class).single()).isZero();
  }

  private void assertNotAsked(SignInId id) throws Exception {
    MvcResult page = browser.navigate("/sign-in/" + id);
    assertThat(page.getModelAndView().getModel().get("page")).isInstanceOf(Page.ChooseMethod.class);
  }

  private Page.ChooseMethod choice(SignInId id) throws Exception {
    return (Page.ChooseMethod)
        browser.navigate("/sign-in/" + id).getModelAndView().getModel().get("page");
  }

  private SsoSession session() {
    return sessions.find(browser.cookie(Sessions.COOKIE).orElseThrow()).orElseThrow();
  }

  private long count(String table) {
    return jdbc.sql("select count(*) from " + table).query(Long.class).single();
  }

  private boolean completedSilently(SignInId id) {
    return jdbc.sql(
            "select details::jsonb ->> 'silent' = 'true' from audit_event"
                + " where sign_in = ? and type = 'signin.completed'")
        .param(id.value())
        .query((row, _) -> row.getBoolean(1))
        .single();
  }
}
