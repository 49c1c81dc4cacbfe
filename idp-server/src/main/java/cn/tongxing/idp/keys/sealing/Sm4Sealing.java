package cn.tongxing.idp.keys.sealing;

import cn.tongxing.idp.keys.SealBroken;
import cn.tongxing.idp.keys.SealedPlace;
import cn.tongxing.idp.keys.Sealing;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.function.Supplier;
import org.bouncycastle.crypto.InvalidCipherTextException;

/**
 * Version (1 byte), data key id (4), IV (12), ciphertext, tag (16). Version, key id and place are
 * the associated data. The IV is random: a data key seals at most 2^32 values (NIST SP 800-38D
 * 8.3).
 */
final class Sm4Sealing implements Sealing {

  private static final byte VERSION = 1;
  private static final int HEAD = 1 + Integer.BYTES;

  private final Supplier<DataKeys> keys;
  private final Supplier<DataKeys> readAgain;
  private final SecureRandom random;

  Sm4Sealing(Supplier<DataKeys> keys, SecureRandom random) {
    this(keys, keys, random);
  }

  /**
   * Sealing under keys that may change.
   *
   * @param readAgain where a key is that this node has not heard of yet
   */
  Sm4Sealing(Supplier<DataKeys> keys, Supplier<DataKeys> readAgain, SecureRandom random) {
    this.keys = keys;
    this.readAgain = readAgain;
    this.random = random;
  }

  @Override
  public byte[] seal(byte[] plaintext, SealedPlace place) {
    byte[] iv = new byte[Sm4Gcm.IV_BYTES];
    random.nextBytes(iv);
    DataKeys now = keys.get();
    int id = now.activeId();
    byte[] encrypted = Sm4Gcm.encrypt(now.active(), iv, associated(id, place), plaintext);
    return ByteBuffer.allocate(HEAD + iv.length + encrypted.length)
        .put(VERSION)
        .putInt(id)
        .put(iv)
        .put(encrypted)
        .array();
  }

  @Override
  public byte[] open(byte[] sealed, SealedPlace place) {
    int head = HEAD + Sm4Gcm.IV_BYTES;
    if (sealed.length < head + Sm4Gcm.TAG_BYTES || sealed[0] != VERSION) {
      throw new SealBroken(place);
    }
    int id = ByteBuffer.wrap(sealed).getInt(1);
    byte[] key =
        keys.get()
            .find(id)
            .or(() -> readAgain.get().find(id))
            .orElseThrow(() -> new SealBroken(place));
    byte[] iv = Arrays.copyOfRange(sealed, HEAD, head);
    try {
      return Sm4Gcm.decrypt(key, iv, associated(id, place), sealed, head);
    } catch (InvalidCipherTextException e) {
      throw new SealBroken(place);
    }
  }

  private static byte[] associated(int id, SealedPlace place) {
    byte[] framed = Framing.of(place.table(), place.column(), place.row());
    return ByteBuffer.allocate(HEAD + framed.length).put(VERSION).putInt(id).put(framed).array();
  }
}
