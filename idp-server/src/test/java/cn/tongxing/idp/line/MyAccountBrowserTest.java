package cn.tongxing.idp.line;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.line.Browser.Visit;
import cn.tongxing.idp.testing.Clause;
import cn.tongxing.simulator.population.SyntheticPerson;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A citizen looks at their own account: withdraws what they agreed to, ends the sign-in on another
 * device. Every page is pictured and checked like those of {@link MainLineBrowserTest}.
 */
@Tag("browser")
class MyAccountBrowserTest {

  private static RunningLine line;
  private static Browser browser;

  @BeforeAll
  static void start(@TempDir Path folder) {
    line = RunningLine.start(folder, "--idp.limits.sms.pause=1ms");
    browser = Browser.start();
  }

  @AfterAll
  static void stop() {
    browser.close();
    line.close();
  }

  @Test
  @Clause("N8")
  void whatWasAgreedIsWithdrawnAndTheOtherDeviceSignedOut() throws IOException {
    SyntheticPerson person = line.simulator().population().people().getFirst();
    try (Journey phone = new Journey(line, browser.visit(390, 844, "zh-CN"));
        Journey office = new Journey(line, browser.visit(1366, 768, "zh-CN", false))) {
      phone.greeted(person);
      signInWithoutScript(office, person);
      office.look("me-account");
      assertThat(office.page().locator(".session")).hasCount(2);

      Page page = phone.page();
      page.navigate(line.issuer() + "/");
      phone.look("me-home");
      page.click("#me");
      phone.look("me-account");
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
    assertThat(line.events("consent.withdrawn")).isEqualTo(1);
    assertThat(line.events("session.ended")).isEqualTo(1);
    assertThat(line.events("grant.revoked")).isEqualTo(1);
  }

  private static void signInWithoutScript(Journey office, SyntheticPerson person)
      throws IOException {
    Page page = office.page();
    page.navigate(line.issuer() + "/me");
    office.look("me-choose");
    page.click("#way-sms");
    office.phone(person.phone());
    office.code(office.codeTo(person.phone()));
    assertThat(page).hasURL(line.issuer() + "/me");
  }
}
