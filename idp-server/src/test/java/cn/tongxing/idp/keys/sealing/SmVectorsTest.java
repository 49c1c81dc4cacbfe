package cn.tongxing.idp.keys.sealing;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.tongxing.idp.testing.Clause;
import java.util.HexFormat;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.junit.jupiter.api.Test;

class SmVectorsTest {

  private static final HexFormat HEX = HexFormat.of();
  private static final byte[] KEY = HEX.parseHex("0123456789abcdeffedcba9876543210");
  private static final byte[] IV = HEX.parseHex("00001234567800000000abcd");
  private static final byte[] ASSOCIATED = HEX.parseHex("feedfacedeadbeeffeedfacedeadbeefabaddad2");
  private static final byte[] PLAIN =
      HEX.parseHex(
          "aaaaaaaaaaaaaaaabbbbbbbbbbbbbbbbccccccccccccccccdddddddddddddddd"
              + "eeeeeeeeeeeeeeeeffffffffffffffffeeeeeeeeeeeeeeeeaaaaaaaaaaaaaaaa");
  private static final String SEALED =
      "17f399f08c67d5ee19d0dc9969c4bb7d5fd46fd3756489069157b282bb200735"
          + "d82710ca5c22f0ccfa7cbf93d496ac15a56834cbcf98c397b4024a2691233b8d"
          + "83de3541e4c2b58177e065a9bf7b62ec";

  @Test
  @Clause("GB/T 32905")
  void sm3GivesTheStandardsDigests() {
    assertThat(sm3("abc"))
        .isEqualTo("66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
    assertThat(sm3("abcd".repeat(16)))
        .isEqualTo("debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732");
  }

  @Test
  void hmacSm3GivesTheKnownValueHoweverTheMessageIsCut() {
    byte[] key = new byte[32];
    for (int i = 0; i < key.length; i++) {
      key[i] = (byte) (i + 1);
    }
    byte[] half = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq".getBytes(US_ASCII);

    assertThat(HEX.formatHex(HmacSm3.of(key, half, half)))
        .isEqualTo("ca05e144ed05d1857840d1f318a4a8669e559fc8391f414485bfdf7bb408963a");
  }

  @Test
  @Clause("RFC 8998 A.1")
  void sm4GcmGivesTheStandardsCiphertextAndTag() throws InvalidCipherTextException {
    assertThat(HEX.formatHex(Sm4Gcm.encrypt(KEY, IV, ASSOCIATED, PLAIN))).isEqualTo(SEALED);
    assertThat(Sm4Gcm.decrypt(KEY, IV, ASSOCIATED, HEX.parseHex(SEALED), 0)).isEqualTo(PLAIN);
  }

  @Test
  void sm4GcmRefusesAChangedTag() {
    byte[] changed = HEX.parseHex(SEALED);
    changed[changed.length - 1] ^= 1;

    assertThatThrownBy(() -> Sm4Gcm.decrypt(KEY, IV, ASSOCIATED, changed, 0))
        .isInstanceOf(InvalidCipherTextException.class);
  }

  private static String sm3(String text) {
    SM3Digest digest = new SM3Digest();
    byte[] input = text.getBytes(US_ASCII);
    digest.update(input, 0, input.length);
    byte[] result = new byte[digest.getDigestSize()];
    digest.doFinal(result, 0);
    return HEX.formatHex(result);
  }
}
