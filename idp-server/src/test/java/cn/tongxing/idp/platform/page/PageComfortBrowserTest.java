package cn.tongxing.idp.platform.page;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.adapter.spi.FormField;
import cn.tongxing.idp.testing.Chromium;
import cn.tongxing.idp.testing.Clause;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What the pages do for who reads, types, corrects and changes their mind. */
@Tag("browser")
@PreviewServer
class PageComfortBrowserTest {

  private static Chromium chromium;

  @LocalServerPort private int port;

  @BeforeAll
  static void launch() {
    chromium = Chromium.start();
  }

  @AfterAll
  static void close() {
    chromium.close();
  }

  @Test
  void anotherLanguageOrSizeKeepsWhatWasTypedButNoSecret() {
    try (BrowserContext context = chromium.browser().newContext(Look.window(390))) {
      Page page = context.newPage();
      show(page, "phone-form?ui_locales=zh-CN");
      page.fill("#phone", "138 0000 0001");
      page.click(".tongues summary");
      page.click(".menu a[hreflang=en]");
      PlaywrightAssertions.assertThat(page.locator("html")).hasAttribute("lang", "en");
      assertThat(page.inputValue("#phone")).isEqualTo("138 0000 0001");
      page.click("#mode");
      PlaywrightAssertions.assertThat(page.locator("html")).hasClass("elder");
      assertThat(page.inputValue("#phone")).isEqualTo("138 0000 0001");
      assertThat(page.evaluate("sessionStorage.length")).isEqualTo(0);

      show(page, "password-form?view=standard");
      page.fill("#identifier", "13800000001");
      page.fill("#password", "secret");
      page.click("#mode");
      PlaywrightAssertions.assertThat(page.locator("html")).hasClass("elder");
      assertThat(page.inputValue("#identifier")).isEqualTo("13800000001");
      assertThat(page.inputValue("#password")).isEmpty();
      show(page, "code-form");
      page.fill("#code", "123456");
      page.click("#mode");
      PlaywrightAssertions.assertThat(page.locator("html")).not().hasClass("elder");
      assertThat(page.inputValue("#code")).isEmpty();
    }
  }

  /** The script goes by what the server shows again: {@code FormField.Kind.isShownAgain}. */
  @Test
  @Clause("issue 5 item 34: what was typed")
  void neitherABankCardNorAnAgreementGoesAlongToAnotherLanguage() {
    try (BrowserContext context = chromium.browser().newContext(Look.window(390))) {
      Page page = context.newPage();
      show(page, "adapter-form-kinds?ui_locales=zh-CN");
      for (FormField.Kind kind : FormField.Kind.values()) {
        String field = "#f_" + kind.name().toLowerCase(Locale.ROOT);
        switch (kind) {
          case AGREEMENT, CHOICE -> page.check(field);
          case DATE -> page.fill(field, "2026-01-02");
          default -> page.fill(field, "12 34");
        }
      }
      page.evaluate(
          "document.querySelector('#mode').addEventListener('click', () => {"
              + " window.name = sessionStorage.getItem('kept') })");
      page.click("#mode");
      PlaywrightAssertions.assertThat(page.locator("html")).hasClass("elder");
      assertThat((String) page.evaluate("window.name"))
          .contains("f_person_name", "f_choice")
          .doesNotContain("f_bank_card", "f_agreement", "f_one_time_code", "f_password");
      for (FormField.Kind kind : FormField.Kind.values()) {
        String field = "#f_" + kind.name().toLowerCase(Locale.ROOT);
        boolean kept =
            switch (kind) {
              case AGREEMENT, CHOICE -> page.isChecked(field);
              default -> !page.inputValue(field).isEmpty();
            };
        assertThat(kept).as(field).isEqualTo(kind.isShownAgain());
      }
    }
  }

  /** The server's own error is about what was sent; what was typed since is looked at anew. */
  @Test
  @Clause("issue 5 item 34: what was typed")
  void inAnotherLanguageThePageSaysWhatIsWrongWithWhatStandsThere() {
    try (BrowserContext context = chromium.browser().newContext(Look.window(1366))) {
      Page page = context.newPage();
      show(page, "adapter-form-problem?ui_locales=zh-CN");
      page.fill("#id_number", "350200900101001");
      page.click(".languages.inline a[hreflang=en]");
      PlaywrightAssertions.assertThat(page.locator("html")).hasAttribute("lang", "en");
      PlaywrightAssertions.assertThat(page.locator("#id_number")).hasValue("350200900101001");
      PlaywrightAssertions.assertThat(page.locator("#id_number-error"))
          .containsText("old number of 15 digits");

      page.fill("#id_number", "350200199001010019");
      page.click(".languages.inline a[hreflang=zh-CN]");
      PlaywrightAssertions.assertThat(page.locator("html")).hasAttribute("lang", "zh-CN");
      PlaywrightAssertions.assertThat(page.locator("#id_number")).hasValue("350200199001010019");
      PlaywrightAssertions.assertThat(page.locator("#id_number-error")).isHidden();
      PlaywrightAssertions.assertThat(page.locator("#error-summary")).isHidden();
    }
  }

  @Test
  void summaryAndFieldSayTheSameAfterTheFieldIsLeft() {
    try (BrowserContext context = chromium.browser().newContext(Look.window(390))) {
      Page page = context.newPage();
      show(page, "adapter-form-problem?ui_locales=zh-CN");
      page.fill("#id_number", "350200900101001");
      page.focus("#full_name");
      var said = PlaywrightAssertions.assertThat(page.locator("#error-summary a"));
      said.hasText("这是旧的 15 位号码，已经停用。请填写现在证件上的 18 位号码。");
      PlaywrightAssertions.assertThat(page.locator("#id_number-error span").last())
          .hasText("这是旧的 15 位号码，已经停用。请填写现在证件上的 18 位号码。");
      page.fill("#id_number", "350200199001010019");
      page.focus("#full_name");
      PlaywrightAssertions.assertThat(page.locator("#error-summary")).isHidden();
    }
  }

  @Test
  void withoutScriptNoPasskeyIsOffered() {
    for (boolean script : new boolean[] {true, false}) {
      try (BrowserContext context =
          chromium.browser().newContext(Look.window(390).setJavaScriptEnabled(script))) {
        Page page = context.newPage();
        for (String name :
            List.of(
                "choose-method",
                "choose-method-last-passkey",
                "choose-method-needs",
                "more-needed-own-or-proof",
                "thaw",
                "document-tail-passkey")) {
          page.navigate("http://localhost:" + port + "/preview/" + name);
          var offered =
              PlaywrightAssertions.assertThat(page.locator("button[value='method:passkey']"));
          if (script) {
            offered.isVisible();
          } else {
            offered.isHidden();
          }
        }
      }
    }
  }

  /** A region that is read out is cut like all others, and is as it was for whoever listens. */
  @Test
  @Clause("issue 5 item 40: no word split")
  void whatIsReadOutEndsItsLinesBetweenWordsNowAndWhenItChanges() {
    try (BrowserContext context = chromium.browser().newContext(Look.window(390))) {
      Page page = context.newPage();
      show(page, "proof-refused?ui_locales=zh-CN");
      page.waitForSelector("body[data-read]");
      PlaywrightAssertions.assertThat(page.locator("p.lead[role=alert] wbr").first()).isAttached();
      page.waitForSelector("p.lead[role=alert]:not([aria-live])");
      show(page, "phone-form?ui_locales=zh-CN");
      page.waitForSelector("body[data-read]");
      page.fill("#phone", "1");
      page.press("#phone", "Tab");
      PlaywrightAssertions.assertThat(page.locator("#phone-error")).containsText("手机号");
      PlaywrightAssertions.assertThat(page.locator("#phone-error wbr").first()).isAttached();
    }
  }

  @Test
  @Clause("issue 5 item 40: no word split")
  void aDateAndTheNameOfADeviceStandOnOneLine() {
    try (BrowserContext context = chromium.browser().newContext(Look.window(390))) {
      Page page = context.newPage();
      for (String language : List.of("zh-CN", "zh-TW", "zh-HK")) {
        show(page, "code-form-locked?ui_locales=" + language);
        page.waitForSelector("body[data-read]");
        Object pieces =
            page.evaluate(
                "document.querySelector('#error-summary p').innerHTML.split('<wbr>')"
                    + ".filter(piece => /[0-9]/.test(piece)).join('|')");
        assertThat(pieces.toString()).matches("[^|]*[0-9]+年[0-9]+月[0-9]+日[^|]*");
      }
      show(page, "me-name-device?ui_locales=zh-CN");
      page.waitForSelector("body[data-read]");
      assertThat(page.locator("h1").textContent()).contains("iPhone\u00a0·\u00a0Safari");
    }
  }

  @Test
  @Clause("issue 5 item 42: wording and fields")
  void whatALevelNeedsStandsApartFromTheButtonAboveIt() {
    try (BrowserContext context = chromium.browser().newContext(Look.window(390))) {
      Page page = context.newPage();
      for (String name : List.of("choose-method-needs-last", "choose-method-needs-both")) {
        show(page, name);
        Object gap =
            page.evaluate(
                "(() => { const needs = document.getElementById('needs').previousElementSibling;"
                    + " const above = [...document.querySelectorAll('#form button')].filter(one =>"
                    + " one.offsetParent && one.compareDocumentPosition(needs) & 4).pop();"
                    + " return needs.getBoundingClientRect().top"
                    + " - above.getBoundingClientRect().bottom; })()");
        assertThat(((Number) gap).doubleValue()).as(name).isGreaterThanOrEqualTo(8);
      }
    }
  }

  /** Neither is a secret, and what may be told is said again in the other language. */
  @Test
  @Clause("issue 5 item 42: wording and fields")
  void anotherLanguageKeepsTheEndOfANumberAndWhatWasTicked() {
    try (BrowserContext context = chromium.browser().newContext(Look.window(1366))) {
      Page page = context.newPage();
      show(page, "document-tail?ui_locales=zh-CN");
      page.fill("#tail", "12345X");
      page.click(".inline a[hreflang=en]");
      PlaywrightAssertions.assertThat(page.locator("html")).hasAttribute("lang", "en");
      PlaywrightAssertions.assertThat(page.locator("#tail")).hasValue("12345X");
      show(page, "consent?ui_locales=zh-CN");
      page.check("[id='scope-phone']");
      page.click(".inline a[hreflang=en]");
      PlaywrightAssertions.assertThat(page.locator("html")).hasAttribute("lang", "en");
      PlaywrightAssertions.assertThat(page.locator("[id='scope-phone']")).isChecked();
      PlaywrightAssertions.assertThat(page.locator("[id='scope-realname']")).not().isChecked();
    }
  }

  @Test
  void aFormOfOneFieldHasTheFocusAndALockedOneHasNoButton() {
    try (BrowserContext context = chromium.browser().newContext(Look.window(390))) {
      Page page = context.newPage();
      show(page, "phone-form");
      PlaywrightAssertions.assertThat(page.locator("#phone")).isFocused();
      show(page, "code-form");
      PlaywrightAssertions.assertThat(page.locator("#code")).isFocused();
      show(page, "document-tail");
      PlaywrightAssertions.assertThat(page.locator("#tail")).isFocused();
      show(page, "adapter-form-one");
      PlaywrightAssertions.assertThat(page.locator("#card")).isFocused();
      show(page, "me-name-passkey");
      PlaywrightAssertions.assertThat(page.locator("#label")).isFocused();
      show(page, "code-form-locked");
      assertThat(page.locator("#continue, #resend, #code").count()).isZero();
      PlaywrightAssertions.assertThat(page.locator("#another-way")).isVisible();
      for (String name :
          List.of(
              "document-tail-locked",
              "password-form-locked",
              "password-form-locked-network",
              "phone-form-limit-device",
              "phone-form-limit-network")) {
        show(page, name);
        assertThat(page.locator("main button[value=submit], input.input").count())
            .as(name)
            .isZero();
        assertThat(page.locator("#error-summary a").count()).as("leads to no field").isZero();
        PlaywrightAssertions.assertThat(page.locator("#error-summary")).containsText("09:30");
        PlaywrightAssertions.assertThat(page.locator("#another-way")).isVisible();
      }
    }
  }

  /** A number's own limit leaves another number to type; what came before it stays good. */
  @Test
  @Clause("issue 5 item 42: wording and fields")
  void aLimitLeavesWhatStillHelpsAndNothingElse() {
    try (BrowserContext context = chromium.browser().newContext(Look.window(390))) {
      Page page = context.newPage();
      for (String whose : List.of("", "-device", "-network")) {
        show(page, "proof-refused-locked" + whose);
        assertThat(page.locator("#retry").count()).as(whose).isZero();
        PlaywrightAssertions.assertThat(page.locator("#way-sms")).isVisible();
        show(page, "code-form-limit" + whose);
        PlaywrightAssertions.assertThat(page.locator("#code")).isVisible();
        PlaywrightAssertions.assertThat(page.locator("#continue")).isVisible();
        assertThat(page.locator("#resend").count()).as(whose).isZero();
        assertThat(page.locator("#change-phone").count()).isEqualTo(whose.isEmpty() ? 1 : 0);
      }
      show(page, "phone-form-limit");
      PlaywrightAssertions.assertThat(page.locator("#phone")).isVisible();
    }
  }

  @Test
  void noLinkOfASignInOrAConsentLeadsAway() {
    try (BrowserContext context = chromium.browser().newContext(Look.window(390))) {
      Page page = context.newPage();
      for (String name : List.of("consent", "password-form", "choose-method")) {
        show(page, name);
        assertThat(
                page.evaluate(
                    "[...document.querySelectorAll('a[href]')].filter(a => a.target !== '_blank' &&"
                        + " a.pathname !== location.pathname"
                        + " && !/^(tel:|\\/preview\\/choose-method$)/.test(a.getAttribute('href')))"
                        + ".map(a => a.outerHTML)"))
            .as(name)
            .isEqualTo(List.of());
      }
    }
  }

  private void show(Page page, String address) {
    page.navigate("http://127.0.0.1:" + port + "/preview/" + address);
  }
}
