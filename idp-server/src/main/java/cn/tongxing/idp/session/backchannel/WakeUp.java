package cn.tongxing.idp.session.backchannel;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/** Rouses the delivery thread before its next round; calls while it is awake count once. */
@Component
class WakeUp {

  private final Semaphore bell = new Semaphore(0);

  void call() {
    if (bell.availablePermits() == 0) {
      bell.release();
    }
  }

  /** Sleeps until called, at most so long. */
  void await(Duration atMost) throws InterruptedException {
    if (bell.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
      bell.drainPermits();
    }
  }
}
