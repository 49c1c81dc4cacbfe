package cn.tongxing.idp.platform.page;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.testing.Clause;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Sentences that were argued over, where a person reads them: on the page. */
@Clause("issue 5 item 42: words")
@PreviewServer
class PageWordsTest {

  private final HttpClient browser = HttpClient.newHttpClient();

  @LocalServerPort private int port;

  private String page(String sample, String language) throws IOException, InterruptedException {
    URI uri =
        URI.create(
            "http://127.0.0.1:%d/preview/%s?ui_locales=%s".formatted(port, sample, language));
    return browser.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
  }

  @ParameterizedTest
  @CsvSource({
    "consent, zh-CN, 在本部门的编号",
    "consent, zh-CN, 隐去部分字的姓名、身份级别",
    "consent, zh-TW, 隱去部分字的姓名、身分級別",
    "consent, en, Your name in part",
    "phone-form-review, zh-CN, 请填写本人手机号",
    "choose-method-demo, zh-CN, 演示环境",
    "choose-method-demo, zh-TW, 示範環境",
    "choose-method, zh-CN, 只有外国护照的，请带护照到服务窗口办理。",
    "choose-method, zh-HK, 只有外國護照者，請攜帶護照至服務櫃位辦理。",
    "request-error-malformed, zh-CN, 查协议、端口、末尾斜杠、大小写",
    "request-error-malformed, zh-TW, 請檢查通訊協定、連接埠、結尾斜線、大小寫",
    "request-error-malformed, en, 'Compare scheme, port, trailing slash and case.'",
    "password-form-locked-device, zh-CN, 这台设备尝试的次数过多。",
    "document-tail, zh-CN, （旧版通行证的换证次数不算）",
    "document-tail, zh-CN, 请输入它前面的 6 位，或连它共 8 位。",
    "document-tail-problem, zh-CN, 旧版通行证请输入两位换证次数前面的 6 位，或连它共 8 位。",
    "document-tail, zh-TW, 請輸入它前面的 6 位，或連它共 8 位。",
    "document-tail-problem, zh-HK, 或連它共 8 位。",
    "document-tail, en, 'enter the 6 characters before them, or all 8.'",
    "document-tail-problem, en, 'enter the 6 characters before the two renewal digits, or all 8.'",
    "password-form-locked-network, zh-HK, 您所在的網絡嘗試的次數過多。",
  })
  void aPageSays(String sample, String language, String words) throws Exception {
    assertThat(page(sample, language)).contains(words);
  }

  @ParameterizedTest
  @CsvSource({"choose-method-needs, 护照", "choose-method, 演示环境", "phone-form, 请填写本人手机号"})
  void aPageDoesNotSayWhatIsNotSoThere(String sample, String words) throws Exception {
    assertThat(page(sample, "zh-CN")).doesNotContain(words);
  }
}
