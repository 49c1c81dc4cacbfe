package cn.tongxing.idp.keys.signing;

import java.util.HexFormat;

/** The sample of GM/T 0003.5 on the recommended curve: key, message and signature. */
final class Sm2Sample {

  /** SubjectPublicKeyInfo: id-ecPublicKey with sm2p256v1, the point uncompressed. */
  static final byte[] PUBLIC_KEY =
      hex(
          "3059301306072a8648ce3d020106082a811ccf5501822d03420004"
              + "09f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020"
              + "ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13");

  static final byte[] SIGNATURE =
      hex(
          "f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3"
              + "b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa");

  private Sm2Sample() {}

  static byte[] hex(String text) {
    return HexFormat.of().parseHex(text);
  }
}
