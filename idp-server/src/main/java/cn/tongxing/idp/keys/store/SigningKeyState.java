package cn.tongxing.idp.keys.store;

import cn.tongxing.idp.kernel.StoredForm;
import java.util.Locale;

/** Where a signing key is in its life. It moves forward only. */
public enum SigningKeyState {
  /** Published, so that verifiers know it before it signs. */
  NEXT,
  /** Signs. */
  ACTIVE,
  /** Signs no more, still verifies. */
  RETIRING,
  /** Verifies old audit checkpoints only; its private part is erased. */
  GONE;

  /** The stored form. */
  String stored() {
    return name().toLowerCase(Locale.ROOT);
  }

  static SigningKeyState of(String stored) {
    return StoredForm.constant(SigningKeyState.class, SigningKeyState::stored, stored);
  }
}
