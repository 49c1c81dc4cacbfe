package cn.tongxing.idp.audit;

import java.nio.file.Path;
import java.util.List;

/** Proves that the trail is what it was. Reads all of it, in one snapshot, a piece at a time. */
public interface AuditVerification {

  /** Verifies the trail in the database against its own chain and checkpoints. */
  default TrailState verify() {
    return verify(List.of(), List.of());
  }

  /**
   * Verifies it against checkpoints kept elsewhere, too: whoever cuts off the trail's end together
   * with its last checkpoints cannot take back those.
   *
   * @param witnesses checkpoints, compact JWS ({@link Witnesses} finds them in a log)
   * @param archives files that {@link AuditArchives} made; those not given are not verified
   */
  TrailState verify(List<String> witnesses, List<Path> archives);
}
