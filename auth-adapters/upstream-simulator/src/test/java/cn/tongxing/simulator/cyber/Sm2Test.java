package cn.tongxing.simulator.cyber;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import org.bouncycastle.math.ec.ECPoint;
import org.junit.jupiter.api.Test;

/** Vectors: GM/T 0003.5 sample on the recommended curve, GM/T 0004, RFC 8998 A.1. */
class Sm2Test {

  private static final BigInteger D =
      new BigInteger("3945208F7B2144B13F36E38AC6D39F95889393692860B51A42FB81EF4DF7C5B8", 16);
  private static final BigInteger K =
      new BigInteger("59276E27D506861A16680F3AD9C02DCCEF3CC1FA3CDBE4CE6D54B80DEAC1BC21", 16);
  private static final ECPoint P = Sm2.publicPoint(D);

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  @Test
  void thePublicKeyOfTheSample() {
    assertThat(hex(P.getEncoded(false)))
        .isEqualTo(
            "0409f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020"
                + "ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13");
    CyberParties parties = new CyberParties("A", "1", D.toString(16), "1", "00");
    assertThat(parties.servicePublicJwk())
        .isEqualTo(
            "{\"kty\":\"EC\",\"crv\":\"SM2-P-256\",\"x\":\"CfnfMR5UIaFQ3X0WHkvFxnIXn60YM_wHa7CP81bzUCA\","
                + "\"y\":\"zOpJDOJndaUtxupxjMGqYArtBfvzXghKZjL2By2prRM\"}");
  }

  @Test
  void theSignatureOfTheSample() {
    byte[] signature = Sm2.sign(D, ascii("message digest"), K).orElseThrow();

    assertThat(hex(signature))
        .isEqualTo(
            "f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3"
                + "b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa");
    assertThat(Sm2.verify(P, ascii("message digest"), signature)).isTrue();
    assertThat(Sm2.verify(P, ascii("message digesu"), signature)).isFalse();
    assertThat(Sm2.verify(Sm2.publicPoint(K), ascii("message digest"), signature)).isFalse();
    assertThat(Sm2.verify(P, ascii("message digest"), new byte[64])).isFalse();
  }

  @Test
  void theSignatureOfAToken() {
    String signingInput =
        "eyJhbGciOiJTR0RfU00zX1NNMiIsInR5cCI6IkpXVCIsImtpZCI6InNtMi10ZXN0In0."
            + "eyJpc3MiOiJodHRwczovL2lkcC5leGFtcGxlLnRlc3QiLCJzdWIiOiJ1MSIsImF1ZCI6ImMxIiwiaWF0Ijox"
            + "NzY3MjI1NjAwLCJleHAiOjE3NjcyMjkyMDB9";

    assertThat(
            Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(Sm2.sign(D, ascii(signingInput), K).orElseThrow()))
        .isEqualTo(
            "Q1VWLy1cMdQ_X-sngt_Uhd5x56Mg08nHNnPzHj7djqknWNS4_-OC7sEGPY12P5IsPDZMl6diIEGCNwDm2Fc_6A");
  }

  @Test
  void theCiphertextOfTheSample() {
    byte[] text = Sm2.encrypt(P, ascii("encryption standard"), K);

    assertThat(hex(text))
        .isEqualTo(
            "0404ebfc718e8d1798620432268e77feb6415e2ede0e073c0f4f640ecd2e149a73e858f9d81e5430a57b36daab"
                + "8f950a3c64e6ee6a63094d99283aff767e124df059983c18f809e262923c53aec295d30383b54e39d609d1"
                + "60afcb1908d0bd876621886ca989ca9c7d58087307ca93092d651efa");
    assertThat(Sm2.decrypt(D, text)).contains(ascii("encryption standard"));
    text[100] ^= 1;
    assertThat(Sm2.decrypt(D, text)).isEmpty();
    assertThat(Sm2.decrypt(D, new byte[120])).isEmpty();
    assertThat(Sm2.decrypt(D, new byte[5])).isEmpty();
  }

  @Test
  void theDigestsOfTheSample() {
    assertThat(hex(Sm2.sm3(ascii("abc"))))
        .isEqualTo("66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
    assertThat(hex(Sm2.sm3(ascii("abcd".repeat(8)), ascii("abcd".repeat(8)))))
        .isEqualTo("debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732");
  }

  @Test
  void sm4GcmOfRfc8998() {
    HexFormat hex = HexFormat.of();
    byte[] key = hex.parseHex("0123456789ABCDEFFEDCBA9876543210");
    byte[] iv = hex.parseHex("00001234567800000000ABCD");
    byte[] aad = hex.parseHex("FEEDFACEDEADBEEFFEEDFACEDEADBEEFABADDAD2");
    byte[] plain =
        hex.parseHex(
            "AAAAAAAAAAAAAAAABBBBBBBBBBBBBBBBCCCCCCCCCCCCCCCCDDDDDDDDDDDDDDDD"
                + "EEEEEEEEEEEEEEEEFFFFFFFFFFFFFFFFEEEEEEEEEEEEEEEEAAAAAAAAAAAAAAAA");

    byte[] sealed = Sm4Gcm.seal(key, iv, aad, plain);

    assertThat(hex(sealed))
        .isEqualTo(
            "17f399f08c67d5ee19d0dc9969c4bb7d5fd46fd3756489069157b282bb200735"
                + "d82710ca5c22f0ccfa7cbf93d496ac15a56834cbcf98c397b4024a2691233b8d"
                + "83de3541e4c2b58177e065a9bf7b62ec");
    assertThat(Sm4Gcm.open(key, iv, aad, sealed)).contains(plain);
    sealed[0] ^= 1;
    assertThat(Sm4Gcm.open(key, iv, aad, sealed)).isEmpty();
  }

  @Test
  void freshKeysSignAndDecrypt() {
    SecureRandom random = new SecureRandom();
    BigInteger d = new BigInteger(CyberParties.newPrivateKey(random), 16);

    byte[] signature = Sm2.sign(d, ascii("m"), random);
    byte[] text = Sm2.encrypt(Sm2.publicPoint(d), ascii("secret"), Sm2.randomScalar(random));

    assertThat(Sm2.verify(Sm2.publicPoint(d), ascii("m"), signature)).isTrue();
    assertThat(Sm2.decrypt(d, text)).contains(ascii("secret"));
  }
}
