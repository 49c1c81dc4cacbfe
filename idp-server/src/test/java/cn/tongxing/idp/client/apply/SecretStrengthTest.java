package cn.tongxing.idp.client.apply;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.testing.Clause;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretStrengthTest {

  private static final String LETTERS_AND_DIGITS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

  @ParameterizedTest
  @Clause("T3")
  @ValueSource(
      strings = {
        "a-secret-of-tests-only-0123456789abcdef",
        "hospital-appointments-secret-2026-11",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "Password123Password123Password123Password123",
        "0123456789012345678901234567890123456789",
        "qwertyuiopasdfghjklzxcvbnmQWERTYUIOPASDFGHJKL",
        "yiyuanyuyueguahaomiyaobunenggaosubieren",
        "x7Kq2mVb9LtR4wZc8"
      })
  void whatAPersonTypedOrIsTooShortIsRefused(String secret) {
    assertThat(isTaken(secret)).isFalse();
  }

  @Test
  @Clause("T3")
  void randomSecretsOfOtherSystemsAreNot() {
    var random = new Random(1);
    int taken = 0;
    for (int each = 0; each < 1000; each++) {
      byte[] bytes = new byte[32];
      random.nextBytes(bytes);
      var keycloaks = new StringBuilder();
      random
          .ints(32, 0, LETTERS_AND_DIGITS.length())
          .forEach(at -> keycloaks.append(LETTERS_AND_DIGITS.charAt(at)));
      if (isTaken(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes))
          && isTaken(HexFormat.of().formatHex(bytes))
          && isTaken(keycloaks.toString())) {
        taken++;
      }
    }
    assertThat(taken).isGreaterThan(995);
  }

  @Test
  @Clause("T3")
  void sixteenRandomBytesAreTakenInWhateverWriting() {
    var random = new Random(1);
    int refusedHex = 0;
    int refusedBase64 = 0;
    for (int each = 0; each < 20_000; each++) {
      byte[] bytes = new byte[16];
      random.nextBytes(bytes);
      refusedHex += isTaken(HexFormat.of().formatHex(bytes)) ? 0 : 1;
      refusedBase64 +=
          isTaken(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes)) ? 0 : 1;
    }
    assertThat(refusedHex).isLessThan(100);
    assertThat(refusedBase64).isLessThan(100);
    assertThat(isTaken("8c7f2b3a-91d4-4f0e-8a63-5d2c1b0e9f7a")).isTrue();
  }

  private static boolean isTaken(String secret) {
    return SecretStrength.bits(secret) >= SecretStrength.LEAST_BITS;
  }
}
