package cn.tongxing.idp.identity.phone;

import cn.tongxing.idp.identity.PhoneChanges;
import cn.tongxing.idp.upkeep.Job;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Ends holds that are over, a minute late at most. */
@Component
class FinishPhoneChanges implements Job {

  private final PhoneChanges changes;

  FinishPhoneChanges(PhoneChanges changes) {
    this.changes = changes;
  }

  @Override
  public String name() {
    return "phone-changes";
  }

  @Override
  public Duration every() {
    return Duration.ofMinutes(1);
  }

  @Override
  public void run() {
    int _ = changes.finishDue();
  }
}
