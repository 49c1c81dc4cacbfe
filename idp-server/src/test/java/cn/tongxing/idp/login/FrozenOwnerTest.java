package cn.tongxing.idp.login;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.identity.FakeAuthenticator;
import cn.tongxing.idp.identity.Freezes.Desk;
import cn.tongxing.idp.identity.PasskeyCredentials;
import cn.tongxing.idp.identity.PasskeyCredentials.Ceremony;
import cn.tongxing.idp.identity.Standings.Reason;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.login.page.Page;
import cn.tongxing.idp.testing.Clause;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;

/** Who shows what is theirs at the sign-in page of a frozen account hears why it does not open. */
@Clause({"A1", "N8"})
class FrozenOwnerTest extends Thawing {

  @Autowired
  @Qualifier("passkeys")
  private PasskeyCredentials real;

  private SignInId fresh() throws Exception {
    redis.keys("limit:*").forEach(key -> redis.del(key));
    jdbc.sql("delete from login_code_sends").update();
    browser = newBrowser();
    return begin();
  }

  private void assertToldOnce(SignInId id, PersonId person) throws Exception {
    Page.AccountFrozen page = (Page.AccountFrozen) browser.show(id);
    assertThat(page.told().key()).isEqualTo("frozen.told");
    assertThat(page.atCounter()).isFalse();
    assertThat(page.proofs()).contains("test-form", "test-scan").doesNotContain("test-redirect");
    assertThat(refusals(id)).containsExactly("frozen " + person);
    assertStillFrozen(person, id);
  }

  @Test
  void aRightCodeIsTold() throws Exception {
    PersonId person = frozen("13800773001");
    SignInId id = fresh();

    bySms(id, "13800773001");

    assertToldOnce(id, person);
  }

  @Test
  void aRightPasswordIsToldAndCountsAsNoWrongOne() throws Exception {
    PersonId person = frozen("13800773002");
    for (int i = 0; i < 7; i++) {
      SignInId id = i == 0 ? fresh() : begin();
      byPassword(id, "13800773002");
      assertToldOnce(id, person);
    }
  }

  @Test
  void aRightNameAndNumberWithTheOwnPhoneIsToldAndCountsAsNoTry() throws Exception {
    String number = newNumber();
    PersonId person = frozen(number, "13800773003");
    long wrong = wrongTries();
    SignInId id = fresh();

    byForm(id, NAME, number, "13800773003");

    assertToldOnce(id, person);
    assertThat(wrongTries()).isEqualTo(wrong);
    assertThat(takenTries()).isZero();
  }

  @Test
  void aRightPasskeyIsTold() throws Exception {
    PersonId person = registered(newNumber(), "13800773004");
    FakeAuthenticator authenticator =
        FakeAuthenticator.at("https://id.example", "id.example").counting(5);
    Ceremony ceremony = real.register(person);
    String made = authenticator.create(ceremony.optionsJson());
    assertThat(
            real.finishRegistration(person, ceremony.challenge(), made, "手机", RequestOrigin.SERVER))
        .isTrue();
    longAgo(person);
    freezes.freeze(person, RequestOrigin.SERVER);
    SignInId id = fresh();
    browser.go(id, "method:passkey", Map.of());

    authenticator.counting(6);
    browser.press(id, "passkey", Map.of("credential", signed(authenticator, id)));

    assertToldOnce(id, person);
    jdbc.sql("update passkey_credential set created_at = ? where person = ?")
        .params(clock.instant().atOffset(java.time.ZoneOffset.UTC), person.value())
        .update();
    SignInId again = fresh();
    browser.go(again, "method:passkey", Map.of());
    authenticator.counting(7);
    browser.press(again, "passkey", Map.of("credential", signed(authenticator, again)));
    assertThat(((Page.PasskeyForm) browser.show(again)).problem().orElseThrow().key())
        .as("one that a thief may have added is told nothing")
        .isEqualTo("login.failed");
    assertThat(refusals(again)).containsExactly("added-before-freeze " + person);
  }

  private String signed(FakeAuthenticator authenticator, SignInId id) throws Exception {
    String challenge = ((Page.PasskeyForm) browser.show(id)).passkey().optionsJson();
    return authenticator.get(
        "{\"challenge\":\""
            + Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(challenge.getBytes(StandardCharsets.US_ASCII))
            + "\"}");
  }

  @Test
  void whoShowedNothingOfItIsNotTold() throws Exception {
    String number = newNumber();
    PersonId person = frozen(number, "13800773005");

    SignInId wrongPassword = fresh();
    browser.go(wrongPassword, "method:password", Map.of());
    browser.press(
        wrongPassword, "submit", Map.of("identifier", "13800773005", "password", "not this one"));
    assertThat(((Page.PasswordForm) browser.show(wrongPassword)).problem().orElseThrow().key())
        .isEqualTo("login.failed");

    SignInId otherPhone = fresh();
    byForm(otherPhone, NAME, number, "13800773006");
    assertThat(told(otherPhone)).isEqualTo("realname.mismatch");
    assertThat(refusals(otherPhone)).containsExactly("disabled " + person);

    SignInId otherName = fresh();
    byForm(otherName, "李四", number, "13800773009");
    assertThat(told(otherName)).isEqualTo("realname.mismatch");
  }

  @Test
  void aWayOfJustBeforeIsToldNothingAndStandsInTheHistory() throws Exception {
    PersonId person = frozenWithAYoungPhone("13800773007");
    SignInId id = fresh();

    bySms(id, "13800773007");

    assertThat(browser.show(id)).isNotInstanceOf(Page.AccountFrozen.class);
    assertThat(refusals(id)).containsExactly("added-before-freeze " + person);
  }

  /** A wrong one's answer and count, at both kinds of sign-in. */
  @Test
  void aPasswordOfJustBeforeIsToldNothingAndStandsInTheHistory() throws Exception {
    PersonId person = frozen("13800773010");
    setAgo(person, java.time.Duration.ZERO);

    for (boolean thaws : new boolean[] {false, true}) {
      SignInId id = thaws ? thaw() : fresh();
      byPassword(id, "13800773010");

      assertThat(browser.show(id)).isNotInstanceOf(Page.AccountFrozen.class);
      assertThat(refusals(id)).containsExactly("added-before-freeze " + person);
      assertStillFrozen(person, id);
    }
    assertThat(
            jdbc.sql("select sum(failures) from login_failures where purpose = 'password'")
                .query(Long.class)
                .single())
        .isEqualTo(2);
  }

  @Test
  void whatTheCounterFrozeItThaws() throws Exception {
    PersonId person = registered(newNumber(), "13800773008");
    longAgo(person);
    freezes.freeze(person, Desk.HOTLINE, CASE, new Reason("op-1"), RequestOrigin.SERVER);
    SignInId id = fresh();
    bySms(id, "13800773008");
    Page.AccountFrozen page = (Page.AccountFrozen) browser.show(id);
    assertThat(page.told().key()).isEqualTo("frozen.told.day");
    assertThat(page.told().until()).isPresent();

    freezes.freeze(person, Desk.COUNTER, CASE, new Reason("op-1"), RequestOrigin.SERVER);
    SignInId again = fresh();
    bySms(again, "13800773008");

    page = (Page.AccountFrozen) browser.show(again);
    assertThat(page.told().key()).isEqualTo("frozen.told.counter");
    assertThat(page.atCounter()).isTrue();
  }
}
