package cn.tongxing.idp.line;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.identity.TakeOvers;
import cn.tongxing.idp.testing.Clause;
import cn.tongxing.simulator.population.SyntheticPerson;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Name, number and a stranger's phone opened an account: how its holder gets it. */
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
      assertThat(newHolder.words()).doesNotContain("利", "证件号码后六位");
    }
    assertThat(line.events("credential.removed")).isEqualTo(1);
  }

  private static void told(Journey owner, SyntheticPerson holder, String heading) {
    Page page = owner.toChoice().page();
    owner.name(holder.name(), holder.number()).phone(holder.phone());
    owner.code(owner.codeTo(holder.phone()));
    assertThat(page.locator("h1")).hasText(heading);
  }
}
