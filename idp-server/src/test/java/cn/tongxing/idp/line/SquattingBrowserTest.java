package cn.tongxing.idp.line;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.identity.AccountRule;
import cn.tongxing.idp.identity.PhoneChanges;
import cn.tongxing.idp.identity.PhoneCredentials;
import cn.tongxing.idp.identity.TakeOvers;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.testing.Clause;
import cn.tongxing.simulator.population.SyntheticPerson;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Name, number and a stranger's phone opened an account: how its holder gets it. And how whoever
 * lost the phone gets the account back by another in their own name.
 */
class SquattingBrowserTest extends OnTheLine {

  private static final String STRANGERS = "13900000051";

  /** By its last digits, to the simulated carriers: thirty days ago. */
  private static final String ISSUED_AGAIN = "13900000097";

  @BeforeAll
  static void start(@TempDir Path folder) {
    start(folder, "--idp.limits.sms.pause=1ms");
  }

  private static Journey onPhone(String language) {
    return new Journey(line, browser.visit(390, 844, language));
  }

  @Test
  @Clause({"L1", "A1"})
  void theTrueHolderIsToldTheTruthAndHasTheAccountAfterTwoDays() throws IOException {
    SyntheticPerson holder = citizen("ouyang");
    try (Journey squatter = onPhone("zh-CN");
        Journey owner = onPhone("zh-CN");
        Journey english = new Journey(line, browser.visit(1366, 768, "en"))) {
      squatter.toChoice().name(holder.name(), holder.number()).phone(STRANGERS);
      squatter.code(squatter.codeTo(STRANGERS)).page().click("#skip");
      squatter.page().click("#agree");
      assertThat(squatter.page().locator("[data-level]")).containsText("二级");

      told(owner, holder, "核验通过，账号将在 48 小时后转给您");
      assertThat(owner.words()).contains("登记在您本人名下").doesNotContain(STRANGERS, "139");
      owner.look("take-over");
      told(english, holder, "You are verified. The account is to become yours in 48 hours");
      english.look("take-over-en");
      owner.visit().assertNoProblems();

      // not by the clock: the provider of messages has one of its own, and refuses another day
      line.database().sql("UPDATE take_over SET due_at = now() WHERE ended_at IS NULL").update();
      assertThat(line.bean(TakeOvers.class).finishDue()).isLessThanOrEqualTo(1);

      squatter.page().navigate(line.issuer() + "/me");
      assertThat(squatter.page().locator("h1")).not().hasText("我的账号");
      try (Journey again = onPhone("zh-CN")) {
        again.toChoice().name(holder.name(), holder.number()).phone(holder.phone());
        again.code(again.codeTo(holder.phone()));
        again.page().click("#agree");
        assertThat(again.page().locator("[data-level]")).containsText("三级");
      }
    }
    assertThat(line.events("takeover.completed")).isEqualTo(1);
  }

  @Test
  @Clause({"L11", "A13"})
  void aNumberThatWasIssuedAgainOpensItsEarlierHoldersAccountNoMore() {
    SyntheticPerson earlier = citizen("ayiguli");
    try (Journey journey = onPhone("zh-CN")) {
      journey.toChoice().name(earlier.name(), earlier.number()).phone(ISSUED_AGAIN);
      journey.code(journey.codeTo(ISSUED_AGAIN)).page().click("#skip");
      journey.page().click("#agree");
      assertThat(journey.page().locator("[data-level]")).isVisible();
    }
    int old =
        line.database()
            .sql("UPDATE phone_credential SET own_use_at = now() - interval '86 days'")
            .update();
    assertThat(old).isPositive();

    try (Journey newHolder = onPhone("zh-CN")) {
      newHolder.toChoice().page().click("#way-sms");
      newHolder.phone(ISSUED_AGAIN).code(newHolder.codeTo(ISSUED_AGAIN));
      assertThat(newHolder.page().locator("#code")).hasCount(0);
      assertThat(newHolder.page().locator("h1")).hasText("您的姓名和证件号码是什么？");
      assertThat(newHolder.page().locator("#tail, [data-level]")).hasCount(0);
      assertThat(newHolder.words()).doesNotContain("利");
    }
    assertThat(line.events("credential.removed")).isEqualTo(1);
  }

  /** In the simulator each citizen has one phone in their own name: the account gets another. */
  private static void changed(SyntheticPerson person, String to) {
    PersonId id =
        line.bean(PhoneCredentials.class)
            .holder(PhoneNumber.parse(person.phone()).orElseThrow())
            .orElseThrow();
    Set<AccountRule.Own> two = Set.of(AccountRule.Own.PHONE, AccountRule.Own.PASSKEY);
    assertThat(
            line.bean(PhoneChanges.class)
                .ask(
                    id,
                    PhoneNumber.parse(to).orElseThrow(),
                    new AccountRule.Shown(two, Optional.empty(), false),
                    RequestOrigin.SERVER))
        .isInstanceOf(PhoneChanges.Outcome.Changed.class);
  }

  @Test
  @Clause({"A13", "A1"})
  void whoLostThePhoneAndHasOneInTheirOwnNameIsToldTheTimeAndWhoeverHasTheOldOneStopsIt()
      throws IOException {
    SyntheticPerson person = citizen("zhangsan");
    String lost = "13912345602";
    try (Journey first = onPhone("zh-CN")) {
      first.greeted(person);
    }
    changed(person, lost);
    try (Journey journey = onPhone("zh-CN");
        Journey english = new Journey(line, browser.visit(1366, 768, "en"))) {
      for (Journey each : new Journey[] {journey, english}) {
        each.toChoice().name(person.name(), person.number()).phone(person.phone());
        each.code(each.codeTo(person.phone()));
      }
      assertThat(journey.page().locator("h1")).hasText("核验通过，这部手机将在 48 小时后绑定");
      assertThat(journey.words()).contains("服务窗口", "取消更换").doesNotContain(lost, "5602");
      journey.look("phone-waits");
      assertThat(english.page().locator("h1"))
          .hasText("You are verified. This phone will be linked in 48 hours");
      english.look("phone-waits-en");
      journey.visit().assertNoProblems();
      english.visit().assertNoProblems();

      journey.page().click("#way-sms"); // whoever has the old phone gets in meanwhile, and stops it
      journey.phone(lost).code(journey.codeTo(lost));
      assertThat(journey.page().locator("[data-name]")).isVisible();
      journey.page().navigate(line.issuer() + "/me/phone");
      journey.look("phone-waits-stop");
      journey.page().click("a#stop");
      journey.page().click("button#stop");
      assertThat(journey.page().locator("#notice")).containsText("已取消更换");
    }
    try (Journey again = onPhone("zh-CN")) {
      again.toChoice().name(person.name(), person.number()).phone(person.phone());
      again.code(again.codeTo(person.phone()));
      assertThat(again.page().locator("h1")).hasText("您已有账号，但这部手机没有绑定");
    }
    assertThat(line.events("phone.change.started")).isPositive();
  }

  private static void told(Journey owner, SyntheticPerson holder, String heading) {
    Page page = owner.toChoice().page();
    owner.name(holder.name(), holder.number()).phone(holder.phone());
    owner.code(owner.codeTo(holder.phone()));
    assertThat(page.locator("h1")).hasText(heading);
  }
}
