package cn.tongxing.idp.kernel;

/**
 * The letters of base64url (RFC 4648 5) without padding. Read one by one: it is asked of cookies
 * and parameters of every request.
 */
public final class Base64Url {

  private Base64Url() {}

  /** Whether a text has so many letters, all of them of base64url. */
  public static boolean is(String text, int length) {
    return text.length() == length && text.chars().allMatch(Base64Url::isLetter);
  }

  /** Whether it is one of the 64. */
  public static boolean isLetter(int each) {
    return (each >= 'a' && each <= 'z')
        || (each >= 'A' && each <= 'Z')
        || (each >= '0' && each <= '9')
        || each == '-'
        || each == '_';
  }
}
