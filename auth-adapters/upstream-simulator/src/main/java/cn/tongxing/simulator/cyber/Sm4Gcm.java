package cn.tongxing.simulator.cyber;

import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.engines.SM4Engine;
import org.bouncycastle.crypto.modes.GCMBlockCipher;
import org.bouncycastle.crypto.modes.GCMModeCipher;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.KeyParameter;

/** SM4 in GCM (GB/T 32907, RFC 8998), the tag of 16 bytes at the end. */
final class Sm4Gcm {

  private Sm4Gcm() {}

  static byte[] seal(byte[] key, byte[] iv, byte[] aad, byte[] plain) {
    try {
      return run(true, key, iv, aad, plain);
    } catch (InvalidCipherTextException notWhenSealing) {
      throw new IllegalStateException(notWhenSealing);
    }
  }

  static Optional<byte[]> open(byte[] key, byte[] iv, byte[] aad, byte[] sealed) {
    try {
      return Optional.of(run(false, key, iv, aad, sealed));
    } catch (InvalidCipherTextException changed) {
      return Optional.empty();
    }
  }

  private static byte[] run(boolean seal, byte[] key, byte[] iv, byte[] aad, byte[] text)
      throws InvalidCipherTextException {
    GCMModeCipher cipher = GCMBlockCipher.newInstance(new SM4Engine());
    cipher.init(seal, new AEADParameters(new KeyParameter(key), 128, iv, aad));
    byte[] out = new byte[cipher.getOutputSize(text.length)];
    int written = cipher.processBytes(text, 0, text.length, out, 0);
    written += cipher.doFinal(out, written);
    return Arrays.copyOf(out, written);
  }
}
