package cn.tongxing.idp.adapters.host;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * A picture that is nothing but one: PNG (ISO/IEC 15948), square, small, one frame, pixels alone.
 * SVG may hold scripts and addresses, and what any other chunk or the bytes behind the end hold (a
 * profile, a place, another kind of file) nobody has looked at. Every byte is accounted for, and
 * the pixels are unpacked once, so that no browser meets more of them than the header says.
 */
final class StaticPng {

  static final int LARGEST = 6 * 1024;
  static final int LEAST_SIDE = 48;
  static final int MOST_SIDE = 192;

  /** What an operator is told who has another one. */
  static final String RULE =
      "a static PNG, square, 48 to 192 pixels, at most 6 KB, not interlaced, without metadata";

  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
  private static final Set<String> CHUNKS =
      Set.of(
          "IHDR", "PLTE", "tRNS", "IDAT", "IEND", "sRGB", "gAMA", "cHRM", "pHYs", "sBIT", "bKGD");

  /** Bit depths of each colour type, and how many samples a pixel has. */
  private record Kind(List<Integer> depths, int samples) {
    private static final List<Kind> BY_TYPE =
        List.of(
            new Kind(List.of(1, 2, 4, 8, 16), 1),
            new Kind(List.of(), 0),
            new Kind(List.of(8, 16), 3),
            new Kind(List.of(1, 2, 4, 8), 1),
            new Kind(List.of(8, 16), 2),
            new Kind(List.of(), 0),
            new Kind(List.of(8, 16), 4));
  }

  private final ByteBuffer file;
  private final ByteBuffer packed = ByteBuffer.allocate(LARGEST);
  private int rows;
  private int rowBytes;

  private StaticPng(byte[] content) {
    this.file = ByteBuffer.wrap(content);
  }

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException if the file cannot be read, or holds anything else
   */
  static byte[] read(Path path) {
    try (InputStream in = Files.newInputStream(path)) {
      byte[] content = in.readNBytes(LARGEST + 1);
      if (content.length <= LARGEST && new StaticPng(content).isPicture()) {
        return content;
      }
    } catch (IOException unreadable) {
      // said below
    }
    throw new IllegalArgumentException(RULE);
  }

  private boolean isPicture() {
    for (byte each : SIGNATURE) {
      if (!file.hasRemaining() || file.get() != each) {
        return false;
      }
    }
    String last = "";
    while (!last.equals("IEND")) {
      String next = chunk();
      if (next.isEmpty() || last.isEmpty() != next.equals("IHDR")) {
        return false;
      }
      last = next;
    }
    return !file.hasRemaining() && isUnpacked();
  }

  /** The next chunk's type; empty if it is none, or does not belong here. */
  private String chunk() {
    if (file.remaining() < 12) {
      return "";
    }
    int length = file.getInt();
    if (length < 0 || length > file.remaining() - 8) {
      return "";
    }
    byte[] named = new byte[4 + length];
    file.get(named);
    CRC32 sum = new CRC32();
    sum.update(named);
    String type = new String(named, 0, 4, StandardCharsets.US_ASCII);
    boolean right = (int) sum.getValue() == file.getInt() && CHUNKS.contains(type);
    if (right && type.equals("IHDR")) {
      right = isHeader(ByteBuffer.wrap(named, 4, length));
    } else if (right && type.equals("IDAT")) {
      packed.put(named, 4, length);
    }
    return right ? type : "";
  }

  private boolean isHeader(ByteBuffer header) {
    if (header.remaining() != 13) {
      return false;
    }
    int width = header.getInt();
    int height = header.getInt();
    int depth = header.get();
    int type = header.get();
    int compression = header.get();
    int filter = header.get();
    int interlace = header.get();
    boolean plain = compression == 0 && filter == 0 && interlace == 0;
    if (!plain
        || width != height
        || width < LEAST_SIDE
        || width > MOST_SIDE
        || type < 0
        || type >= Kind.BY_TYPE.size()
        || !Kind.BY_TYPE.get(type).depths().contains(depth)) {
      return false;
    }
    rows = height;
    rowBytes = 1 + (width * depth * Kind.BY_TYPE.get(type).samples() + 7) / 8;
    return true;
  }

  /** As many pixels as the header says, and nothing behind them. */
  private boolean isUnpacked() {
    byte[] pixels = new byte[rows * rowBytes + 1];
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(packed.array(), 0, packed.position());
      int size = inflater.inflate(pixels);
      return size == rows * rowBytes && inflater.finished() && inflater.getRemaining() == 0;
    } catch (DataFormatException broken) {
      return false;
    } finally {
      inflater.end();
    }
  }
}
