package cn.tongxing.idp.keys;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * HMAC-SHA-256 under a secret shared with somebody else, for signing requests to a provider (RFC
 * 2104). Not for our own values: those go through {@link KeyedHash}.
 */
public final class SharedSecretMac {

  private static final String ALGORITHM = "HmacSHA256";

  private SharedSecretMac() {}

  /** The 32 bytes of the code. */
  public static byte[] sha256(byte[] secret, byte[] message) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret, ALGORITHM));
      return mac.doFinal(message);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
