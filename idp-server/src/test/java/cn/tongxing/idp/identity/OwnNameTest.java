package cn.tongxing.idp.identity;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.testing.Clause;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Clause("issue 5 item 41")
class OwnNameTest {

  private static String kept(String typed) {
    return OwnName.of(typed).map(OwnName::reveal).orElse("");
  }

  @Test
  void whatIsNotSeenIsNotKept() {
    assertThat(kept(" 奶奶的\u202e\u2066\u0000\u0085\u2028\ud83d平板\u200b\n")).isEqualTo("奶奶的平板");
    assertThat(kept("家里 \ud83d\udcbb")).as("a whole character").isEqualTo("家里 \ud83d\udcbb");
    assertThat(OwnName.of(" \u200b\u2029 ")).isEmpty();
  }

  @Test
  void ofWhichLettersWereLostIsNoName() {
    assertThat(OwnName.of("奶奶的\ufffd")).isEmpty();
  }

  /** Letters and symbols by their category, which nobody sees. */
  @Test
  void fillersAreNoNameAndMarksAreNotHeapedUp() {
    assertThat(OwnName.of("\u3164\u115f\u2800\uffa0")).isEmpty();
    assertThat(kept("e" + "\u0301".repeat(59))).isEqualTo("e" + "\u0301".repeat(4));
  }

  /** Spaces that strip() keeps, marks on nothing, what chooses a form of the one before. */
  @ParameterizedTest
  @ValueSource(
      ints = {
        0x00A0, 0x2007, 0x202F, 0x3000, 0xFE0F, 0x034F, 0x180B, 0x17B4, 0x0301, 0xE0100, 0x1D159,
        0x13441
      })
  void whatNobodySeesIsNoNameByItself(int character) {
    String unseen = Character.toString(character);

    assertThat(OwnName.of(unseen)).isEmpty();
    assertThat(OwnName.of(unseen + "\u00a0" + unseen)).isEmpty();
    assertThat(kept("\u00a0平板\u2007")).isEqualTo("平板");
  }

  @Test
  void aSignOrANumberIsAName() {
    assertThat(kept("\u2764\ufe0f")).isEqualTo("\u2764\ufe0f");
    assertThat(kept("2")).isEqualTo("2");
    assertThat(kept("?")).isEqualTo("?");
  }

  @Test
  void sixtyCharactersAreKeptAndNoHalfOne() {
    assertThat(kept("\ud83d\udcbb".repeat(61))).isEqualTo("\ud83d\udcbb".repeat(60));
    assertThat(kept("a".repeat(59) + " b")).as("no space at its end").isEqualTo("a".repeat(59));
  }

  @Test
  @Clause("L9")
  void itIsPrintedWithoutWhatItSays() {
    assertThat(OwnName.of("奶奶的平板").orElseThrow()).hasToString("OwnName[*]");
  }
}
