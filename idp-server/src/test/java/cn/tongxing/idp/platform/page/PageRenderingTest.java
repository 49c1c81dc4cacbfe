package cn.tongxing.idp.platform.page;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.adapter.spi.HongKongWords;
import cn.tongxing.idp.testing.Clause;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

@PreviewServer
class PageRenderingTest {

  private static final List<String> LANGUAGES = List.of("zh-CN", "zh-TW", "zh-HK", "en");
  private static final Pattern ASSET = Pattern.compile("/assets/[0-9a-f]{16}/[a-z.]+");

  private final HttpClient browser = HttpClient.newHttpClient();

  @LocalServerPort private int port;

  static Stream<String> pages() {
    return PageSamples.all().keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyPageRendersInEveryLanguage(String name) throws Exception {
    for (String language : LANGUAGES) {
      String page = get("/preview/" + name + "?ui_locales=" + language).body();
      assertThat(page)
          .startsWith("<!DOCTYPE html>")
          .contains("<html lang=\"" + language + "\"", "</html>")
          .doesNotContain("??", "th:", "null");
      assertThat(page.split("<h1", -1)).hasSize(2);
      assertThat(page.split("<main", -1)).hasSize(2);
    }
  }

  /** A fragment named like an element takes in every such element of its file. */
  @ParameterizedTest
  @MethodSource("pages")
  @Clause("issue 5 item 42: wording and fields")
  void whatUnfoldsIsHeadedOnlyWithinItsDetails(String name) throws Exception {
    String page = get("/preview/" + name).body();
    assertThat(page.replaceAll("(?s)<details.*?</details>", "")).doesNotContain("<summary");
  }

  /** Between English words, also in names of buttons that only a screen reader says. */
  @ParameterizedTest
  @MethodSource("pages")
  @Clause("issue 5 item 24: languages")
  void anEnglishPageHasNoFullWidthColonOrBracket(String name) throws Exception {
    assertThat(get("/preview/" + name + "?ui_locales=en").body()).doesNotContain("：", "（", "）");
  }

  /** Whatever a text comes from: the catalogue, an adapter, a list in the code. */
  @ParameterizedTest
  @MethodSource("pages")
  @Clause("issue 5 item 24: languages")
  void aReaderOfHongKongMeetsNoWordOfTaiwan(String name) throws Exception {
    List<String> words = HongKongWords.ALL.stream().map(Map.Entry::getKey).toList();
    assertThat(get("/preview/" + name + "?ui_locales=zh-HK").body()).doesNotContain(words);
  }

  /**
   * The policy forbids what is inline; a page that needs it would break, one that has it is a hole.
   */
  @ParameterizedTest
  @MethodSource("pages")
  @Clause("W1")
  void noPageHasInlineScriptOrStyleOrAsksAnotherHost(String name) throws Exception {
    String page = get("/preview/" + name).body();
    assertThat(page)
        .doesNotContainPattern("\\son[a-z]+=")
        .doesNotContain("style=", "<style", "javascript:");
    assertThat(page)
        .doesNotContainPattern("<script(?![^>]*src=\"/assets/)")
        .doesNotContainPattern("<base|<iframe|<object");
    assertThat(page).doesNotContainPattern("(src|action|<link[^>]*href)=\"(https?:)?//");
  }

  @ParameterizedTest
  @MethodSource("pages")
  void idsAreUniqueAndEveryReferenceFindsItsTarget(String name) throws Exception {
    String page = get("/preview/" + name).body();
    List<String> ids = all(page, "\\sid=\"([^\"]*)\"");
    Set<String> known = new HashSet<>(ids);
    assertThat(known).hasSameSizeAs(ids);
    for (String attribute : List.of("for", "aria-describedby", "aria-labelledby")) {
      for (String references : all(page, "\\s" + attribute + "=\"([^\"]*)\"")) {
        assertThat(known).contains(references.split(" "));
      }
    }
    assertThat(known).containsAll(all(page, "href=\"#([^\"]+)\""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "password-form-field",
        "phone-form-problem",
        "code-form-problem",
        "adapter-form-problem",
        "document-tail-problem",
        "me-name-device-wrong",
        "offer-credential-problem"
      })
  void anErrorIsInTheTitleOnTopAndBesideTheField(String name) throws Exception {
    String page = get("/preview/" + name + "?ui_locales=zh-CN").body();
    assertThat(page).contains("<title>错误：", "id=\"error-summary\"");
    String field = all(page, "id=\"error-summary\"[\\s\\S]*?href=\"#([^\"]+)\"").getFirst();
    String words = all(page, "href=\"#" + field + "\">(?:<span>)?([^<]+)").getFirst();
    assertThat(all(page, "id=\"" + field + "-error\"[^>]*><span[^>]*>错误：</span><span>([^<]+)"))
        .containsExactly(words);
  }

  /** A password manager keeps a password under a name, and finds it before the password. */
  @ParameterizedTest
  @MethodSource("pages")
  @Clause("issue 5 item 42: wording and fields")
  void aFormForANewPasswordSaysWhoseItIs(String name) throws Exception {
    String page = get("/preview/" + name).body();
    if (page.contains("autocomplete=\"new-password\"")) {
      assertThat(page)
          .containsPattern(
              "(?s)<input[^>]*id=\"username\"[^>]*autocomplete=\"username\"[^>]*readonly"
                  + "(?:(?!</form>).)*<input[^>]*id=\"new_password\"");
    }
  }

  @Test
  @Clause("issue 5 item 42: wording and fields")
  void theFormAfterRegisteringNamesThePhoneAsTheNameOfTheNewPassword() throws Exception {
    assertThat(get("/preview/offer-credential").body())
        .containsPattern("id=\"username\"[^>]*value=\"[^\"]+\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"code-form-used-up", "code-form-expired", "code-form-not-sent"})
  @Clause("issue 5 item 38: codes")
  void whereNoCodeIsRightNoneIsAskedForAndANewOneIsTheMainButton(String name) throws Exception {
    assertThat(get("/preview/" + name).body())
        .doesNotContain("id=\"code\"", "id=\"continue\"", "#code\"")
        .containsPattern("<button class=\"button\"[^>]*id=\"resend\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"code-form", "code-form-problem"})
  @Clause("issue 5 item 38: codes")
  void beforeAskingForAnotherCodeOneReadsThatOnlyTheNewestCounts(String name) throws Exception {
    assertThat(get("/preview/" + name + "?ui_locales=zh-CN").body())
        .containsSubsequence("id=\"resend\"", "以前的验证码不能再用，只有最新的有效");
    assertThat(get("/preview/" + name + "?ui_locales=en").body())
        .contains("only the newest one works");
  }

  @Test
  void fieldsKeepTheirStableIdsAndTellTheBrowserWhatTheyHold() throws Exception {
    assertThat(get("/preview/password-form").body())
        .containsPattern(
            "<input[^>]*id=\"identifier\" name=\"identifier\"[^>]*autocomplete=\"username webauthn\"")
        .containsPattern(
            "<input[^>]*id=\"password\" name=\"password\"[^>]*autocomplete=\"current-password\"")
        .containsPattern("(?s)(<button(?!.*<button))");
    assertThat(get("/preview/code-form").body())
        .containsPattern(
            "<input[^>]*id=\"code\"[^>]*inputmode=\"numeric\" autocomplete=\"one-time-code\"");
    assertThat(get("/preview/offer-credential").body())
        .containsPattern("<input[^>]*id=\"new_password\"[^>]*autocomplete=\"new-password\"");
    assertThat(get("/preview/phone-form").body())
        .containsPattern("<input[^>]*id=\"phone\"[^>]*type=\"tel\"[^>]*autocomplete=\"tel\"");
    assertThat(get("/preview/adapter-form").body())
        .containsPattern(
            "(?s)<input id=\"full_name\" name=\"full_name\"[^>]*autocomplete=\"name\"");
  }

  /** A frozen account is answered as none is: so everybody is told where one is thawed. */
  @Test
  @Clause("A1")
  void whoeverCannotSignInIsToldWhereAFrozenAccountIsThawed() throws Exception {
    for (String page : List.of("password-form-problem", "adapter-form-no-account")) {
      assertThat(get("/preview/" + page).body()).contains("href=\"/me/thaw\"", "账号冻结了");
    }
    for (String page : List.of("password-form", "adapter-form")) {
      assertThat(get("/preview/" + page).body()).doesNotContain("href=\"/me/thaw\"");
    }
  }

  /** Whoever hears that only the counter can help is offered nothing else. */
  @Test
  void aRefusedThawOffersWhatCanStillHelpAndNothingBesideTheCounter() throws Exception {
    assertThat(get("/preview/thaw-refused-nobody").body())
        .contains("没能恢复使用", "id=\"retry\"", "id=\"way-sms\"", "12345")
        .doesNotContain("没有通过核验", "已有账号", "href=\"/me/thaw\"");
    assertThat(get("/preview/thaw-refused-counter").body())
        .contains("没能恢复使用", "由服务窗口冻结", "12345")
        .doesNotContain("id=\"retry\"", "class=\"way\"");
    assertThat(get("/preview/thaw-nothing").body())
        .contains("id=\"nothing\"")
        .doesNotContain("id=\"thaw-lead\"", "也可以带上证件");
  }

  @Test
  @Clause("W1")
  void whatComesFromOutsideIsEncoded() throws Exception {
    assertThat(get("/preview/request-error-malformed").body()).contains("&lt;b&gt;for&lt;/b&gt;");
    assertThat(get("/preview/form-post").body()).contains("value=\"&quot;&gt;&lt;script&gt;\"");
    assertThat(get("/preview/home?x=%22%3E%3Cscript%3E").body()).doesNotContain("\"><script>");
  }

  @Test
  void theQueryChoosesTheLanguageTheCookieRemembersItTheBrowserSuggestsIt() throws Exception {
    HttpResponse<String> chosen = get("/preview/home?a=1&lang=se%20zh-Hant&b=2");
    assertThat(chosen.body()).contains("<html lang=\"zh-TW\"", "href=\"?a=1&amp;b=2&amp;lang=en\"");
    assertThat(chosen.headers().allValues("Set-Cookie"))
        .singleElement()
        .asString()
        .startsWith("lang=zh-TW~; Path=/;")
        .contains("HttpOnly", "SameSite=Lax");
    assertThat(get("/preview/home", "Cookie", "lang=en", "Accept-Language", "zh-TW").body())
        .contains("<html lang=\"en\"");
    assertThat(get("/preview/home", "Accept-Language", "fr, zh-HK;q=0.8, en;q=0.5").body())
        .contains("<html lang=\"zh-HK\"");
    assertThat(get("/preview/home", "Accept-Language", "fr").body())
        .contains("<html lang=\"zh-CN\"");
    assertThat(get("/preview/home?lang=se").headers().allValues("Set-Cookie")).isEmpty();
  }

  @Test
  void theVersionForOlderPeopleIsOneLinkAwayAndRemembered() throws Exception {
    assertThat(get("/preview/home").body())
        .contains("href=\"?view=elder\"")
        .doesNotContain("class=\"elder\"");
    HttpResponse<String> large = get("/preview/home?view=elder");
    assertThat(large.body()).contains("class=\"elder\"", "href=\"?view=standard\"");
    assertThat(large.headers().allValues("Set-Cookie"))
        .singleElement()
        .asString()
        .startsWith("view=elder;");
    assertThat(get("/preview/home", "Cookie", "view=elder").body()).contains("class=\"elder\"");
    assertThat(get("/preview/home?view=standard", "Cookie", "view=elder").body())
        .doesNotContain("class=\"elder\"");
  }

  @Test
  @Clause("W3")
  void assetsAreCachedForGoodUnderTheirHashOnly() throws Exception {
    List<String> paths = all(get("/preview/home").body(), "(?:href|src)=\"(/assets/[^\"]+)\"");
    assertThat(paths).hasSize(3).allMatch(ASSET.asMatchPredicate());
    for (String path : paths) {
      HttpResponse<String> asset = get(path);
      assertThat(asset.statusCode()).isEqualTo(200);
      assertThat(asset.headers().allValues("Cache-Control")).hasSize(1);
      assertThat(asset.headers().firstValue("Cache-Control"))
          .contains("public, max-age=31536000, immutable");
      assertThat(asset.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
      assertThat(get(path, "Accept-Encoding", "gzip").headers().firstValue("Content-Encoding"))
          .contains("gzip");
      HttpResponse<String> ofOtherVersion =
          get(path.replaceFirst("[0-9a-f]{16}", "0123456789abcdef"));
      assertThat(ofOtherVersion.statusCode()).isEqualTo(200);
      assertThat(ofOtherVersion.headers().firstValue("Cache-Control")).contains("no-store");
    }
    assertThat(get("/assets/0123456789abcdef/other.css").statusCode()).isEqualTo(404);
    assertThat(get("/app.css").statusCode()).isEqualTo(404);
  }

  @Test
  void aPageWeighsLittle() throws Exception {
    int assets = 0;
    for (String path :
        all(get("/preview/choose-method").body(), "(?:href|src)=\"(/assets/[^\"]+)\"")) {
      assets +=
          (int)
              get(path, "Accept-Encoding", "gzip")
                  .headers()
                  .firstValueAsLong("Content-Length")
                  .orElseThrow();
    }
    for (String name : PageSamples.all().keySet()) {
      for (String query : List.of("", "?ui_locales=en", "?ui_locales=zh-TW&view=elder")) {
        int weight = onTheWire("/preview/" + name + query) + assets;
        assertThat(weight).as(name + query).isLessThan(14 * 1024);
      }
    }
  }

  @Test
  @Clause("W1")
  void aPageIsCompressedOnlyWhereNobodyElseChoosesWhatItEchoes() throws Exception {
    for (String query : List.of("", "?view=elder", "?ui_locales=en&view=standard")) {
      assertThat(encoding("/preview/qr-code" + query)).as(query).contains("gzip");
    }
    for (String query : List.of("?x=guess", "?view=elder&x=1", "?ui_locales=se", "?view=large")) {
      assertThat(encoding("/preview/qr-code" + query)).as(query).isEmpty();
    }
    assertThat(encoding("/preview/password-form?x=guess"))
        .as("what is cut holds nothing of a request that is compressed")
        .contains("gzip");
    HttpRequest posted =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/preview/qr-code"))
            .header("Accept", "text/html")
            .header("Accept-Encoding", "gzip")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString("identifier=guess"))
            .build();
    var answer = browser.send(posted, HttpResponse.BodyHandlers.ofByteArray());
    assertThat(answer.headers().firstValue("Content-Encoding")).isEmpty();
  }

  private Optional<String> encoding(String path) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .header("Accept", "text/html")
            .header("Accept-Encoding", "gzip")
            .build();
    var answer = browser.send(request, HttpResponse.BodyHandlers.ofByteArray());
    assertThat(answer.headers().firstValueAsLong("Content-Length").orElse(-1))
        .isIn(-1L, (long) answer.body().length);
    return answer.headers().firstValue("Content-Encoding");
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 403, 404, 405, 413, 421, 429, 500, 503})
  void aBrowserGetsAPageAProgramGetsProblemDetails(int status) throws Exception {
    HttpResponse<String> page =
        get("/preview-status/" + status + "?ui_locales=en", "Accept", "text/html,*/*;q=0.8");
    assertThat(page.statusCode()).isEqualTo(status);
    assertThat(page.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(page.body())
        .contains("<html lang=\"en\"")
        .containsPattern("id=\"trace\"[^>]*>[0-9a-f]{16}<");
    for (String accept : List.of("application/json", "*/*")) {
      HttpResponse<String> problem = get("/preview-status/" + status, "Accept", accept);
      assertThat(problem.statusCode()).isEqualTo(status);
      assertThat(problem.headers().firstValue("Content-Type")).contains("application/problem+json");
      assertThat(problem.body())
          .contains("\"status\":" + status)
          .containsPattern("\"trace\":\"[0-9a-f]{16}\"");
    }
  }

  @Test
  void anExceptionShowsNothingOfItself() throws Exception {
    HttpResponse<String> page = get("/preview/secret-detail");
    assertThat(page.statusCode()).isEqualTo(500);
    assertThat(page.body()).contains("id=\"trace\"").doesNotContain("secret-detail", "Exception");
  }

  private HttpResponse<String> get(String path, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    request.header("Accept", "text/html");
    for (int i = 0; i < headers.length; i += 2) {
      request.setHeader(headers[i], headers[i + 1]);
    }
    return browser.send(
        request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
  }

  private static List<String> all(String text, String pattern) {
    return Pattern.compile(pattern)
        .matcher(text)
        .results()
        .map((MatchResult found) -> found.group(1))
        .toList();
  }

  private int onTheWire(String path) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .header("Accept", "text/html")
            .header("Accept-Encoding", "gzip")
            .build();
    return browser.send(request, HttpResponse.BodyHandlers.ofByteArray()).body().length;
  }
}
