package cn.tongxing.idp.identity.migration;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WrongDecodingTest {

  private static final Charset WESTERN = Charset.forName("windows-1252");

  @ParameterizedTest
  @ValueSource(strings = {"张三", "欧阳晓月", "阿依古丽·买买提", "林", "陈大文"})
  void aChineseNameReadAsWesternLettersIsSuspect(String name) {
    assertThat(WrongDecoding.isLikely(read(name, StandardCharsets.UTF_8))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"张三", "欧阳晓月", "林", "陈大文"})
  void theNationalEncodingToo(String name) {
    assertThat(WrongDecoding.isLikely(read(name, Charset.forName("GB18030")))).isTrue();
  }

  /** As a western decoder does: the five bytes that it leaves open stay control characters. */
  private static String read(String name, Charset written) {
    StringBuilder text = new StringBuilder();
    for (byte each : name.getBytes(written)) {
      String letter = new String(new byte[] {each}, WESTERN);
      text.append(letter.equals("\ufffd") ? Character.toString(each & 0xff) : letter);
    }
    return text.toString();
  }

  @Test
  void aSpaceThatWasABreakIsNoEscape() {
    assertThat(WrongDecoding.isLikely("å¼ ä¸‰")).isTrue();
    assertThat(WrongDecoding.isLikely("ÕÅÈý")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "张三",
        "CHAN Tai Man",
        "José Müller",
        "Åsa Öberg",
        "François Lefèvre",
        "Đặng Thị Hà",
        "Żółć Wąż",
        "Иван Петров",
        "É",
        "王?"
      })
  void aNameOfAnotherLanguageIsNot(String name) {
    assertThat(WrongDecoding.isLikely(name)).isFalse();
  }
}
