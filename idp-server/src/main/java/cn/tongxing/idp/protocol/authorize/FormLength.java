package cn.tongxing.idp.protocol.authorize;

/**
 * How long a text is in a form or a query, where a browser percent-encodes it
 * (application/x-www-form-urlencoded); counted, not written. The same by whatever road it came, and
 * however wastefully somebody wrote it.
 */
final class FormLength {

  private static final int ESCAPED = 3;

  private FormLength() {}

  static int of(String text) {
    int length = 0;
    for (int i = 0; i < text.length(); i++) {
      length += of(text.charAt(i));
    }
    return length;
  }

  /** Bytes of UTF-8, escaped unless they stand for themselves; half a pair is two of its four. */
  private static int of(char each) {
    if (isPlain(each)) {
      return 1;
    }
    if (each < 0x80) {
      return ESCAPED;
    }
    return each < 0x800 || Character.isSurrogate(each) ? 2 * ESCAPED : 3 * ESCAPED;
  }

  /** A space is a plus. */
  private static boolean isPlain(char each) {
    return (each >= 'a' && each <= 'z')
        || (each >= 'A' && each <= 'Z')
        || (each >= '0' && each <= '9')
        || " *-._".indexOf(each) >= 0;
  }
}
