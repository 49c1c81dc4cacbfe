package cn.tongxing.idp.upkeep.schedule;

import cn.tongxing.idp.upkeep.Upkeep;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Every job on a virtual thread of its own, so that none waits for another's run. What they take of
 * the database together is bounded where they open a transaction, not here.
 */
final class Scheduler implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(Scheduler.class);

  /** Runs are spread over it at the start, when there is enough to do. */
  private static final Duration FIRST = Duration.ofMinutes(1);

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final List<Runs> jobs;
  private @Nullable Running running;

  Scheduler(List<Runs> jobs) {
    this.jobs = List.copyOf(jobs);
  }

  private record Running(CountDownLatch stopping, List<Thread> threads) {}

  @Override
  public synchronized void start() {
    if (running != null) {
      return;
    }
    jobs.forEach(Runs::begin);
    CountDownLatch stopping = new CountDownLatch(1);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < jobs.size(); i++) {
      Runs each = jobs.get(i);
      Duration first = first(each, i);
      threads.add(
          Thread.ofVirtual()
              .name("upkeep-" + each.job().name())
              .start(() -> repeat(each, first, stopping)));
    }
    running = new Running(stopping, threads);
  }

  /** Breaks off what runs; each step is a transaction, so nothing stays half done. */
  @Override
  public synchronized void stop() {
    Running ending = running;
    running = null;
    if (ending == null) {
      return;
    }
    ending.stopping().countDown();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    try {
      for (Thread thread : ending.threads()) {
        if (!thread.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())))) {
          thread.interrupt();
          LOG.warn("{} did not stop in time", thread.getName());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public synchronized boolean isRunning() {
    return running != null;
  }

  /** Before the trail's sealer and the web server, which find the months made; ends after them. */
  @Override
  public int getPhase() {
    return -1;
  }

  private Duration first(Runs each, int place) {
    Duration every = each.job().every();
    return every.compareTo(FIRST) <= 0
        ? every
        : FIRST.plus(FIRST.multipliedBy(place).dividedBy(jobs.size()));
  }

  private static void repeat(Runs job, Duration first, CountDownLatch stopping) {
    Duration pause = first;
    while (!stops(stopping, pause)) {
      job.run();
      pause = job.job().every();
    }
  }

  private static boolean stops(CountDownLatch stopping, Duration pause) {
    try {
      return stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      return true;
    }
  }

  /** The jobs, for whoever wants them now. */
  static final class Now implements Upkeep {

    private final List<Runs> jobs;

    Now(List<Runs> jobs) {
      this.jobs = List.copyOf(jobs);
    }

    @Override
    public List<String> jobs() {
      return jobs.stream().map(each -> each.job().name()).toList();
    }

    @Override
    public List<String> runAll() {
      return jobs.stream().filter(each -> !each.run()).map(each -> each.job().name()).toList();
    }
  }
}
