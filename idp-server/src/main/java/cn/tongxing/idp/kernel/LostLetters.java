package cn.tongxing.idp.kernel;

/**
 * Text of which letters were lost before it came here: whatever decoded it put U+FFFD in their
 * place, as Java does with its arguments where the locale is not one of UTF-8. No name is stored
 * with it, since nobody can tell what it was.
 */
public final class LostLetters {

  /** For operators. */
  public static final String SAID =
      "letters were lost on the way here: run it in a locale of UTF-8, such as LC_ALL=C.UTF-8";

  private LostLetters() {}

  /** Whether any were lost. */
  public static boolean areIn(String text) {
    return text.indexOf('\ufffd') >= 0;
  }
}
