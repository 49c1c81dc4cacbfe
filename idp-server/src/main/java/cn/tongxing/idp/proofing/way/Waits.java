package cn.tongxing.idp.proofing.way;

import cn.tongxing.adapter.spi.Outcome;
import cn.tongxing.idp.proofing.Ask;
import cn.tongxing.idp.proofing.Proving;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What is shown while an upstream is waited for. */
final class Waits {

  private Waits() {}

  static Ask.Scan scan(Outcome.ShowCode code, Instant now) {
    return new Ask.Scan(
        code.content(),
        code.checkNumber(),
        code.instruction(),
        code.expires(),
        false,
        seconds(code.pollAfter()),
        now.plus(code.pollAfter()));
  }

  static Ask scanned(Ask asked, Instant expires) {
    return asked instanceof Ask.Scan scan ? scan.scanned(expires) : asked;
  }

  /** The page shown stays: a code goes on being shown, else the page that waits. */
  static Next on(Proving proving, Optional<Ask> asked, Duration pause, Instant now) {
    int seconds = seconds(pause);
    Instant due = now.plus(pause);
    return switch (asked.orElse(null)) {
      case Ask.Scan scan -> Next.stays(proving, scan.due(seconds, due));
      case Ask.Wait _ -> Next.stays(proving, new Ask.Wait(seconds, due));
      case null, default -> Next.asks(proving, new Ask.Wait(seconds, due));
    };
  }

  private static int seconds(Duration pause) {
    return Math.clamp(pause.toSeconds(), 1, 60);
  }
}
