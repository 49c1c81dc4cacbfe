package cn.tongxing.idp.session.backchannel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LogoutDeliveryLoopTest {

  /** As when somebody else's request takes all memory for a moment. */
  @Test
  void anErrorOfOneRoundDoesNotEndTheRounds() throws Exception {
    var rounds = new CountDownLatch(2);
    InstantSource failing =
        () -> {
          rounds.countDown();
          throw new OutOfMemoryError("of a test");
        };
    var loop = new LogoutDeliveryLoop(null, null, new WakeUp(), failing);
    loop.start();
    try {
      assertThat(rounds.await(1, TimeUnit.MINUTES)).isTrue();
    } finally {
      loop.stop();
    }
  }
}
