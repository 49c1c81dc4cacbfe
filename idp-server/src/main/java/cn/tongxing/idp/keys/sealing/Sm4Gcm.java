package cn.tongxing.idp.keys.sealing;

import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.engines.SM4Engine;
import org.bouncycastle.crypto.modes.GCMBlockCipher;
import org.bouncycastle.crypto.modes.GCMModeCipher;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.KeyParameter;

/** SM4-GCM with a tag of 128 bits (GB/T 32907, NIST SP 800-38D; vectors of RFC 8998 A.1). */
final class Sm4Gcm {

  static final int KEY_BYTES = 16;
  static final int IV_BYTES = 12;
  static final int TAG_BYTES = 16;

  private Sm4Gcm() {}

  /** Ciphertext and tag. The caller never uses an IV twice with one key. */
  static byte[] encrypt(byte[] key, byte[] iv, byte[] associated, byte[] plaintext) {
    try {
      return run(true, key, iv, associated, plaintext, 0);
    } catch (InvalidCipherTextException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The plaintext of {@code input} from an offset on. */
  static byte[] decrypt(byte[] key, byte[] iv, byte[] associated, byte[] input, int offset)
      throws InvalidCipherTextException {
    return run(false, key, iv, associated, input, offset);
  }

  private static byte[] run(
      boolean forward, byte[] key, byte[] iv, byte[] associated, byte[] input, int offset)
      throws InvalidCipherTextException {
    GCMModeCipher cipher = GCMBlockCipher.newInstance(new SM4Engine());
    cipher.init(forward, new AEADParameters(new KeyParameter(key), 8 * TAG_BYTES, iv, associated));
    byte[] output = new byte[cipher.getOutputSize(input.length - offset)];
    int written = cipher.processBytes(input, offset, input.length - offset, output, 0);
    cipher.doFinal(output, written);
    return output;
  }
}
