package cn.tongxing.idp.upkeep.tables;

import cn.tongxing.idp.upkeep.Job;
import cn.tongxing.idp.upkeep.UpkeepSettings;
import cn.tongxing.idp.upkeep.store.Months;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a table's months ahead and heals its default partition. Each month by itself: one that
 * cannot be made keeps no other from it. Rows of a month without partition are in the default one
 * meanwhile; nothing is lost.
 */
final class MakeMonths implements Job {

  private static final Logger LOG = LoggerFactory.getLogger(MakeMonths.class);
  private static final Duration EVERY = Duration.ofMinutes(10);
  private static final Duration AT_START = Duration.ofSeconds(5);
  private static final int MONTHS_AHEAD = 3;

  private final String table;
  private final Months months;
  private final UpkeepSettings settings;
  private final InstantSource clock;

  MakeMonths(String table, Months months, UpkeepSettings settings, InstantSource clock) {
    this.table = table;
    this.months = months;
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "make-months-" + table.replace('_', '-');
  }

  @Override
  public Duration every() {
    return EVERY;
  }

  /** So that requests find the months; what takes longer is gone on with in the first run. */
  @Override
  public void begin() {
    makeAll(AT_START);
  }

  @Override
  public void run() {
    makeAll(settings.longestRun());
  }

  private void makeAll(Duration longest) {
    long ends = System.nanoTime() + longest.toNanos();
    Instant now = clock.instant();
    TreeSet<LocalDate> wanted = new TreeSet<>(months.unhealed(table, now));
    LocalDate thisMonth = now.atOffset(ZoneOffset.UTC).toLocalDate().withDayOfMonth(1);
    for (int ahead = 0; ahead <= MONTHS_AHEAD; ahead++) {
      LocalDate month = thisMonth.plusMonths(ahead);
      if (!months.isMade(table, month)) {
        wanted.add(month);
      }
    }
    EachByItself each = new EachByItself();
    wanted.forEach(month -> each.attempt(() -> make(month, ends)));
    each.throwFirst();
  }

  private void make(LocalDate month, long ends) {
    long moved = 0;
    Optional<Months.Step> step;
    do {
      step = months.make(table, month, settings.batch());
      moved += step.map(Months.Step::moved).orElse(0L);
    } while (step.isPresent() && !step.get().done() && mayGoOn(ends));
    if (moved > 0) {
      LOG.info("{}: {} rows moved into the partition of {}", table, moved, month);
    }
  }

  private static boolean mayGoOn(long ends) {
    return System.nanoTime() < ends && !Thread.currentThread().isInterrupted();
  }
}
