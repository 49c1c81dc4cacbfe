package cn.tongxing.idp.client.apply;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * How many bits a secret holds at least, estimated from its writing. A machine's random secret is
 * told from what a person typed: words, runs along the alphabet or the keyboard and what comes
 * again count for little. Errs low.
 */
final class SecretStrength {

  /**
   * What is asked for. Below 128, as the estimate errs low: 16 random bytes must pass, and what a
   * person types stays below. The numbers stand in ADR 0038.
   */
  static final double LEAST_BITS = 112;

  private static final double WORD_BITS_A_LETTER = 2;
  private static final int SHORTEST_WORD = 4;
  private static final int RUN = 4;
  private static final double UUID_BITS = 122;
  private static final double SHARE_OF_COMMON_PAIRS = 0.6;
  private static final int LONG_WORD = 8;

  /** Shorter ones come about by chance, in one of ten random secrets of 128 bits. */
  private static final int WORD_BY_ITSELF = 7;

  private static final double SHARE_OF_SHORT_WORDS = 0.375;

  /** One letter in five of random text is a vowel, two in five of words. */
  private static final double SHARE_OF_VOWELS = 0.35;

  private static final Pattern LETTERS = Pattern.compile("[a-z]+|[A-Z]?[a-z]+|[A-Z]+");
  private static final Pattern UUID =
      Pattern.compile("(?i)[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
  private static final List<String> ROWS = List.of("qwertyuiop", "asdfghjkl", "zxcvbnm");

  /** Pairs of letters that make up most of English and Pinyin; one in five of random text. */
  private static final Set<String> COMMON_PAIRS =
      Set.of(
          ("th he in er an re nd at on nt ha es st en ed to it ou ea hi is or ti as te et ng of al"
                  + " de se le sa si ar ve ra ld ur co me ro ic li io ne ri om ce be ma il ch ho ec"
                  + " us ly la di el no pe ta na ll lo ac tr wi ut ss un id ig ow ct po wa ee sh em"
                  + " pa so ge ns mo ul pr fo iv ot ol ca ke ir su vi ad am ai op ab ck rd cr ry ay"
                  + " ap av mi pl ts zh ia ao ei ui uo ua ie iu hu gu xi ji qi yi da do go")
              .split(" "));

  private SecretStrength() {}

  /** The estimate, in bits. */
  static double bits(String secret) {
    if (UUID.matcher(secret).matches()) {
      return UUID_BITS;
    }
    double each = Math.log(alphabet(secret)) / Math.log(2);
    boolean[] inWord = words(secret);
    double bits = 0;
    for (int at = 0; at < secret.length(); at++) {
      if (continues(secret, at) || comesAgain(secret, at)) {
        continue;
      }
      bits += inWord[at] ? Math.min(WORD_BITS_A_LETTER, each) : each;
    }
    return bits;
  }

  /** How many characters it can have been drawn from. */
  private static int alphabet(String secret) {
    if (secret.matches("[0-9]+")) {
      return 10;
    }
    if (secret.matches("[0-9a-f]+|[0-9A-F]+")) {
      return 16;
    }
    int letters = (has(secret, "[a-z]") ? 26 : 0) + (has(secret, "[A-Z]") ? 26 : 0);
    int digits = has(secret, "[0-9]") ? 10 : 0;
    long others = secret.chars().filter(c -> !Character.isLetterOrDigit(c)).distinct().count();
    return Math.max(2, letters + digits + (int) others);
  }

  private static boolean has(String secret, String kind) {
    return Pattern.compile(kind).matcher(secret).find();
  }

  /** Whether the character is the fourth or later of a run along alphabet, digits or keyboard. */
  private static boolean continues(String secret, int at) {
    if (at < RUN - 1) {
      return false;
    }
    String last = secret.substring(at - RUN + 1, at + 1).toLowerCase(Locale.ROOT);
    int step = last.charAt(1) - last.charAt(0);
    boolean alphabetic =
        Math.abs(step) <= 1
            && IntStream.range(1, RUN).allMatch(i -> last.charAt(i) - last.charAt(i - 1) == step);
    return alphabetic || ROWS.stream().anyMatch(row -> row.contains(last));
  }

  /** Whether the character ends four that stood together before. */
  private static boolean comesAgain(String secret, int at) {
    return at >= RUN && secret.substring(0, at).contains(secret.substring(at - RUN + 1, at + 1));
  }

  /** Which characters belong to words; single short words are taken for chance. */
  private static boolean[] words(String secret) {
    List<MatchResult> words =
        LETTERS
            .matcher(secret)
            .results()
            .filter(run -> isWord(run.group().toLowerCase(Locale.ROOT)))
            .toList();
    int letters = words.stream().mapToInt(SecretStrength::length).sum();
    boolean many = letters > SHARE_OF_SHORT_WORDS * secret.length();
    boolean[] inWord = new boolean[secret.length()];
    words.stream()
        .filter(word -> many || length(word) >= WORD_BY_ITSELF)
        .forEach(word -> Arrays.fill(inWord, word.start(), word.end(), true));
    return inWord;
  }

  private static int length(MatchResult run) {
    return run.end() - run.start();
  }

  private static boolean isWord(String letters) {
    if (letters.length() < SHORTEST_WORD) {
      return false;
    }
    long common =
        IntStream.range(0, letters.length() - 1)
            .mapToObj(at -> letters.substring(at, at + 2))
            .filter(COMMON_PAIRS::contains)
            .count();
    long vowels = letters.chars().filter(letter -> "aeiou".indexOf(letter) >= 0).count();
    return common >= SHARE_OF_COMMON_PAIRS * (letters.length() - 1)
        || (letters.length() >= LONG_WORD && vowels >= SHARE_OF_VOWELS * letters.length());
  }
}
