package cn.tongxing.idp.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.login.page.Page;
import cn.tongxing.idp.login.transaction.Transactions;
import cn.tongxing.idp.login.transaction.Transactions.Claim;
import cn.tongxing.idp.proofing.Proofs;
import cn.tongxing.idp.testing.Clause;
import cn.tongxing.idp.testing.Within;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.MvcResult;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;

/** One sign-in, acted on from several sides at once: nothing that a person typed is lost by it. */
@Clause({"issue 5 item 2", "issue 5 item 9: upstream codes"})
class TwoTabsTest extends SignInTest {

  private static final String PHONE = "13900139190";

  @Autowired private Transactions transactions;
  @Autowired private Proofs proofs;

  private Claim.Held claimed(SignInId id) {
    return (Claim.Held) transactions.claim(id, OptionalLong.empty(), clock.instant()).orElseThrow();
  }

  private long revision(SignInId id) {
    return transactions.current(id, clock.instant()).orElseThrow().revision();
  }

  private SignInId atThePhone() throws Exception {
    SignInId id = begin();
    Page page = browser.go(id, "method:sms", Map.of());
    assertThat(page).isInstanceOf(Page.PhoneForm.class);
    return id;
  }

  /** Comes back when the other thread waits for its turn. */
  private static CompletableFuture<MvcResult> inAnotherThread(Callable<MvcResult> act) {
    AtomicReference<Thread> thread = new AtomicReference<>();
    CompletableFuture<MvcResult> answer = new CompletableFuture<>();
    thread.set(
        Thread.ofPlatform()
            .start(() -> {
              try {
                answer.complete(act.call());
              } catch (Exception e) {
                answer.completeExceptionally(e);
              }
            }));
    await().until(() -> answer.isDone() || waitsItsTurn(thread.get()));
    return answer;
  }

  /** Between two tries, and not for an answer of Redis. */
  private static boolean waitsItsTurn(Thread thread) {
    StackTraceElement[] stack = thread.getStackTrace();
    return IntStream.range(1, stack.length)
        .anyMatch(i ->
            stack[i].getClassName().endsWith("login.web.Turns")
                && stack[i].getMethodName().equals("claim")
                && stack[i - 1].getClassName().equals(LockSupport.class.getName()));
  }

  @Test
  void whatIsTypedWhileAnotherTabLooksForNewsIsTaken() throws Exception {
    SignInId id = atThePhone();
    Claim.Held looks = claimed(id);

    CompletableFuture<MvcResult> pressed =
        inAnotherThread(() -> browser.press(id, "submit", Map.of("phone", PHONE)));
    assertThat(transactions.save(looks.transaction(), looks.revision(), clock.instant())).isTrue();

    assertThat(Within.done(pressed).getResponse().getRedirectedUrl()).endsWith("/code-form");
    assertThat(browser.show(id)).isInstanceOf(Page.CodeForm.class);
    assertThat(outbox.to(PHONE)).hasSize(1);
  }

  @Test
  void whatIsPressedTwiceIsDoneOnceAndBothSeeWhatIsDueThen() throws Exception {
    SignInId id = atThePhone();
    String phone = "13900139191";
    String step = browser.step();
    MvcResult first = browser.post(id, step, "submit", Map.of("phone", phone));
    MvcResult second = browser.post(id, step, "submit", Map.of("phone", phone));

    assertThat(first.getResponse().getRedirectedUrl()).endsWith("/code-form");
    assertThat(second.getResponse().getStatus()).isEqualTo(303);
    assertThat(browser.show(id)).isInstanceOf(Page.CodeForm.class);
    assertThat(outbox.to(phone)).hasSize(1);
  }

  /** An upstream's answer is in the address alone, and proves once. */
  @Test
  void whoComesBackWhileAnotherTabLooksForNewsIsKnownByWhatTheyBring() throws Exception {
    SignInId id = begin();
    String back = wayBack(id, "good96");
    Claim.Held looks = claimed(id);

    CompletableFuture<MvcResult> comes = inAnotherThread(() -> browser.get(back));
    assertThat(transactions.save(looks.transaction(), looks.revision(), clock.instant())).isTrue();

    assertThat(Within.done(comes).getResponse().getStatus()).isEqualTo(303);
    assertThat(isSignedIn(browser, id)).isTrue();
  }

  @Test
  void whoComesBackWhileSomethingHangsWaitsAtTheAddressThatHasWhatTheyBring() throws Exception {
    SignInId id = begin();
    String back = wayBack(id, "good97");
    Claim.Held hangs = claimed(id);

    MvcResult busy = browser.get(back);
    assertThat(busy.getResponse().getStatus()).isEqualTo(200);
    assertThat(busy.getModelAndView().getModel().get("page")).isInstanceOf(Page.Waiting.class);
    assertThat(browser.frame().here()).as("no script leads away").isEmpty();
    assertThat(browser.frame().languages()).as("nor a link").isEmpty();
    assertThat(looks(back).getResponse().getContentAsString()).contains("data-view=\"waiting\"");

    assertThat(transactions.save(hangs.transaction(), hangs.revision(), clock.instant())).isTrue();
    assertThat(looks(back).getResponse().getStatus()).as("there is news").isEqualTo(303);
    assertThat(isSignedIn(browser, id)).as("whoever only looks brings nothing").isFalse();
    browser.get(back);
    assertThat(isSignedIn(browser, id)).isTrue();
  }

  private String wayBack(SignInId id, String code) throws Exception {
    String upstream =
        browser.press(id, "method:test-redirect", Map.of()).getResponse().getHeader("Location");
    return upstream.replaceAll(".*back=https://id.example([^&]*).*", "$1")
        + "?code="
        + code
        + "&state="
        + upstream.replaceAll(".*state=([^&]*).*", "$1");
  }

  /** As the script of the page that waits. */
  private MvcResult looks(String address) throws Exception {
    return browser.perform(MockMvcRequestBuilders.get(address).header("X-Poll", "1"));
  }

  @Test
  void whatComesFromAnUpstreamLateHoldsNobodyUpAndChangesNothing() throws Exception {
    TestAdapters.SCANNED.set(TestAdapters.proven("王扫", newNumber(), Optional.empty()));
    SignInId id = begin();
    browser.go(id, "method:test-scan", Map.of());
    clock.pass(Duration.ofMinutes(1));
    assertThat(browser.show(id)).isNotInstanceOf(Page.QrCode.class);
    long before = revision(id);
    Claim.Held typing = claimed(id);

    MvcResult message =
        newBrowser()
            .perform(
                MockMvcRequestBuilders.post("/sign-in/notify/" + proofs.handle(id))
                    .content("signed"));
    MvcResult back = browser.get("/sign-in/callback/" + proofs.handle(id) + "?code=late");

    assertThat(message.getResponse().getStatus()).isEqualTo(400);
    assertThat(back.getResponse().getRedirectedUrl()).isEqualTo("/sign-in/" + id);
    assertThat(revision(id)).as("one claim").isEqualTo(before + 1);
    assertThat(transactions.save(typing.transaction(), typing.revision(), clock.instant()))
        .isTrue();
  }

  @Test
  void aNodeThatRemembersAStepBeforeAsksWhichOneIsDue() throws Exception {
    SignInId id = atThePhone();
    String key = "sign-in:{" + id + "}";
    Map<String, byte[]> phone = redis.hgetall(key);
    browser.go(id, "submit", Map.of("phone", "13900139192"));
    Map<String, byte[]> code = redis.hgetall(key);
    redis.hset(key, phone);
    browser.show(id);
    browser.press(id, "submit", Map.of("phone", "")); // remembered, and not looked at
    redis.hset(key, code); // by another node

    MvcResult shown = browser.get("/sign-in/" + id + "/code-form");

    assertThat(shown.getResponse().getStatus()).isEqualTo(200);
    assertThat(shown.getModelAndView().getModel().get("page")).isInstanceOf(Page.CodeForm.class);
  }
}
