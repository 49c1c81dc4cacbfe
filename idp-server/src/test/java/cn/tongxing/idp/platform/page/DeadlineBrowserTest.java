package cn.tongxing.idp.platform.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cn.tongxing.idp.testing.Chromium;
import cn.tongxing.idp.testing.Clause;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The warning before a sign-in ends, in a browser whose clock the test moves. */
@Tag("browser")
@Clause("WCAG 2.2 2.2.1")
@PreviewServer
class DeadlineBrowserTest {

  private static final String WARNING = "#deadline[open]";

  private static Chromium chromium;

  private final List<String> complaints = new ArrayList<>();
  private BrowserContext context;
  private Page page;

  @Autowired private PagePreview.Posts posts;
  @Autowired private PreviewTime time;
  @LocalServerPort private int port;

  @BeforeAll
  static void launch() {
    chromium = Chromium.start();
  }

  @AfterAll
  static void close() {
    chromium.close();
  }

  /** A page with something typed, its time standing still until the test moves it. */
  @BeforeEach
  void open() {
    time.restart();
    posts.all().clear();
    context = chromium.browser().newContext(Look.window(390));
    context.setDefaultTimeout(Chromium.PATIENCE.toMillis());
    page = context.newPage();
    page.onPageError(complaints::add);
    page.clock().install();
    page.navigate("http://127.0.0.1:" + port + "/preview/password-form?ui_locales=zh-CN");
    page.fill("#identifier", "13800000000");
    page.focus("#password");
    page.evaluate("document.documentElement.setAttribute('data-same', '')");
    assertThat(page.locator("#deadline[data-watched]")).isAttached();
  }

  @AfterEach
  void nothingToComplainOf() {
    context.close();
    time.restart(); // other tests share these pages
    assertThat(complaints).isEmpty();
  }

  private void warned() {
    page.clock().fastForward("28:01");
    assertThat(page.locator(WARNING)).isVisible();
  }

  private void isAnotherPage() {
    assertThat(page.locator("html[data-same]")).hasCount(0);
  }

  private void nothingIsLost() {
    assertThat(page.locator("#deadline")).isHidden();
    assertThat(page.locator("#password")).isFocused();
    assertThat(page.locator("#identifier")).hasValue("13800000000");
    assertThat(page.locator("html[data-same]")).hasCount(1);
  }

  @Test
  void twoMinutesBeforeTheEndItIsSaidAndOneButtonGivesMore() {
    page.clock().fastForward("27:30");
    assertThat(page.locator("#deadline")).isHidden();
    assertThat(time.asked()).isZero();
    page.clock().fastForward("00:31");
    assertThat(page.locator(WARNING)).hasAttribute("role", "alertdialog");
    assertThat(page.locator("#deadline-text")).hasText("您已有一段时间没有操作，2 分钟后这次登录将结束。");
    assertThat(page.locator("#deadline-more")).isFocused();
    page.click("#deadline-more");
    nothingIsLost();
    assertThat(time.wishes()).containsExactly("0123456789abcdef");
    assertThat(posts.all()).isEmpty();
    page.clock().fastForward("27:00");
    assertThat(page.locator("#deadline")).isHidden();
    time.answers(200, 110, true);
    warned();
  }

  @Test
  void escapeGoesOnToo() {
    warned();
    page.keyboard().press("Escape");
    nothingIsLost();
    assertThat(time.wishes()).hasSize(1);
  }

  @Test
  void theLastMinuteIsSaid() {
    warned();
    time.answers(200, 50, true);
    page.clock().fastForward("00:50");
    assertThat(page.locator("#deadline-text")).containsText("不到 1 分钟");
    assertThat(page.locator(WARNING)).isVisible();
  }

  @Test
  void leavingIsTheTransactionsOwnCancel() {
    warned();
    page.click("#deadline-leave");
    page.waitForSelector("text=/一个账号|One account/");
    assertThat(posts.all())
        .singleElement()
        .satisfies(fields ->
            assertThat(fields)
                .containsEntry("action", List.of("cancel"))
                .containsEntry("step", List.of("0123456789abcdef")));
  }

  @Test
  void whatAnotherTabHasRenewedIsNotSaidToEnd() {
    time.answers(200, 1700, true);
    page.clock().fastForward("29:59");
    await().until(() -> time.asked() > 0);
    nothingIsLost();
    time.answers(200, 100, true);
    warned();
    time.answers(200, 1700, true);
    page.evaluate("window.dispatchEvent(new Event('focus'))");
    nothingIsLost();
  }

  @Test
  void whatHasEndedIsSaidWithoutAPress() {
    warned();
    time.answers(410, 0, false);
    page.clock().fastForward("02:00");
    isAnotherPage();
  }

  /** No timer runs while a laptop sleeps; as it wakes, the clock on the wall counts. */
  @Test
  void aLaptopThatWakesAfterTheEndSaysSo() {
    time.answers(410, 0, false);
    page.clock().setSystemTime(System.currentTimeMillis() + 3 * 3_600_000L);
    assertThat(page.locator("html[data-same]")).hasCount(1);
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))");
    isAnotherPage();
  }

  @Test
  void whereNoMoreCanBeHadItIsSaidOnceAndNotOffered() {
    time.answers(200, 100, false);
    warned();
    assertThat(page.locator("#deadline-title")).hasText("时间快到了");
    assertThat(page.locator("#deadline-text")).containsText("不能再延长");
    page.click("text=知道了");
    nothingIsLost();
    time.answers(200, 40, false);
    int asked = time.asked();
    page.clock().fastForward("01:00");
    await().until(() -> time.asked() > asked);
    nothingIsLost();
    assertThat(time.wishes()).isEmpty();
    time.answers(410, 0, false);
    page.clock().fastForward("01:00");
    isAnotherPage();
  }

  @Test
  void aWishThatDoesNotArriveIsSaidAndCanBeRepeated() {
    warned();
    time.answers(503, 0, true);
    page.click("#deadline-more");
    assertThat(page.locator("#deadline-failed")).isVisible(); // its text is there from the start
    assertThat(page.locator("#deadline-failed")).containsText("请检查网络");
    assertThat(page.locator(WARNING)).isVisible();
    time.answers(200, 100, true);
    page.click("#deadline-more");
    nothingIsLost();
  }
}
