package cn.tongxing.idp.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cn.tongxing.adapter.spi.Factor;
import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.identity.AccountRule;
import cn.tongxing.idp.identity.AccountRule.Own;
import cn.tongxing.idp.identity.AccountRule.RegisteredTo;
import cn.tongxing.idp.identity.PasswordCredentials;
import cn.tongxing.idp.identity.PhoneChanges;
import cn.tongxing.idp.identity.Profiles;
import cn.tongxing.idp.identity.Standings;
import cn.tongxing.idp.kernel.Acr;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.kernel.SessionId;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.login.page.Page;
import cn.tongxing.idp.proofing.Purpose;
import cn.tongxing.idp.session.Sessions;
import cn.tongxing.idp.testing.Clause;
import cn.tongxing.idp.testing.identity.Carriers;
import cn.tongxing.idp.testing.identity.Window;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Who has another phone than the one that is bound to the account. */
class UnboundPhoneTest extends SignInTest {

  @Autowired Standings standings;
  @Autowired PhoneChanges changes;
  @Autowired Profiles profiles;
  @Autowired PasswordCredentials passwords;
  @Autowired Carriers carriers;
  @Autowired TransactionOperations database;

  private PersonId registered(String number, String phone) throws Exception {
    browser = newBrowser();
    register(NAME, number, phone);
    pauseIsOver();
    return person();
  }

  private PersonId person() {
    return sessions.find(browser.cookie(Sessions.COOKIE).orElseThrow()).orElseThrow().person();
  }

  /** Name, number and a phone proven in a browser of no session. */
  private Page proven(String number, String phone) throws Exception {
    pauseIsOver();
    redis.flushdb();
    browser = newBrowser();
    last = begin();
    browser.go(last, "method:test-form", Map.of());
    browser.go(last, "submit", TestAdapters.person(NAME, number));
    browser.go(last, "submit", Map.of("phone", phone));
    return browser.go(last, "submit", Map.of("code", outbox.lastCode(phone)));
  }

  private SignInId last = SignInBrowser.request(Acr.LEAST).id();

  @Test
  @Clause({"A1", "L6"})
  void whoChangedPhoneIsToldSoAndSignsInAnotherWay() throws Exception {
    String number = newNumber();
    PersonId person = registered(number, "13300133901");

    Page page = proven(number, "13300133902");

    assertThat(((Page.PhoneUnbound) page).ways())
        .extracting(Page.Way::id)
        .contains("sms", "password", "passkey");
    assertThat(isSignedIn(browser, last)).isFalse();
    assertThat(trail(last)).contains("signin.refused").doesNotContain("phone.change.started");
    String html =
        browser.get("/sign-in/" + last + "/proof-refused").getResponse().getContentAsString();
    assertThat(html)
        .contains("您已有账号，但这部手机没有绑定", "href=\"/me/phone\"", "服务窗口")
        .doesNotContain("13300133901", "3901");

    assertThat(browser.go(last, "method:sms", Map.of())).isInstanceOf(Page.PhoneForm.class);
    browser.go(last, "submit", Map.of("phone", "13300133901"));
    browser.press(last, "submit", Map.of("code", outbox.lastCode("13300133901")));
    assertThat(isSignedIn(browser, last)).isTrue();
    assertThat(person()).isEqualTo(person);
  }

  @Test
  @Clause({"A1", "A13"})
  void ofAPhoneThatIsTheirsAndNotFreshTheTruthIsToldAndTheWayOnWorks() throws Exception {
    String number = newNumber();
    String phone = "13300133971";
    PersonId person = registered(number, phone);
    stale(person);

    Page page = proven(number, phone);

    assertThat(((Page.PhoneUnbound) page).why()).isEqualTo(Page.PhoneUnbound.Phone.STALE);
    assertThat(isSignedIn(browser, last)).isFalse();
    assertThat(refusal(last)).isEqualTo("phone-not-fresh");
    assertThat(
            browser.get("/sign-in/" + last + "/proof-refused").getResponse().getContentAsString())
        .contains("不能只凭这个手机号登录", "很久没有用来登录", "证件号码后 6 位", "服务窗口")
        .doesNotContain("没有绑定", "3971");

    pauseIsOver();
    browser.go(last, "method:sms", Map.of());
    browser.go(last, "submit", Map.of("phone", phone));
    Page tail = browser.go(last, "submit", Map.of("code", outbox.lastCode(phone)));
    assertThat(tail).isInstanceOf(Page.DocumentTail.class);
    browser.press(last, "submit", Map.of("tail", number.substring(12)));
    assertThat(person()).isEqualTo(person);
  }

  @Test
  @Clause({"A1", "A13"})
  void whoHasAnOwnFactorOnASharedPhoneIsSentToItAndNotTakenForAStranger() throws Exception {
    String number = newNumber();
    String phone = "13300133981";
    PersonId person = registered(number, phone);
    registered(newNumber(), phone);
    passwords.set(person, "床前明月光疑是地上霜", RequestOrigin.SERVER);

    Page page = proven(number, phone);

    assertThat(((Page.PhoneUnbound) page).why()).isEqualTo(Page.PhoneUnbound.Phone.SHARED);
    assertThat(refusal(last)).isEqualTo("phone-shared");
    assertThat(
            browser.get("/sign-in/" + last + "/proof-refused").getResponse().getContentAsString())
        .contains("不止一位市民", "您自己的密码");
  }

  @Test
  @Clause({"A1", "A13"})
  void whoShowsAPhoneInTheirOwnNameIsToldTheTimeAndGetsInTheOldWayMeanwhile() throws Exception {
    String number = newNumber();
    String old = "13300133991";
    String another = "13300133992";
    carriers.say(PhoneNumber.parse(old).orElseThrow(), RegisteredTo.THEIRS);
    carriers.say(PhoneNumber.parse(another).orElseThrow(), RegisteredTo.THEIRS);
    PersonId person = registered(number, old);

    Page.PhoneWaits page = (Page.PhoneWaits) proven(number, another);

    assertThat(page.problem().until()).isPresent();
    assertThat(page.ways()).extracting(Page.Way::id).contains("sms", "password", "passkey");
    assertThat(isSignedIn(browser, last)).isFalse();
    assertThat(changes.waiting(person)).isPresent();
    assertThat(refusal(last)).isEqualTo("phone-waits");
    assertThat(
            browser.get("/sign-in/" + last + "/proof-refused").getResponse().getContentAsString())
        .contains("48 小时后绑定", "可以取消更换", "服务窗口")
        .doesNotContain(old, old.substring(7));

    pauseIsOver();
    browser.go(last, "method:sms", Map.of());
    browser.go(last, "submit", Map.of("phone", old));
    browser.press(last, "submit", Map.of("code", outbox.lastCode(old)));
    assertThat(person()).isEqualTo(person);
    assertThat(changes.cancel(person, AccountRule.Shown.of(Own.PHONE), RequestOrigin.SERVER))
        .isEqualTo(PhoneChanges.Stopped.STOPPED);
  }

  @Test
  @Clause("A1")
  void whoStepsUpAndProvesAnothersNameHearsNothingOfTheirAccountAndBeginsNothing()
      throws Exception {
    String number = newNumber();
    String another = "13300133994";
    carriers.say(PhoneNumber.parse("13300133993").orElseThrow(), RegisteredTo.THEIRS);
    carriers.say(PhoneNumber.parse(another).orElseThrow(), RegisteredTo.THEIRS);
    PersonId person = registered(number, "13300133993");
    PersonId stranger = registered(newNumber(), "13300133995");
    redis.flushdb();

    SignInId id =
        browser.begin(
            signIns,
            SignInBrowser.request(
                Wanted.atLeast(Acr.LEAST),
                new Purpose.StepUp(stranger, Purpose.Change.CREDENTIAL)));
    browser.show(id);
    browser.go(id, "method:test-form", Map.of());
    browser.go(id, "submit", TestAdapters.person(NAME, number));
    browser.go(id, "submit", Map.of("phone", another));
    Page page = browser.go(id, "submit", Map.of("code", outbox.lastCode(another)));

    assertThat(((Page.ProofRefused) page).problem().key()).isEqualTo("realname.mismatch");
    assertThat(changes.waiting(person)).isEmpty();
  }

  private void stale(PersonId person) {
    jdbc.sql(
            "update phone_credential set own_use_at = own_use_at - interval '99 days'"
                + " where person = ?")
        .param(person.value())
        .update();
  }

  /** Why the sign-in was refused last. */
  private String refusal(SignInId id) {
    return jdbc.sql(
            "select details::json ->> 'reason' from audit_event where sign_in = ?"
                + " and type = 'signin.refused' order by occurred_at desc, id desc limit 1")
        .param(id.value())
        .query(String.class)
        .single();
  }

  @Test
  @Clause({"A1", "L6"})
  void twoDocumentsAPhoneInThirtyDaysAreToldAndTheNextOnesAreNot() throws Exception {
    List<String> numbers = List.of(newNumber(), newNumber(), newNumber());
    for (int i = 0; i < numbers.size(); i++) {
      registered(numbers.get(i), "1330013391" + i);
    }
    String phone = "13300133920";

    assertThat(proven(numbers.get(0), phone)).isInstanceOf(Page.PhoneUnbound.class);
    assertThat(proven(numbers.get(1), phone)).isInstanceOf(Page.PhoneUnbound.class);
    Page third = proven(numbers.get(2), phone);
    assertThat(((Page.ProofRefused) third).problem().key()).isEqualTo("realname.mismatch");
    assertThat(proven(numbers.get(0), phone))
        .as("what was said before is no news")
        .isInstanceOf(Page.PhoneUnbound.class);

    clock.pass(Duration.ofDays(31));
    assertThat(proven(numbers.get(2), phone)).isInstanceOf(Page.PhoneUnbound.class);
  }

  @Test
  @Clause("L6")
  void ofWhoIsShutOutNothingIsTold() throws Exception {
    String number = newNumber();
    PersonId person = registered(number, "13300133931");
    standings.disable(
        person, new Standings.Reason("case-1"), Window.OPERATOR, RequestOrigin.SERVER);

    Page page = proven(number, "13300133932");
    assertThat(((Page.ProofRefused) page).problem().key()).isEqualTo("realname.mismatch");
  }

  @Test
  @Clause("A13")
  void whoHasTheNumberNowEndsWhatWasRegisteredWithItBefore() throws Exception {
    String phone = "13300133941";
    PersonId earlier = registered(newNumber(), phone);
    stale(earlier);
    redis.flushdb();
    browser = newBrowser();
    SignInId id = begin();
    browser.go(id, "method:sms", Map.of());
    browser.go(id, "submit", Map.of("phone", phone));
    browser.go(id, "submit", Map.of("code", outbox.lastCode(phone)));

    assertThat(browser.go(id, "not-mine", Map.of())).isEqualTo(new Page.NotMine(false));
    assertThat(browser.go(id, "keep", Map.of())).isInstanceOf(Page.DocumentTail.class);
    assertThat(profiles.find(earlier).orElseThrow().phone()).isPresent();
    browser.go(id, "not-mine", Map.of());
    assertThat(browser.go(id, "submit", Map.of())).isEqualTo(new Page.NotMine(true));

    assertThat(profiles.find(earlier).orElseThrow().phone()).isEmpty();
    assertThat(isSignedIn(browser, id)).isFalse();
    assertThat(browser.go(id, "new-number", Map.of())).isInstanceOf(Page.AdapterForm.class);
  }

  /** A request of the person's own page for another phone, where this was shown just now. */
  private SignInId wish(PersonId person, Own... shown) throws Exception {
    alsoShown(jdbc, person, shown);
    SignInId id =
        browser.begin(
            signIns,
            SignInBrowser.request(Wanted.atLeast(Acr.LEAST), new Purpose.NewPhone(person)));
    assertThat(((Page.PhoneForm) browser.show(id)).another()).isTrue();
    return id;
  }

  /** Besides what its sign-in showed. */
  static void alsoShown(JdbcClient jdbc, PersonId person, Own... shown) {
    for (Own own : shown) {
      if (own != Own.PHONE) {
        jdbc.sql(
                """
                update sso_session set sign_ins = sign_ins[1] || sign_ins,
                       methods = cast(:method as text) || methods,
                       factors = cast(:factor as text) || factors,
                       passkeys = array_prepend(cast(null as uuid), passkeys),
                       shown_at = shown_at[1] || shown_at
                 where person = :person and ended_at is null
                """)
            .param("method", own.name().toLowerCase(Locale.ROOT))
            .param("factor", own == Own.PASSKEY ? "SOFTWARE_KEY" : own.name())
            .param("person", person.value())
            .update();
      }
    }
  }

  private void proves(SignInId id, String phone) throws Exception {
    browser.go(id, "submit", Map.of("phone", phone));
    browser.press(id, "submit", Map.of("code", outbox.lastCode(phone)));
  }

  private PhoneNumber phoneOf(PersonId person) {
    return profiles.find(person).orElseThrow().phone().orElseThrow();
  }

  @Test
  @Clause("A13")
  void aNewPhoneIsProvenByItsCodeAndChangesWhatTheTableSays() throws Exception {
    PersonId person = registered(newNumber(), "13300133951");
    String cookie = browser.cookie(Sessions.COOKIE).orElseThrow();
    stale(person);
    assertThat(changes.stale(person)).hasSize(1);

    SignInId id = wish(person, Own.PASSWORD, Own.PASSKEY);
    assertThat(browser.go(id, "method:test-form", Map.of())).isInstanceOf(Page.PhoneForm.class);
    assertThat(browser.go(id, "other-ways", Map.of())).isInstanceOf(Page.PhoneForm.class);
    Page same = browser.go(id, "submit", Map.of("phone", "13300133951"));
    assertThat(same).isInstanceOf(Page.CodeForm.class);
    Page own = browser.go(id, "submit", Map.of("code", outbox.lastCode("13300133951")));
    assertThat(((Page.PhoneForm) own).problem().orElseThrow().key()).isEqualTo("phone.change.same");
    assertThat(changes.stale(person)).as("its code beside own factors is its use").isEmpty();
    int sent = outbox.to("13300133951").size();
    Page asIs = browser.go(id, "submit", Map.of("phone", "+86 133-0013-3951"));
    assertThat(((Page.PhoneForm) asIs).problem().orElseThrow().key())
        .isEqualTo("phone.change.same");
    assertThat(outbox.to("13300133951")).as("said before it costs a message").hasSize(sent);
    proves(id, "13300133952");

    assertThat(phoneOf(person)).isEqualTo(PhoneNumber.parse("13300133952").orElseThrow());
    assertThat(browser.cookie(Sessions.COOKIE)).contains(cookie);
    assertThat(person()).as("the session in which it was changed goes on").isEqualTo(person);
    assertThat(browser.get("/sign-in/" + id).getResponse().getHeader("Location"))
        .isEqualTo("/authorize/continue?id=1");
  }

  /** What decides is what counts as the phone is proven, not as it was asked for. */
  @Test
  @Clause({"A9", "A13", "N8", "N9"})
  void aWishForAPhoneRestsOnWhatStillCountsAtItsEnd() throws Exception {
    PersonId person = registered(newNumber(), "13300133955");
    passwords.set(person, "床前明月光疑是地上霜", RequestOrigin.SERVER);
    SignInId replaced = wish(person, Own.PASSWORD);
    passwords.set(person, "疑是地上霜举头望明月", RequestOrigin.SERVER);
    proves(replaced, "13300133956");
    assertThat(phoneOf(person))
        .as("a code alone")
        .isEqualTo(PhoneNumber.parse("13300133955").orElseThrow());
    assertThat(changes.waiting(person)).isPresent();

    PersonId late = again("13300133957");
    SignInId old = wish(late, Own.PASSWORD, Own.PASSKEY);
    jdbc.sql(
            "update sso_session set shown_at = array(select each - interval '6 minutes'"
                + " from unnest(shown_at) each) where person = ?")
        .param(late.value())
        .update();
    proves(old, "13300133958");
    assertThat(phoneOf(late)).isEqualTo(PhoneNumber.parse("13300133957").orElseThrow());
    assertThat(changes.waiting(late)).as("nothing counts").isEmpty();
  }

  private PersonId again(String phone) throws Exception {
    pauseIsOver();
    browser = newBrowser();
    return registered(newNumber(), phone);
  }

  @Test
  @Clause("A13")
  void oneFactorMakesItWaitAndAnotherBrowserCannotEndIt() throws Exception {
    PersonId person = registered(newNumber(), "13300133961");
    SignInId id = wish(person, Own.PHONE);
    browser.go(id, "submit", Map.of("phone", "13300133962"));
    browser.forget(Sessions.COOKIE);
    browser.press(id, "submit", Map.of("code", outbox.lastCode("13300133962")));
    assertThat(changes.waiting(person)).as("the session is gone").isEmpty();

    browser = newBrowser();
    pauseIsOver();
    SignInId again = begin();
    browser.go(again, "method:sms", Map.of());
    browser.go(again, "submit", Map.of("phone", "13300133961"));
    browser.press(again, "submit", Map.of("code", outbox.lastCode("13300133961")));
    pauseIsOver();
    proves(wish(person, Own.PHONE), "13300133962");
    assertThat(changes.waiting(person)).isPresent();
    assertThat(phoneOf(person)).isEqualTo(PhoneNumber.parse("13300133961").orElseThrow());
  }

  @Test
  @Clause("A13")
  void whoeverWaitsForTheMarkOfARequestHoldsThePersonAndNoSession() throws Exception {
    PersonId person = registered(newNumber(), "13300133991");
    SignInId id = wish(person, Own.PASSWORD, Own.PASSKEY);
    browser.go(id, "submit", Map.of("phone", "13300133992"));
    String code = outbox.lastCode("13300133992");
    SessionId elsewhere = inByCodeElsewhere(person);
    try (ExecutorService second = Executors.newSingleThreadExecutor()) {
      Future<?> pressed =
          database.execute(first -> {
            jdbc.sql("insert into login_spent values (?, now())").param(id.value()).update();
            Future<?> waits =
                second.submit(() -> {
                  browser.press(id, "submit", Map.of("code", code));
                  return true;
                });
            await()
                .pollInSameThread()
                .atMost(Duration.ofSeconds(10))
                .until(() ->
                    jdbc.sql(
                            "select exists (select 1 from pg_stat_activity"
                                + " where pg_backend_pid() = any (pg_blocking_pids(pid)))")
                        .query(Boolean.class)
                        .single());
            assertThat(free("person where id = ?", person)).isEmpty();
            assertThat(free("sso_session where person = ? and ended_at is null", person))
                .contains(elsewhere.value());
            first.setRollbackOnly();
            return waits;
          });
      Objects.requireNonNull(pressed).get(10, TimeUnit.SECONDS);
    }

    assertThat(phoneOf(person)).isEqualTo(PhoneNumber.parse("13300133992").orElseThrow());
    assertThat(sessions.find(elsewhere)).isEmpty();
    assertThat(person()).isEqualTo(person);
  }

  /** A session that rests on the phone alone. */
  private SessionId inByCodeElsewhere(PersonId person) {
    return sessions
        .start(
            new Sessions.Authenticated(
                person, new SignInId(UUID.randomUUID()), "sms", Set.of(Factor.SMS)),
            Optional.empty(),
            RequestOrigin.SERVER)
        .session()
        .id();
  }

  /** Rows that nobody holds; they are held from now on. */
  private List<UUID> free(String rows, PersonId person) {
    return jdbc.sql("select id from " + rows + " for update skip locked")
        .param(person.value())
        .query(UUID.class)
        .list();
  }
}
