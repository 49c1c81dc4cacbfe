package cn.tongxing.idp.adapters.host;

import cn.tongxing.adapter.spi.Outcome;
import cn.tongxing.adapter.spi.Outcome.Unavailable.Cause;
import cn.tongxing.adapter.spi.Step;
import cn.tongxing.idp.adapters.AdapterCall;
import cn.tongxing.idp.adapters.AdapterHost;
import cn.tongxing.idp.adapters.AdapterMeter;
import cn.tongxing.idp.adapters.OfferedAdapter;
import cn.tongxing.idp.audit.Audit;
import cn.tongxing.idp.audit.AuditEvent;
import cn.tongxing.idp.audit.AuditEventType;
import cn.tongxing.idp.outbound.Breaker;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Runs adapters behind kill switch, circuit breaker, bulkhead and deadline, in this order. */
final class GuardedAdapters implements AdapterHost {

  private static final Logger LOG = LoggerFactory.getLogger(GuardedAdapters.class);

  private final Map<String, ConfiguredAdapter> adapters = new TreeMap<>();
  private final Audit audit;
  private final AdapterMeter meter;
  private final InstantSource clock;

  GuardedAdapters(
      Collection<ConfiguredAdapter> configured,
      Audit audit,
      AdapterMeter meter,
      InstantSource clock) {
    configured.forEach(each -> adapters.put(each.descriptor().id(), each));
    this.audit = audit;
    this.meter = meter;
    this.clock = clock;
  }

  @Override
  public List<OfferedAdapter> ways() {
    return adapters.values().stream()
        .filter(each -> each.settings().isEnabled())
        .sorted(Comparator.comparingInt(each -> each.settings().place()))
        .map(this::offered)
        .toList();
  }

  @Override
  public Optional<OfferedAdapter> way(String adapter) {
    return enabled(adapter).map(this::offered);
  }

  private OfferedAdapter offered(ConfiguredAdapter adapter) {
    return new OfferedAdapter(
        adapter.descriptor(),
        adapter.doors(),
        adapter.settings().most(),
        adapter.settings().reaches().isPresent(),
        adapter.down(clock.instant()));
  }

  private Optional<ConfiguredAdapter> enabled(String id) {
    return Optional.ofNullable(adapters.get(id)).filter(each -> each.settings().isEnabled());
  }

  @Override
  public Outcome handle(String id, Step step, AdapterCall call) {
    Optional<ConfiguredAdapter> found = enabled(id);
    if (found.isEmpty()) {
      return new Outcome.Unavailable("not switched on");
    }
    ConfiguredAdapter adapter = found.get();
    ConfiguredAdapter.Guard guard = adapter.guard(call.door());
    Optional<Breaker.Pass> pass = guard.breaker().pass(clock.instant());
    if (pass.isEmpty()) {
      return new Outcome.Unavailable("circuit open");
    }
    if (!guard.bulkhead().tryAcquire()) {
      guard.breaker().released(pass.get());
      return new Outcome.Unavailable("bulkhead full");
    }
    Instant begun = clock.instant();
    Outcome outcome = checked(adapter, run(adapter, step, call));
    meter.answered(
        id,
        step.getClass().getSimpleName(),
        word(outcome),
        Duration.between(begun, clock.instant()));
    return note(adapter, pass.get(), step, call, outcome);
  }

  @Override
  public void cancel(String id, AdapterCall call) {
    enabled(id)
        .filter(each -> each.guard(call.door()).bulkhead().tryAcquire())
        .ifPresent(each -> start(each, new Step.Cancelled(), call));
  }

  private record Running(Thread thread, CompletableFuture<Outcome> answer) {}

  /**
   * The permit is given back when the adapter really ends, not when we stop waiting for it, and
   * before its answer is seen: whoever has the answer finds the place free.
   */
  private Running start(ConfiguredAdapter adapter, Step step, AdapterCall call) {
    Instant deadline = clock.instant().plus(adapter.settings().limit());
    CallContext context = new CallContext(call, deadline);
    CompletableFuture<Outcome> answer = new CompletableFuture<>();
    Thread thread =
        Thread.ofVirtual()
            .name("adapter-" + adapter.descriptor().id())
            .start(() -> {
              Outcome outcome;
              try {
                outcome = answered(adapter, step, context);
              } finally {
                adapter.guard(call.door()).bulkhead().release();
              }
              answer.complete(outcome);
            });
    return new Running(thread, answer);
  }

  private static Outcome answered(ConfiguredAdapter adapter, Step step, CallContext context) {
    try {
      Outcome outcome = adapter.adapter().handle(step, context);
      return outcome == null ? new Outcome.Unavailable("answered nothing") : outcome;
    } catch (Exception | LinkageError | StackOverflowError e) {
      // the message may hold what the person typed: only the type and where it was thrown
      return new Outcome.Unavailable("threw " + place(e));
    }
  }

  private Outcome run(ConfiguredAdapter adapter, Step step, AdapterCall call) {
    Duration limit = adapter.settings().limit();
    Running running = start(adapter, step, call);
    try {
      return running.answer().get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      running.thread().interrupt();
      return new Outcome.Unavailable("no answer within " + limit.toMillis() + " ms");
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      running.thread().interrupt();
      Thread.currentThread().interrupt();
      return new Outcome.Unavailable("interrupted");
    }
  }

  private static String place(Throwable problem) {
    StackTraceElement[] trace = problem.getStackTrace();
    String where = trace.length == 0 ? "" : " at " + trace[0];
    return problem.getClass().getName() + where;
  }

  private static Outcome checked(ConfiguredAdapter adapter, Outcome outcome) {
    if (outcome instanceof Outcome.RedirectUser redirect
        && !adapter.redirects().allows(redirect.uri())) {
      return new Outcome.Unavailable(
          "redirect to a host that is not configured: " + redirect.uri().getAuthority());
    }
    return Promises.broken(adapter.descriptor(), outcome)
        .<Outcome>map(Outcome.Unavailable::new)
        .orElse(outcome);
  }

  private static String word(Outcome outcome) {
    return outcome instanceof Outcome.Unavailable(var _, Cause cause)
            && cause == Cause.CONFIGURATION
        ? "Misconfigured"
        : outcome.getClass().getSimpleName();
  }

  private Outcome note(
      ConfiguredAdapter adapter, Breaker.Pass pass, Step step, AdapterCall call, Outcome outcome) {
    if (!(outcome instanceof Outcome.Unavailable unavailable)) {
      adapter.guard(call.door()).breaker().succeeded(pass);
      return outcome;
    }
    adapter.guard(call.door()).breaker().failed(pass, clock.instant());
    String id = adapter.descriptor().id();
    String kind = step.getClass().getSimpleName();
    boolean ours = unavailable.cause() == Cause.CONFIGURATION;
    LOG.atLevel(ours ? Level.ERROR : Level.WARN)
        .log(
            "adapter {} {} {} at {} of {}: {}",
            id,
            call.door(),
            ours ? "is refused for what is configured here" : "unavailable",
            kind,
            call.signIn(),
            unavailable.diagnosis());
    AuditEvent event =
        AuditEvent.of(AuditEventType.UPSTREAM_UNAVAILABLE, call.origin())
            .signIn(call.signIn())
            .detail("adapter", id)
            .detail("step", kind);
    audit.record(ours ? event.detail("cause", "configuration") : event);
    return outcome;
  }
}
