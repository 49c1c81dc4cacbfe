package cn.tongxing.idp.keys.sealing;

import cn.tongxing.idp.upkeep.Job;
import java.time.Duration;

/**
 * Picks up data keys that a command or another node made or took away: one read of a handful of
 * rows. When it fails the keys in memory stay good.
 */
final class DataKeyWatch implements Job {

  private final KeyRing ring;
  private final OpenKeyRing opening;
  private String known;

  DataKeyWatch(KeyRing ring, OpenKeyRing opening) {
    this.ring = ring;
    this.opening = opening;
    this.known = opening.version();
  }

  @Override
  public String name() {
    return "data-key-watch";
  }

  @Override
  public Duration every() {
    return Duration.ofSeconds(2);
  }

  @Override
  public void run() {
    String now = opening.version();
    if (!now.equals(known)) {
      ring.become(opening.read());
      known = now;
    }
  }
}
