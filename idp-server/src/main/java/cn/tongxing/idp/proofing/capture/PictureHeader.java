package cn.tongxing.idp.proofing.capture;

import cn.tongxing.adapter.spi.CaptureFormat;
import java.util.Optional;

/**
 * Width and height as the header of an encoded picture states them, read without decoding it: a
 * small file may state a size that costs gigabytes (decompression bomb). What does not begin as its
 * format must has none.
 */
final class PictureHeader {

  private static final int SOF_LENGTH = 9;

  private PictureHeader() {}

  /** In pixels. */
  record Size(int width, int height) {}

  static Optional<Size> size(CaptureFormat format, byte[] picture) {
    return switch (format) {
      case JPEG -> jpeg(picture);
      case WEBP -> webp(picture);
    };
  }

  /**
   * ISO/IEC 10918-1 B.2: segments up to the first frame header. A file with a second one states two
   * sizes, of which a decoder takes one or the other: such a file has none.
   */
  private static Optional<Size> jpeg(byte[] picture) {
    if (!begins(picture, 0, 0xFF, 0xD8, 0xFF)) {
      return Optional.empty();
    }
    Optional<Size> found = Optional.empty();
    int at = 2;
    while (at + 4 <= picture.length && unsigned(picture, at) == 0xFF) {
      int marker = unsigned(picture, at + 1);
      if (marker == 0xFF) {
        at++; // a fill byte
        continue;
      }
      if (marker == 0xDA) {
        return found; // the scan: all that precedes a picture has been read
      }
      int length = bigEndian(picture, at + 2);
      if (isFrameHeader(marker)) {
        if (found.isPresent() || length < SOF_LENGTH || at + 2 + SOF_LENGTH > picture.length) {
          return Optional.empty();
        }
        found = Optional.of(new Size(bigEndian(picture, at + 7), bigEndian(picture, at + 5)));
      }
      if (length < 2 || isAlone(marker)) {
        return Optional.empty();
      }
      at += 2 + length;
    }
    return Optional.empty();
  }

  private static boolean isFrameHeader(int marker) {
    return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
  }

  /** A marker without a segment, which stands nowhere before a scan. */
  private static boolean isAlone(int marker) {
    return marker < 0xC0 || (marker >= 0xD0 && marker <= 0xD9);
  }

  /** RFC 9649: one still picture, lossy, lossless or with a header of its own. */
  private static Optional<Size> webp(byte[] picture) {
    if (picture.length < 30
        || !begins(picture, 0, 'R', 'I', 'F', 'F')
        || !begins(picture, 8, 'W', 'E', 'B', 'P')
        || littleEndian(picture, 4, 4) + 8 > picture.length + 1L) {
      return Optional.empty();
    }
    if (begins(picture, 12, 'V', 'P', '8', ' ')) {
      return begins(picture, 23, 0x9D, 0x01, 0x2A)
          ? Optional.of(
              new Size(
                  (int) littleEndian(picture, 26, 2) & 0x3FFF,
                  (int) littleEndian(picture, 28, 2) & 0x3FFF))
          : Optional.empty();
    }
    if (begins(picture, 12, 'V', 'P', '8', 'L')) {
      long bits = littleEndian(picture, 21, 4);
      return unsigned(picture, 20) == 0x2F
          ? Optional.of(new Size((int) (bits & 0x3FFF) + 1, (int) (bits >> 14 & 0x3FFF) + 1))
          : Optional.empty();
    }
    // an extended file states a canvas beside the size of what is in it, and may move
    return Optional.empty();
  }

  private static boolean begins(byte[] picture, int from, int... values) {
    if (picture.length < from + values.length) {
      return false;
    }
    for (int i = 0; i < values.length; i++) {
      if (unsigned(picture, from + i) != values[i]) {
        return false;
      }
    }
    return true;
  }

  private static int unsigned(byte[] picture, int at) {
    return picture[at] & 0xFF;
  }

  private static int bigEndian(byte[] picture, int at) {
    return unsigned(picture, at) << 8 | unsigned(picture, at + 1);
  }

  private static long littleEndian(byte[] picture, int at, int bytes) {
    long value = 0;
    for (int i = bytes - 1; i >= 0; i--) {
      value = value << 8 | unsigned(picture, at + i);
    }
    return value;
  }
}
