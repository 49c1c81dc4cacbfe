package cn.tongxing.idp.keys.sealing;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.crypto.InvalidCipherTextException;

/**
 * Wraps the data keys and does nothing else. Of its 32 bytes an SM4 key is derived by HMAC-SM3, so
 * that the same file can serve another cipher one day.
 */
final class KeyEncryptionKey {

  static final int BYTES = 32;

  private static final byte VERSION = 1;
  private static final byte[] WRAPPING = "tongxing/wrap/sm4-gcm/1".getBytes(StandardCharsets.UTF_8);
  private static final byte[] CHECK = "tongxing key check".getBytes(StandardCharsets.UTF_8);
  private static final byte[] CHECK_PLACE = Framing.of("key_check");

  private final byte[] wrappingKey;
  private final SecureRandom random;

  KeyEncryptionKey(byte[] bytes, SecureRandom random) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("a key-encryption key has " + BYTES + " bytes");
    }
    this.wrappingKey = Arrays.copyOf(HmacSm3.of(bytes, WRAPPING), Sm4Gcm.KEY_BYTES);
    this.random = random;
  }

  /** A constant, sealed: whoever opens it has the right key. */
  byte[] sealedCheck() {
    return seal(CHECK, CHECK_PLACE);
  }

  /** Whether this is the key that sealed the constant. */
  boolean opensCheck(byte[] sealed) {
    return open(sealed, CHECK_PLACE).filter(plain -> Arrays.equals(plain, CHECK)).isPresent();
  }

  byte[] wrap(int id, DataKeyPurpose purpose, byte[] dataKey) {
    return seal(dataKey, place(id, purpose));
  }

  /** The data key; empty if it was changed, exchanged, or wrapped under another key. */
  Optional<byte[]> unwrap(int id, DataKeyPurpose purpose, byte[] wrapped) {
    return open(wrapped, place(id, purpose));
  }

  private static byte[] place(int id, DataKeyPurpose purpose) {
    return Framing.of("data_key", Integer.toString(id), purpose.stored());
  }

  private byte[] seal(byte[] plaintext, byte[] place) {
    byte[] iv = new byte[Sm4Gcm.IV_BYTES];
    random.nextBytes(iv);
    byte[] encrypted = Sm4Gcm.encrypt(wrappingKey, iv, place, plaintext);
    byte[] sealed = new byte[1 + iv.length + encrypted.length];
    sealed[0] = VERSION;
    System.arraycopy(iv, 0, sealed, 1, iv.length);
    System.arraycopy(encrypted, 0, sealed, 1 + iv.length, encrypted.length);
    return sealed;
  }

  private Optional<byte[]> open(byte[] sealed, byte[] place) {
    int head = 1 + Sm4Gcm.IV_BYTES;
    if (sealed.length < head + Sm4Gcm.TAG_BYTES || sealed[0] != VERSION) {
      return Optional.empty();
    }
    try {
      byte[] iv = Arrays.copyOfRange(sealed, 1, head);
      return Optional.of(Sm4Gcm.decrypt(wrappingKey, iv, place, sealed, head));
    } catch (InvalidCipherTextException e) {
      return Optional.empty();
    }
  }
}
