package cn.tongxing.idp.platform.command;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong, without what may be somebody's: terminals are recorded and logs kept. A number of
 * a document or a name on the command line is a slip, and saying it again makes it worse.
 */
final class Echo {

  private static final String MASK = "***";

  private static final Pattern FILE = Pattern.compile(".*\\.[A-Za-z]{2,5}(\\.gz)?");

  /** A phone or document has more digits than a place or a count. */
  private static final int DIGITS = 6;

  private Echo() {}

  /** The longest first: a word may be part of another one. */
  static String of(@Nullable String message, String[] words) {
    String said = Objects.requireNonNullElse(message, "");
    var masked =
        Arrays.stream(words)
            .map(word -> word.startsWith("-") ? word.substring(word.indexOf('=') + 1) : word)
            .filter(Echo::isPersonal)
            .sorted(Comparator.comparingInt(String::length).reversed())
            .toList();
    for (String word : masked) {
      said = said.replace(word, MASK);
    }
    return said;
  }

  /**
   * Without words that are no command's: a number that was typed with spaces is several of them,
   * and a name in Latin letters looks like any.
   */
  static String without(String message, List<String> strays) {
    String said = message;
    for (String stray : strays) {
      if (!stray.startsWith("-")) {
        said = said.replace("'" + stray + "'", "'" + MASK + "'");
      }
    }
    return said;
  }

  private static boolean isPersonal(String word) {
    boolean named =
        word.codePoints().filter(Character::isDigit).count() >= DIGITS
            || word.codePoints().anyMatch(Character::isIdeographic);
    return named && !FILE.matcher(word).matches();
  }
}
