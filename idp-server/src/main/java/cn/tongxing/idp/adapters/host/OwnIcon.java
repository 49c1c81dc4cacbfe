package cn.tongxing.idp.adapters.host;

import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * An operator's icon of a way; its name holds the hash of its content, so that it never changes.
 */
final class OwnIcon {

  private final String name;
  private final byte[] content;

  private OwnIcon(byte[] content) {
    this.name = HexFormat.of().formatHex(sha256().digest(content), 0, 16) + ".png";
    this.content = content;
  }

  static OwnIcon read(Path file) {
    return new OwnIcon(StaticPng.read(file));
  }

  String name() {
    return name;
  }

  byte[] content() {
    return content.clone();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException everyPlatformHasIt) {
      throw new IllegalStateException(everyPlatformHasIt);
    }
  }
}
