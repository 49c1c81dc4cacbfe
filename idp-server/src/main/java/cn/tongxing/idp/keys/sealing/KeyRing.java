package cn.tongxing.idp.keys.sealing;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** All data keys, unwrapped, in memory only. Safe for concurrent use; replaced as a whole. */
final class KeyRing {

  private volatile Map<DataKeyPurpose, DataKeys> keys;

  KeyRing(Map<DataKeyPurpose, DataKeys> keys) {
    this.keys = new EnumMap<>(keys);
  }

  DataKeys of(DataKeyPurpose purpose) {
    return Optional.ofNullable(keys.get(purpose)).orElseThrow();
  }

  /** Takes what another ring holds. */
  void become(KeyRing other) {
    keys = other.keys;
  }
}
