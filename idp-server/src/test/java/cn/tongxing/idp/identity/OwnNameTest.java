package cn.tongxing.idp.identity;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.testing.Clause;
import org.junit.jupiter.api.Test;

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

  /** Letters and symbols by their category, which nobody sees. */
  @Test
  void fillersAreNoNameAndMarksAreNotHeapedUp() {
    assertThat(OwnName.of("\u3164\u115f\u2800\uffa0")).isEmpty();
    assertThat(kept("e" + "\u0301".repeat(59))).isEqualTo("e" + "\u0301".repeat(4));
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
