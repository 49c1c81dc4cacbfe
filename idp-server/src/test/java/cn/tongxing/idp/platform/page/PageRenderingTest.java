package cn.tongxing.idp.platform.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

@SpringBootTest(classes = PagePreview.class, webEnvironment = WebEnvironment.RANDOM_PORT, properties = {"spring.config.location=optional:classpath:/none.yml", "server.address=127.0.0.1"})
class PageRenderingTest {

  private static final List<String> LANGUAGES = List.of("zh-CN", "zh-TW", "en");

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
      assertThat(page).contains("<html lang=\"" + language + "\"").doesNotContain("??").doesNotContain("th:").contains("</html>");
      assertThat(page.indexOf("<h1")).isPositive().isEqualTo(page.lastIndexOf("<h1"));
    }
  }

  private HttpResponse<String> get(String path, String... headers) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    request.header("Accept", "text/html");
    for (int i = 0; i < headers.length; i += 2) {
      request.setHeader(headers[i], headers[i + 1]);
    }
    return browser.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
  }
}
