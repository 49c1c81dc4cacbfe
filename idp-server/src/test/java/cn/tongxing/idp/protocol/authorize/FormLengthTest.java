package cn.tongxing.idp.protocol.authorize;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class FormLengthTest {

  /** Every character that is one by itself, and those that take two. */
  @Test
  void aTextIsAsLongAsABrowserWritesIt() {
    for (int point = 0; point <= 0x1_0400; point++) {
      if (!Character.isSurrogate((char) point) || point > Character.MAX_VALUE) {
        String text = "a" + Character.toString(point);
        assertThat(FormLength.of(text))
            .as("U+%04X", point)
            .isEqualTo(URLEncoder.encode(text, StandardCharsets.UTF_8).length());
      }
    }
    assertThat(FormLength.of("")).isZero();
  }
}
