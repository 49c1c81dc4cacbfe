package cn.tongxing.idp.platform.command;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
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
   *
   * @param commands what a slip of the first one may have meant
   */
  static String without(String message, List<String> strays, Set<String> commands) {
    String said = message;
    for (String stray : strays) {
      boolean slip =
          stray.equals(strays.getFirst())
              && commands.stream().anyMatch(each -> isSlip(stray, each));
      if (!slip) {
        said = said.replace("'" + stray + "'", "'" + bare(stray) + "'");
      }
    }
    return said;
  }

  /** Without a value that an option or argument cannot have: it may be meant for another one. */
  static String without(String message, String value) {
    return value.isEmpty() ? message : message.replace("'" + value + "'", "'" + MASK + "'");
  }

  /** Of an option its name alone; behind one dash the value may follow at once. */
  private static String bare(String stray) {
    if (stray.startsWith("--")) {
      int value = stray.indexOf('=');
      return value < 0 ? stray : stray.substring(0, value);
    }
    return stray.startsWith("-") && stray.length() <= 2 ? stray : MASK;
  }

  /** One letter is missing, too many or wrong, or two changed places. */
  private static boolean isSlip(String typed, String meant) {
    int shorter = Math.min(typed.length(), meant.length());
    int from = 0;
    while (from < shorter && typed.charAt(from) == meant.charAt(from)) {
      from++;
    }
    int behind = 0;
    while (behind < shorter - from
        && typed.charAt(typed.length() - 1 - behind) == meant.charAt(meant.length() - 1 - behind)) {
      behind++;
    }
    String wrong = typed.substring(from, typed.length() - behind);
    String right = meant.substring(from, meant.length() - behind);
    boolean swapped =
        right.length() == 2 && wrong.equals(new StringBuilder(right).reverse().toString());
    return swapped || (wrong.length() <= 1 && right.length() <= 1);
  }

  private static boolean isPersonal(String word) {
    boolean named =
        word.codePoints().filter(Character::isDigit).count() >= DIGITS
            || word.codePoints().anyMatch(Character::isIdeographic);
    return named && !FILE.matcher(word).matches();
  }
}
