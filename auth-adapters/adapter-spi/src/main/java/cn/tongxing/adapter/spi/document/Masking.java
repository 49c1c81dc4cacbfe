package cn.tongxing.adapter.spi.document;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** How personal values print: some characters at the ends, as people see them, stars between. */
final class Masking {

  private static final Pattern GRAPHEME = Pattern.compile("\\X");

  private Masking() {}

  static String keepEnds(String text, int first, int last) {
    List<String> seen = GRAPHEME.matcher(text).results().map(MatchResult::group).toList();
    int hidden = seen.size() - first - last;
    if (hidden <= 0) {
      return "*".repeat(seen.size());
    }
    return String.join("", seen.subList(0, first))
        + "*".repeat(hidden)
        + String.join("", seen.subList(first + hidden, seen.size()));
  }

  /** How many characters people see: a letter and its accents, or its variant, are one. */
  static int length(String text) {
    return (int) GRAPHEME.matcher(text).results().count();
  }
}
