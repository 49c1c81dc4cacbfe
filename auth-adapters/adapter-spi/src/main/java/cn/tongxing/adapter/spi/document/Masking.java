package cn.tongxing.adapter.spi.document;

/** How personal values print: some characters at the ends, stars between. */
final class Masking {

  private Masking() {}

  static String keepEnds(String text, int first, int last) {
    int[] points = text.codePoints().toArray();
    if (points.length <= first + last) {
      return "*".repeat(points.length);
    }
    return new String(points, 0, first)
        + "*".repeat(points.length - first - last)
        + new String(points, points.length - last, last);
  }
}
