package cn.tongxing.idp.line;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.testing.Clause;
import cn.tongxing.simulator.fault.Fault;
import cn.tongxing.simulator.fault.Faults;
import cn.tongxing.simulator.fault.Upstream;
import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The applications and the simulator that whoever tries the demonstration sees first. */
class SampleAppsBrowserTest extends OnTheLine {

  @BeforeAll
  static void start(@TempDir Path folder) {
    start(folder, "--idp.limits.sms.pause=1ms");
  }

  private static Journey visitor(String language) {
    return new Journey(line, browser.visit(390, 844, language));
  }

  @Test
  void aBookedSlotIsTakenAndThePromisedTextMessageArrives() {
    String slot;
    try (Journey journey = visitor("zh-CN")) {
      Page page = journey.greeted(citizen("zhangsan")).page();
      assertThat(page.locator("main")).containsText("预约短信发到 +86\u00a0138******01");
      slot = page.locator("[name=slot]").first().getAttribute("value");
      page.locator("[name=slot]").first().check();
      page.click("#book");

      assertThat(page.locator("[role=status]")).containsText("短信已发出");
      assertThat(page.locator("[data-booking]")).hasCount(1);
      String booking = page.locator("[data-booking] span").innerText();
      assertThat(line.simulator().inbox().to("13800000001").getFirst().text())
          .contains("【市第一医院】您已预约 " + booking);
      assertThat(page.locator("[value='" + slot + "'][name=slot]")).hasCount(0);
    }
    try (Journey journey = visitor("zh-CN")) {
      Page page = journey.greeted(citizen("lisi")).page();
      assertThat(page.locator("[name=slot]").count()).isPositive();
      assertThat(page.locator("[value='" + slot + "'][name=slot]")).hasCount(0);
      assertThat(page.locator("[data-booking]")).hasCount(0);
      // a page that was open before the other one was quicker
      page.locator("[name=slot]")
          .first()
          .evaluate("(box, taken) => { box.value = taken; box.checked = true; }", slot);
      page.click("#book");
      assertThat(page.locator("[role=status]")).containsText("刚被约走");
    }
  }

  @Test
  void anAccountAtTheFundIsTheCitizensOwnAndNobodyIsShownASubject() {
    String first;
    try (Journey journey = visitor("zh-CN")) {
      journey.greeted(citizen("ouyang"));
      first = fund(journey.page());
      assertThat(journey.page().locator("#account"))
          .hasAttribute("href", line.issuer().resolve("/me").toString());
      journey.page().click("#account");
      assertThat(journey.page().locator("h1")).containsText("我的账号");
    }
    try (Journey journey = visitor("zh-CN")) {
      journey.greeted(citizen("wangxiuying"));
      assertThat(fund(journey.page())).isNotEqualTo(first);
    }
  }

  private static String fund(Page page) {
    page.navigate(line.fund().toString());
    page.click("#login");
    page.click("#agree");
    assertThat(page.locator("[data-account]")).hasText(Pattern.compile("3502\\d{8}"));
    assertThat(page.locator("body").innerText()).doesNotContainPattern("[A-Za-z0-9_-]{40,}");
    return page.locator("[data-account]").innerText() + page.locator("[data-balance]").innerText();
  }

  @Test
  void theApplicationsSpeakTheBrowsersLanguage() {
    for (List<String> each :
        List.of(
            List.of("zh-CN", "zh-CN", "用统一身份认证登录"),
            List.of("zh-HK", "zh-TW", "使用統一身分驗證登入"),
            List.of("en-GB", "en", "Sign in with the city's identity service"))) {
      try (Journey journey = visitor(each.getFirst())) {
        for (URI app : List.of(line.hospital(), line.fund())) {
          journey.page().navigate(app.toString());
          assertThat(journey.page().locator("html")).hasAttribute("lang", each.get(1));
          assertThat(journey.page().locator("#login")).hasText(each.getLast());
        }
      }
    }
  }

  @Test
  void aMessageAppearsInTheInboxByItself() {
    try (Journey inbox = visitor("zh-CN");
        Journey journey = visitor("zh-CN")) {
      inbox
          .page()
          .navigate(line.simulator().baseUri() + "/sms?phone=" + citizen("wangxiaoming").phone());
      assertThat(inbox.page().locator(".inbox li")).hasCount(0);
      var person = citizen("wangxiaoming");
      journey.toChoice().name(person.name(), person.number()).phone(person.phone());

      assertThat(inbox.page().locator(".inbox li")).hasCount(1);
      assertThat(inbox.page().locator(".code")).hasText(journey.codeTo(person.phone()));
      inbox.visit().assertNoProblems();
    }
  }

  /** Every rule that axe has, its best practices too. */
  @Test
  @Clause("0.4")
  void noPageOfTheApplicationsOrTheSimulatorHasAFinding() {
    line.simulator().faults().set(Upstream.SMS, Fault.SLOW, Faults.WITHOUT_END);
    try {
      for (ColorScheme colours : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
        for (String language : List.of("zh-CN", "zh-TW", "en")) {
          try (Journey journey = visitor(language)) {
            journey.page().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(colours));
            for (String path : List.of("/", "/sms", "/citizens", "/faults", "/requests")) {
              look(journey.page(), line.simulator().baseUri() + path);
            }
            for (URI app : List.of(line.hospital(), line.fund())) {
              look(journey.page(), app.toString());
              look(journey.page(), app + "/logged-out");
              look(journey.page(), app + "/nothing");
            }
          }
        }
      }
    } finally {
      line.simulator().faults().clearAll();
    }
    try (Journey journey = visitor("zh-CN")) {
      Page page = journey.greeted(citizen("chenkaming")).page();
      page.locator("[name=slot]").last().check();
      page.click("#book");
      findings(page, "booked");
      fund(page);
      findings(page, "fund");
    }
  }

  private static void look(Page page, String address) {
    page.navigate(address);
    assertThat(page.locator("h1")).isVisible();
    findings(page, address);
  }

  private static void findings(Page page, String where) {
    assertThat(new AxeBuilder(page).analyze().getViolations())
        .as(where)
        .extracting(
            violation -> violation.getId() + " " + violation.getNodes().getFirst().getHtml())
        .isEmpty();
  }
}
