package cn.tongxing.sample;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanguageTest {

  @ParameterizedTest
  @CsvSource({
    "zh-CN, SIMPLIFIED",
    "zh-Hans-HK, SIMPLIFIED",
    "zh-TW, TRADITIONAL",
    "zh-HK, TRADITIONAL",
    "zh-Hant, TRADITIONAL",
    "yue-HK, TRADITIONAL",
    "en-GB, ENGLISH",
    "'fr,en;q=0.5,zh;q=0.8', SIMPLIFIED",
    "'fr,en;q=0.9,zh;q=0.8', ENGLISH",
    "'en;q=0,zh-TW', TRADITIONAL",
    "fr, SIMPLIFIED",
    "'', SIMPLIFIED",
    "';;;', SIMPLIFIED"
  })
  void theFirstOfOursThatTheBrowserWantsIsTaken(String wanted, Language language) {
    assertThat(Language.of(wanted)).isEqualTo(language);
  }
}
