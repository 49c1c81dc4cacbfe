package cn.tongxing.idp.keys.sealing;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.bouncycastle.crypto.engines.SM4Engine;
import org.bouncycastle.crypto.modes.CTRModeCipher;
import org.bouncycastle.crypto.modes.SICBlockCipher;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;
import org.springframework.context.ApplicationContext;

/**
 * What somebody can do who has every data key, and obeys no rule: places, tags and versions are
 * checked by the honest alone.
 */
public final class StolenKeys {

  /** Behind version and data key, and behind version and person. */
  private static final int[] HEADS = {1 + Integer.BYTES, 1 + 2 * Long.BYTES};

  private final List<byte[]> keys;

  private StolenKeys(Collection<byte[]> keys) {
    this.keys = List.copyOf(keys);
  }

  /** All data keys of a server that seal anything. */
  public static StolenKeys of(ApplicationContext server) {
    KeyRing ring = server.getBean(OpenKeyRing.class).read();
    var keys = new ArrayList<byte[]>();
    for (DataKeyPurpose purpose : DataKeyPurpose.values()) {
      if (purpose.bytes() == Sm4Gcm.KEY_BYTES) {
        DataKeys all = ring.of(purpose);
        all.ids().forEach(id -> keys.add(all.find(id).orElseThrow()));
      }
    }
    return new StolenKeys(keys);
  }

  /** Everything that a value may say. */
  public List<byte[]> open(byte[] value) {
    var texts = new ArrayList<byte[]>();
    for (int head : HEADS) {
      int from = head + Sm4Gcm.IV_BYTES;
      if (value.length >= from + Sm4Gcm.TAG_BYTES) {
        byte[] iv = Arrays.copyOfRange(value, head, from);
        byte[] text = Arrays.copyOfRange(value, from, value.length - Sm4Gcm.TAG_BYTES);
        keys.forEach(key -> texts.add(decrypt(key, iv, text)));
      }
    }
    return texts;
  }

  /** With the keys that are wrapped in any of these values. */
  public StolenKeys andThoseIn(Collection<byte[]> values) {
    var more = new ArrayList<>(keys);
    for (byte[] value : values) {
      open(value).stream().filter(text -> text.length == Sm4Gcm.KEY_BYTES).forEach(more::add);
    }
    return new StolenKeys(more);
  }

  /** GCM without its tag is counter mode, from the second block on. */
  private static byte[] decrypt(byte[] key, byte[] iv, byte[] text) {
    CTRModeCipher cipher = SICBlockCipher.newInstance(new SM4Engine());
    byte[] counter = ByteBuffer.allocate(Sm4Gcm.KEY_BYTES).put(iv).putInt(2).array();
    cipher.init(false, new ParametersWithIV(new KeyParameter(key), counter));
    byte[] plain = new byte[text.length];
    cipher.processBytes(text, 0, text.length, plain, 0);
    return plain;
  }
}
