package cn.tongxing.idp.keys;

/** The published key set (RFC 7517 5): next, active and retiring keys, public parts only. */
public interface JsonWebKeys {

  /**
   * The document as prebuilt UTF-8 bytes. The same array until the keys change: do not write to it.
   */
  byte[] document();
}
