package cn.tongxing.adapter.police;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.tongxing.adapter.police.EnvelopeCodec.Unbelievable;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Vectors: GM/T 0003.5 sample on the recommended curve, RFC 8998 A.1. */
class EnvelopeCodecTest {

  private static final String D =
      "3945208F7B2144B13F36E38AC6D39F95889393692860B51A42FB81EF4DF7C5B8";
  private static final String P =
      "04"
          + "09f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020"
          + "ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13";
  private static final byte[] MESSAGE = "message digest".getBytes(StandardCharsets.US_ASCII);
  private static final String BIZ = "0123456789abcdef0123456789ABCDEF";

  private final EnvelopeCodec codec =
      new EnvelopeCodec(
          "TX350200",
          Sm2Keys.privateKey(D),
          Sm2Keys.publicKey(P),
          new SecureRandom(),
          InstantSource.system());

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text);
  }

  @Test
  @Tag("GM-T-0003.5")
  void theStandardsSignatureHolds() {
    byte[] signature =
        hex(
            "f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3"
                + "b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa");

    assertThat(codec.verifies(MESSAGE, signature)).isTrue();
    signature[10] ^= 1;
    assertThat(codec.verifies(MESSAGE, signature)).isFalse();
    assertThat(codec.verifies(MESSAGE, new byte[64])).isFalse();
    assertThat(codec.verifies(MESSAGE, new byte[0])).isFalse();
    assertThat(codec.verifies(MESSAGE, codec.sign(MESSAGE))).isTrue();
  }

  @Test
  @Tag("GM-T-0003.5")
  void theStandardsCiphertextDecrypts() throws Unbelievable {
    byte[] wrapped =
        hex(
            "0404ebfc718e8d1798620432268e77feb6415e2ede0e073c0f4f640ecd2e149a73e858f9d81e5430a57b36daab"
                + "8f950a3c64e6ee6a63094d99283aff767e124df059983c18f809e262923c53aec295d30383b54e39d609d1"
                + "60afcb1908d0bd876621886ca989ca9c7d58087307ca93092d651efa");

    assertThat(codec.unwrap(wrapped))
        .isEqualTo("encryption standard".getBytes(StandardCharsets.US_ASCII));
    wrapped[70] ^= 1;
    assertThatThrownBy(() -> codec.unwrap(wrapped)).isInstanceOf(Unbelievable.class);
    assertThatThrownBy(() -> codec.unwrap(new byte[3])).isInstanceOf(Unbelievable.class);
  }

  @Test
  @Tag("RFC-8998-A.1")
  void sm4InCounterModeGivesTheStandardsCiphertext() throws Exception {
    byte[] plain =
        hex(
            "AAAAAAAAAAAAAAAABBBBBBBBBBBBBBBBCCCCCCCCCCCCCCCCDDDDDDDDDDDDDDDD"
                + "EEEEEEEEEEEEEEEEFFFFFFFFFFFFFFFFEEEEEEEEEEEEEEEEAAAAAAAAAAAAAAAA");

    byte[] sealed =
        EnvelopeCodec.gcm(
            true,
            hex("0123456789ABCDEFFEDCBA9876543210"),
            hex("00001234567800000000ABCD"),
            plain,
            0);

    // The vector has additional data, which changes the tag only.
    assertThat(Arrays.copyOf(sealed, 64))
        .isEqualTo(
            hex(
                "17f399f08c67d5ee19d0dc9969c4bb7d5fd46fd3756489069157b282bb200735"
                    + "d82710ca5c22f0ccfa7cbf93d496ac15a56834cbcf98c397b4024a2691233b8d"));
  }

  @Test
  @Tag("L5")
  void nothingInAnEnvelopeCanBeChanged() throws Unbelievable {
    byte[] good = codec.seal(BIZ, Map.of("bizSeq", BIZ, "replyTo", "n", "pid", "p")).json();
    assertThat(codec.open(good, BIZ, "n").text("pid")).isEqualTo("p");

    String text = new String(good, StandardCharsets.UTF_8);
    for (String part :
        new String[] {"orgCode", "bizSeq", "timestamp", "nonce", "encKey", "data", "sign"}) {
      String changed = text.replaceFirst("(\"" + part + "\":\".{4})(.)", "$1_");
      assertThat(changed).isNotEqualTo(text);
      assertThatThrownBy(() -> open(changed, "n")).as(part).isInstanceOf(Unbelievable.class);
    }
    assertThatThrownBy(() -> open(text, "other")).hasMessage("answers another message");
    assertThatThrownBy(() -> open(text + "{}", "n")).hasMessage("no well-formed JSON");
    assertThatThrownBy(() -> open("[]", "n")).hasMessage("no JSON object");
  }

  private void open(String json, String replyTo) throws Unbelievable {
    codec.open(json.getBytes(StandardCharsets.UTF_8), BIZ, replyTo);
  }

  @Test
  void keysOffTheCurveAreRefused() {
    assertThat(Sm2Keys.isPublicKey(P)).isTrue();
    assertThat(Sm2Keys.isPublicKey(P.substring(0, 129) + "4")).isFalse();
    assertThat(Sm2Keys.isPublicKey("00")).isFalse();
    assertThat(Sm2Keys.isPrivateKey(D)).isTrue();
    assertThat(Sm2Keys.isPrivateKey("0".repeat(64))).isFalse();
    assertThat(Sm2Keys.isPrivateKey("f".repeat(64))).isFalse();
  }
}
