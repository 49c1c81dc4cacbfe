package cn.tongxing.idp.platform.metrics;

import cn.tongxing.idp.adapters.AdapterHost;
import cn.tongxing.idp.adapters.AdapterMeter;
import cn.tongxing.idp.adapters.OfferedAdapter;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Timer of calls to adapters, {@code idp.adapter} by adapter, kind of step and of outcome; gauge
 * {@code idp.adapter.up} by adapter and door, 0 while the circuit breaker lets nobody through;
 * counter {@code idp.adapter.counted} by adapter and the name that it counts by.
 */
final class AdapterMeters implements AdapterMeter {

  private record Key(String adapter, String step, String outcome) {}

  private record Counted(String adapter, String name) {}

  private final MeterRegistry registry;
  private final Map<Counted, Counter> counters = new ConcurrentHashMap<>();
  private final Map<Key, Timer> timers = new ConcurrentHashMap<>();

  AdapterMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  public void answered(String adapter, String step, String outcome, Duration took) {
    timer(new Key(adapter, step, outcome)).record(took);
  }

  @Override
  public void counted(String adapter, String name) {
    counters
        .computeIfAbsent(
            new Counted(adapter, name),
            key ->
                Counter.builder("idp.adapter.counted")
                    .tags("adapter", key.adapter(), "name", key.name())
                    .register(registry))
        .increment();
  }

  /**
   * Registers a gauge for each way that is switched on; and the outcomes that somebody is told of,
   * so that an alarm sees the first of each as a change from nothing.
   */
  void watch(AdapterHost host) {
    for (OfferedAdapter way : host.ways()) {
      String adapter = way.descriptor().id();
      watch(host, adapter, OfferedAdapter.FRONT);
      way.doors().forEach(door -> watch(host, adapter, door.action()));
      for (String step : AdapterMeter.steps()) {
        timer(new Key(adapter, step, MISCONFIGURED));
      }
      timer(new Key(adapter, CAPTURE, BUSY));
    }
  }

  private Timer timer(Key key) {
    return timers.computeIfAbsent(key, this::register);
  }

  private void watch(AdapterHost host, String adapter, String door) {
    Gauge.builder("idp.adapter.up", host, asked -> isUp(asked, adapter, door) ? 1 : 0)
        .tags("adapter", adapter, "door", door)
        .register(registry);
  }

  private static boolean isUp(AdapterHost host, String adapter, String door) {
    return host.way(adapter).filter(way -> way.isAvailable(door)).isPresent();
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
