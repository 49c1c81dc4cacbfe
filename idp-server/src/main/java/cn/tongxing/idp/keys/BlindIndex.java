package cn.tongxing.idp.keys;

/** Finds sealed values by equality: HMAC-SM3 under a key of its own. Safe for concurrent use. */
public interface BlindIndex {

  /**
   * The index of a value.
   *
   * @param domain keeps equal values of different meaning apart: {@code document}, {@code phone},
   *     {@code upstream-subject}
   * @param value in canonical form
   * @return 32 bytes
   */
  byte[] of(String domain, String value);
}
