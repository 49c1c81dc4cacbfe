package cn.tongxing.idp.kernel;

/**
 * The {@code client_id} of a relying party: 3 to 64 letters, digits, dots, underscores, hyphens.
 */
public record ClientId(String value) {

  private static final int SHORTEST = 3;
  private static final int LONGEST = 64;

  public ClientId {
    if (!isWellFormed(value)) {
      throw new IllegalArgumentException("client_id of wrong form");
    }
  }

  /** Whether the text could be a client id at all. */
  public static boolean isWellFormed(String text) {
    int length = text.length();
    if (length < SHORTEST || length > LONGEST || !isLetterOrDigit(text.charAt(0))) {
      return false;
    }
    for (int i = 1; i < length; i++) { // several times a request: no stream
      char each = text.charAt(i);
      if (!isLetterOrDigit(each) && "._-".indexOf(each) < 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean isLetterOrDigit(char each) {
    return (each >= 'A' && each <= 'Z')
        || (each >= 'a' && each <= 'z')
        || (each >= '0' && each <= '9');
  }

  @Override
  public String toString() {
    return value;
  }
}
