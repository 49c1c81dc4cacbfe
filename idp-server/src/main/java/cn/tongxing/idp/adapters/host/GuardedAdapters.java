package cn.tongxing.idp.adapters.host;

import cn.tongxing.adapter.spi.Outcome;
import cn.tongxing.adapter.spi.Outcome.Unavailable;
import cn.tongxing.adapter.spi.Outcome.Unavailable.Cause;
import cn.tongxing.adapter.spi.Step;
import cn.tongxing.idp.adapters.AdapterCall;
import cn.tongxing.idp.adapters.AdapterHost;
import cn.tongxing.idp.adapters.AdapterMeter;
import cn.tongxing.idp.adapters.AdapterStatus;
import cn.tongxing.idp.adapters.CaptureSettings;
import cn.tongxing.idp.adapters.OfferedAdapter;
import cn.tongxing.idp.audit.Audit;
import cn.tongxing.idp.audit.AuditEvent;
import cn.tongxing.idp.audit.AuditEventType;
import cn.tongxing.idp.outbound.Breaker;
import java.net.URI;
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
  private static final Duration MARGIN = Duration.ofMillis(250);

  private final Map<String, ConfiguredAdapter> adapters = new TreeMap<>();
  private final Audit audit;
  private final AdapterMeter meter;
  private final InstantSource clock;
  private final AskedHealth health;
  private final CaptureWorkers workers;
  private final SignOuts signOuts = new SignOuts();

  GuardedAdapters(
      Collection<ConfiguredAdapter> configured,
      Audit audit,
      AdapterMeter meter,
      InstantSource clock,
      CaptureSettings captures) {
    configured.forEach(each -> adapters.put(each.descriptor().id(), each));
    this.audit = audit;
    this.meter = meter;
    this.clock = clock;
    this.health = new AskedHealth(clock);
    this.workers = new CaptureWorkers(captures.workers());
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

  @Override
  public List<AdapterStatus> statuses() {
    return health.statuses(
        adapters.values().stream()
            .sorted(Comparator.comparingInt(each -> each.settings().place()))
            .toList());
  }

  private OfferedAdapter offered(ConfiguredAdapter adapter) {
    return new OfferedAdapter(
        adapter.descriptor(),
        adapter.doors(),
        adapter.settings().most(),
        adapter.settings().reaches().isPresent(),
        adapter.down(clock.instant()),
        adapter.settings().installPage(),
        adapter.icon().map(each -> OfferedAdapter.ICONS + each.name()),
        adapter.marks());
  }

  @Override
  public Optional<byte[]> icon(String name) {
    return adapters.values().stream()
        .flatMap(each -> each.icon().stream())
        .filter(each -> each.name().equals(name))
        .map(OwnIcon::content)
        .findFirst();
  }

  private Optional<ConfiguredAdapter> enabled(String id) {
    return Optional.ofNullable(adapters.get(id)).filter(each -> each.settings().isEnabled());
  }

  @Override
  public Outcome handle(String id, Step step, AdapterCall call) {
    return handled(id, step, call, Runner.VIRTUAL);
  }

  @Override
  public Optional<Outcome> capture(String id, Step.CaptureSubmitted step, AdapterCall call) {
    Instant begun = clock.instant();
    Optional<CaptureWorkers.Worker> free = workers.worker();
    if (free.isEmpty()) {
      meter.answered(
          id, "CaptureSubmitted", AdapterMeter.BUSY, Duration.between(begun, clock.instant()));
      return Optional.empty();
    }
    try (CaptureWorkers.Worker worker = free.get()) {
      return Optional.of(handled(id, step, call, worker));
    }
  }

  private Outcome handled(String id, Step step, AdapterCall call, Runner runner) {
    Optional<ConfiguredAdapter> found = enabled(id);
    if (found.isEmpty()) {
      return new Unavailable("not switched on");
    }
    ConfiguredAdapter adapter = found.get();
    ConfiguredAdapter.Guard guard = adapter.guard(call.door());
    Optional<Breaker.Pass> pass = guard.breaker().pass(clock.instant());
    if (pass.isEmpty()) {
      return new Unavailable("circuit open");
    }
    if (!guard.bulkhead().tryAcquire()) {
      guard.breaker().released(pass.get());
      return new Unavailable("bulkhead full");
    }
    Instant begun = clock.instant();
    StepCalls calls = new StepCalls();
    Outcome outcome = checked(adapter, run(new Work(adapter, step, call, calls), runner));
    meter.answered(
        id,
        step.getClass().getSimpleName(),
        word(outcome),
        Duration.between(begun, clock.instant()));
    UpstreamSign sign = UpstreamSign.of(outcome, calls, adapter.settings().callsOut());
    count(guard, pass.get(), sign);
    reported(outcome, sign).ifPresent(down -> report(adapter, step, call, down));
    return outcome;
  }

  @Override
  public Optional<URI> signOut(String id, URI back) {
    return enabled(id).flatMap(each -> signOuts.of(each, back, clock));
  }

  @Override
  public void cancel(String id, AdapterCall call) {
    enabled(id)
        .filter(each -> each.guard(call.door()).bulkhead().tryAcquire())
        .ifPresent(each ->
            interruptedAtItsLimit(
                start(new Work(each, new Step.Cancelled(), call, new StepCalls()), Runner.VIRTUAL),
                each));
  }

  /** Nobody waits for its answer, but it holds a place. */
  private static void interruptedAtItsLimit(Running running, ConfiguredAdapter adapter) {
    var _ =
        running
            .answer()
            .orTimeout(adapter.settings().limit().toMillis(), TimeUnit.MILLISECONDS)
            .whenComplete((_, late) -> {
              if (late != null) {
                running.thread().interrupt();
              }
            });
  }

  /** One step to be run. */
  private record Work(ConfiguredAdapter adapter, Step step, AdapterCall call, StepCalls calls) {}

  private record Running(Thread thread, CompletableFuture<Outcome> answer) {}

  /**
   * The permit is given back when the adapter really ends, not when we stop waiting for it, and
   * before its answer is seen: whoever has the answer finds the place free.
   */
  private Running start(Work work, Runner runner) {
    ConfiguredAdapter adapter = work.adapter();
    Instant deadline = clock.instant().plus(withoutMargin(adapter.settings().limit()));
    CallContext context = new CallContext(work.call(), deadline);
    CompletableFuture<Outcome> answer = new CompletableFuture<>();
    Thread thread =
        runner.start(
            "adapter-" + adapter.descriptor().id(),
            () -> {
              Outcome outcome;
              try {
                outcome = work.calls().during(() -> answered(adapter, work.step(), context));
              } finally {
                adapter.guard(work.call().door()).bulkhead().release();
              }
              answer.complete(outcome);
            });
    return new Running(thread, answer);
  }

  /**
   * The adapter's own time ends a little before ours: what it makes of an upstream that is late
   * (one poll of many that was lost) is heard, and is not taken for an adapter that hangs.
   */
  private static Duration withoutMargin(Duration limit) {
    Duration margin = limit.dividedBy(8);
    return limit.minus(margin.compareTo(MARGIN) < 0 ? margin : MARGIN);
  }

  private static Outcome answered(ConfiguredAdapter adapter, Step step, CallContext context) {
    try {
      Outcome outcome = adapter.adapter().handle(step, context);
      return outcome == null ? new Unavailable("answered nothing") : outcome;
    } catch (Throwable e) { // whatever it is, or the person would wait for nothing
      // the message may hold what the person typed: only the type and where it was thrown
      return new Unavailable("threw " + place(e));
    }
  }

  private Outcome run(Work work, Runner runner) {
    Duration limit = work.adapter().settings().limit();
    Running running = start(work, runner);
    try {
      return running.answer().get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      running.thread().interrupt();
      return new Unavailable("no answer within " + limit.toMillis() + " ms");
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      running.thread().interrupt();
      Thread.currentThread().interrupt();
      return new Unavailable("interrupted");
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
      return new Unavailable(
          "redirect to a host that is not configured: " + redirect.uri().getAuthority());
    }
    return Promises.broken(adapter.descriptor(), outcome)
        .<Outcome>map(Unavailable::new)
        .orElse(outcome);
  }

  /** As the meter calls it; a poll that was lost is what it was. */
  private static String word(Outcome outcome) {
    if (outcome instanceof Outcome.KeepWaiting waiting && waiting.lost().isPresent()) {
      return word(waiting.lost().get());
    }
    return outcome instanceof Unavailable down
        ? switch (down.cause()) {
          case UPSTREAM -> "Unavailable";
          case CONFIGURATION -> AdapterMeter.MISCONFIGURED;
          case PERSON -> "CannotSay";
        }
        : outcome.getClass().getSimpleName();
  }

  private void count(ConfiguredAdapter.Guard guard, Breaker.Pass pass, UpstreamSign sign) {
    Instant now = clock.instant();
    switch (sign) {
      case UpstreamSign.None _ -> guard.breaker().released(pass);
      case UpstreamSign.Answered _ -> {
        guard.breaker().succeeded(pass);
        guard.calls().answered(now);
      }
      case UpstreamSign.Failed(Unavailable how) -> {
        guard.breaker().failed(pass, now);
        guard.calls().failed(now, how.diagnosis());
      }
    }
  }

  /** Whatever counts is told: else a circuit could open and nobody had heard why. */
  private static Optional<Unavailable> reported(Outcome outcome, UpstreamSign sign) {
    if (sign instanceof UpstreamSign.Failed(Unavailable how)) {
      return Optional.of(how);
    }
    return outcome instanceof Unavailable ofThisPerson
        ? Optional.of(ofThisPerson)
        : Optional.empty();
  }

  private void report(ConfiguredAdapter adapter, Step step, AdapterCall call, Unavailable down) {
    String id = adapter.descriptor().id();
    String kind = step.getClass().getSimpleName();
    LOG.atLevel(level(down.cause()))
        .log(
            "adapter {} {} {} at {} of {}: {}",
            id,
            call.door(),
            said(down.cause()),
            kind,
            call.signIn(),
            down.diagnosis());
    AuditEvent event =
        AuditEvent.of(AuditEventType.UPSTREAM_UNAVAILABLE, call.origin())
            .signIn(call.signIn())
            .detail("adapter", id)
            .detail("step", kind);
    audit.record(
        switch (down.cause()) {
          case UPSTREAM -> event;
          case CONFIGURATION -> event.detail("cause", "configuration");
          case PERSON -> event.detail("cause", "person");
        });
  }

  /** What one person can repeat at will wakes nobody. */
  private static Level level(Cause cause) {
    return switch (cause) {
      case UPSTREAM -> Level.WARN;
      case CONFIGURATION -> Level.ERROR;
      case PERSON -> Level.INFO;
    };
  }

  private static String said(Cause cause) {
    return switch (cause) {
      case UPSTREAM -> "unavailable";
      case CONFIGURATION -> "is refused for what is configured here";
      case PERSON -> "can say nothing of this person";
    };
  }
}
