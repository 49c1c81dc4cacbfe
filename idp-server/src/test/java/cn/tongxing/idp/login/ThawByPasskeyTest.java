package cn.tongxing.idp.login;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.identity.FakeAuthenticator;
import cn.tongxing.idp.identity.PasskeyCredentials;
import cn.tongxing.idp.identity.PasskeyCredentials.Ceremony;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.login.page.Page;
import cn.tongxing.idp.testing.Clause;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.transaction.support.TransactionOperations;

/** A frozen account is thawed with a passkey of an authenticator that counts or does not. */
@Clause({"C8", "A13", "WebAuthn L3 7.2"})
class ThawByPasskeyTest extends Thawing {

  @Autowired
  @Qualifier("passkeys")
  private PasskeyCredentials real;

  @Autowired private TransactionOperations database;

  private FakeAuthenticator authenticator;

  /** With a password and a passkey of a month ago. */
  private PersonId frozenWithPasskey(String phone, int counted) throws Exception {
    authenticator = FakeAuthenticator.at("https://id.example", "id.example").counting(counted);
    PersonId person = registered(newNumber(), phone);
    Ceremony ceremony = real.register(person);
    String made = authenticator.create(ceremony.optionsJson());
    assertThat(
            real.finishRegistration(person, ceremony.challenge(), made, "手机", RequestOrigin.SERVER))
        .isTrue();
    longAgo(person);
    freezes.freeze(person, RequestOrigin.SERVER);
    return person;
  }

  /** As the browser sends it: the stand-in of the slice leaves such an answer to the real one. */
  private String signed(SignInId id) throws Exception {
    String challenge = ((Page.Thaw) browser.show(id)).passkey().orElseThrow().optionsJson();
    byte[] bytes = challenge.getBytes(StandardCharsets.US_ASCII);
    return authenticator.get(
        "{\"challenge\":\""
            + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes)
            + "\"}");
  }

  private long counted(PersonId person) {
    return jdbc.sql("select sign_count from passkey_credential where person = ?")
        .param(person.value())
        .query(Long.class)
        .single();
  }

  /** What it signed was seen: it is used up, whatever became of the thaw. */
  @Test
  void aThawThatIsUndoneHasUsedThePasskeyUp() throws Exception {
    PersonId person = frozenWithPasskey("13800772001", 5);
    SignInId id = thaw();
    byPassword(id, "13800772001");
    authenticator.counting(6);
    String answer = signed(id);
    aWayEnds(person);

    browser.press(id, "passkey", Map.of("credential", answer));

    assertThat(told(id)).isEqualTo("realname.unproven");
    assertThat(refusals(id)).containsExactly("ended-meanwhile " + person);
    assertStillFrozen(person, id);
    assertThat(counted(person)).isEqualTo(6);
    SignInId again = thaw();
    browser.press(again, "passkey", Map.of("credential", signed(again)));
    assertThat(((Page.PasskeyForm) browser.show(again)).problem().orElseThrow().key())
        .isEqualTo("passkey.copied");
    assertThat(events(person)).contains("credential.suspected");
  }

  /** The answer of a wrong one, and the owner's history knows better. */
  @Test
  void aPasskeyOfJustBeforeStandsInItsOwnersHistory() throws Exception {
    PersonId person = frozenWithPasskey("13800772003", 0);
    jdbc.sql("update passkey_credential set created_at = ? where person = ?")
        .params(clock.instant().atOffset(ZoneOffset.UTC), person.value())
        .update();
    SignInId id = thaw();

    browser.press(id, "passkey", Map.of("credential", signed(id)));

    assertThat(((Page.PasskeyForm) browser.show(id)).problem().orElseThrow().key())
        .isEqualTo("login.failed");
    assertThat(refusals(id)).containsExactly("added-before-freeze " + person);
    assertStillFrozen(person, id);
  }

  /** Two browsers showed one thing each, and show the passkey at the same moment. */
  @Test
  void ofTwoAtOnceOneThawsAndTheOtherHearsThatThereIsNothingToThaw() throws Exception {
    PersonId person = frozenWithPasskey("13800772002", 0);
    List<SignInBrowser> browsers = new ArrayList<>();
    List<SignInId> ids = new ArrayList<>();
    List<String> answers = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      SignInId id = thaw();
      byPassword(id, "13800772002");
      answers.add(signed(id));
      ids.add(id);
      browsers.add(browser);
    }

    atOnce(
        person,
        () -> browsers.get(0).press(ids.get(0), "passkey", Map.of("credential", answers.get(0))),
        () -> browsers.get(1).press(ids.get(1), "passkey", Map.of("credential", answers.get(1))));

    assertThat(freezes.isFrozen(person)).isFalse();
    assertThat(events(person)).filteredOn("person.thawed:owner"::equals).hasSize(1);
    assertThat(notices(person)).isEqualTo(1);
    int winner = isSignedIn(browsers.get(0), ids.get(0)) ? 0 : 1;
    int other = 1 - winner;
    assertThat(isSignedIn(browsers.get(winner), ids.get(winner))).isTrue();
    assertThat(isSignedIn(browsers.get(other), ids.get(other))).isFalse();
    browser = browsers.get(other);
    assertThat(told(ids.get(other))).isEqualTo("thaw.nobody");
    assertThat(refusals(ids.get(other))).containsExactly("not-frozen " + person);
  }

  private interface Press {
    Object now() throws Exception;
  }

  /** Both are under way, and wait for whoever holds the person, before either goes on. */
  private void atOnce(PersonId person, Press... presses) throws Exception {
    CountDownLatch held = new CountDownLatch(1);
    CountDownLatch free = new CountDownLatch(1);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> holder =
          threads.submit(() ->
              database.executeWithoutResult(_ -> {
                jdbc.sql("select 1 from person where id = ? for update")
                    .param(person.value())
                    .query()
                    .singleRow();
                held.countDown();
                await(free);
              }));
      await(held);
      List<Future<?>> all = new ArrayList<>();
      for (Press press : presses) {
        all.add(threads.submit(press::now));
      }
      Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> waiting() == presses.length);
      free.countDown();
      holder.get(30, TimeUnit.SECONDS);
      for (Future<?> one : all) {
        one.get(30, TimeUnit.SECONDS);
      }
    } finally {
      free.countDown();
    }
  }

  private long waiting() {
    return jdbc.sql(
            "select count(*) from pg_stat_activity"
                + " where datname = current_database() and wait_event_type = 'Lock'")
        .query(Long.class)
        .single();
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }
}
