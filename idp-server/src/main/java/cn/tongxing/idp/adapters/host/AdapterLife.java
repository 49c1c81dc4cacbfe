package cn.tongxing.idp.adapters.host;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Life-cycle of the adapters that are switched on: started one after the other before people come,
 * stopped after the last request has ended.
 */
final class AdapterLife implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(AdapterLife.class);
  private static final Duration BEGIN = Duration.ofMinutes(1);
  private static final Duration END = Duration.ofSeconds(5);

  private final List<ConfiguredAdapter> adapters;
  private final Deque<ConfiguredAdapter> started = new ArrayDeque<>();
  private boolean running;

  AdapterLife(Collection<ConfiguredAdapter> adapters) {
    this.adapters = List.copyOf(adapters);
  }

  /** One that cannot start ends those that have, and the server with them. */
  @Override
  public synchronized void start() {
    try {
      for (ConfiguredAdapter each : adapters) {
        if (each.settings().isEnabled()) {
          // it may have begun something before it failed: it is stopped with the others
          started.push(each);
          within(BEGIN, () -> each.adapter().start());
        }
      }
      running = true;
    } catch (ExecutionException | TimeoutException | InterruptedException e) {
      String id = started.getFirst().descriptor().id();
      stop();
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      throw new IllegalStateException("adapter " + id + " does not start", cause(e));
    }
  }

  @Override
  public synchronized void stop() {
    running = false;
    while (!started.isEmpty()) {
      ConfiguredAdapter each = started.pop();
      try {
        within(END, () -> each.adapter().stop());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (ExecutionException | TimeoutException e) {
        LOG.warn("adapter {} does not stop", each.descriptor().id(), cause(e));
      }
    }
  }

  private static Throwable cause(Exception problem) {
    return problem instanceof ExecutionException && problem.getCause() != null
        ? problem.getCause()
        : problem;
  }

  private static void within(Duration limit, Runnable part)
      throws ExecutionException, TimeoutException, InterruptedException {
    CompletableFuture<Void> done = new CompletableFuture<>();
    Thread thread =
        Thread.ofVirtual()
            .name("adapter-life")
            .start(() -> {
              try {
                part.run();
                done.complete(null);
              } catch (Throwable e) { // whatever it is, or its limit would be told as the cause
                done.completeExceptionally(e);
              }
            });
    try {
      done.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | InterruptedException e) {
      thread.interrupt();
      throw e;
    }
  }

  @Override
  public synchronized boolean isRunning() {
    return running;
  }

  /** After the probes, so that this node lives while it begins; before the web server. */
  @Override
  public int getPhase() {
    return 100;
  }
}
