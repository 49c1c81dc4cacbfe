package cn.tongxing.idp.protocol.grant;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.platform.time.DatabaseClock;
import cn.tongxing.idp.protocol.Fixtures;
import cn.tongxing.idp.protocol.ProtocolNode;
import cn.tongxing.idp.protocol.grant.Redemption.Redeemed;
import cn.tongxing.idp.protocol.grant.Redemption.Refused;
import cn.tongxing.idp.testing.Clause;
import cn.tongxing.idp.testing.TestServices;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node whose clock is ten minutes slow. */
class SlowNodeTest {

  private static final InstantSource RIGHT = InstantSource.system();
  private static final InstantSource SLOW = () -> RIGHT.instant().minus(Duration.ofMinutes(10));
  private static final InstantSource A_MINUTE_AGO =
      () -> RIGHT.instant().minus(Duration.ofSeconds(63));

  @Test
  @Clause("C3")
  void redeemsNoCodeThatIsOlderThanAMinute(@TempDir Path folder) {
    var database = TestServices.newDatabase();
    var clock = new AtomicReference<>(RIGHT);
    try (var node = ProtocolNode.start(folder, database, () -> clock.get().instant())) {
      clock.set(A_MINUTE_AGO); // another node minted it then
      var code = CodeRaceTest.code(node);
      var spent = CodeRaceTest.code(node);

      clock.set(SLOW);
      assertThat(CodeRaceTest.redeem(node, Fixtures.client("hospital"), spent.reveal()))
          .as("by its own clock")
          .isInstanceOf(Redeemed.class);
      var shared = new DatabaseClock(SLOW, System::nanoTime, database.dataSource());
      clock.set(shared::instant);
      assertThat(CodeRaceTest.redeem(node, Fixtures.client("hospital"), code.reveal()))
          .as("by the one that all nodes share")
          .isEqualTo(new Refused(Refused.Reason.EXPIRED));
      assertThat(shared.problem()).isPresent();
    }
  }
}
