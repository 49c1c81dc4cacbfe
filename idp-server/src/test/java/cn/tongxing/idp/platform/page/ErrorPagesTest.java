package cn.tongxing.idp.platform.page;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.testing.Clause;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What a page of a fault says of what was sent: nothing that nobody knows. */
@PreviewServer
@Clause("issue 5 item 35: what became of a form")
class ErrorPagesTest {

  private static final String UNKNOWN = "不能确定刚才的操作是否已经办成";

  @LocalServerPort private int port;

  /** A commit may have been lost on its way back, and a store may fail after another's commit. */
  @ParameterizedTest
  @ValueSource(ints = {500, 502, 503})
  void whoSentAFormReadsThatNobodyKnowsWhatBecameOfIt(int status) throws Exception {
    assertThat(page("POST", "/preview-status/" + status)).contains(UNKNOWN).doesNotContain("没有提交");
    assertThat(page("GET", "/preview-status/" + status)).doesNotContain(UNKNOWN, "没有提交");
  }

  @Test
  void whatWasRefusedUnreadWasNotSubmitted() throws Exception {
    assertThat(page("POST", "/preview-status/405")).contains("没有提交").doesNotContain(UNKNOWN);
    assertThat(page("POST", "/preview-status/413")).contains("没有提交").doesNotContain(UNKNOWN);
    assertThat(page("POST", "/preview-status/403")).doesNotContain("没有提交", UNKNOWN);
  }

  /** Whoever is there should turn back, and trusts the page least that names where they go. */
  @Test
  void onAnAddressThatIsNotOursNobodyIsNamed() throws Exception {
    assertThat(page("GET", "/preview/error-421")).doesNotContain("going-name", "预约挂号");
    assertThat(page("GET", "/preview/error-404-homeless"))
        .contains("class=\"going-name\">预约挂号<", "市卫生健康委员会")
        .doesNotContain("id=\"back\"");
  }

  private String page(String method, String path) throws Exception {
    BodyPublisher body =
        method.equals("GET") ? BodyPublishers.noBody() : BodyPublishers.ofString("a=b");
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .header("Accept", "text/html")
            .header("Accept-Language", "zh-CN")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .method(method, body)
            .build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
  }
}
