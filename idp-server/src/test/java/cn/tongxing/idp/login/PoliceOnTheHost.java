package cn.tongxing.idp.login;

import cn.tongxing.adapter.testkit.Walks;
import cn.tongxing.adapter.testkit.WayContract;
import cn.tongxing.adapter.testkit.WayScript;
import cn.tongxing.idp.testing.identity.MovableClock;
import cn.tongxing.simulator.SimulatorSettings;
import cn.tongxing.simulator.UpstreamSimulator;
import cn.tongxing.simulator.fault.Fault;
import cn.tongxing.simulator.fault.Faults;
import cn.tongxing.simulator.fault.Upstream;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.web.context.WebApplicationContext;

/** The police adapter's ways at the real host: the contract that its own bench runs too. */
@LoginSlice
abstract class PoliceOnTheHost extends WayContract implements WayScript {

  private static final AtomicReference<InstantSource> TIME =
      new AtomicReference<>(InstantSource.system());
  static final UpstreamSimulator SIMULATOR = simulator();

  @Autowired private WebApplicationContext context;
  @Autowired private RedisClusterCommands<String, byte[]> redis;
  @Autowired private MovableClock clock;

  private static UpstreamSimulator simulator() {
    try {
      return UpstreamSimulator.start(
          SimulatorSettings.inMemory(() -> TIME.get().instant(), new SecureRandom()));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @DynamicPropertySource
  static void upstream(DynamicPropertyRegistry registry) {
    SIMULATOR.policeProperties().forEach((name, value) -> registry.add(name, () -> value));
  }

  @BeforeEach
  void oneClockAndNoFault() {
    TIME.set(clock);
    SIMULATOR.faults().clearAll();
  }

  @Override
  protected final WayScript script() {
    return this;
  }

  @Override
  protected final Walks walks() {
    return new HostedWalks(context, redis, "police", PoliceOnTheHost::down);
  }

  private static void down(boolean down) {
    SIMULATOR.faults().clearAll();
    if (down) {
      for (Upstream each : Upstream.values()) {
        if (each.knows(Fault.DOWN)) {
          SIMULATOR.faults().set(each, Fault.DOWN, Faults.WITHOUT_END);
        }
      }
    }
  }
}
