package cn.tongxing.idp.adapters.host;

import cn.tongxing.adapter.spi.AdapterHealth;
import cn.tongxing.idp.adapters.AdapterStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;

/**
 * Asks adapters how they are. One that does not answer is interrupted at its deadline, keeps nobody
 * longer than {@link #PATIENCE}, and is not asked again before the thread that asked it has ended.
 * Safe for concurrent use.
 */
final class AskedHealth {

  /** How long an answer is awaited. */
  static final Duration PATIENCE = Duration.ofSeconds(1);

  /** How long one is good. */
  static final Duration FRESH = Duration.ofSeconds(5);

  private static final String LATE = "does not say how it is within " + PATIENCE.toMillis() + " ms";

  /**
   * Asked once.
   *
   * @param said by the adapter, whenever that is
   * @param answer the same, or that it was late
   */
  private record Asked(
      Instant at, CompletableFuture<AdapterHealth> said, CompletableFuture<AdapterHealth> answer) {
    /** Also while it still says nothing: a thread for each poll would be a leak. */
    boolean isGood(Instant now) {
      return !said.isDone() || now.isBefore(at.plus(FRESH));
    }
  }

  private final InstantSource clock;
  private final Map<String, Asked> asked = new ConcurrentHashMap<>();

  AskedHealth(InstantSource clock) {
    this.clock = clock;
  }

  /** How all of them are. */
  List<AdapterStatus> statuses(List<ConfiguredAdapter> adapters) {
    List<CompletableFuture<AdapterHealth>> answers = adapters.stream().map(this::ask).toList();
    long end = System.nanoTime() + PATIENCE.toNanos();
    return IntStream.range(0, adapters.size())
        .mapToObj(i -> adapters.get(i).status(awaited(answers.get(i), end)))
        .toList();
  }

  private CompletableFuture<AdapterHealth> ask(ConfiguredAdapter adapter) {
    if (!adapter.settings().isEnabled()) {
      return CompletableFuture.completedFuture(AdapterHealth.well());
    }
    Instant now = clock.instant();
    return asked
        .compute(
            adapter.descriptor().id(),
            (id, last) -> last != null && last.isGood(now) ? last : begin(adapter, now))
        .answer();
  }

  private static Asked begin(ConfiguredAdapter adapter, Instant now) {
    CompletableFuture<AdapterHealth> said = new CompletableFuture<>();
    Thread thread =
        Thread.ofVirtual()
            .name("adapter-health-" + adapter.descriptor().id())
            .start(() -> said.complete(answered(adapter, now.plus(PATIENCE))));
    CompletableFuture<AdapterHealth> answer =
        said.copy()
            .completeOnTimeout(AdapterHealth.ill(LATE), PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    var _ = answer.thenRun(thread::interrupt); // one that has said something is at its end
    return new Asked(now, said, answer);
  }

  private static AdapterHealth answered(ConfiguredAdapter adapter, Instant deadline) {
    try {
      AdapterHealth health = adapter.adapter().health(deadline);
      return health == null ? AdapterHealth.ill("says nothing of its health") : health;
    } catch (Throwable e) { // whatever it is, or whoever asks would wait for nothing
      // the message may hold anything: only the type
      return AdapterHealth.ill("asked for its health it threw " + e.getClass().getName());
    }
  }

  private static AdapterHealth awaited(CompletableFuture<AdapterHealth> answer, long end) {
    try {
      return answer.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      return AdapterHealth.ill(LATE);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return AdapterHealth.ill("nobody waited for its answer");
    }
  }
}
