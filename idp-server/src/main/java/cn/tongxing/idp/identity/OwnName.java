package cn.tongxing.idp.identity;

import cn.tongxing.idp.kernel.LostLetters;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a person calls something of theirs: at most {@link #LONGEST} characters, none of them unseen
 * (controls, writing directions, half characters), and at least one that is more than space or a
 * mark on another. Printed without it: people write other names into it.
 */
public final class OwnName {

  /** In characters as Unicode counts them. */
  public static final int LONGEST = 60;

  /** Fillers that are letters or symbols by their category are blank all the same. */
  private static final String UNSEEN =
      "[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}\\u115F\\u1160\\u3164\\uFFA0\\u2800"
          + "\\x{13441}\\x{13442}\\x{1D159}]";

  /** Marks alone stand on nothing, and some are never seen. */
  private static final Pattern SEEN = Pattern.compile("[\\p{L}\\p{N}\\p{P}\\p{S}]");

  /** More marks on one character than any script of ours has. */
  private static final String HEAPED = "(\\p{M}{4})\\p{M}+";

  private final String value;

  private OwnName(String value) {
    this.value = value;
  }

  /** What is left of what was typed; empty if that is nothing, or letters of it were lost. */
  public static Optional<OwnName> of(String typed) {
    if (LostLetters.areIn(typed)) {
      return Optional.empty();
    }
    String seen = bare(typed.replaceAll(UNSEEN, "").replaceAll(HEAPED, "$1"));
    int characters = Math.min(seen.codePointCount(0, seen.length()), LONGEST);
    String kept = bare(seen.substring(0, seen.offsetByCodePoints(0, characters)));
    return SEEN.matcher(kept).find() ? Optional.of(new OwnName(kept)) : Optional.empty();
  }

  private static String bare(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && isSpace(text.charAt(from))) {
      from++;
    }
    while (from < to && isSpace(text.charAt(to - 1))) {
      to--;
    }
    return text.substring(from, to);
  }

  /** Of every width, those that end no line among them. */
  private static boolean isSpace(char character) {
    return Character.isWhitespace(character) || Character.isSpaceChar(character);
  }

  /** The name itself, to be stored, or shown to its owner. */
  public String reveal() {
    return value;
  }

  @Override
  public String toString() {
    return "OwnName[*]";
  }
}
