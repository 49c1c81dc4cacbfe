package cn.tongxing.idp.line;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.testing.Clause;
import cn.tongxing.simulator.population.SyntheticPerson;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A citizen looks at their own account: withdraws what they agreed to, ends the sign-in on another
 * device. Every page is pictured and checked like those of {@link MainLineBrowserTest}.
 */
class MyAccountBrowserTest extends OnTheLine {

  @BeforeAll
  static void start(@TempDir Path folder) {
    start(folder, "--idp.limits.sms.pause=1ms");
  }

  @Test
  @Clause("N8")
  void whatWasAgreedIsWithdrawnAndTheOtherDeviceSignedOut() throws IOException {
    SyntheticPerson person = citizen("lisi");
    try (Journey phone = new Journey(line, browser.visit(390, 844, "zh-CN"));
        Journey office = new Journey(line, browser.visit(1366, 768, "zh-TW"))) {
      phone.greeted(person);
      String method = phone.page().locator("[data-method]").innerText();
      String time = phone.page().locator("[data-time]").innerText();
      signIn(office, person);
      office.look("me-account");
      assertThat(office.page().locator(".session")).hasCount(2);

      Page page = phone.page();
      page.navigate(line.issuer() + "/");
      phone.look("me-home");
      page.click("#me");
      phone.look("me-account");
      Locator here = page.locator(".session").first();
      assertThat(here.locator("dd").filter(said(method))).hasCount(1);
      assertThat(here.locator("dd").filter(said(time)).first()).isVisible();
      assertThat(page.locator("#account")).hasText(Pattern.compile("\\*.*"));
      page.click(".agreement .button");
      phone.look("me-withdraw");
      page.click("#withdraw");
      assertThat(page.locator("#notice")).isVisible();
      assertThat(page.locator("#no-agreements")).isVisible();
      phone.look("me-withdrawn");
      page.click("#end-1");
      assertThat(page.locator(".session")).hasCount(1);

      office.page().reload();
      assertThat(office.page().locator("#way-sms")).isVisible();
      phone.visit().assertNoProblems();
      office.visit().assertNoProblems();
    }
    assertThat(line.events("consent.withdrawn")).isPositive();
    assertThat(line.events("session.ended")).isPositive();
    assertThat(line.events("grant.revoked")).isPositive();
  }

  /** One sign-in has one name, at the application and here. */
  private static Locator.FilterOptions said(String text) {
    return new Locator.FilterOptions().setHasText(text);
  }

  @Test
  @Clause("0.4")
  void allOfItWorksWithoutScript() {
    SyntheticPerson person = citizen("wangxiuying");
    try (Journey first = new Journey(line, browser.visit(390, 844, "en", false));
        Journey second = new Journey(line, browser.visit(1366, 768, "en", false))) {
      first.greeted(person);
      signIn(second, person);
      Page page = second.page();
      page.click("#end-others");
      assertThat(page.locator("#notice")).hasText("All other sign-ins were ended.");
      page.click(".agreement .button");
      page.click("#withdraw");
      assertThat(page.locator("#no-agreements")).isVisible();
      first.page().navigate(line.issuer() + "/");
      assertThat(first.page().locator("#sign-out")).hasCount(0);
    }
  }

  /** By keyboard alone; the second time without script. */
  @Test
  @Clause({"issue 5 item 41", "N8"})
  void aDeviceKeepsTheNameThatItsOwnerGivesItThroughSignInsInTheSameBrowser() throws IOException {
    SyntheticPerson person = citizen("ouyang");
    try (Journey phone = new Journey(line, browser.visit(390, 844, "zh-CN"));
        Journey office = new Journey(line, browser.visit(1366, 768, "en", false))) {
      phone.greeted(person);
      Page page = phone.page();
      page.navigate(line.issuer() + "/me");
      named(page, "奶奶的手机");
      assertThat(page.locator("#notice")).hasText("已改名。");
      phone.look("me-device-named");

      page.click("#sign-out");
      page.click("#logout");
      signIn(phone, person);
      assertThat(page.locator(".session")).containsText("奶奶的手机");

      signIn(office, person);
      assertThat(office.page().locator(".session h3").nth(1)).hasText("奶奶的手机");
      named(office.page(), "Office");
      assertThat(office.page().locator("#notice")).hasText("The device has been renamed.");
      phone.visit().assertNoProblems();
    }
    assertThat(line.events("device.renamed")).isEqualTo(2);
  }

  private static void named(Page page, String name) {
    page.focus("#name-device-0");
    page.keyboard().press("Enter");
    assertThat(page.locator("#label")).isFocused();
    page.keyboard().type(name);
    page.keyboard().press("Enter");
  }

  private static void signIn(Journey office, SyntheticPerson person) {
    Page page = office.page();
    page.navigate(line.issuer() + "/me");
    page.click("#way-sms");
    office.phone(person.phone());
    office.code(office.codeTo(person.phone()));
    assertThat(page).hasURL(line.issuer() + "/me");
  }
}
