package cn.tongxing.idp.platform.metrics;

import cn.tongxing.idp.adapters.AdapterMeter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Timer of calls to adapters, {@code idp.adapter} by adapter, kind of step and of outcome. */
final class AdapterMeters implements AdapterMeter {

  private record Key(String adapter, String step, String outcome) {}

  private final MeterRegistry registry;
  private final Map<Key, Timer> timers = new ConcurrentHashMap<>();

  AdapterMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  public void answered(String adapter, String step, String outcome, Duration took) {
    timers.computeIfAbsent(new Key(adapter, step, outcome), this::register).record(took);
  }

  private Timer register(Key key) {
    return Timer.builder("idp.adapter")
        .tags("adapter", key.adapter(), "step", key.step(), "outcome", key.outcome())
        .serviceLevelObjectives(
            Duration.ofMillis(100),
            Duration.ofMillis(500),
            Duration.ofSeconds(2),
            Duration.ofSeconds(5))
        .register(registry);
  }
}
