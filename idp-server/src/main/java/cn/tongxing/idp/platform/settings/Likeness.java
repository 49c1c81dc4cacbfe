package cn.tongxing.idp.platform.settings;

import java.util.List;
import java.util.Optional;

/** Which known name a misspelt one was probably meant to be. */
final class Likeness {

  private Likeness() {}

  /** The name that the fewest slips of the pen lead to; empty if all are far. */
  static Optional<String> nearest(String written, List<String> known) {
    int limit = Math.max(2, written.length() * 3 / 10);
    Optional<String> best = Optional.empty();
    for (String name : known) {
      int slips = slips(written, name);
      if (slips <= limit) {
        best = Optional.of(name);
        limit = slips - 1;
      }
    }
    return best;
  }

  /** Letters left out, put in, wrong or swapped with their neighbour (Damerau 1964). */
  static int slips(String a, String b) {
    int[][] slips = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        slips[i][j] = i == 0 || j == 0 ? i + j : least(slips, a, b, i, j);
      }
    }
    return slips[a.length()][b.length()];
  }

  private static int least(int[][] slips, String a, String b, int i, int j) {
    int wrong = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
    int least = Math.min(slips[i - 1][j] + 1, slips[i][j - 1] + 1);
    least = Math.min(least, slips[i - 1][j - 1] + wrong);
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(least, slips[i - 2][j - 2] + 1) : least;
  }
}
