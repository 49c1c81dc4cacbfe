package cn.tongxing.idp.keys;

/**
 * Keyed hash of bearer values and other machine secrets (HMAC-SHA-256): codes, tokens, cookies,
 * client secrets, one-time codes. Not for passwords. Safe for concurrent use.
 */
public interface KeyedHash {

  /**
   * The hash to store.
   *
   * @param purpose typed name space: a value hashed for one purpose never matches for another
   * @return 32 bytes
   */
  byte[] of(String purpose, byte[] value);

  /** {@link #of(String, byte[])} of a text in UTF-8. */
  default byte[] of(String purpose, String value) {
    return of(purpose, value.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  /** Compares in constant time. */
  boolean matches(byte[] stored, String purpose, String value);
}
