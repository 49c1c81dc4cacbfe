package cn.tongxing.idp.identity;

import java.util.Locale;

/** Who answers for a decision (four-eyes principle), as an operator's own records name them. */
final class Operators {

  private Operators() {}

  /** Whether two names are one person's: a dot or a capital makes nobody another. */
  static boolean areOne(String one, String other) {
    return letters(one).equals(letters(other));
  }

  private static String letters(String name) {
    return name.replaceAll("[^A-Za-z0-9]", "").toLowerCase(Locale.ROOT);
  }
}
