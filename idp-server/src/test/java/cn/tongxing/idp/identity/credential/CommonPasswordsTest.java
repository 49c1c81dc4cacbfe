package cn.tongxing.idp.identity.credential;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class CommonPasswordsTest {

  @Test
  void theListIsWhatThePatternsMake() throws Exception {
    try (var in = CommonPasswords.class.getResourceAsStream("common-passwords.txt")) {
      String shipped = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      assertThat(shipped).isEqualTo(CommonPasswordPatterns.text());
    }
  }

  @Test
  void usualOnesAreOnItAndPhrasesAreNot() {
    CommonPasswords common = new CommonPasswords();

    assertThat(common.contains("12345678")).isTrue();
    assertThat(common.contains("PassWord123")).isTrue();
    assertThat(common.contains("31121999")).isTrue();
    assertThat(common.contains("correct horse battery")).isFalse();
    assertThat(common.contains("99999998")).isFalse();
  }
}
