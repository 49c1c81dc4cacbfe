package cn.tongxing.idp.platform.page;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.testing.Clause;
import cn.tongxing.simulator.cyber.CyberParties;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.ActiveProfiles;

/** What a city says of itself, by the settings of the demonstration: an invented one. */
@Clause("issue 5 item 40: the city's own look")
@ActiveProfiles("page-preview")
@SpringBootTest(
    classes = PagePreview.class,
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {
      "spring.config.location=classpath:/application-demo.yml",
      "spring.thymeleaf.enable-spring-el-compiler=true"
    })
class InventedCityTest {

  private final HttpClient browser = HttpClient.newHttpClient();

  @LocalServerPort private int port;

  private String page(String path) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + port + path);
    return browser.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
  }

  @ParameterizedTest
  @CsvSource({
    "zh-CN, 云汀通, 云汀市统一身份认证平台, 主办单位：云汀市人民政府办公室, 承办单位：云汀市数据管理局",
    "zh-TW, 雲汀通, 雲汀市統一身分驗證平台, 主辦單位：雲汀市人民政府辦公室, 承辦單位：雲汀市資料管理局",
    "en, Yunting Pass, Yunting City Identity Service, Responsible office: Yunting City Government Office,"
        + " Operated by Yunting City Data Bureau"
  })
  void everyPageNamesTheCityItsServiceAndItsOffices(
      String language, String name, String title, String operator, String undertaker)
      throws Exception {
    for (String sample : new String[] {"home-nobody", "choose-method", "consent", "error-404"}) {
      assertThat(page("/preview/" + sample + "?ui_locales=" + language))
          .as(sample)
          .contains(">" + name + "<", ">" + title + "<", operator, undertaker, "/logo.svg");
    }
  }

  /** A page of our own has no department behind it but the office that answers for it. */
  @ParameterizedTest
  @CsvSource({"zh-CN, 由云汀市人民政府办公室提供", "en, Provided by Yunting City Government Office"})
  void ourOwnPagesAreProvidedByTheOfficeOfTheCity(String language, String by) throws Exception {
    assertThat(page("/preview/choose-method-own?ui_locales=" + language)).contains(by);
    assertThat(page("/preview/choose-method?ui_locales=" + language)).doesNotContain(by);
  }

  /** Whose the personal data is, how long records stay, and whom to ask. */
  @ParameterizedTest
  @CsvSource({
    "zh-CN, 处理您个人信息的是云汀市人民政府办公室, 至少保留六个月",
    "zh-TW, 處理您個人資料的是雲汀市人民政府辦公室, 至少保留六個月",
    "en, Yunting City Government Office is responsible, for six months at least"
  })
  void thePrivacyNoticeNamesWhoIsResponsibleAndHowLongRecordsStay(
      String language, String responsible, String kept) throws Exception {
    assertThat(page("/preview/about-privacy?ui_locales=" + language)).contains(responsible, kept);
    assertThat(page("/preview/about-terms?ui_locales=" + language)).doesNotContain(responsible);
  }

  /** People are told to compare what both screens say. */
  @Test
  void theSimulatedAppNamesWhoAsksAsThePagesDo() throws Exception {
    assertThat(page("/preview/choose-method?ui_locales=zh-CN"))
        .contains(">" + CyberParties.CUSTOMER_CHINESE + "<");
    assertThat(page("/preview/choose-method?ui_locales=en"))
        .contains(">" + CyberParties.CUSTOMER_ENGLISH + "<");
  }

  @ParameterizedTest
  @ValueSource(strings = {"home-nobody", "choose-method", "consent", "error-404"})
  void theFootLeadsToTheRegistersWhereTheCitysNumbersStand(String sample) throws Exception {
    assertThat(page("/preview/" + sample + "?ui_locales=zh-CN"))
        .containsPattern("<a href=\"https://beian.miit.gov.cn/\"[^>]*>云ICP备00000000号-1</a>")
        .containsPattern(
            "<a href=\"https://beian.mps.gov.cn/#/query/webSearch\\?code=00000000000000\"[^>]*>"
                + "云公网安备00000000000000号</a>")
        .as("no register shows a code of a site")
        .contains("<span>网站标识码：0000000000</span>");
  }
}
