package cn.tongxing.idp.upkeep.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.audit.Audit;
import cn.tongxing.idp.testing.Clause;
import cn.tongxing.idp.upkeep.Job;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

@Clause("F29")
class RunsTest {

  private final AtomicInteger begun = new AtomicInteger();

  /** Fails at its first run. */
  private final class FailingOnce implements Job {
    @Override
    public String name() {
      return "failing";
    }

    @Override
    public Duration every() {
      return Duration.ofHours(1);
    }

    @Override
    public void run() {
      if (begun.incrementAndGet() == 1) {
        throw new OutOfMemoryError("of the test");
      }
    }
  }

  @Test
  void anErrorOfTheTrailDoesNotEndAJob() {
    Audit broken =
        _ -> {
          throw new NoClassDefFoundError("of the test");
        };
    var runs =
        new Runs(
            new FailingOnce(), broken, InstantSource.fixed(Instant.parse("2026-11-22T08:00:00Z")));

    assertThat(runs.run()).isFalse();
    assertThat(runs.run()).isTrue();
    assertThat(begun).hasValue(2);
  }
}
