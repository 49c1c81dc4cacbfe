package cn.tongxing.idp.keys.sealing;

/** The links of the audit chain: HMAC-SM3 under a key that the database's administrator lacks. */
public final class ChainLink {

  private final byte[] key;

  ChainLink(byte[] key) {
    this.key = key;
  }

  /**
   * The next link.
   *
   * @param previous 32 bytes
   */
  public byte[] of(byte[] previous, byte[] row) {
    if (previous.length != 32) {
      throw new IllegalArgumentException("a link has 32 bytes");
    }
    return HmacSm3.of(key, previous, row);
  }
}
