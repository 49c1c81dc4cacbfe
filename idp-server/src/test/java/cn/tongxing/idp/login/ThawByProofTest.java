package cn.tongxing.idp.login;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.adapter.spi.EvidenceItem;
import cn.tongxing.adapter.spi.ExternalSubject;
import cn.tongxing.adapter.spi.Outcome;
import cn.tongxing.idp.identity.Freezes.Desk;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.login.page.Page;
import cn.tongxing.idp.session.Sessions;
import cn.tongxing.idp.testing.Clause;
import cn.tongxing.idp.testing.identity.Window;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A frozen account, and what an adapter says to whoever would thaw it. */
@Clause({"C8", "A13"})
class ThawByProofTest extends Thawing {

  private static final String STRANGERS = "13800771000";

  @AfterEach
  void noNews() {
    TestAdapters.SCANNED.set(null);
  }

  /** Whoever is known by an upstream's account, with a password. */
  private PersonId linked(String code) throws Exception {
    SignInId id = begin();
    cameBack(id, code);
    assertThat(isSignedIn(browser, id)).isTrue();
    PersonId person =
        sessions.find(browser.cookie(Sessions.COOKIE).orElseThrow()).orElseThrow().person();
    passwords.set(person, PASSWORD, RequestOrigin.SERVER);
    return person;
  }

  private PersonId linkedAndFrozen(String code) throws Exception {
    PersonId person = linked(code);
    longAgo(person);
    freezes.freeze(person, RequestOrigin.SERVER);
    return person;
  }

  /** Nothing of an account, and no more than nobody hears; counted as a wrong one. */
  private void assertNobodys(SignInId id, String reason) throws Exception {
    assertThat(told(id)).isEqualTo("thaw.nobody");
    assertThat(refusals(id)).containsExactly(reason);
    assertThat(((Page.Thaw) browser.go(id, "other-ways", Map.of())).begun()).isEmpty();
    assertThat(isSignedIn(browser, id)).isFalse();
  }

  @Test
  @Clause({"A1", "L6"})
  void nameAndNumberHearTheSameOfEveryAccount() throws Exception {
    String frozen = newNumber();
    PersonId person = frozen(frozen, "13800771001");
    String atCounter = newNumber();
    PersonId other = registered(atCounter, "13800771002");
    longAgo(other);
    freezes.freeze(other, Desk.COUNTER, CASE, Window.OPERATOR, RequestOrigin.SERVER);
    String active = newNumber();
    registered(active, "13800771003");
    Map<String, String> reasons =
        Map.of(
            frozen,
            "not-shown " + person,
            atCounter,
            "not-shown " + other,
            active,
            "not-frozen nobody",
            newNumber(),
            "not-frozen nobody");

    for (String number : reasons.keySet()) {
      jdbc.sql("delete from login_failures").update();
      SignInId id = thaw();
      byForm(id, NAME, number, STRANGERS);

      assertNobodys(id, reasons.get(number));
      assertThat(wrongTries()).isEqualTo(1);
      assertThat(takenTries()).isEqualTo(1);
    }

    assertThat(freezes.isFrozen(person)).isTrue();
  }

  @Test
  @Clause({"A1", "L6"})
  void anotherNameDoesSoToo() throws Exception {
    String number = newNumber();
    PersonId person = frozen(number, "13800771004");
    SignInId id = thaw();

    byForm(id, "王大力", number, STRANGERS);

    assertNobodys(id, "not-shown " + person);
    assertThat(wrongTries()).isEqualTo(1);
    assertThat(takenTries()).isEqualTo(1);
  }

  /** Whoever knows the password hears what it opens, and nothing of the number beside it. */
  @Test
  @Clause("L6")
  void nameAndNumberBesideAPasswordAreCountedToo() throws Exception {
    String number = newNumber();
    PersonId person = frozen(number, "13800771005");
    SignInId id = thaw();
    byPassword(id, "13800771005");
    browser.show(id);

    byForm(id, NAME, number, STRANGERS);

    assertThat(told(id)).isEqualTo("thaw.nobody");
    assertThat(refusals(id)).containsExactly("not-shown " + person);
    assertThat(wrongTries()).isEqualTo(1);
    assertStillFrozen(person, id);
  }

  @Test
  @Clause("Q1")
  void whatACitizenWasMadeToConfirmElsewhereTellsNothing() throws Exception {
    PersonId person = linkedAndFrozen("good71");
    jdbc.sql("update upstream_link set adapter = 'test-scan' where person = ?")
        .param(person.value())
        .update();
    SignInId id = thaw();
    browser.go(id, "method:test-scan", Map.of());

    Outcome.Proven said =
        TestAdapters.proven(
            "王来",
            TestAdapters.number(971),
            Optional.of(new ExternalSubject("https://upstream.example", "subject-71")));
    TestAdapters.SCANNED.set(
        new Outcome.Proven(
            said.subjects(),
            said.factors(),
            said.evidence().stream().map(EvidenceItem::asPolled).toList()));
    clock.pass(Duration.ofSeconds(3));
    browser.show(id);

    assertNobodys(id, "not-shown " + person);
    assertThat(freezes.isFrozen(person)).isTrue();
  }

  @Test
  void aLinkedWayFromBeforeIsOneOfTheTwo() throws Exception {
    PersonId person = linkedAndFrozen("good72");
    SignInId id = thaw();

    cameBack(id, "good72");

    Page.Thaw more = (Page.Thaw) browser.show(id);
    assertThat(more.begun()).isNotEmpty();
    assertThat(more.own()).extracting(Page.Way::id).containsExactly("password");
    assertThat(refusals(id)).isEmpty();
    byPassword(id, TestAdapters.number(972));
    assertThat(isSignedIn(browser, id)).isTrue();
    assertThat(freezes.isFrozen(person)).isFalse();
    assertThat(events(person)).contains("person.thawed:owner");
  }

  @Test
  void aLinkOfTheThreeDaysBeforeTellsNothing() throws Exception {
    PersonId person = linked("good73");
    longAgo(person);
    jdbc.sql("update upstream_link set linked_at = ? where person = ?")
        .param(clock.instant().atOffset(ZoneOffset.UTC))
        .param(person.value())
        .update();
    freezes.freeze(person, RequestOrigin.SERVER);
    SignInId id = thaw();

    cameBack(id, "good73");

    assertNobodys(id, "not-shown " + person);
    assertThat(freezes.isFrozen(person)).isTrue();
  }

  @Test
  void aFaceShownInThisBrowserThawsAtOnceButWhatTheCounterFroze() throws Exception {
    PersonId person = linkedAndFrozen("good74");
    SignInId id = thaw();

    cameBack(id, "face74");

    assertThat(isSignedIn(browser, id)).isTrue();
    assertThat(freezes.isFrozen(person)).isFalse();
    assertThat(events(person)).contains("person.thawed:owner");

    freezes.freeze(person, Desk.COUNTER, CASE, Window.OPERATOR, RequestOrigin.SERVER);
    SignInId other = thaw();
    cameBack(other, "face74");

    assertThat(told(other)).isEqualTo("thaw.counter");
    assertThat(refusals(other)).containsExactly("at-counter " + person);
    assertThat(freezes.isFrozen(person)).isTrue();
  }

  /** The adapter holds the face, and the page that asks for a phone is left open. */
  private SignInId heldFaceAndCodeAfter(String of, Duration pause) throws Exception {
    SignInId id = thaw();
    cameBack(id, "held" + of);
    assertThat(browser.show(id)).isInstanceOf(Page.PhoneForm.class);
    clock.pass(pause);
    redis.keys("limit:*").forEach(key -> redis.del(key));
    jdbc.sql("delete from login_code_sends").update();
    browser.go(id, "submit", Map.of("phone", STRANGERS));
    browser.press(id, "submit", Map.of("code", outbox.lastCode(STRANGERS)));
    return id;
  }

  @Test
  @Clause("N9")
  void aFaceThatWasHeldTooLongThawsNothing() throws Exception {
    PersonId person = linkedAndFrozen("good75");

    SignInId id = heldFaceAndCodeAfter("75", Duration.ofMinutes(25));

    assertStillFrozen(person, id);
    assertThat(browser.show(id)).isInstanceOf(Page.Thaw.class);
  }

  @Test
  @Clause("N9")
  void aFaceThatWasHeldForACodeThaws() throws Exception {
    PersonId person = linkedAndFrozen("good76");

    SignInId id = heldFaceAndCodeAfter("76", Duration.ofMinutes(1));

    assertThat(isSignedIn(browser, id)).isTrue();
    assertThat(freezes.isFrozen(person)).isFalse();
  }

  /** The try was at their own document: it is given back, once, and counts as no wrong one. */
  @Test
  @Clause("L6")
  void aThawThatIsUndoneTakesNoTry() throws Exception {
    String number = newNumber();
    PersonId person = frozen(number, "13800771006");
    SignInId id = thaw();
    byPassword(id, "13800771006");
    browser.show(id);
    byForm(id, NAME, number);
    browser.go(id, "submit", Map.of("phone", "13800771006"));
    aWayEnds(person);

    browser.press(id, "submit", Map.of("code", outbox.lastCode("13800771006")));

    assertThat(told(id)).isEqualTo("realname.mismatch");
    assertThat(refusals(id)).containsExactly("ended-meanwhile " + person);
    assertThat(wrongTries()).isZero();
    assertThat(takenTries()).isZero();
    assertStillFrozen(person, id);
  }

  @Test
  void aPasswordAndAProofBesideTheirOwnPhoneThaw() throws Exception {
    String number = newNumber();
    PersonId person = frozen(number, "13800771007");
    SignInId id = thaw();
    byPassword(id, "13800771007");
    browser.show(id);

    byForm(id, NAME, number, "13800771007");

    assertThat(isSignedIn(browser, id)).isTrue();
    assertThat(freezes.isFrozen(person)).isFalse();
    assertThat(List.of(wrongTries(), takenTries())).containsOnly(0L);
  }
}
