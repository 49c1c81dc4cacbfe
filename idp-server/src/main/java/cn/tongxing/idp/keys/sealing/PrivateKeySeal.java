package cn.tongxing.idp.keys.sealing;

import cn.tongxing.idp.keys.SealedPlace;
import cn.tongxing.idp.keys.Sealing;

/** Seals the private parts of signing keys, under data keys that seal nothing else. */
public final class PrivateKeySeal {

  private final Sealing sealing;

  PrivateKeySeal(Sealing sealing) {
    this.sealing = sealing;
  }

  /** Seals a PKCS #8 encoding for the row of its {@code kid}. */
  public byte[] seal(byte[] privateKey, String kid) {
    return sealing.seal(privateKey, place(kid));
  }

  /** Opens it again. */
  public byte[] open(byte[] sealed, String kid) {
    return sealing.open(sealed, place(kid));
  }

  private static SealedPlace place(String kid) {
    return new SealedPlace("signing_key", "private_key", kid);
  }
}
