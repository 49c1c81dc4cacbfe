package cn.tongxing.idp.client.apply;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file that an operator names. It is read within the running server: a pipe would wait there for
 * its writer, a device has no end, and a parser may take a square of the length.
 */
final class OperatorsFile {

  /** Bytes of a clients file: some thousand applications. */
  static final int CLIENTS = 1 << 20;

  /** Bytes of a secret. */
  static final int SECRET = 1 << 12;

  private OperatorsFile() {}

  /**
   * All of it.
   *
   * @throws IOException if it is no plain file
   * @throws TooLarge if it has more bytes than that
   */
  static byte[] read(Path file, int most) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException("no regular file");
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] content = in.readNBytes(most + 1);
      if (content.length > most) {
        throw new TooLarge();
      }
      return content;
    }
  }

  /** It has more than such a file may have. */
  static final class TooLarge extends IOException {
    private static final long serialVersionUID = 1L;
  }
}
