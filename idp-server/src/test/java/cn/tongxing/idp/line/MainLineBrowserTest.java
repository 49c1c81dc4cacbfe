package cn.tongxing.idp.line;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.line.Browser.Visit;
import cn.tongxing.idp.testing.Clause;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * A citizen walks the line: proves who they are once, signs in to two departments, out of both, and
 * in again the next day. Every page is pictured, checked by axe, and may neither write an error to
 * the console nor ask another host.
 */
class MainLineBrowserTest extends OnTheLine {

  @BeforeAll
  static void start(@TempDir Path folder) {
    start(folder, "--idp.limits.sms.pause=1ms");
  }

  @Test
  @Clause({"L1", "R12", "N3"})
  void verificationIsRegistrationAndOneAccountOpensEveryDepartment() throws IOException {
    try (Visit visit = browser.visit(1366, 768, "zh-CN")) {
      Page page = visit.page();
      // as many write a name of two characters; registers have it without the space
      Citizen citizen = new Citizen("张 三", "350200199001010019", "13800000001");

      page.navigate(line.hospital().toString());
      visit.look("hospital-home");
      register(visit, citizen, "register");
      page.click("#skip");
      visit.look("register-consent");
      page.click("#agree");

      assertThat(page).hasURL(line.hospital() + "/");
      assertThat(page.locator("[data-name]")).hasText("*三");
      assertThat(page.locator("[data-level]")).containsText("三级");
      assertThat(page.locator("[data-method]")).hasText("公安实名认证");
      visit.look("hospital-greeting");

      secondDepartmentAsksForNoSecondSignIn(visit);
      signingOutSignsOutOfBoth(visit);
      nextDay(visit, citizen);
      visit.assertNoProblems();
    }
    assertThat(line.events("person.registered")).isEqualTo(1);
    assertThat(line.events("code.redeemed")).isEqualTo(3);
    assertThat(line.events("logout.delivered")).isGreaterThanOrEqualTo(1);
  }

  private static void secondDepartmentAsksForNoSecondSignIn(Visit visit) throws IOException {
    Page page = visit.page();
    page.navigate(line.fund().toString());
    page.click("#login");
    visit.look("fund-consent");
    page.click("#agree");

    assertThat(page.locator("[data-name]")).hasText("*三");
    assertThat(page.locator("[data-account]")).hasText(Pattern.compile("3502\\d{8}"));
    visit.look("fund-greeting");
    assertThat(
            line.database()
                .sql("select count(distinct session_id) from authorization_grant")
                .query(Long.class)
                .single())
        .isEqualTo(1);
  }

  private static void signingOutSignsOutOfBoth(Visit visit) throws IOException {
    Page page = visit.page();
    page.navigate(line.hospital().toString());
    page.click("#logout");
    assertThat(page).hasURL(Pattern.compile(".*/logged-out.*"));
    visit.look("hospital-logged-out");

    page.navigate(line.fund().toString());
    for (int i = 0; i < 50 && page.locator("#login").count() == 0; i++) {
      page.waitForTimeout(100);
      page.reload();
    }
    assertThat(page.locator("#login")).isVisible();
  }

  private static void nextDay(Visit visit, Citizen citizen) throws IOException {
    Page page = visit.page();
    page.navigate(line.hospital().toString());
    page.click("#login");
    page.fill("#phone", citizen.phone());
    assertThat(page.locator("#passport")).hasText("只有外国护照的，请带护照到服务窗口办理。");
    visit.look("return-choose");
    page.click("#way-sms");
    visit.look("return-code");
    page.fill("#code", code(citizen));
    page.click("#continue");

    assertThat(page.locator("[data-name]")).hasText("*三");
    visit.look("return-greeting");
  }

  @Test
  @Clause("A8")
  void aPasskeySetAtRegistrationSignsInNextTime() throws IOException {
    try (Visit visit = browser.visit(390, 844, "en")) {
      var _ = visit.withAuthenticator();
      Page page = visit.page();
      Citizen citizen = new Citizen("李四", "350200199001010027", "13800000002");
      page.navigate(line.hospital().toString());
      register(visit, citizen, "phone-register");
      assertThat(page.locator("#passkey-data"))
          .hasAttribute("data-options", Pattern.compile(".*\"rp\":\\{[^}]*\"name\":\"云汀通\".*"));
      page.click("#passkey");
      assertThat(page.locator("#agree")).isVisible();
      visit.look("phone-consent");
      page.click("#agree");
      assertThat(page.locator("[data-name]")).isVisible();

      page.click("#logout");
      page.navigate(line.hospital().toString());
      page.click("#login");
      visit.look("phone-choose");
      page.click("#way-passkey");
      assertThat(page.locator("[data-method]")).containsText("Passkey");
      visit.look("phone-greeting");
      visit.assertNoProblems();
    }
  }

  /** Conditional UI: the browser offers the passkey where a number would be typed. */
  @Test
  @Clause("A8")
  void aPasskeyIsOfferedWhereTheNumberIsTyped() throws IOException {
    try (Visit visit = browser.visit(390, 844, "zh-CN")) {
      var _ = visit.withAuthenticator();
      Page page = visit.page();
      Citizen citizen = new Citizen("王秀英", "350203194306120047", "13800000004");
      page.navigate(line.hospital().toString());
      register(visit, citizen, "conditional-register");
      page.click("#passkey");
      page.click("#agree");
      page.click("#logout");

      page.navigate(line.hospital().toString());
      page.click("#login");
      page.click("#way-password");
      assertThat(page.locator("[data-method]")).containsText("通行密钥");
      assertThat(page.locator("[data-name]")).hasText("**英");
      visit.assertNoProblems();
    }
  }

  @Test
  @Clause("0.4")
  void theSimulatorsPagesAreForPeopleToo() throws IOException {
    for (int width : new int[] {390, 1366}) {
      try (Visit visit = browser.visit(width, 844, width == 390 ? "zh-CN" : "en")) {
        for (String path : List.of("", "sms", "citizens", "faults", "requests")) {
          visit.page().navigate(line.simulator().baseUri() + "/" + path + "?stay=yes");
          assertThat(visit.page().locator("h1")).isVisible();
          visit.look("simulator-" + (path.isEmpty() ? "home" : path));
        }
        visit.assertNoProblems();
      }
    }
  }

  @Test
  @Clause("0.5")
  void theFirstPageFitsTheScreenOfACounter() {
    try (Visit visit = browser.visit(1366, 768, "zh-CN")) {
      Page page = visit.page();
      page.navigate(line.hospital().toString());
      page.click("#login");
      assertThat(page.locator("#way-police")).isInViewport();
      visit.assertNoProblems();
    }
  }

  /**
   * The picture of the README: a phone beside the PC. How to renew it: {@code
   * docs/operations/pages.md}.
   */
  @Test
  @EnabledIfSystemProperty(named = "pictures.write", matches = "true")
  void theFirstPageOnBothScreensBecomesThePictureOfTheReadme() throws IOException {
    String frame =
        """
        <body style="margin:0;background:#e6ebee"><style>img{position:absolute;display:block;
        box-shadow:0 6px 24px #0003}</style>
        <img style="left:40px;top:40px;width:980px;border-radius:10px 10px 0 0" src="%s">
        <img style="left:986px;top:90px;width:312px;border:9px solid #1f2d36;border-radius:28px" src="%s">
        """
            .formatted(firstPage(1366, 976), firstPage(390, 802));
    try (Visit visit = browser.visit(1366, 768, "zh-CN")) {
      visit.page().setContent(frame);
      byte[] picture = small(visit.page(), visit.page().screenshot());
      assertThat(picture).hasSizeLessThan(150_000);
      Path images = Files.createDirectories(Path.of("..", "docs", "images"));
      Files.write(images.resolve("sign-in.webp"), picture);
    }
  }

  /** As WebP, which the browser itself can write: a third of the size. */
  private static byte[] small(Page page, byte[] png) {
    String address =
        (String)
            page.evaluate(
                "async png => { const image = new Image(); image.src = png; await image.decode();"
                    + " const canvas = document.createElement('canvas');"
                    + " canvas.width = image.width; canvas.height = image.height;"
                    + " canvas.getContext('2d').drawImage(image, 0, 0);"
                    + " return canvas.toDataURL('image/webp', 0.88) }",
                "data:image/png;base64," + Base64.getEncoder().encodeToString(png));
    assertThat(address).startsWith("data:image/webp;base64,");
    return Base64.getDecoder().decode(address.substring(address.indexOf(',') + 1));
  }

  private String firstPage(int width, int height) {
    try (Visit visit = browser.visit(width, height, "zh-CN")) {
      visit.page().navigate(line.hospital().toString());
      visit.page().click("#login");
      assertThat(visit.page().locator("#way-police")).isInViewport();
      return "data:image/png;base64,"
          + Base64.getEncoder().encodeToString(visit.page().screenshot());
    }
  }

  /** The first page comes as the answer to the application's request. */
  @Test
  @Clause("0.5")
  void theFirstPageCostsOneRedirectAndKeepsAnAddressForBackAndReload() {
    try (Visit visit = browser.visit(390, 844, "zh-CN")) {
      Journey journey = new Journey(line, visit).toChoice();
      Page page = journey.page();
      String own = line.issuer() + "/sign-in/" + journey.signIn() + "/choose-method";
      assertThat(page).hasURL(own);
      page.reload();
      assertThat(page).hasURL(own);
      page.click("#way-sms");
      assertThat(page.locator("#phone")).isVisible();
      page.goBack();
      assertThat(page).hasURL(own);
      assertThat(page.locator("#way-sms")).isVisible();
      page.goForward();
      assertThat(page.locator("#phone")).isVisible();
      page.goBack();
      page.goBack();
      assertThat(page).hasURL(line.hospital().resolve("/").toString());
      visit.assertNoProblems();
    }
  }

  @Test
  @Clause("0.4")
  void withoutScriptAPasswordRegistersAndSignsIn() {
    try (Visit visit = browser.visit(1366, 768, "zh-TW", false)) {
      Page page = visit.page();
      Citizen citizen = new Citizen("欧阳文博", "35020019900115029X", "13800000003");
      page.navigate(line.fund().toString());
      page.click("#login");
      page.click("#way-police");
      page.fill("#name", citizen.name());
      page.fill("#id_number", "３５０２００１９９００１１５０２９x");
      page.click("#continue");
      page.fill("#phone", "138 0000 0003");
      page.click("#continue");
      page.fill("#code", code(citizen));
      page.click("#continue");
      page.fill("#new_password", "鹭岛 春天 的 木棉花");
      page.click("#set-password");
      page.click("#agree");
      assertThat(page.locator("[data-name]")).isVisible();

      page.click("#logout");
      page.navigate(line.fund().toString());
      page.click("#login");
      page.fill("#identifier", citizen.phone());
      page.fill("#password", "鹭岛 春天 的 木棉花");
      page.click("#way-password");
      assertThat(page.locator("[data-method]")).containsText("密碼");
    }
  }

  /** Steps 1 and 2: from the department's page to the account. */
  private static void register(Visit visit, Citizen citizen, String name) throws IOException {
    Page page = visit.page();
    page.click("#login");
    visit.look(name + "-choose");
    page.click("#way-police");
    page.fill("#name", citizen.name());
    page.fill("#id_number", citizen.number().substring(0, 17) + "8");
    page.locator("#id_number").blur();
    assertThat(page.locator("#id_number-error")).isVisible();
    visit.look(name + "-form-error");
    page.fill("#id_number", citizen.number());
    page.locator("#id_number").blur();
    visit.look(name + "-form");
    page.click("#continue");
    visit.look(name + "-phone");
    page.fill("#phone", citizen.phone());
    page.click("#continue");
    visit.look(name + "-code");
    page.fill("#code", code(citizen));
    page.click("#continue");
    assertThat(page.locator("#skip")).isVisible();
    visit.look(name + "-offer");
  }

  private static String code(Citizen citizen) {
    return line.simulator().inbox().to(citizen.phone()).getFirst().code().orElseThrow();
  }

  /** A fake citizen of the simulator's population. */
  private record Citizen(String name, String number, String phone) {}
}
