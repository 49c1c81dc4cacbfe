package cn.tongxing.idp.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class Base64UrlTest {

  private static final Pattern LETTER = Pattern.compile("[A-Za-z0-9_-]");

  @Test
  void theLettersAreThoseOfTheAlphabet() {
    for (int each = 0; each < 0x250; each++) {
      String text = String.valueOf((char) each);
      assertThat(Base64Url.isLetter(each)).as(text).isEqualTo(LETTER.matcher(text).matches());
    }
    assertThat(Base64Url.isLetter(0xFF21)).as("a fullwidth A").isFalse();
  }

  @Test
  void aTextHasExactlySoManyOfThem() {
    assertThat(Base64Url.is("aB3_-", 5)).isTrue();
    assertThat(Base64Url.is("aB3_-", 4)).isFalse();
    assertThat(Base64Url.is("aB3_-", 6)).isFalse();
    assertThat(Base64Url.is("aB3_=", 5)).isFalse();
    assertThat(Base64Url.is("aB3_\n", 5)).isFalse();
  }
}
