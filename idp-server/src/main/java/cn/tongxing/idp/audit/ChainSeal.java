package cn.tongxing.idp.audit;

/** The cryptography of the chain. Implemented by {@code keys}, which stands above this module. */
public interface ChainSeal {

  /**
   * HMAC-SM3, under the chain's key, of the previous link and a row's canonical bytes. 32 bytes.
   */
  byte[] link(byte[] previous, byte[] row);

  /** A compact JWS over a checkpoint (JSON), by the active signing key. */
  String sign(String checkpoint);

  /** The payload of a checkpoint's JWS, or null if the signature does not hold. */
  @org.jspecify.annotations.Nullable
  String verify(String jws);
}
