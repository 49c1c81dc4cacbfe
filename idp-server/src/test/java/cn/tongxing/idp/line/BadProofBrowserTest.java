package cn.tongxing.idp.line;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.testing.Clause;
import cn.tongxing.simulator.fault.Fault;
import cn.tongxing.simulator.fault.Faults;
import cn.tongxing.simulator.fault.Upstream;
import cn.tongxing.simulator.population.SyntheticPerson;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Proofs that fail: upstreams that are down, slow or lie, people who are not who they say, numbers
 * and codes that are wrong. Other ways stay open, and what was typed is kept.
 */
class BadProofBrowserTest extends OnTheLine {

  @BeforeAll
  static void start(@TempDir Path folder) {
    start(
        folder,
        "--spring.profiles.active=travelling",
        "--idp.limits.sms.pause=1ms",
        "--idp.adapters.police.deadline=2s");
  }

  @BeforeEach
  void allIsWell() {
    line.simulator().faults().clearAll();
    clock().ahead(Duration.ZERO);
  }

  private static TravellingClock clock() {
    return (TravellingClock) line.bean(InstantSource.class);
  }

  private static Journey journey() {
    return new Journey(line, browser.visit(390, 844, "zh-CN"));
  }

  @Test
  @Clause("F15")
  void anUpstreamThatIsDownSlowOrLiesLeavesOtherWaysAndWhatWasTyped() throws IOException {
    SyntheticPerson person = citizen("zhangsan");
    long registered = line.events("person.registered");
    try (Journey journey = journey()) {
      Page page = journey.toChoice().page();
      UUID signIn = journey.signIn();
      journey.name(person.name(), person.number()).phone(person.phone());
      fail(Fault.DOWN);
      journey.code(journey.codeTo(person.phone()));
      for (Fault next : List.of(Fault.SLOW, Fault.OTHER_PERSON, Fault.GARBAGE)) {
        assertThat(page.locator("h1")).hasText("这种方式现在不能使用");
        assertThat(page.locator("main")).containsText("您填写的内容已保留");
        assertThat(page.locator("#way-sms")).isVisible();
        assertThat(page.locator("#way-password")).isVisible();
        fail(next);
        page.click("#retry");
        assertThat(page.locator("#name")).hasValue(person.name());
        assertThat(page.locator("#id_number")).hasValue(person.number());
        page.click("#continue");
      }
      journey.look("bad-upstream-down");
      assertThat(line.trail(signIn))
          .contains("upstream.unavailable")
          .doesNotContain("signin.refused");
      assertThat(line.events("person.registered")).isEqualTo(registered);

      line.simulator().faults().clearAll();
      page.click("#retry");
      page.click("#continue");
      assertThat(page.locator("#skip")).isVisible();
      assertThat(line.trail(signIn)).containsOnlyOnce("sms.sent", "signin.completed");
      journey.visit().assertNoProblems();
    }
  }

  private static void fail(Fault fault) {
    line.simulator().faults().set(Upstream.NCIIC, fault, Faults.WITHOUT_END);
  }

  @Test
  @Clause({"A1", "L6"})
  void mismatchNoRecordAndCancelledLookTheSame() throws IOException {
    Map<String, SyntheticPerson> tries = new LinkedHashMap<>();
    tries.put("13912340011", named("王不符", citizen("lisi").number()));
    tries.put("13912340012", citizen("wunew"));
    tries.put("13912340013", citizen("zhengguoan"));
    String words = "";
    for (Map.Entry<String, SyntheticPerson> each : tries.entrySet()) {
      try (Journey journey = journey()) {
        UUID signIn = proven(journey, each.getKey(), each.getValue());
        assertThat(journey.page().locator("h1")).hasText("没有通过核验");
        words = words.isEmpty() ? journey.words() : words;
        assertThat(journey.words()).isEqualTo(words);
        assertThat(words).contains("到窗口办理");
        assertThat(line.trail(signIn))
            .contains("signin.refused")
            .doesNotContain("signin.completed");
        journey.look("bad-mismatch");
        journey.page().click("#retry");
        assertThat(journey.page().locator("#name")).hasValue(each.getValue().name());
        journey.page().navigate(line.hospital().toString());
        journey.page().click("#login");
        assertThat(journey.page().locator("#way-police")).isVisible();
        journey.visit().assertNoProblems();
      }
    }
  }

  /** Account rules 3: once name, number and a phone have been proven, the truth may be told. */
  @Test
  @Clause({"A1", "L6"})
  void whoHasAnAccountWithAnotherPhoneIsToldSoAndIsNotLetIn() throws IOException {
    SyntheticPerson registered = citizen("wangxiuying");
    try (Journey own = journey()) {
      own.register(registered);
    }
    try (Journey journey = journey()) {
      UUID signIn = proven(journey, "13912340014", registered);
      assertThat(journey.page().locator("h1")).hasText("您已有账号，但这部手机没有绑定");
      assertThat(journey.words()).doesNotContain(registered.phone().substring(7));
      assertThat(line.trail(signIn)).contains("signin.refused").doesNotContain("signin.completed");
      journey.visit().assertNoProblems();
    }
  }

  private UUID proven(Journey journey, String phone, SyntheticPerson person) throws IOException {
    UUID signIn = journey.toChoice().signIn();
    journey.name(person.name(), person.number()).phone(phone);
    journey.code(journey.codeTo(phone));
    return signIn;
  }

  private static SyntheticPerson named(String name, String number) {
    SyntheticPerson lisi = citizen("lisi");
    return new SyntheticPerson(
        "mismatch",
        name,
        number,
        lisi.sex(),
        lisi.birth(),
        lisi.region(),
        lisi.validFrom(),
        lisi.validUntil(),
        lisi.phone(),
        lisi.status(),
        "",
        "");
  }

  @Test
  @Clause("0.6")
  void aWrongCheckDigitIsSaidBesideTheFieldWithAndWithoutScript() throws IOException {
    for (boolean script : List.of(true, false)) {
      try (Journey journey = new Journey(line, browser.visit(390, 844, "zh-TW", script))) {
        Page page = journey.toChoice().page();
        UUID signIn = journey.signIn();
        page.click("#way-police");
        page.fill("#name", "欧阳文博");
        page.fill("#id_number", "350200199001150291");
        page.locator("#id_number").blur();
        assertThat(page.locator("#id_number-error").isVisible()).isEqualTo(script);
        String said = "證件號碼有一碼填錯了。請對照證件逐碼核對。";
        if (script) {
          assertThat(page.locator("#id_number-error")).containsText(said);
        }
        page.click("#continue");
        assertThat(page.locator("#error-summary")).isVisible();
        assertThat(page.locator("#error-summary")).isFocused();
        assertThat(page.locator("#id_number-error")).containsText(said);
        assertThat(page.locator("#error-summary a")).hasText(said);
        assertThat(page.title()).startsWith("錯誤：");
        assertThat(page.locator("#name")).hasValue("欧阳文博");
        assertThat(page.locator("#id_number")).hasValue("350200199001150291");
        assertThat(line.trail(signIn)).doesNotContain("sms.sent", "signin.refused");
        if (script) {
          journey.look("bad-check-digit").visit().assertNoProblems();
        }
        page.fill("#id_number", "35020019900115029x");
        page.click("#continue");
        assertThat(page.locator("#phone")).isVisible();
      }
    }
  }

  @Test
  @Clause("A4")
  void aCodeWrongFiveTimesIsDeadAndANewOneWorks() throws IOException {
    String phone = "13912340021";
    SyntheticPerson person = citizen("ouyang");
    try (Journey journey = journey()) {
      Page page = journey.toChoice().page();
      UUID signIn = journey.signIn();
      journey.name(person.name(), person.number()).phone(phone);
      String first = journey.codeTo(phone);
      String wrong = other(first);
      for (int left = 4; left >= 1; left--) {
        journey.code(wrong);
        String said = left <= 3 ? "您还可以试 " + left + " 次" : "验证码不正确";
        assertThat(page.locator("#code-error")).containsText(said);
        assertThat(page.locator("#code")).isEmpty();
      }
      journey.look("bad-code-wrong").code(wrong);
      assertThat(page.locator("main [role=alert]")).containsText("请重新获取");
      assertThat(page.locator("#code")).hasCount(0);
      journey.look("bad-code-dead");
      assertThat(line.trail(signIn).stream().filter("sms.code.refused"::equals)).hasSize(5);

      page.click("#resend");
      assertThat(page.locator("main [role=alert]")).hasCount(0);
      journey.code(first);
      assertThat(page.locator("#code-error")).containsText("验证码不正确");
      journey.code(full(journey.codeTo(phone)));
      assertThat(page.locator("#skip")).isVisible();
      journey.visit().assertNoProblems();
    }
  }

  private static String other(String code) {
    return code.equals("135790") ? "097531" : "135790";
  }

  /** Full-width digits with a space, as an input method may leave them. */
  private static String full(String code) {
    String wide =
        code.chars().mapToObj(c -> "" + (char) (c - '0' + '０')).reduce("", String::concat);
    return wide.substring(0, 3) + " " + wide.substring(3);
  }

  @Test
  @Clause("A4")
  void anExpiredCodeSaysSoAndIsSentAgain() throws IOException {
    String phone = "13912340022";
    SyntheticPerson person = citizen("abudula");
    try (Journey journey = journey()) {
      Page page = journey.toChoice().page();
      journey.name(person.name(), person.number()).phone(phone);
      String first = journey.codeTo(phone);
      clock().ahead(Duration.ofMinutes(6));
      journey.code(first);
      assertThat(page.locator("main [role=alert]")).containsText("验证码已过期");
      journey.look("bad-code-expired");
      clock().ahead(Duration.ZERO);
      page.click("#resend");
      assertThat(page.locator("main [role=alert]")).hasCount(0);
      journey.code(journey.codeTo(phone));
      assertThat(page.locator("#skip")).isVisible();
      journey.visit().assertNoProblems();
    }
  }

  @Test
  @Clause("WCAG 2.2 2.2.1")
  void whoIsSlowIsWarnedGoesOnAndIsToldWhenItIsOver() throws IOException {
    try (Journey journey = journey()) {
      Page page = journey.page();
      page.clock().install();
      SyntheticPerson person = citizen("abudula");
      journey.toChoice().page().click("#way-police");
      page.fill("#name", person.name());
      page.fill("#id_number", person.number());
      assertThat(page.locator("#deadline[data-watched]")).isAttached();
      clock().ahead(Duration.ofSeconds(1695));
      page.clock().fastForward("28:15");
      assertThat(page.locator("#deadline[open]")).containsText("分钟");
      journey.look("slow-warned");
      page.click("#deadline-more");
      assertThat(page.locator("#deadline")).isHidden();
      assertThat(page.locator("#id_number")).hasValue(person.number());

      clock().ahead(Duration.ofMinutes(50));
      page.click("#continue");
      assertThat(page.locator("#phone")).isVisible();
      assertThat(page.locator("#deadline[data-watched]")).isAttached();
      clock().ahead(Duration.ofMinutes(81));
      page.clock().fastForward("30:00");
      assertThat(page.locator("h1")).hasText("这次登录已经超时");
      journey.look("slow-over").visit().assertNoProblemsBut("status of 410");
    }
  }

  @Test
  @Clause("F15")
  void textMessagesThatCannotBeSentLeaveOtherWaysAndTheNumber() throws IOException {
    try (Journey journey = journey()) {
      Page page = journey.toChoice().page();
      page.click("#way-sms");
      line.simulator().faults().set(Upstream.SMS, Fault.DOWN, Faults.WITHOUT_END);
      journey.phone("13912340023");
      assertThat(page.locator("#error-summary")).containsText("短信现在发不出去，与您的操作无关");
      assertThat(page.locator("#another-way")).isVisible();
      journey.look("bad-sms-down");
      line.simulator().faults().clearAll();
      assertThat(page.locator("#phone")).hasValue("13912340023");
      page.click("#continue");
      assertThat(page.locator("#code")).isVisible();
      journey.visit().assertNoProblems();
    }
  }
}
