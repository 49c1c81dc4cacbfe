package cn.tongxing.idp.line;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.identity.PhoneChanges;
import cn.tongxing.idp.identity.store.PhoneRows;
import cn.tongxing.idp.testing.Clause;
import cn.tongxing.simulator.fault.Fault;
import cn.tongxing.simulator.fault.Faults;
import cn.tongxing.simulator.fault.Upstream;
import cn.tongxing.simulator.population.SyntheticPerson;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Numbers that change hands, phones that change, phones that a family shares. */
class PhoneStoriesBrowserTest extends OnTheLine {

  private static final String PASSWORD = "鹭岛 春天 的 木棉花";

  @BeforeAll
  static void start(@TempDir Path folder) {
    start(folder, "--idp.limits.sms.pause=1ms");
  }

  /** As if everybody who has the phone had not used it for 100 days. */
  private static void unused(String phone) {
    PhoneNumber number = PhoneNumber.parse(phone).orElseThrow();
    line.database()
        .sql(
            "update phone_credential set own_use_at = own_use_at - interval '100 days'"
                + " where phone_index = ?")
        .param(line.bean(PhoneRows.class).index(number))
        .update();
  }

  /** As if all that waits had waited for its 48 hours. */
  private static void holdsAreOver() {
    line.database()
        .sql("update phone_change set due_at = started_at where ended_at is null")
        .update();
    line.bean(PhoneChanges.class).finishDue();
  }

  private static Journey phone() {
    return new Journey(line, browser.visit(390, 844, "zh-CN"));
  }

  private static Journey pc() {
    return new Journey(line, browser.visit(1366, 768, "en"));
  }

  private static void bySms(Journey journey, String phone) {
    journey.toChoice().page().click("#way-sms");
    journey.phone(phone).code(journey.codeTo(phone));
  }

  /** What was set before counts as a kind of its own now. */
  private void daysPass() {
    for (String each :
        new String[] {
          "phone_credential set bound_at = bound_at",
          "password_credential set set_at = set_at",
          "passkey_credential set created_at = created_at"
        }) {
      line.database().sql("update " + each + " - interval '4 days'").update();
    }
  }

  private static String tail(SyntheticPerson person) {
    return person.number().substring(person.number().length() - 6);
  }

  @Test
  @Clause("A13")
  void aNumberThatChangedHandsOpensNothingOfItsEarlierHolder() throws IOException {
    SyntheticPerson earlier = citizen("zhangsan");
    SyntheticPerson now = citizen("lisi");
    try (Journey first = phone()) {
      first.greeted(earlier);
      first.visit().assertNoProblems();
    }
    unused(earlier.phone());
    // nobody can say whether the number changed hands
    line.simulator().faults().set(Upstream.CARRIERS, Fault.DOWN, Faults.WITHOUT_END);
    try (Journey holder = phone()) {
      bySms(holder, earlier.phone());
      Page page = holder.page();
      assertThat(page.locator("#tail")).isVisible();
      assertThat(page.locator("main")).not().containsText("三");
      holder.look("phone-tail");
      page.click("#not-mine");
      holder.look("phone-not-mine");
      page.click("#not-mine");
      assertThat(page.locator("h1")).hasText("已解除以前的登记");
      holder.look("phone-not-mine-done");
      page.click("#new-number");
      page.fill("#name", now.name());
      page.fill("#id_number", now.number());
      page.click("#continue");
      page.click("#skip");
      page.click("#agree");
      assertThat(page.locator("[data-name]")).isVisible();
      page.navigate(line.issuer() + "/me");
      assertThat(page.locator("#account")).not().containsText("三");
      holder.visit().assertNoProblems();
    } finally {
      line.simulator().faults().clearAll();
    }
    assertThat(line.events("credential.removed")).isPositive();
  }

  @Test
  @Clause("A13")
  void whoChangedPhoneIsLedOnAndChangesItAtOnceByTwoFactors() throws IOException {
    SyntheticPerson person = citizen("wangxiuying");
    String fresh = "13912345601";
    try (Journey first = phone()) {
      first.register(person);
      first.page().fill("#new_password", PASSWORD);
      first.page().click("#set-password");
      first.page().click("#agree");
      assertThat(first.page().locator("[data-name]")).isVisible();
    }
    daysPass();
    try (Journey journey = phone()) {
      journey.toChoice().name(person.name(), person.number()).phone(fresh);
      journey.code(journey.codeTo(fresh));
      Page page = journey.page();
      assertThat(page.locator("h1")).hasText("您已有账号，但这部手机没有绑定");
      journey.look("phone-unbound");
      page.click("#way-password");
      page.fill("#identifier", person.number());
      page.fill("#password", PASSWORD);
      page.click("#continue");
      assertThat(page.locator("[data-name]")).isVisible();

      page.navigate(line.issuer() + "/me/credentials");
      assertThat(page.locator("#not-fresh")).containsText("只凭密码还不够");
      assertThat(page.locator("#new_password")).hasCount(0);
      journey.look("credentials-one-more");
      page.navigate(line.issuer() + "/me/phone");
      assertThat(page.locator("#when")).containsText(Pattern.compile("\\d{4}年\\d+月\\d+日"));
      journey.look("phone-after-hold");
      page.click("#more");
      assertThat(page.locator("h1")).hasText("确认是您本人");
      assertThat(page.locator("#shown li")).hasText("密码");
      assertThat(page.locator("#way-password")).hasCount(0);
      assertThat(page.locator("main")).not().containsText("第一次");
      journey.look("confirm-owner");
      page.click("#way-sms");
      journey.code(journey.codeTo(person.phone()));
      assertThat(page.locator("#when")).containsText("马上更换");
      assertThat(page.locator("#shown li")).hasCount(2);
      journey.look("phone-at-once");
      page.click("#continue");
      journey.look("phone-new");
      journey.phone(fresh).code(journey.codeTo(fresh));
      assertThat(page.locator("#notice")).hasText("已更换手机号。");
      journey.look("phone-changed");
      journey.visit().assertNoProblems();
    }
    try (Journey again = pc()) {
      bySms(again, fresh);
      assertThat(again.page().locator("[data-name]")).isVisible();
    }
  }

  @Test
  @Clause("A13")
  void aChangeByOneFactorWaitsAndTheOldPhoneStopsItOrTimeEndsIt() throws IOException {
    SyntheticPerson person = citizen("ayiguli");
    String fresh = "13912345602";
    try (Journey asks = phone();
        Journey old = pc()) {
      asks.greeted(person);
      Page page = asks.page();
      page.navigate(line.issuer() + "/me/phone");
      page.click("#continue");
      asks.phone(fresh).code(asks.codeTo(fresh));
      assertThat(page.locator("#waiting")).isVisible();
      assertThat(page.locator("#new-phone")).hasText(Pattern.compile("139\\*+02"));
      asks.look("phone-waits");
      page.navigate(line.issuer() + "/me/credentials");
      assertThat(page.locator("#waits")).isVisible();
      assertThat(page.locator("#new_password")).hasCount(0);
      asks.look("phone-nothing-else");

      Page theirs = old.page();
      theirs.navigate(line.issuer() + "/me");
      theirs.click("#way-sms");
      old.phone(person.phone()).code(old.codeTo(person.phone()));
      assertThat(theirs.locator("#phone-waits")).isVisible();
      old.look("phone-waits-account");
      theirs.click("#see-phone");
      assertThat(theirs.locator("#waiting")).containsText("a visit to a service counter");
      theirs.click("a#stop");
      theirs.click("button#stop");
      assertThat(theirs.locator("#notice"))
          .hasText("The change was cancelled. Your phone number stays.");
      theirs.click("#phone");
      // a code began it and a code ended it: another way would still change it at once
      assertThat(theirs.locator("#when"))
          .containsText("A change was asked for and cancelled before");
      assertThat(theirs.locator("#continue")).hasCount(0);
      old.look("phone-stopped");
      asks.visit().assertNoProblems();
      old.visit().assertNoProblems();
    }
    assertThat(line.events("phone.change.cancelled")).isPositive();

    SyntheticPerson other = citizen("ouyang");
    String theirNew = "13912345603";
    try (Journey asks = phone()) {
      asks.greeted(other);
      asks.page().navigate(line.issuer() + "/me/phone");
      asks.page().click("#continue");
      asks.phone(theirNew).code(asks.codeTo(theirNew));
      assertThat(asks.page().locator("#waiting")).isVisible();
    }
    holdsAreOver();
    try (Journey again = pc()) {
      bySms(again, theirNew);
      assertThat(again.page().locator("[data-name]")).isVisible();
    }
  }

  @Test
  @Clause("A13")
  void aPhoneThatAFamilySharesSignsInBoth() throws IOException {
    SyntheticPerson one = citizen("wangxiaoming");
    SyntheticPerson two = citizen("abudula");
    try (Journey first = phone();
        Journey second = phone()) {
      first.greeted(one);
      second.toChoice().name(two.name(), two.number()).phone(one.phone());
      second.code(second.codeTo(one.phone()));
      second.page().click("#skip");
      second.page().click("#agree");
      assertThat(second.page().locator("[data-name]")).isVisible();
    }
    for (SyntheticPerson each : new SyntheticPerson[] {one, two}) {
      try (Journey journey = phone()) {
        bySms(journey, one.phone());
        Page page = journey.page();
        page.fill("#tail", tail(each));
        page.click("#continue");
        assertThat(page.locator("[data-name]")).isVisible();
        page.navigate(line.issuer() + "/me/phone");
        assertThat(page.locator("#capped")).isVisible();
        assertThat(page.locator("#continue")).hasCount(0);
        journey.look("phone-capped");
        journey.visit().assertNoProblems();
      }
    }
  }
}
