package cn.tongxing.idp.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import cn.tongxing.idp.kernel.OfLaterVersion;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.keys.SealedPlace;
import cn.tongxing.idp.keys.Sealing;
import cn.tongxing.idp.login.page.Page;
import cn.tongxing.idp.login.transaction.Transaction;
import cn.tongxing.idp.login.transaction.Transactions;
import cn.tongxing.idp.login.transaction.Transactions.Claim;
import cn.tongxing.idp.testing.Clause;
import cn.tongxing.idp.testing.Within;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;

/** How long a sign-in goes on, what renews it, and who may. */
@Clause("WCAG 2.2 2.2.1")
class LifeOfSignInTest extends SignInTest {

  private static final Duration NEARLY = Duration.ofMinutes(25);
  private static final Page EXPIRED = new Page.Over(Page.Over.Why.EXPIRED, Optional.empty());

  @Autowired private Transactions transactions;
  @Autowired private Sealing sealing;

  private static String path(SignInId id) {
    return "/sign-in/" + id + "/time";
  }

  private static String key(SignInId id) {
    return "sign-in:{" + id + "}";
  }

  /** When Redis was told that it ends. */
  private Instant ends(SignInId id) {
    byte[] stored = redis.hget(key(id), "e");
    return Instant.ofEpochMilli(Long.parseLong(new String(stored, StandardCharsets.US_ASCII)));
  }

  private Duration left(SignInId id) {
    return Duration.between(clock.instant(), ends(id));
  }

  private MockHttpServletResponse asks(SignInBrowser who, SignInId id) throws Exception {
    return who.get(path(id)).getResponse();
  }

  private MockHttpServletResponse wantsMore(SignInBrowser who, SignInId id, String step)
      throws Exception {
    return who.perform(MockMvcRequestBuilders.post(path(id)).param("step", step)).getResponse();
  }

  @Test
  void everyStepGivesAnotherHalfHour() throws Exception {
    SignInId id = begin();
    clock.pass(NEARLY);
    browser.go(id, "method:sms", Map.of());
    assertThat(left(id)).isBetween(NEARLY, Duration.ofMinutes(30));
    clock.pass(NEARLY);
    Page page = browser.go(id, "submit", Map.of("phone", "13900139100"));
    assertThat(page).isInstanceOf(Page.CodeForm.class);
    assertThat(left(id)).isBetween(NEARLY, Duration.ofMinutes(30));
    assertThat(redis.pttl(key(id))).isBetween(NEARLY.toMillis(), 1_800_000L);
    assertThat(browser.frame().deadline().orElseThrow().secondsLeft()).isBetween(1500L, 1800L);
  }

  /** What a node of another version, or a broken one, may have left of a sign-in. */
  private enum Left {
    A_LATER_FORM(ours -> "\u007f{}"),
    AN_UNKNOWN_STAGE(ours -> ours.replace("\"choosing\"", "\"of-tomorrow\"")),
    A_LEVEL_THAT_IS_UNKNOWN(ours -> ours.replace("\"P1\"", "\"of-tomorrow\"")),
    AN_EARLIER_FORM(ours -> "\u0001{}"),
    BARE_JSON(ours -> ours.substring(1)),
    NOTHING(ours -> ""),
    NO_JSON(ours -> ours.substring(0, 1) + "x"),
    HALF(ours -> ours.substring(0, ours.length() / 2)),
    LITTLE(ours -> ours.substring(0, 1) + "{}");

    private final UnaryOperator<String> form;

    Left(UnaryOperator<String> form) {
      this.form = form;
    }
  }

  /** Puts it in the place of what is stored; gives what was. */
  private byte[] leave(SignInId id, Left what) {
    var place = new SealedPlace("redis:signin", "transaction", id.toString());
    byte[] ours = redis.hget(key(id), "t");
    String form = new String(sealing.open(ours, place), StandardCharsets.UTF_8);
    byte[] left = what.form.apply(form).getBytes(StandardCharsets.UTF_8);
    assertThat(left).isNotEqualTo(form.getBytes(StandardCharsets.UTF_8));
    redis.hset(key(id), "t", sealing.seal(left, place));
    return ours;
  }

  @ParameterizedTest
  @EnumSource(names = {"A_LATER_FORM", "AN_UNKNOWN_STAGE", "A_LEVEL_THAT_IS_UNKNOWN"})
  void whatALaterVersionWroteIsNotNowAndGoesOnWhereItIsUnderstood(Left theirs) throws Exception {
    SignInId id = begin();
    byte[] ours = leave(id, theirs);
    for (int node = 0; node < 2; node++) {
      assertThatExceptionOfType(OfLaterVersion.class)
          .as("503 with Retry-After, as of a store that is away")
          .isThrownBy(() -> transactions.claim(id, OptionalLong.empty(), clock.instant()))
          .withMessageNotContaining("of-tomorrow");
    }
    assertThatExceptionOfType(OfLaterVersion.class)
        .isThrownBy(() -> transactions.find(id, clock.instant()));
    redis.hset(key(id), "t", ours);
    assertThat(transactions.claim(id, OptionalLong.empty(), clock.instant()).orElseThrow())
        .isInstanceOf(Claim.Held.class);
  }

  @ParameterizedTest
  @EnumSource(names = {"AN_EARLIER_FORM", "BARE_JSON", "NOTHING", "NO_JSON", "HALF", "LITTLE"})
  void whatNobodyWillUnderstandBeginsAgain(Left broken) throws Exception {
    SignInId id = begin();
    leave(id, broken);
    assertThat(transactions.claim(id, OptionalLong.empty(), clock.instant())).isEmpty();
    assertThat(browser.show(id)).isEqualTo(EXPIRED);
  }

  /** It may be read on an earlier node, or once a key is back. */
  @ParameterizedTest
  @EnumSource(names = {"AN_EARLIER_FORM", "BARE_JSON", "NOTHING", "NO_JSON", "HALF", "LITTLE"})
  void whoCannotReadItDoesNotKeepItFromWhoCan(Left broken) throws Exception {
    SignInId id = begin();
    byte[] ours = leave(id, broken);
    assertThat(transactions.claim(id, OptionalLong.empty(), clock.instant())).isEmpty();

    redis.hset(key(id), "t", ours);

    assertThat(transactions.claim(id, OptionalLong.empty(), clock.instant()).orElseThrow())
        .isInstanceOf(Claim.Held.class);
  }

  @Test
  void norDoesWhoLacksTheKeyOfIt() throws Exception {
    SignInId id = begin();
    byte[] ours = redis.hget(key(id), "t");
    redis.hset(key(id), "t", new byte[64]);
    assertThat(transactions.claim(id, OptionalLong.empty(), clock.instant())).isEmpty();

    redis.hset(key(id), "t", ours);

    assertThat(transactions.claim(id, OptionalLong.empty(), clock.instant()).orElseThrow())
        .isInstanceOf(Claim.Held.class);
  }

  @Test
  void lookingIsNoStep() throws Exception {
    SignInId id = begin();
    Instant before = ends(id);
    clock.pass(Duration.ofMinutes(10));
    browser.show(id);
    asks(browser, id);
    browser.get("/sign-in/" + id + "/poll");
    assertThat(ends(id)).isEqualTo(before);
    assertThat(browser.frame().deadline().orElseThrow().secondsLeft()).isLessThanOrEqualTo(1200);
  }

  @Test
  @Clause("A9")
  void whatHasEndedSaysSoAndNothingBringsItBack() throws Exception {
    SignInId id = begin();
    browser.go(id, "method:sms", Map.of());
    String step = browser.step();
    clock.pass(Duration.ofMinutes(30));
    assertThat(asks(browser, id).getStatus()).isEqualTo(410);
    assertThat(wantsMore(browser, id, step).getStatus()).isEqualTo(410);
    assertThat(browser.get("/sign-in/" + id).getResponse().getStatus()).isEqualTo(410);
    assertThat(browser.show(id)).isEqualTo(EXPIRED);
    browser.post(id, step, "submit", Map.of("phone", "13900139101"));
    assertThat(outbox.to("13900139101")).isEmpty();
    assertThat(browser.show(id)).isEqualTo(EXPIRED);
  }

  @Test
  void whoAsksForMoreGetsItAndLosesNothing() throws Exception {
    SignInId id = begin();
    browser.go(id, "method:sms", Map.of());
    clock.pass(NEARLY);
    assertThat(asks(browser, id).getContentAsString()).contains("\"renewable\":true");
    MockHttpServletResponse answer = wantsMore(browser, id, browser.step());
    assertThat(answer.getStatus()).isEqualTo(200);
    assertThat(answer.getContentAsString())
        .containsPattern("\"left\":1[78]\\d\\d")
        .contains("\"renewable\":false");
    assertThat(left(id)).isGreaterThan(NEARLY);
    assertThat(redis.pttl(key(id))).isGreaterThan(NEARLY.toMillis());
    clock.pass(NEARLY);
    browser.press(id, "submit", Map.of("phone", "13900139102"));
    assertThat(browser.show(id)).isInstanceOf(Page.CodeForm.class);
    assertThat(trail(id)).containsExactly("sms.sent");
  }

  @Test
  void twoHoursIsTheMostHoweverOftenMoreIsAskedFor() throws Exception {
    SignInId id = begin();
    Instant latest = ends(id).plus(Duration.ofMinutes(90));
    for (int i = 0; i < 4; i++) {
      clock.pass(NEARLY);
      wantsMore(browser, id, browser.step());
    }
    assertThat(ends(id)).isEqualTo(latest);
    clock.pass(Duration.ofMinutes(10));
    assertThat(asks(browser, id).getContentAsString()).contains("\"renewable\":false");
    wantsMore(browser, id, browser.step());
    assertThat(browser.go(id, "method:sms", Map.of())).isInstanceOf(Page.PhoneForm.class);
    String step = browser.step();
    assertThat(ends(id)).isEqualTo(latest);
    assertThat(redis.pttl(key(id))).isLessThanOrEqualTo(600_000L);
    clock.pass(Duration.ofMinutes(10));
    assertThat(browser.show(id)).isEqualTo(EXPIRED);
    assertThat(wantsMore(browser, id, step).getStatus()).isEqualTo(410);
  }

  @Test
  @Clause({"N1", "N2"})
  void noOtherBrowserAndNoOtherSiteCanKeepItGoing() throws Exception {
    SignInId id = begin();
    String step = browser.step();
    SignInBrowser other = newBrowser();
    assertThat(asks(other, id).getStatus()).isEqualTo(403);
    assertThat(wantsMore(other, id, step).getStatus()).isEqualTo(403);
    SignInId own = other.begin(signIns, cn.tongxing.idp.kernel.Acr.LEAST);
    other.show(own);
    Instant before = ends(id);
    clock.pass(NEARLY);
    for (String proof : List.of(step, other.step(), "")) {
      assertThat(wantsMore(other, id, proof).getStatus()).isEqualTo(403);
    }
    for (String proof : List.of("", "1.choose-method." + "A".repeat(43), other.step())) {
      assertThat(wantsMore(browser, id, proof).getStatus()).isEqualTo(403);
    }
    assertThat(ends(id)).isEqualTo(before);
  }

  @Test
  void whatIsFinishedOrWasNeverBegunIsNotKept() throws Exception {
    SignInId id = begin();
    String step = browser.step();
    browser.press(id, "cancel", Map.of());
    Instant before = ends(id);
    clock.pass(NEARLY);
    assertThat(asks(browser, id).getStatus()).isEqualTo(410);
    assertThat(wantsMore(browser, id, step).getStatus()).isEqualTo(410);
    browser.get("/sign-in/" + id + "?ui_locales=en");
    browser.post(id, step, "method:sms", Map.of());
    assertThat(ends(id)).isEqualTo(before);

    SignInId unknown = SignInBrowser.request(cn.tongxing.idp.kernel.Acr.LEAST).id();
    assertThat(asks(browser, unknown).getStatus()).isEqualTo(410);
    assertThat(wantsMore(browser, unknown, step).getStatus()).isEqualTo(403);
    assertThat(redis.exists(key(unknown))).isZero();
  }

  @Test
  void askingAgainAndAgainWritesOnceAMinute() throws Exception {
    SignInId id = begin();
    clock.pass(NEARLY);
    wantsMore(browser, id, browser.step());
    Instant first = ends(id);
    wantsMore(browser, id, browser.step());
    assertThat(ends(id)).isEqualTo(first);
    clock.pass(Duration.ofSeconds(61));
    wantsMore(browser, id, browser.step());
    assertThat(ends(id)).isAfter(first);
  }

  @Test
  void moreTimeTakesNothingFromAStepUnderWay() throws Exception {
    SignInId id = begin();
    Claim.Held step = claimed(id);
    clock.pass(Duration.ofSeconds(70));
    assertThat(wantsMore(browser, id, browser.step()).getStatus()).isEqualTo(200);
    Transaction next = step.transaction().in(java.util.Locale.ENGLISH);
    assertThat(transactions.save(next, step.revision(), clock.instant())).isTrue();
    browser.show(id);
    assertThat(browser.frame().locale()).isEqualTo(java.util.Locale.ENGLISH);
  }

  @Test
  void manyWishesBesideAStepLeaveTheStepItsResult() throws Exception {
    SignInId id = begin();
    browser.go(id, "method:sms", Map.of());
    String step = browser.step();
    clock.pass(NEARLY);
    List<Callable<Object>> all = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      all.add(() -> wantsMore(browser, id, step).getStatus());
    }
    all.add(5, () -> browser.post(id, step, "submit", Map.of("phone", "13900139103")));
    try (var pool = Executors.newFixedThreadPool(all.size())) {
      for (Future<Object> each : Within.all(pool, all)) {
        assertThat(Within.done(each)).isNotEqualTo(403).isNotEqualTo(410);
      }
    }
    assertThat(browser.show(id)).isInstanceOf(Page.CodeForm.class);
    assertThat(outbox.to("13900139103")).hasSize(1);
    assertThat(left(id)).isGreaterThan(NEARLY);
  }

  @Test
  void aStepTakenInTheLastSecondsIsStoredThoughTheEndComesFirst() throws Exception {
    SignInId id = begin();
    redis.hset(key(id), "e", millis(clock.instant().plusSeconds(15)));
    redis.pexpire(key(id), 15_000);
    Claim.Held step = claimed(id);
    assertThat(redis.pttl(key(id))).isGreaterThan(15_000L);
    clock.pass(Duration.ofSeconds(16));
    assertThat(transactions.save(step.transaction(), step.revision(), clock.instant())).isTrue();
    assertThat(left(id)).isGreaterThan(NEARLY);
    assertThat(browser.show(id)).isInstanceOf(Page.ChooseMethod.class);
  }

  @Test
  void oneThatAnEarlierVersionBeganKeepsTheHalfHourItHad() throws Exception {
    SignInId id = begin();
    redis.hdel(key(id), "e", "m");
    redis.pexpire(key(id), 900_000);
    assertThat(browser.go(id, "method:sms", Map.of())).isInstanceOf(Page.PhoneForm.class);
    assertThat(redis.pttl(key(id))).isLessThanOrEqualTo(900_000L);
    assertThat(wantsMore(browser, id, browser.step()).getStatus()).isEqualTo(410);
    Page page = browser.go(id, "submit", Map.of("phone", "13900139104"));
    assertThat(page).isInstanceOf(Page.CodeForm.class);
  }

  private Claim.Held claimed(SignInId id) {
    return (Claim.Held) transactions.claim(id, OptionalLong.empty(), clock.instant()).orElseThrow();
  }

  private static byte[] millis(Instant time) {
    return Long.toString(time.toEpochMilli()).getBytes(StandardCharsets.US_ASCII);
  }
}
