package cn.tongxing.idp.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.testing.Clause;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class RequestFirewallTest {

  /** Those of Spring Security 7.1. */
  private static final Pattern NAME = Pattern.compile("[\\p{IsAssigned}&&[^\\p{IsControl}]]*");

  private static final Pattern VALUE =
      Pattern.compile("[\\p{IsAssigned}&&[[^\\p{IsControl}]||\\t]]*");

  @Test
  @Clause("W1")
  void everyCharacterIsTakenOrRefusedAsByTheExpressions() {
    for (int character = 0; character <= Character.MAX_CODE_POINT; character++) {
      String text = "a" + Character.toString(character) + "b";
      assertSame(text, RequestFirewall.isAllowed(text, false), NAME);
      assertSame(text, RequestFirewall.isAllowed(text, true), VALUE);
    }
    assertThat(RequestFirewall.isAllowed("", false)).isTrue();
  }

  private static void assertSame(String text, boolean allowed, Pattern expression) {
    if (allowed != expression.matcher(text).matches()) {
      throw new AssertionError("U+" + Integer.toHexString(text.codePointAt(1)) + " " + expression);
    }
  }
}
