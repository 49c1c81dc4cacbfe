package cn.tongxing.adapter.spi.document;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Map;

/** Characters of names: which are refused, which are one and the same, which say nothing. */
final class NameFolding {

  private static final int MIDDLE_DOT = 0xB7;

  /**
   * Private use code points of GB 18030-2000 and -2005 and the characters that have had standard
   * ones since. Old registers stored the former.
   */
  private static final Map<Integer, Integer> STANDARD_CHARACTERS =
      Map.ofEntries(
          Map.entry(0xE816, 0x20087),
          Map.entry(0xE817, 0x20089),
          Map.entry(0xE818, 0x200CC),
          Map.entry(0xE81E, 0x9FB4),
          Map.entry(0xE826, 0x9FB5),
          Map.entry(0xE82B, 0x9FB6),
          Map.entry(0xE82C, 0x9FB7),
          Map.entry(0xE831, 0x215D7),
          Map.entry(0xE832, 0x9FB8),
          Map.entry(0xE83B, 0x2298F),
          Map.entry(0xE843, 0x9FB9),
          Map.entry(0xE854, 0x9FBA),
          Map.entry(0xE855, 0x241FE),
          Map.entry(0xE864, 0x9FBB));

  private NameFolding() {}

  /**
   * Without space at both ends, of whatever width, nor marks without width that were copied along.
   */
  static String trim(String text) {
    int[] points = text.codePoints().toArray();
    int start = 0;
    int end = points.length;
    while (start < end && isIdle(points[start])) {
      start++;
    }
    while (end > start && isIdle(points[end - 1])) {
      end--;
    }
    return new String(points, start, end - start);
  }

  private static boolean isIdle(int point) {
    return isSpace(point) || point == 0x200B || point == 0x2060 || point == 0xFEFF;
  }

  /** Invisible, or able to change how the rest of a page reads. */
  static boolean isForbidden(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> (point & 0xFFFE) == 0xFFFE || within(0xFDD0, point, 0xFDEF);
    };
  }

  static boolean isLetterOrSubstitute(int point) {
    return Character.isLetter(point)
        || Character.getType(point) == Character.UNASSIGNED
        || isSubstitute(point);
  }

  /** What systems write that cannot write the character; also a hidden one. */
  static boolean isSubstitute(int point) {
    return switch (point) {
      case '?', '*', 0xFF1F, 0xFF0A, 0xFFFD, 0x25A1, 0x3013 -> true;
      default -> Character.getType(point) == Character.PRIVATE_USE;
    };
  }

  /** The form that two writings of one name share. */
  static String fold(String written) {
    StringBuilder standard = new StringBuilder(written.length());
    written
        .codePoints()
        .filter(point -> !isVariationSelector(point))
        .map(point -> STANDARD_CHARACTERS.getOrDefault(point, point))
        .forEach(point -> standard.append(unify(point)));
    String composed = trim(Normalizer.normalize(standard, Normalizer.Form.NFC));
    int[] points = composed.codePoints().map(NameFolding::dot).toArray();
    return withoutIdleSpace(points).toUpperCase(Locale.ROOT);
  }

  /** Radicals as copied from PDF files and full-width letters are other code points of the same. */
  private static String unify(int point) {
    boolean compatible = within(0x2E80, point, 0x2FD5) || within(0xFF01, point, 0xFF5E);
    String character = Character.toString(point);
    return compatible ? Normalizer.normalize(character, Normalizer.Form.NFKC) : character;
  }

  /** The separator of minority names is U+00B7; these are seen in its place. */
  private static int dot(int point) {
    return switch (point) {
      case '.',
          0x0387,
          0x2022,
          0x2024,
          0x2027,
          0x2219,
          0x22C5,
          0x30FB,
          0x318D,
          0xFE52,
          0xFF0E,
          0xFF65 ->
          MIDDLE_DOT;
      default -> point;
    };
  }

  private static String withoutIdleSpace(int[] points) {
    StringBuilder kept = new StringBuilder(points.length);
    for (int i = 0; i < points.length; i++) {
      if (!isSpace(points[i])) {
        kept.appendCodePoint(points[i]);
      } else if (!isSpace(points[i + 1]) && !standsAlone(kept, points[i + 1])) {
        // Ends are trimmed, so a space always has a neighbour on both sides.
        kept.append(' ');
      }
    }
    return kept.toString();
  }

  /** Between Chinese characters (and their dots) a space means nothing. */
  private static boolean standsAlone(StringBuilder before, int after) {
    return isChinese(before.codePointBefore(before.length())) && isChinese(after);
  }

  private static boolean isChinese(int point) {
    return point == MIDDLE_DOT
        || Character.isIdeographic(point)
        || Character.getType(point) == Character.PRIVATE_USE;
  }

  private static boolean isSpace(int point) {
    return Character.isSpaceChar(point) || Character.isWhitespace(point);
  }

  private static boolean isVariationSelector(int point) {
    return within(0xFE00, point, 0xFE0F) || within(0xE0100, point, 0xE01EF);
  }

  private static boolean within(int first, int point, int last) {
    return first <= point && point <= last;
  }
}
