package cn.tongxing.idp.protocol.grant.store;

import cn.tongxing.idp.kernel.OfLaterVersion;
import cn.tongxing.idp.protocol.grant.SenderConstraint;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Column {@code cnf}: method and thumbprint of a confirmation (RFC 7800), with a space between. */
final class Cnf {

  private Cnf() {}

  static Optional<String> of(SenderConstraint constraint) {
    return constraint
        .confirmation()
        .map(claim -> claim.entrySet().iterator().next())
        .map(member -> member.getKey() + " " + member.getValue());
  }

  /**
   * Reads.
   *
   * @throws OfLaterVersion for a method that is not known here: what is bound is no bearer token
   */
  static SenderConstraint read(@Nullable String column) {
    if (column == null) {
      return SenderConstraint.none();
    }
    String[] parts = column.split(" ", 2);
    return SenderConstraint.of(Map.of(parts[0], parts.length == 2 ? parts[1] : ""))
        .orElseThrow(() -> new OfLaterVersion("a sender constraint that is not known here"));
  }
}
