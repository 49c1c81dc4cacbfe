package cn.tongxing.idp.line;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.protocol.Endpoints;
import cn.tongxing.idp.testing.Clause;
import cn.tongxing.simulator.population.SyntheticPerson;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.Cookie;
import io.lettuce.core.RedisClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Requests that do not hold, pages used twice, in another browser, in two tabs or out of order:
 * each gets a clear answer, and nothing is lost by it.
 */
class BadInputBrowserTest extends OnTheLine {

  @BeforeAll
  static void start(@TempDir Path folder) {
    start(folder, "--idp.limits.sms.pause=1ms");
  }

  private static Journey journey() {
    return new Journey(line, browser.visit(1366, 768, "zh-CN"));
  }

  /** A request of the hospital, with parameters changed; a blank one is left out. */
  private static String authorize(String... changes) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("response_type", "code");
    parameters.put("client_id", "hospital-appointments");
    parameters.put("redirect_uri", line.hospital() + "/callback");
    parameters.put("scope", "openid");
    parameters.put("state", "af0ifjsldkj");
    parameters.put("nonce", "n-0S6_WzA2Mj");
    parameters.put("code_challenge", "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
    parameters.put("code_challenge_method", "S256");
    for (int i = 0; i < changes.length; i += 2) {
      parameters.put(changes[i], changes[i + 1]);
    }
    parameters.values().removeIf(String::isEmpty);
    return line.issuer() + Endpoints.AUTHORIZE + "?" + Walker.encode(parameters);
  }

  @Test
  @Clause({"R1", "RFC 6749 4.1.2.1"})
  void anUnknownApplicationGetsAPageAndNoRedirect() throws IOException {
    long refused = line.events("authorization.refused");
    try (Journey journey = journey()) {
      Response answer =
          journey
              .page()
              .navigate(
                  authorize("client_id", "nobody", "redirect_uri", "https://elsewhere.example/"));
      assertThat(answer.status()).isEqualTo(400);
      assertThat(journey.page()).hasURL(Pattern.compile("^" + line.issuer() + ".*"));
      assertThat(journey.heading()).isEqualTo("这个应用没有在本平台登记");
      assertThat(journey.page().locator("main")).containsText("这不是您的操作造成的");
      journey.look("bad-unknown-application").visit().assertNoProblemsBut("status of 400");
    }
    assertThat(line.events("authorization.refused")).isEqualTo(refused + 1);
  }

  @Test
  @Clause({"R1", "R3", "RFC 9700 2.1"})
  void anUnregisteredReturnAddressIsNeverFollowed() throws IOException {
    long refused = line.events("authorization.refused");
    List<String> wrong =
        List.of(
            line.hospital() + "/callback/",
            line.hospital() + "/callback?x=1",
            line.hospital() + "/cb/../callback",
            "https://elsewhere.example/callback");
    try (Journey journey = journey()) {
      for (String uri : wrong) {
        Response answer = journey.page().navigate(authorize("redirect_uri", uri));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(journey.heading()).isEqualTo("不能返回这个应用");
        assertThat(journey.page().locator("main").innerHTML()).doesNotContain("elsewhere");
      }
      journey.look("bad-return-address").visit().assertNoProblemsBut("status of 400");
    }
    assertThat(line.events("authorization.refused")).isEqualTo(refused + wrong.size());
  }

  @Test
  @Clause({"R8", "RFC 7636 4.4.1", "RFC 9207 2"})
  void withoutPkceTheErrorGoesBackToTheRegisteredAddress() {
    try (Journey journey = journey()) {
      journey.page().navigate(authorize("code_challenge", "", "code_challenge_method", ""));
      assertThat(journey.lastAsked("/callback"))
          .startsWith(line.hospital() + "/callback?")
          .contains("error=invalid_request", "state=af0ifjsldkj", "iss=");
      assertThat(journey.heading()).isEqualTo("这次登录已经结束");
    }
  }

  @Test
  @Clause({"R9", "OIDC Core 3.1.2.6"})
  void silentSignInWithoutASessionAsksForLogin() {
    try (Journey journey = journey()) {
      journey.page().navigate(authorize("prompt", "none"));
      assertThat(journey.lastAsked("/callback"))
          .contains("error=login_required", "state=af0ifjsldkj")
          .doesNotContain("code=");
    }
  }

  @Test
  @Clause({"C1", "R15"})
  void anAnswerComesTwiceAtTheApplicationAndCountsOnce() {
    try (Journey journey = journey()) {
      journey.greeted(citizen("zhangsan"));
      String callback = journey.lastAsked("/callback?");
      long redeemed = line.events("code.redeemed");

      journey.page().navigate(callback);
      assertThat(journey.page().locator("[data-name]")).hasText("*三");
      journey.page().goBack();
      journey.page().goBack();
      journey.page().navigate(line.hospital().toString());
      assertThat(journey.page().locator("[data-name]")).hasText("*三");
      assertThat(line.events("code.redeemed")).isEqualTo(redeemed);
      journey.visit().assertNoProblemsBut("status of 400");
    }
  }

  /** It asks while the first is being signed in: with the cookie of before. */
  @Test
  @Clause({"N1", "R15"})
  void theOtherOfTwoTabsTakesTheApplicationsCookieFromNobody() throws Exception {
    try (Journey journey = journey();
        HttpClient otherTab = HttpClient.newHttpClient()) {
      String hospital = line.hospital().toString();
      journey.page().navigate(hospital);
      Cookie before = journey.page().context().cookies(hospital).getFirst();
      journey.greeted(citizen("linjunde"));

      HttpResponse<String> answer =
          otherTab.send(
              HttpRequest.newBuilder(URI.create(journey.lastAsked("/callback?")))
                  .header("Cookie", before.name + "=" + before.value)
                  .build(),
              HttpResponse.BodyHandlers.ofString());

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).contains("正在登录");
      assertThat(answer.headers().firstValue("Refresh"))
          .hasValueSatisfying(next -> assertThat(next).startsWith("1; url=" + hospital));
      assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
    }
  }

  @Test
  @Clause({"C5", "N2", "RFC 9700 4.5"})
  void aForeignCodeInOnesOwnAnswerSignsNobodyIn() {
    Walker victim = new Walker(line.issuer());
    String hospital = authorize("scope", "openid");
    victim.open(hospital);
    SyntheticPerson person = citizen("lisi");
    victim.press("method:police");
    victim.press("submit", "name", person.name(), "id_number", person.number());
    victim.press("submit", "phone", person.phone());
    String code = line.simulator().inbox().to(person.phone()).getFirst().code().orElseThrow();
    victim.press("submit", "code", code);
    victim.press("skip");
    URI answer = URI.create(victim.press("agree").location());
    String stolen = answer.getQuery().replaceFirst(".*(?:^|&)code=([^&]+).*", "$1");
    long refused = line.events("code.refused");

    try (Journey attacker = journey()) {
      attacker.toChoice();
      String state = attacker.lastAsked("state=").replaceFirst(".*[?&]state=([^&]+).*", "$1");
      attacker
          .page()
          .navigate(
              line.hospital()
                  + "/callback?"
                  + Walker.encode(
                      Map.of("code", stolen, "state", state, "iss", line.issuer().toString())));
      assertThat(attacker.heading()).isEqualTo("没有登录成功");
      attacker.page().navigate(line.hospital().toString());
      assertThat(attacker.page().locator("#login")).isVisible();
    }
    assertThat(line.events("code.refused")).isEqualTo(refused + 1);
  }

  @Test
  @Clause("A9")
  void anExpiredSignInSaysSoAndBeginsAgain() throws IOException {
    try (Journey journey = journey()) {
      journey.toChoice().page().click("#way-sms");
      forget("sign-in:{" + journey.signIn() + "}");
      journey.phone("13912340001");
      assertThat(journey.heading()).isEqualTo("这次登录已经超时");
      assertThat(journey.page().locator("main")).containsText("没有提交任何信息");
      journey.look("bad-expired").visit().assertNoProblemsBut("status of 410");
      assertThat(line.simulator().inbox().to("13912340001")).isEmpty();
      journey.toChoice();
    }
  }

  private static void forget(String key) {
    try (RedisClient client = RedisClient.create(line.redisUri());
        var redis = client.connect()) {
      assertThat(redis.sync().keys("*")).contains(key);
      redis.sync().del(key);
    }
  }

  @Test
  @Clause("N1")
  void aSignInOpenedInAnotherBrowserGoesOnOnlyInItsOwn() throws IOException {
    try (Journey own = journey();
        Journey other = journey()) {
      own.toChoice().page().click("#way-police");
      Response answer = other.page().navigate(own.page().url());
      assertThat(answer.status()).isEqualTo(403);
      assertThat(other.heading()).isEqualTo("请在原来的浏览器中继续");
      other.look("bad-other-browser").visit().assertNoProblemsBut("status of 403");

      own.page().fill("#name", "张三");
      assertThat(own.page().locator("#id_number")).isVisible();
      other.toChoice();
    }
  }

  @Test
  @Clause("N1")
  void twoTabsSignInAtOnceAndNeitherPushesTheOtherOut() {
    SyntheticPerson person = citizen("wangxiuying");
    long registered = line.events("person.registered");
    try (Journey first = journey();
        Journey second = first.tab()) {
      first.toChoice();
      second.toChoice();
      assertThat(first.signIn()).isNotEqualTo(second.signIn());
      first.name(person.name(), person.number()).phone(person.phone());
      second.page().click("#way-sms");
      first.code(first.codeTo(person.phone()));
      first.page().click("#skip");
      first.page().click("#agree");
      assertThat(first.page().locator("[data-name]")).hasText("**英");

      second.phone(person.phone()).code(second.codeTo(person.phone()));
      assertThat(second.page().locator("[data-name]")).hasText("**英");
      first.visit().assertNoProblems();
    }
    assertThat(line.events("person.registered")).isEqualTo(registered + 1);
  }

  @Test
  @Clause("A9")
  void theBackButtonInTheMiddleLosesNothing() {
    SyntheticPerson person = citizen("ayiguli");
    try (Journey journey = journey()) {
      journey.toChoice().name(person.name(), person.number()).phone(person.phone());
      assertThat(journey.page().locator("#code")).isVisible();
      String code = journey.codeTo(person.phone());
      journey.page().goBack();
      journey.page().goForward();
      assertThat(journey.page().locator("#code")).isVisible();
      journey.code(code);
      assertThat(journey.page().locator("#skip")).isVisible();
      journey.visit().assertNoProblems();
    }
  }

  @Test
  @Clause("A5")
  void aDoubleClickSendsOneMessageAndMakesOnePerson() {
    doubleClicks("abudula", true);
    doubleClicks("linrare", false);
  }

  private static void doubleClicks(String who, boolean script) {
    SyntheticPerson person = citizen(who);
    long registered = line.events("person.registered");
    long redeemed = line.events("code.redeemed");
    try (Journey journey = new Journey(line, browser.visit(390, 844, "zh-CN", script))) {
      Page page = journey.toChoice().page();
      page.click("#way-police");
      page.fill("#name", person.name());
      page.fill("#id_number", person.number());
      page.locator("#continue").dblclick();
      page.fill("#phone", person.phone());
      page.locator("#continue").dblclick();
      assertThat(page.locator("#code")).isVisible();
      assertThat(line.simulator().inbox().to(person.phone())).hasSize(1);
      page.fill("#code", journey.codeTo(person.phone()));
      page.locator("#continue").dblclick();
      page.locator("#skip").dblclick();
      page.locator("#agree").dblclick();
      assertThat(page.locator("[data-name]")).isVisible();
    }
    assertThat(line.events("person.registered")).isEqualTo(registered + 1);
    assertThat(line.events("code.redeemed")).isEqualTo(redeemed + 1);
  }

  @Test
  @Clause("A9")
  void theAddressOrTheButtonOfALaterStepLeadsNowhere() {
    try (Journey journey = journey()) {
      Page page = journey.toChoice().page();
      String signIn = line.issuer() + "/sign-in/" + journey.signIn();
      for (String action : List.of("skip", "password", "resend", "submit")) {
        page.locator("#way-sms").evaluate("(button, action) => button.value = action", action);
        page.click("#way-sms");
        assertThat(page.locator("#way-police")).isVisible();
      }
      page.navigate(line.issuer() + Endpoints.AUTHORIZE + "/resume?i=AAAAAAAAAAAAAAAAAAAAAA");
      assertThat(journey.heading()).isEqualTo("这个链接已经失效");
      page.navigate(signIn);
      assertThat(page.locator("#way-police")).isVisible();
      assertThat(line.trail(journey.signIn())).doesNotContain("signin.completed");
      page.navigate(line.hospital().toString());
      assertThat(page.locator("#login")).isVisible();
    }
  }

  @Test
  @Clause("L1")
  void whoRefusesConsentIsNotSignedInAtTheApplication() throws IOException {
    long refused = line.events("consent.refused");
    long redeemed = line.events("code.redeemed");
    try (Journey journey = journey()) {
      Page page = journey.register(citizen("liujianguo")).page();
      page.click("#skip");
      page.click("#refuse");
      assertThat(journey.heading()).isEqualTo("您没有登录本应用");
      journey.look("bad-consent-refused");
      page.navigate(line.hospital().toString());
      page.click("#login");
      // the account is there; only the agreement is asked for again
      assertThat(page.locator("#agree")).isVisible();
      journey.visit().assertNoProblems();
    }
    assertThat(line.events("consent.refused")).isEqualTo(refused + 1);
    assertThat(line.events("code.redeemed")).isEqualTo(redeemed);
  }

  @Test
  @Clause({"N4", "OIDC RP-Initiated Logout 1.0 2"})
  void aLogoutThatNobodyVouchesForAsksFirst() throws IOException {
    try (Journey journey = journey()) {
      Page page = journey.greeted(citizen("chenkaming")).page();
      page.navigate(
          line.issuer()
              + Endpoints.LOGOUT
              + "?post_logout_redirect_uri=https%3A%2F%2Felsewhere.example%2F");
      journey.look("bad-logout");
      page.navigate(line.issuer() + Endpoints.LOGOUT);
      assertThat(journey.heading()).isEqualTo("要退出登录吗？");
      journey.look("logout-confirm");
      page.click("#stay");
      journey.look("home-signed-in");
      page.navigate(line.hospital().toString());
      assertThat(page.locator("[data-name]")).isVisible();

      page.navigate(line.issuer() + Endpoints.LOGOUT);
      page.click("#logout");
      assertThat(journey.heading()).isEqualTo("您已退出登录");
      journey.look("logged-out").visit().assertNoProblemsBut("status of 400");
    }
  }
}
