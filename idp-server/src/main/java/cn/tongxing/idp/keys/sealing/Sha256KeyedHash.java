package cn.tongxing.idp.keys.sealing;

import cn.tongxing.idp.keys.KeyedHash;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA-256 of purpose and value. */
final class Sha256KeyedHash implements KeyedHash {

  private static final String ALGORITHM = "HmacSHA256";

  private final SecretKeySpec key;

  Sha256KeyedHash(DataKeys keys) {
    this.key = new SecretKeySpec(keys.active(), ALGORITHM);
  }

  @Override
  public byte[] of(String purpose, byte[] value) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      mac.update(Framing.of(purpose));
      return mac.doFinal(value);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public boolean matches(byte[] stored, String purpose, String value) {
    return MessageDigest.isEqual(stored, of(purpose, value));
  }
}
