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

  /** Without space at both ends, of whatever width, nor marks without width. */
  static String trim(String text) {
    int[] points = text.codePoints().toArray();
    int start = 0;
    int end = points.length;
    while (start < end && (isSpace(points[start]) || hasNoWidth(points[start]))) {
      start++;
    }
    while (end > start && (isSpace(points[end - 1]) || hasNoWidth(points[end - 1]))) {
      end--;
    }
    return new String(points, start, end - start);
  }

  /** Invisible, or able to change how the rest of a page reads; what is only left away is not. */
  static boolean isForbidden(int point) {
    return !hasNoWidth(point) && isInvisible(point);
  }

  private static boolean isInvisible(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> (point & 0xFFFE) == 0xFFFE || within(0xFDD0, point, 0xFDEF) || isBlank(point);
    };
  }

  /**
   * Nothing to see, though it is a letter, a mark or a sign by its type, or none yet (Unicode:
   * Default_Ignorable_Code_Point, and the empty Braille cell).
   */
  private static boolean isBlank(int point) {
    return switch (point) {
      case 0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2065, 0x2800, 0x3164, 0xFFA0 -> true;
      default ->
          within(0xFFF0, point, 0xFFF8)
              || (within(0xE0000, point, 0xE0FFF) && !isVariationSelector(point));
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

  /**
   * The writing that a register has of the name: standard characters, composed; U+00B7 for every
   * dot that takes its place; no space at the ends, beside a dot or between Chinese characters, one
   * elsewhere; nothing without width. What it gives it gives again.
   */
  static String canonical(String typed) {
    StringBuilder standard = new StringBuilder(typed.length());
    typed
        .codePoints()
        .filter(point -> !isVariationSelector(point) && !hasNoWidth(point))
        .map(point -> STANDARD_CHARACTERS.getOrDefault(point, point))
        .forEach(point -> standard.append(unify(point)));
    int[] points = Normalizer.normalize(standard, Normalizer.Form.NFC).codePoints().toArray();
    return withoutIdleSpace(dotted(points));
  }

  /**
   * The form that two canonical writings of one name share: in capitals, as documents print Latin
   * letters, and with one sign for full stops and dots between those too.
   */
  static String fold(String canonical) {
    int[] points =
        canonical.codePoints().map(point -> isFullStop(point) ? MIDDLE_DOT : point).toArray();
    return withoutIdleSpace(points).toUpperCase(Locale.ROOT);
  }

  /** Radicals as copied from PDF files and full-width letters are other code points of the same. */
  private static String unify(int point) {
    boolean compatible = within(0x2E80, point, 0x2FD5) || within(0xFF01, point, 0xFF5E);
    String character = Character.toString(point);
    return compatible ? Normalizer.normalize(character, Normalizer.Form.NFKC) : character;
  }

  /** A full stop beside a Chinese character is a dot; beside Latin letters it ends a word. */
  private static int[] dotted(int[] points) {
    int[] dotted = new int[points.length];
    for (int i = 0; i < points.length; i++) {
      if (isFullStop(points[i])) {
        boolean chinese = isChinese(seen(points, i, -1)) || isChinese(seen(points, i, 1));
        dotted[i] = chinese ? MIDDLE_DOT : '.';
      } else {
        dotted[i] = dot(points[i]);
      }
    }
    return dotted;
  }

  /** The next character in a direction that is no space; a space where there is none. */
  private static int seen(int[] points, int from, int step) {
    int at = from + step;
    while (at >= 0 && at < points.length && isSpace(points[at])) {
      at += step;
    }
    return at >= 0 && at < points.length ? points[at] : ' ';
  }

  private static boolean isFullStop(int point) {
    return point == '.' || point == 0x2024 || point == 0xFE52 || point == 0xFF0E;
  }

  /** The separator of minority names is U+00B7; these are seen in its place. */
  private static int dot(int point) {
    return switch (point) {
      case 0x0387,
          0x16EB,
          0x2022,
          0x2027,
          0x2219,
          0x22C5,
          0x25CF,
          0x2E31,
          0x2E33,
          0x30FB,
          0x318D,
          0xFF65 ->
          MIDDLE_DOT;
      default -> point;
    };
  }

  private static String withoutIdleSpace(int[] points) {
    StringBuilder kept = new StringBuilder(points.length);
    boolean space = false;
    for (int point : points) {
      if (isSpace(point)) {
        space = !kept.isEmpty();
      } else {
        if (space && !isIdle(kept.codePointBefore(kept.length()), point)) {
          kept.append(' ');
        }
        kept.appendCodePoint(point);
        space = false;
      }
    }
    return kept.toString();
  }

  /** Between Chinese characters and beside a dot a space means nothing. */
  private static boolean isIdle(int before, int after) {
    return before == MIDDLE_DOT || after == MIDDLE_DOT || (isChinese(before) && isChinese(after));
  }

  private static boolean isChinese(int point) {
    return Character.isIdeographic(point) || Character.getType(point) == Character.PRIVATE_USE;
  }

  private static boolean isSpace(int point) {
    return Character.isSpaceChar(point) || Character.isWhitespace(point);
  }

  /** Copied along from pages and documents, never part of a name. */
  private static boolean hasNoWidth(int point) {
    return within(0x200B, point, 0x200D) || point == 0x2060 || point == 0xFEFF;
  }

  private static boolean isVariationSelector(int point) {
    return within(0xFE00, point, 0xFE0F) || within(0xE0100, point, 0xE01EF);
  }

  private static boolean within(int first, int point, int last) {
    return first <= point && point <= last;
  }
}
