package cn.tongxing.idp.identity.claim;

import cn.tongxing.adapter.spi.document.PersonName.Comparison;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;

/**
 * Compares names as machine-readable zones have them (ICAO Doc 9303): each document fills what is
 * no letter in its own way (MEI-LING, MEI LING, MEI&lt;LING), and a zone that is full has left out
 * the rest. Only documents are compared with one another; nothing is derived from Chinese.
 */
final class LatinName {

  /** The zone of a card, and of a passport; one less where two fillers became one space. */
  private static final Set<Integer> FULL = Set.of(29, 30, 38, 39);

  private LatinName() {}

  /** Whether it fills a zone: what came after that was left out. */
  static boolean mayBeCut(String text) {
    return FULL.contains(text.length());
  }

  static Comparison compare(String one, String other) {
    String first = letters(one);
    String second = letters(other);
    if (first.equals(second)) {
      return Comparison.EQUAL;
    }
    boolean cut =
        (mayBeCut(one) && second.startsWith(first))
            || (mayBeCut(other) && first.startsWith(second));
    return cut ? Comparison.CANNOT_COMPARE : Comparison.DIFFERENT;
  }

  /** Capitals without their marks; whatever stands between them is left out. */
  private static String letters(String text) {
    StringBuilder letters = new StringBuilder();
    Normalizer.normalize(text, Normalizer.Form.NFKD)
        .toUpperCase(Locale.ROOT)
        .codePoints()
        .filter(Character::isLetter)
        .forEach(letters::appendCodePoint);
    return letters.toString();
  }
}
