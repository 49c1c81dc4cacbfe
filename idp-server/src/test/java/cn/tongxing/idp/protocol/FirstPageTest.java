package cn.tongxing.idp.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.testing.Clause;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page that an application's request is answered with, as it goes over the wire. */
class FirstPageTest {

  /** What comes with the first flight of a connection, less the answer's headers. */
  private static final int FIRST_FLIGHT = 14 * 1024 - 800;

  private static final String ESSENTIAL =
      "{\"id_token\":{\"acr\":{\"essential\":true,\"value\":\"%s\"}}}";

  private final RunningServer server = RunningServer.shared();
  private final HttpClient browser = HttpClient.newHttpClient();

  @ParameterizedTest
  @ValueSource(strings = {"", "urn:tongxing:acr:p2:a2", "urn:tongxing:acr:p3:a3"})
  @Clause("0.5")
  void pageAndStyleComeWithTheFirstFlightWhateverLevelIsAskedFor(String level) throws Exception {
    for (String language : new String[] {"zh-CN", "en"}) {
      Map<String, String> wish =
          RunningServer.with(
              RunningServer.authorization("fund", "https://fund.example/cb"),
              "claims",
              level.isEmpty() ? "" : ESSENTIAL.formatted(level),
              "ui_locales",
              language);
      byte[] page = gzip("/oauth2/authorize?" + RunningServer.form(wish));
      String html = unzipped(page);
      assertThat(html).contains("name=\"step\"");
      assertThat(html.contains("id=\"needs\""))
          .as("says what is needed")
          .isEqualTo(!level.isEmpty());
      var style = Pattern.compile("href=\"(/assets/[^\"]+\\.css)\"").matcher(html);
      assertThat(style.find()).isTrue();
      assertThat(page.length + gzip(style.group(1)).length)
          .as(level + " " + language)
          .isLessThan(FIRST_FLIGHT);
    }
  }

  private byte[] gzip(String path) throws IOException, InterruptedException {
    HttpResponse<byte[]> answer =
        browser.send(
            server
                .request(path)
                .header("Accept", "text/html,*/*;q=0.8")
                .header("Accept-Encoding", "gzip")
                .GET()
                .build(),
            BodyHandlers.ofByteArray());
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Encoding")).as(path).contains("gzip");
    return answer.body();
  }

  private static String unzipped(byte[] page) throws IOException {
    try (var unzipping = new GZIPInputStream(new ByteArrayInputStream(page))) {
      return new String(unzipping.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
