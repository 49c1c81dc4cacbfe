package cn.tongxing.idp.keys;

/**
 * The published key set (RFC 7517 5): next, active and retiring keys, public parts only. Documents
 * are prebuilt UTF-8 bytes, the same arrays until the keys change: do not write to them.
 */
public interface JsonWebKeys {

  /** The keys of common algorithms: whoever reads this set meets no curve that is unknown there. */
  byte[] document();

  /** All keys. */
  byte[] wholeDocument();
}
