package cn.tongxing.idp.keys.sealing;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Joins texts so that no two different lists of texts give the same bytes. */
final class Framing {

  private Framing() {}

  /** Each text in UTF-8 behind its length in four bytes. */
  static byte[] of(String... texts) {
    byte[][] encoded = new byte[texts.length][];
    int length = 0;
    for (int i = 0; i < texts.length; i++) {
      encoded[i] = texts[i].getBytes(StandardCharsets.UTF_8);
      length += Integer.BYTES + encoded[i].length;
    }
    ByteBuffer buffer = ByteBuffer.allocate(length);
    for (byte[] text : encoded) {
      buffer.putInt(text.length).put(text);
    }
    return buffer.array();
  }
}
