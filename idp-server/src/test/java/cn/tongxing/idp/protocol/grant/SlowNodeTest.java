package cn.tongxing.idp.protocol.grant;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.consent.Consents;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.platform.time.DatabaseClock;
import cn.tongxing.idp.protocol.FakePeople;
import cn.tongxing.idp.protocol.Fixtures;
import cn.tongxing.idp.protocol.ProtocolNode;
import cn.tongxing.idp.protocol.grant.Redemption.Redeemed;
import cn.tongxing.idp.protocol.grant.Redemption.Refused;
import cn.tongxing.idp.testing.Clause;
import cn.tongxing.idp.testing.TestServices;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nodes whose clocks are not the others'. */
class SlowNodeTest {

  private static final InstantSource RIGHT = InstantSource.system();
  private static final InstantSource SLOW = () -> RIGHT.instant().minus(Duration.ofMinutes(10));
  private static final InstantSource A_MINUTE_AGO =
      () -> RIGHT.instant().minus(Duration.ofSeconds(63));

  private static InstantSource off(Duration ahead) {
    return () -> RIGHT.instant().plus(ahead);
  }

  /** As far as two nodes that are ready may be apart by their own clocks, and to spare. */
  @ParameterizedTest
  @ValueSource(longs = {-1_900, 1_900})
  @Clause({"C8", "G7"})
  void whatWasAgreedToAtANodeWhoseClockIsOffIsToldByNoClock(long millis, @TempDir Path folder) {
    var clock = new AtomicReference<>(RIGHT);
    var client = Fixtures.client("hospital");
    try (var node =
        ProtocolNode.start(folder, TestServices.newDatabase(), () -> clock.get().instant())) {
      var consents = node.get(Consents.class);
      var people = node.get(FakePeople.class);
      var session = people.signIn(people.person()).session();
      clock.set(off(Duration.ofMillis(millis)));
      var scopes = Set.of("openid", "profile");
      consents.agree(session.person(), client.id(), scopes, "1", RequestOrigin.SERVER);
      clock.set(RIGHT);
      var code = CodeRaceTest.code(node, session);
      assertThat(CodeRaceTest.redeem(node, client, code.reveal())).isInstanceOf(Redeemed.class);

      var before = CodeRaceTest.code(node, session);
      consents.withdraw(session.person(), client.id(), RequestOrigin.SERVER);
      clock.set(off(Duration.ofMillis(millis)));
      consents.agree(session.person(), client.id(), scopes, "1", RequestOrigin.SERVER);
      clock.set(RIGHT);

      assertThat(CodeRaceTest.redeem(node, client, before.reveal()))
          .isEqualTo(new Refused(Refused.Reason.CONSENT_WITHDRAWN));
      assertThat(node.audited()).contains("code.refused");
    }
  }

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
