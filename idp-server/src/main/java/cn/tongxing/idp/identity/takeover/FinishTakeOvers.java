package cn.tongxing.idp.identity.takeover;

import cn.tongxing.idp.identity.TakeOvers;
import cn.tongxing.idp.upkeep.Job;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Ends take-overs whose hold is over, within a minute. */
@Component
class FinishTakeOvers implements Job {

  private static final Duration PAUSE = Duration.ofMinutes(1);

  private final TakeOvers takeOvers;

  FinishTakeOvers(TakeOvers takeOvers) {
    this.takeOvers = takeOvers;
  }

  @Override
  public String name() {
    return "take-overs";
  }

  @Override
  public Duration every() {
    return PAUSE;
  }

  @Override
  public void run() {
    int _ = takeOvers.finishDue();
  }
}
