package cn.tongxing.idp.proofing.limits;

import cn.tongxing.idp.identity.LockedPasswords;
import cn.tongxing.idp.proofing.LimitSettings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import org.springframework.stereotype.Component;

/** Locked by what strangers tried: whoever is known somewhere has tries of their own there. */
@Component
class CountedPasswords implements LockedPasswords {

  /** Until the person is proven another way. */
  static final Duration EVER = Duration.ofDays(36_500);

  private final Floor floor;
  private final LimitSettings settings;
  private final InstantSource clock;

  CountedPasswords(Floor floor, LimitSettings settings, InstantSource clock) {
    this.floor = floor;
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public boolean isLocked(String limitKey) {
    byte[] subject = limitKey.getBytes(StandardCharsets.UTF_8);
    int most = settings.password().wrongWithoutProof();
    return floor.stopped(Floor.Tried.PASSWORD, subject, most, EVER, clock.instant()).isPresent();
  }
}
