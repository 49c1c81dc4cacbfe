package cn.tongxing.idp.keys.sealing;

import cn.tongxing.idp.keys.KeyedHash;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA-256 of purpose and value. */
final class Sha256KeyedHash implements KeyedHash {

  private static final String ALGORITHM = "HmacSHA256";

  /** With the key in it; never used itself, each value has a copy. */
  private final Mac keyed;

  Sha256KeyedHash(DataKeys keys) {
    try {
      this.keyed = Mac.getInstance(ALGORITHM);
      keyed.init(new SecretKeySpec(keys.active(), ALGORITHM));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public byte[] of(String purpose, byte[] value) {
    try {
      Mac mac = (Mac) keyed.clone();
      mac.update(Framing.of(purpose));
      return mac.doFinal(value);
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public boolean matches(byte[] stored, String purpose, String value) {
    return MessageDigest.isEqual(stored, of(purpose, value));
  }
}
