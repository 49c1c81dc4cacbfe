package cn.tongxing.idp.adapters.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.tongxing.adapter.spi.AdapterDescriptor;
import cn.tongxing.adapter.spi.AdapterHealth;
import cn.tongxing.adapter.spi.AuthenticationAdapter;
import cn.tongxing.adapter.spi.LocalizedText;
import cn.tongxing.adapter.spi.Outcome;
import cn.tongxing.adapter.spi.Step;
import cn.tongxing.adapter.spi.StepContext;
import cn.tongxing.idp.adapters.AdapterMeter;
import cn.tongxing.idp.adapters.AdapterStatus;
import cn.tongxing.idp.adapters.CaptureSettings;
import cn.tongxing.idp.testing.LogLines;
import cn.tongxing.idp.testing.identity.MovableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.slf4j.event.Level;

class AdapterLifeTest {

  private static final LocalizedText TEXT = new LocalizedText("方式", "方式", "Way");
  private final List<String> happened = new CopyOnWriteArrayList<>();
  private final MovableClock clock = new MovableClock();

  /** Writes down what the host does with it. */
  private class Watched implements AuthenticationAdapter {
    private final String name;

    Watched(String name) {
      this.name = name;
    }

    @Override
    public Outcome handle(Step step, StepContext context) {
      return new Outcome.Unavailable("closed on Sundays");
    }

    @Override
    public void start() {
      happened.add("start " + name);
    }

    @Override
    public void stop() {
      happened.add("stop " + name);
    }
  }

  private static ConfiguredAdapter configured(
      String id, AuthenticationAdapter adapter, boolean enabled) {
    HostSettings settings =
        new HostSettings(
            Optional.of(enabled),
            List.of(),
            List.of(),
            Optional.of(Duration.ofSeconds(10)),
            Optional.of(3),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    AdapterDescriptor descriptor =
        new AdapterDescriptor(id, AdapterDescriptor.SPI_VERSION, TEXT, TEXT, Set.of(), List.of());
    return ConfiguredAdapter.of(descriptor, adapter, List.of(), settings);
  }

  private GuardedAdapters host(ConfiguredAdapter... adapters) {
    return new GuardedAdapters(
        List.of(adapters), event -> {}, AdapterMeter.NONE, clock, new CaptureSettings(2, 6));
  }

  private AdapterHealth health(Supplier<AdapterHealth> says) {
    AuthenticationAdapter adapter =
        new Watched("asked") {
          @Override
          public AdapterHealth health(Instant deadline) {
            return says.get();
          }
        };
    return host(configured("asked", adapter, true)).statuses().getFirst().health();
  }

  @Test
  void whatIsSwitchedOnIsStartedOnceAndStoppedInReverse() {
    AdapterLife life =
        new AdapterLife(
            List.of(
                configured("one", new Watched("one"), true),
                configured("off", new Watched("off"), false),
                configured("two", new Watched("two"), true)));
    life.start();
    assertThat(life.isRunning()).isTrue();
    life.stop();
    life.stop();

    assertThat(life.isRunning()).isFalse();
    assertThat(happened).containsExactly("start one", "start two", "stop two", "stop one");
  }

  @Test
  void oneThatCannotStartEndsTheServerByItsNameAndWhatItHadBegun() {
    AuthenticationAdapter broken =
        new Watched("broken") {
          @Override
          public void start() {
            super.start();
            throw new OutOfMemoryError("no model");
          }
        };
    AdapterLife life =
        new AdapterLife(
            List.of(
                configured("one", new Watched("one"), true),
                configured("broken", broken, true),
                configured("never", new Watched("never"), true)));

    assertThatThrownBy(life::start)
        .hasMessage("adapter broken does not start")
        .hasRootCauseMessage("no model");
    assertThat(life.isRunning()).isFalse();
    assertThat(happened).containsExactly("start one", "start broken", "stop broken", "stop one");
  }

  @Test
  void oneThatCannotStopKeepsNoOtherFromStopping() {
    AuthenticationAdapter broken =
        new Watched("broken") {
          @Override
          public void stop() {
            throw new AssertionError("gone");
          }
        };
    AdapterLife life =
        new AdapterLife(
            List.of(
                configured("one", new Watched("one"), true), configured("broken", broken, true)));
    life.start();
    try (LogLines lines = LogLines.begin()) {
      life.stop();
      assertThat(lines.at(Level.WARN)).contains("adapter broken does not stop");
    }
    assertThat(happened).endsWith("stop one");
  }

  @Test
  void theOperatorSeesWhatTheAdapterSaysOfItself() {
    Instant end = Instant.parse("2027-01-01T00:00:00Z");
    assertThat(health(() -> AdapterHealth.wellUntil(end)).until()).contains(end);
    assertThat(health(() -> AdapterHealth.ill("no key set for 3 h")).problem())
        .contains("no key set for 3 h");
    assertThat(
            health(
                    () -> {
                      throw new IllegalStateException("张三 350200199001010019");
                    })
                .problem())
        .hasValueSatisfying(
            said -> assertThat(said).contains("IllegalStateException").doesNotContain("张三"));
  }

  @Test
  void anErrorOfAnyKindIsAnAnswerAndNotAwaited() {
    assertThat(
            health(
                    () -> {
                      throw new OutOfMemoryError("张三 350200199001010019");
                    })
                .problem())
        .contains("asked for its health it threw java.lang.OutOfMemoryError");
    assertThat(
            health(
                    () -> {
                      throw new AssertionError();
                    })
                .problem())
        .contains("asked for its health it threw java.lang.AssertionError");
  }

  /** Says nothing until it is let go; hears an interrupt or not. */
  private class Silent extends Watched {
    private final boolean hears;
    private final CountDownLatch over = new CountDownLatch(1);
    private final List<Thread> threads = Collections.synchronizedList(new ArrayList<>());

    Silent(boolean hears) {
      super("silent");
      this.hears = hears;
    }

    @Override
    public AdapterHealth health(Instant deadline) {
      threads.add(Thread.currentThread());
      boolean waits = true;
      while (waits) {
        try {
          boolean _ = over.await(1, TimeUnit.MINUTES);
          waits = false;
        } catch (InterruptedException e) {
          waits = !hears;
        }
      }
      return AdapterHealth.well();
    }
  }

  private void isLate(GuardedAdapters host) {
    clock.pass(Duration.ofMinutes(1));
    assertThat(host.statuses().getFirst().health().problem())
        .contains("does not say how it is within 1000 ms");
  }

  @Test
  void oneThatHearsNothingIsAskedByOneThreadHoweverOftenItIsPolled() throws Exception {
    Silent deaf = new Silent(false);
    GuardedAdapters host = host(configured("silent", deaf, true));
    isLate(host);
    isLate(host);
    isLate(host);
    assertThat(deaf.threads).hasSize(1);

    deaf.over.countDown();
    assertThat(deaf.threads.getFirst().join(Duration.ofSeconds(10))).isTrue();
    clock.pass(Duration.ofMinutes(1));
    assertThat(host.statuses().getFirst().health()).isEqualTo(AdapterHealth.well());
    assertThat(deaf.threads).hasSize(2);
  }

  @Test
  void oneThatHangsIsInterruptedAtItsDeadlineAndLeavesNoThread() throws Exception {
    Silent hanging = new Silent(true);
    GuardedAdapters host = host(configured("silent", hanging, true));
    for (int poll = 0; poll < 2; poll++) {
      isLate(host);
      assertThat(hanging.threads.get(poll).join(Duration.ofSeconds(10))).isTrue();
    }
    assertThat(hanging.threads).hasSize(2);
  }

  @Test
  void anAnswerIsKeptForSomeSecondsHoweverManyAsk() {
    AtomicInteger times = new AtomicInteger();
    AuthenticationAdapter adapter =
        new Watched("asked") {
          @Override
          public AdapterHealth health(Instant deadline) {
            times.incrementAndGet();
            return AdapterHealth.well();
          }
        };
    GuardedAdapters host = host(configured("asked", adapter, true));
    host.statuses();
    host.statuses();
    assertThat(times).hasValue(1);
    clock.pass(AskedHealth.FRESH);
    host.statuses();
    assertThat(times).hasValue(2);
  }

  @Test
  void whatIsSwitchedOffIsShownAndNotAsked() {
    AuthenticationAdapter adapter =
        new Watched("off") {
          @Override
          public AdapterHealth health(Instant deadline) {
            throw new AssertionError("asked");
          }
        };
    AdapterStatus status = host(configured("off", adapter, false)).statuses().getFirst();
    assertThat(status.enabled()).isFalse();
    assertThat(status.health()).isEqualTo(AdapterHealth.well());
  }
}
