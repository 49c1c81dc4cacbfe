package cn.tongxing.idp.keys.signing;

import cn.tongxing.idp.upkeep.Job;
import java.time.Duration;
import java.time.InstantSource;

/**
 * Picks up what other nodes changed and lets retiring keys go. One indexed read of one row each
 * time; nothing on the path of a request. When it fails the keys in memory stay good.
 */
final class KeyWatch implements Job {

  private final CurrentKeys current;
  private final RotateKeys rotation;
  private final InstantSource clock;
  private final SigningSettings settings;

  KeyWatch(
      CurrentKeys current, RotateKeys rotation, InstantSource clock, SigningSettings settings) {
    this.current = current;
    this.rotation = rotation;
    this.clock = clock;
    this.settings = settings;
  }

  @Override
  public String name() {
    return "key-watch";
  }

  @Override
  public Duration every() {
    return settings.refreshEvery();
  }

  @Override
  public void run() {
    current.refresh();
    if (current.get().anyExpiredAt(clock.instant())) {
      rotation.expire();
    }
  }
}
