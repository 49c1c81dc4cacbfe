package cn.tongxing.idp.proofing.limits;

import cn.tongxing.idp.audit.Audit;
import cn.tongxing.idp.audit.AuditEvent;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.upkeep.Job;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/**
 * Tries that a rate limit stopped, in the trail: the first of a used-up budget, and once its window
 * is over how many more there were ({@code suppressed}). Whoever goes on trying fills no trail.
 *
 * <p>The node that wrote the first writes the number. If it is gone by then, the number comes with
 * the budget's next event, if there is one within a day.
 */
@Component
public class StoppedTries implements Job {

  /** Nodes are not asked to remember more; a window beyond it is told by its next event. */
  private static final int MOST_OPEN = 10_000;

  private static final String SUPPRESSED = "suppressed";

  private final Counters counters;
  private final Audit audit;
  private final InstantSource clock;
  private final Map<String, Window> open = new ConcurrentHashMap<>();

  StoppedTries(Counters counters, Audit audit, InstantSource clock) {
    this.counters = counters;
    this.audit = audit;
    this.clock = clock;
  }

  private record Window(Instant until, AuditEvent first) {}

  /** Records the event, unless the same budget had one in this window already. */
  void record(Admission.Limited limited, AuditEvent event) {
    OptionalLong before = counters.stopped(limited.by(), limited.until(), clock.instant());
    if (before.isEmpty()) {
      return;
    }
    audit.record(with(event, before.getAsLong()));
    if (open.size() < MOST_OPEN) {
      open.put(limited.by(), new Window(limited.until(), event));
    }
  }

  @Override
  public String name() {
    return "stopped-tries";
  }

  @Override
  public Duration every() {
    return Duration.ofMinutes(1);
  }

  @Override
  public void run() {
    closeWindows();
  }

  /** Records the numbers of the windows that are over. */
  public void closeWindows() {
    Instant now = clock.instant();
    open.forEach((by, window) -> {
      if (!now.isBefore(window.until()) && open.remove(by, window)) {
        long more = counters.takeStopped(by);
        if (more > 0) {
          audit.record(with(afterwards(window.first()), more));
        }
      }
    });
  }

  private static AuditEvent with(AuditEvent event, long suppressed) {
    return suppressed == 0 ? event : event.detail(SUPPRESSED, Long.toString(suppressed));
  }

  /** About the same sign-in and limit, but of no request. */
  private static AuditEvent afterwards(AuditEvent first) {
    return new AuditEvent(
        first.type(),
        RequestOrigin.SERVER,
        first.person(),
        first.client(),
        first.session(),
        first.grant(),
        first.signIn(),
        first.details());
  }
}
