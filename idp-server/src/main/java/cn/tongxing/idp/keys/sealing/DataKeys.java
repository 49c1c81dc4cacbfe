package cn.tongxing.idp.keys.sealing;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** The data keys of one purpose: the active one, and all that open older values. Immutable. */
final class DataKeys {

  private final int activeId;
  private final byte[] active;
  private final Map<Integer, byte[]> byId;

  DataKeys(int activeId, Map<Integer, byte[]> byId) {
    this.activeId = activeId;
    this.byId = Map.copyOf(byId);
    this.active = Optional.ofNullable(this.byId.get(activeId)).orElseThrow();
  }

  int activeId() {
    return activeId;
  }

  byte[] active() {
    return active;
  }

  Optional<byte[]> find(int id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** All of them, the active one too. */
  Collection<Integer> ids() {
    return byId.keySet();
  }
}
