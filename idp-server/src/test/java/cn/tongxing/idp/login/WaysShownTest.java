package cn.tongxing.idp.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.tongxing.adapter.spi.AppMark;
import cn.tongxing.idp.kernel.Acr;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.login.page.Page;
import cn.tongxing.idp.testing.Clause;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MvcResult;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;

/**
 * How an upstream's way looks here, what stands first, and what the upstream is told of the place.
 */
class WaysShownTest extends SignInTest {

  private Page.Way redirect(SignInId id) throws Exception {
    return ((Page.ChooseMethod) browser.show(id))
        .registering().stream()
            .filter(each -> each.id().equals("test-redirect"))
            .findFirst()
            .orElseThrow();
  }

  @Test
  @Clause("0.5")
  void theOperatorsIconStandsBesideTheLabelAndSaysNothing() throws Exception {
    SignInId id = begin();
    String path = redirect(id).icon().orElseThrow();
    String html =
        browser
            .perform(MockMvcRequestBuilders.get("/sign-in/" + id))
            .getResponse()
            .getContentAsString();

    assertThat(path).matches("/assets/ways/[0-9a-f]{32}\\.png");
    assertThat(html).containsPattern("<img class=\"icon own\" alt=\"\"[^>]* src=\"" + path + "\"");
    assertThat(html.split("<img ", -1)).as("of the one way that has one").hasSize(2);
  }

  @Test
  void theIconIsServedForGoodAndMayDoNothing() throws Exception {
    MockHttpServletResponse answer =
        browser.get(redirect(begin()).icon().orElseThrow()).getResponse();

    assertThat(answer.getStatus()).isEqualTo(200);
    assertThat(answer.getContentType()).isEqualTo("image/png");
    assertThat(answer.getHeaders("Cache-Control"))
        .containsExactly("public, max-age=31536000, immutable");
    assertThat(answer.getHeaders("Content-Security-Policy"))
        .containsExactly("default-src 'none'; frame-ancestors 'none'; sandbox");
    assertThat(answer.getHeader("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(answer.getContentAsByteArray())
        .isEqualTo(Files.readAllBytes(Path.of("src/test/resources/way-icon.png")));
  }

  /** No name leads to a file: what was read at the start is all there is. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/assets/ways/00000000000000000000000000000000.png",
        "/assets/ways/way-icon.png",
        "/assets/ways/..%2f..%2fway-icon.png",
        "/assets/ways/00000000000000000000000000000000.svg"
      })
  void noOtherNameIsServed(String path) throws Exception {
    assertThat(browser.perform(MockMvcRequestBuilders.get(java.net.URI.create(path))).getResponse())
        .satisfies(answer -> assertThat(answer.getStatus()).isIn(400, 404))
        .satisfies(answer ->
            assertThat(answer.getHeaders("Cache-Control"))
                .noneMatch(each -> each.contains("immutable")));
  }

  private Page.ChooseMethod shownTo(String header, String value, SignInId id) throws Exception {
    MvcResult result =
        browser.perform(MockMvcRequestBuilders.get("/sign-in/" + id).header(header, value));
    return (Page.ChooseMethod) result.getModelAndView().getModel().get("page");
  }

  @ParameterizedTest
  @CsvSource({
    "User-Agent, Mozilla/5.0 (iPhone) UpstreamClient/10.5",
    "User-Agent, mozilla upstreamclient/1",
    "X-Requested-With, com.example.upstream.app"
  })
  void insideTheUpstreamsAppItsWayStandsFirst(String header, String value) throws Exception {
    SignInId id = begin();

    Page.ChooseMethod page = shownTo(header, value, id);

    assertThat(page.remembered()).map(Page.Way::id).contains("test-redirect");
    assertThat(trail(id)).as("and nothing was chosen").doesNotContain("signin.completed");
    assertThat(browser.show(id)).isInstanceOf(Page.ChooseMethod.class);
  }

  @ParameterizedTest
  @CsvSource({
    "User-Agent, Mozilla/5.0 (iPhone) OtherClient/10.5",
    "X-Requested-With, UpstreamClient/1",
    "X-Other, example.upstream.app"
  })
  void whoeverSaysAnythingElseFindsTheUsualPage(String header, String value) throws Exception {
    assertThat(shownTo(header, value, begin()).remembered()).isEmpty();
  }

  @Test
  void whatWasUsedInThisBrowserComesBeforeTheAppsOwn() throws Exception {
    SignInId id = register(NAME, newNumber(), "13600137001");
    browser.press(id, "skip", Map.of());
    SignInId next = browser.begin(signIns, Acr.LEAST);

    Page.ChooseMethod page = shownTo("User-Agent", "UpstreamClient/1", next);

    assertThat(page.remembered()).map(Page.Way::id).contains("sms");
  }

  @Test
  void aMarkNamesAHeaderThatIsNoSecretAndAWordThatIsOne() {
    for (String header : List.of("", "User-Agent", "cookie", "authorization", "x y")) {
      assertThatThrownBy(() -> new AppMark(header, "UpstreamClient"))
          .isInstanceOf(IllegalArgumentException.class);
    }
    for (String word : List.of("", "ab", "with space", "字字字")) {
      assertThatThrownBy(() -> new AppMark("user-agent", word))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private String placeSaidAt(String address, String language) throws Exception {
    browser = newBrowser().from(address);
    SignInId id = begin();
    browser.get("/sign-in/" + id + "?ui_locales=" + language);
    browser.show(id);
    String location =
        browser.press(id, "method:test-redirect", Map.of()).getResponse().getHeader("Location");
    assertThat(location).doesNotContain(address).doesNotContain("hospital");
    return URLDecoder.decode(
        location.replaceAll(".*&place=([^&]*).*", "$1"), StandardCharsets.UTF_8);
  }

  @Test
  void theUpstreamIsToldTheCitysNameOfThePlaceInThePersonsLanguage() throws Exception {
    assertThat(placeSaidAt("203.0.113.7", "zh-CN")).isEqualTo("市政务大厅");
    assertThat(placeSaidAt("203.0.113.7", "zh-TW")).isEqualTo("市政務大廳");
    assertThat(placeSaidAt("203.0.113.7", "en")).isEqualTo("City service hall");
  }

  @Test
  void ofAPlaceThatTheCityDoesNotKnowNothingIsTold() throws Exception {
    assertThat(placeSaidAt("203.0.113.99", "zh-CN")).isEmpty();
  }
}
