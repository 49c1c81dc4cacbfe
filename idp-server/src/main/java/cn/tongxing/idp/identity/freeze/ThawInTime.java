package cn.tongxing.idp.identity.freeze;

import cn.tongxing.idp.identity.store.FreezeRows;
import cn.tongxing.idp.upkeep.Job;
import cn.tongxing.idp.upkeep.OneByOne;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.springframework.stereotype.Component;

/** Ends what the hotline froze when its day is over. */
@Component
class ThawInTime implements Job {

  private static final int AT_ONCE = 100;

  private final FreezeRows rows;
  private final FreezeAccounts freezes;
  private final InstantSource clock;

  ThawInTime(FreezeRows rows, FreezeAccounts freezes, InstantSource clock) {
    this.rows = rows;
    this.freezes = freezes;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "freezes";
  }

  @Override
  public Duration every() {
    return Duration.ofMinutes(1);
  }

  @Override
  public void run() {
    Instant now = clock.instant();
    int _ =
        OneByOne.count(
            "the end of a freeze",
            after -> rows.due(now, after, AT_ONCE),
            each -> {
              freezes.over(each);
              return true;
            });
  }
}
