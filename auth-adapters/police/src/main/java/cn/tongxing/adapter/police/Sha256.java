package cn.tongxing.adapter.police;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Digest of an answer as received, for the evidence. */
final class Sha256 {

  private Sha256() {}

  static String hex(byte[] received) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(received));
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}
