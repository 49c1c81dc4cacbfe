package cn.tongxing.idp.proofing.way;

import cn.tongxing.adapter.spi.CaptureSpec;
import cn.tongxing.adapter.spi.Outcome;
import cn.tongxing.idp.proofing.Ask;
import cn.tongxing.idp.proofing.Problem;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Gives out the one-time challenges of captures. */
@Component
class Challenges {

  private static final int NONCE_BYTES = 16;

  private final SecureRandom random;
  private final InstantSource clock;

  Challenges(SecureRandom random, InstantSource clock) {
    this.random = random;
    this.clock = clock;
  }

  /**
   * What is asked with a capture: agreement at first, then the next challenge at once, as long as
   * it does not go on for ever.
   */
  Ask asked(CaptureSpec spec, Optional<Ask> before) {
    if (!(before.orElse(null) instanceof Ask.Capture last && last.agreed())) {
      return new Ask.Capture(spec, Optional.empty(), false, 0);
    }
    return last.number() < Outcome.MOST_CAPTURES
        ? open(spec, last.number() + 1)
        : new Ask.Refused(Problem.page("capture.enough"));
  }

  /** The first challenge, once the person has agreed. */
  Ask.Capture agreed(Ask.Capture asked) {
    return open(asked.spec(), 1);
  }

  private Ask.Capture open(CaptureSpec spec, int number) {
    byte[] drawn = new byte[NONCE_BYTES];
    random.nextBytes(drawn);
    Instant now = clock.instant();
    Ask.Capture.Challenge challenge =
        new Ask.Capture.Challenge(HexFormat.of().formatHex(drawn), now, now.plus(spec.deadline()));
    return new Ask.Capture(spec, Optional.of(challenge), true, number);
  }
}
