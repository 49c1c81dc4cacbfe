package cn.tongxing.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How one sign-in is called; that the account's own page calls it so is shown in a browser. */
class GreetingTest {

  @ParameterizedTest
  @CsvSource({
    "sms urn:tongxing:method:police, 公安实名认证, Police identity check",
    "sms urn:tongxing:method:police-network-identity, 国家网络身份认证, National network identity",
    "pwd sms mfa urn:tongxing:method:password urn:tongxing:method:sms, 密码 + 短信验证码,"
        + " Password + Code by text message",
    "hwk urn:tongxing:method:passkey, 通行密钥, Passkey",
    "urn:tongxing:method:of-a-city, 其他方式, Another way",
    "urn:tongxing:method:of-a-city urn:tongxing:method:of-another, 其他方式, Another way",
    "pwd sms, 密码 + 短信验证码, Password + Code by text message",
    "mfa, 未说明, not stated"
  })
  void aSignInIsNamedAfterItsWaysAndAfterFactorsWhereNoneIsSaid(
      String amr, String chinese, String english) {
    List<String> methods = List.of(amr.split(" "));
    assertThat(Greeting.methods(Language.SIMPLIFIED, methods)).isEqualTo(chinese);
    assertThat(Greeting.methods(Language.ENGLISH, methods)).isEqualTo(english);
  }

  @ParameterizedTest
  @CsvSource({
    "SIMPLIFIED, 2026年11月3日\u00a009:05",
    "TRADITIONAL, 2026年11月3日\u00a009:05",
    "ENGLISH, 3 November 2026\u00a009:05"
  })
  void aTimeGoneHasItsYear(Language language, String said) {
    assertThat(language.minute().format(LocalDateTime.of(2026, 11, 3, 9, 5))).isEqualTo(said);
  }
}
