package cn.tongxing.idp.login;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.login.page.Frame.LanguageLink;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;

/** The language links of a page of a sign-in, by where its reader reads. */
class LanguageLinksTest extends SignInTest {

  private List<String> links(SignInId id, String accepted) throws Exception {
    browser.perform(
        MockMvcRequestBuilders.get("/sign-in/" + id + "/choose-method")
            .header("Accept-Language", accepted));
    return browser.frame().languages().stream().map(LanguageLink::tag).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "'zh-HK, en;q=0.5', zh-HK",
    "'en, zh-Hant-MO;q=0.8', zh-HK",
    "'yue, en', zh-HK",
    "'zh-TW, zh-HK;q=0.5', zh-TW",
    "'zh-CN', zh-TW",
    "'yue-Hans-HK', zh-TW",
    "'en', zh-TW"
  })
  void traditionalCharactersComeWithTheWordsOfTheReadersPlace(String accepted, String traditional)
      throws Exception {
    assertThat(links(begin(), accepted)).containsExactly("zh-CN", traditional, "en");
  }

  @Test
  void theLanguageOfThePageSaysMoreThanTheBrowser() throws Exception {
    SignInId id = begin();
    browser.get("/sign-in/" + id + "?ui_locales=zh-HK");
    assertThat(links(id, "zh-TW")).containsExactly("zh-CN", "zh-HK", "en");
    assertThat(browser.frame().languages().get(1).href()).endsWith("?ui_locales=zh-HK");
  }
}
