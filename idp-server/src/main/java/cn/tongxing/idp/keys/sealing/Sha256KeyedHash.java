package cn.tongxing.idp.keys.sealing;

import cn.tongxing.idp.keys.KeyedHash;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA-256 of purpose and value, under the active key of the purpose. */
final class Sha256KeyedHash implements KeyedHash {

  private static final String ALGORITHM = "HmacSHA256";

  private final KeyRing ring;

  /** By data key, with the key in it; never used itself, each value has a copy. */
  private final Map<Integer, Mac> keyed = new ConcurrentHashMap<>();

  Sha256KeyedHash(KeyRing ring) {
    this.ring = ring;
  }

  @Override
  public byte[] of(String purpose, byte[] value) {
    DataKeys keys = ring.of(HashPurposes.of(purpose));
    return hash(keys, keys.activeId(), purpose, value);
  }

  /** Also under earlier keys of the purpose, as long as they are kept. */
  @Override
  public boolean matches(byte[] stored, String purpose, String value) {
    DataKeys keys = ring.of(HashPurposes.of(purpose));
    byte[] bytes = value.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    boolean matched = false;
    for (int id : keys.ids()) {
      matched |= MessageDigest.isEqual(stored, hash(keys, id, purpose, bytes));
    }
    return matched;
  }

  private byte[] hash(DataKeys keys, int id, String purpose, byte[] value) {
    try {
      Mac mac = (Mac) keyed.computeIfAbsent(id, _ -> withKey(keys.find(id).orElseThrow())).clone();
      mac.update(Framing.of(purpose));
      return mac.doFinal(value);
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Mac withKey(byte[] key) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
