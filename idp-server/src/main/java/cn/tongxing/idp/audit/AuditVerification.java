package cn.tongxing.idp.audit;

import java.util.List;

/** Proves that the trail is what it was. Reads all of it, in one snapshot, a piece at a time. */
public interface AuditVerification {

  /** Verifies the trail against its own chain and checkpoints. */
  default TrailState verify() {
    return verify(List.of());
  }

  /**
   * Verifies it against checkpoints kept elsewhere, too: whoever cuts off the trail's end together
   * with its last checkpoints cannot take back those.
   *
   * @param witnesses checkpoints as the log shows them, compact JWS
   */
  TrailState verify(List<String> witnesses);
}
