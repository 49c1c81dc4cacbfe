package cn.tongxing.idp.platform.page;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.login.page.Frame;
import cn.tongxing.idp.login.page.Page;
import cn.tongxing.idp.testing.Clause;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.ViewResolver;
import org.springframework.web.servlet.i18n.FixedLocaleResolver;
import org.thymeleaf.spring6.view.ThymeleafViewResolver;

/** Pages that are cut and filled say what their templates say. */
@PreviewServer
class CutPagesTest {

  private final HttpClient browser = HttpClient.newHttpClient();

  @LocalServerPort private int port;
  @Autowired private CutPages cut;
  @Autowired private ThymeleafViewResolver templates;

  static Stream<String> pages() {
    return PageSamples.all().entrySet().stream()
        .filter(each -> each.getValue().hasFrame())
        .map(Map.Entry::getKey);
  }

  @ParameterizedTest
  @MethodSource("pages")
  @Clause("W1")
  void aPageIsByteForByteWhatItsTemplateSays(String name) throws Exception {
    for (String query :
        List.of("?ui_locales=zh-CN", "?ui_locales=en", "?ui_locales=zh-TW&view=elder")) {
      String path = "/preview/" + name + query;
      for (String step : List.of("1.first-kind.AAAA", "2.\"><script>&amp;'", "3.third")) {
        var page = get(path, PagePreview.STEP, step);
        var template = get(path, PagePreview.STEP, step, PagePreview.PLAIN, "true");
        assertThat(page.body()).isEqualTo(template.body());
        for (String header : List.of("Content-Type", "Content-Language", "Cache-Control")) {
          assertThat(page.headers().allValues(header))
              .as(header)
              .isEqualTo(template.headers().allValues(header));
        }
      }
    }
  }

  @Test
  void whatSomebodyTypedOrIsOneBrowsersIsInNoOutline() {
    var phone =
        new Page.PhoneForm(true, "police", List.of(), "138 0013 8000", Optional.empty(), false);
    var filled = outline("sign-in/phone-form", phone).orElseThrow();
    assertThat(filled.outline().page().equals(phone)).isFalse();
    assertThat(filled.outline().frame().toString())
        .doesNotContain("/sign-in/one", "the-step", "10:32");
    assertThat(filled.values()).contains("138 0013 8000", "/sign-in/one", "the-step", "10:32");

    var reviewed =
        new Page.PhoneForm(true, "police", List.of("张三"), "138 0013 8000", Optional.empty(), false);
    assertThat(outline("sign-in/phone-form", reviewed)).isEmpty();
  }

  @Test
  void anOutlineIsFilledByValuesThatAreEscapedAndNotReadAgain() throws IOException {
    var page = CutPage.of("<a href=\"" + CutPage.mark(1) + "\">" + CutPage.mark(0) + "</a>");
    var values = List.of("<b>" + CutPage.mark(1), "\"'&");
    String filled = "<a href=\"&quot;&#39;&amp;\">&lt;b&gt;" + CutPage.mark(1) + "</a>";
    assertThat(new String(page.plain(values), StandardCharsets.UTF_8)).isEqualTo(filled);
    assertThat(new String(unzipped(page.gzip(values)), StandardCharsets.UTF_8)).isEqualTo(filled);
  }

  @Test
  @Clause("W1")
  void theLengthOfACompressedPageTellsTheLengthOfWhatFillsItAndNothingElse() throws IOException {
    var page =
        CutPage.of("<p>the same words, the same words</p>" + CutPage.mark(0) + CutPage.mark(1));
    String secret = "k7Qm2vXb9LtR4wZc";
    for (String guess : List.of("k7Qm2vXb9LtR4wZc", "AAAAAAAAAAAAAAAA", "the same words, ")) {
      byte[] compressed = page.gzip(List.of(secret, guess));
      assertThat(compressed).hasSize(page.gzip(List.of(secret, "0123456789abcdef")).length);
      assertThat(new String(unzipped(compressed), StandardCharsets.UTF_8)).endsWith(secret + guess);
    }
    String longest = "x".repeat(200_000);
    assertThat(unzipped(page.gzip(List.of(longest, ""))))
        .endsWith(longest.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] unzipped(byte[] compressed) throws IOException {
    try (var stream = new GZIPInputStream(new ByteArrayInputStream(compressed))) {
      return stream.readAllBytes();
    }
  }

  private static Optional<PageOutline.Filled> outline(String view, Page page) {
    return PageOutline.of(view, Locale.ENGLISH, false, page, frame());
  }

  private static Frame frame() {
    return new Frame(
        Locale.ENGLISH,
        "Appointments",
        "Health Commission",
        "https://app.example/",
        "id.example",
        "/sign-in/one",
        "/sign-in/one/choose-method",
        "the-step",
        "/sign-in/one/other-ways",
        "",
        "cancel",
        List.of(new Frame.LanguageLink("en", "English", "/sign-in/one?ui_locales=en")),
        false,
        Optional.of(new Frame.Deadline(1800, "10:32")));
  }

  /**
   * What the decision in {@code docs/adr/0027-pages-cut.md} rests on: {@code -Dpages.time=true}.
   */
  @Test
  @EnabledIfSystemProperty(named = "pages.time", matches = "true")
  void timeOfAPage() throws Exception {
    for (String name : List.of("choose-method", "phone-form", "code-form", "offer-credential")) {
      System.out.printf(
          "PAGE %-18s template %.3f ms, cut %.3f ms%n",
          name, milliseconds(templates, name), milliseconds(cut, name));
    }
  }

  private static double milliseconds(ViewResolver views, String name) throws Exception {
    PageSamples.Sample sample = PageSamples.all().get(name);
    var threads = ManagementFactory.getThreadMXBean();
    double best = Double.MAX_VALUE;
    for (int round = 0; round < 8; round++) {
      int pages = 1500;
      long before = threads.getCurrentThreadCpuTime();
      for (int i = 0; i < pages; i++) {
        var request = new MockHttpServletRequest("GET", "/sign-in/one/choose-method");
        request.setAttribute(Display.ATTRIBUTE, new Display(request));
        request.setAttribute(
            DispatcherServlet.LOCALE_RESOLVER_ATTRIBUTE, new FixedLocaleResolver(Locale.ENGLISH));
        View view = views.resolveViewName(sample.view(), Locale.ENGLISH);
        var model = Map.of("page", sample.page(), "frame", frame());
        view.render(model, request, new MockHttpServletResponse());
      }
      best = Math.min(best, (threads.getCurrentThreadCpuTime() - before) / 1e6 / pages);
    }
    return best;
  }

  private HttpResponse<String> get(String path, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    request.header("Accept", "text/html").headers(headers);
    return browser.send(
        request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
  }
}
