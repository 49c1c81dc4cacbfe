package cn.tongxing.idp.audit;

import java.time.Instant;
import java.util.Optional;

/** What the running server thinks of the trail's end, which it remembers. */
public interface TrailWatch {

  /**
   * Since when the last link or checkpoint that this server saw is missing or another one: somebody
   * cut the trail's end, or the database lost what it had committed. Empty while all is well.
   */
  Optional<Instant> damagedSince();
}
