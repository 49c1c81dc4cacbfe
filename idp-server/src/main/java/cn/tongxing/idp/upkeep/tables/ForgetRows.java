package cn.tongxing.idp.upkeep.tables;

import cn.tongxing.idp.upkeep.Job;
import cn.tongxing.idp.upkeep.TableRule.Expires;
import cn.tongxing.idp.upkeep.UpkeepSettings;
import cn.tongxing.idp.upkeep.store.ExpiredRows;
import cn.tongxing.idp.upkeep.store.ExpiredRows.TooMany;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalInt;

/**
 * Deletes a table's rows that are over, batch after batch until there are none. A batch that takes
 * longer than a statement may is tried again with a quarter of the rows.
 */
final class ForgetRows implements Job {

  private static final int LEAST = 10;

  private final String table;
  private final List<Expires> rules;
  private final ExpiredRows rows;
  private final UpkeepSettings settings;
  private final InstantSource clock;

  ForgetRows(
      String table,
      List<Expires> rules,
      ExpiredRows rows,
      UpkeepSettings settings,
      InstantSource clock) {
    this.table = table;
    this.rules = List.copyOf(rules);
    this.rows = rows;
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "forget-" + table.replace('_', '-');
  }

  @Override
  public Duration every() {
    return settings.every();
  }

  @Override
  public void run() {
    long began = System.nanoTime();
    EachByItself each = new EachByItself();
    rules.forEach(rule -> each.attempt(() -> forget(rule, began)));
    each.throwFirst();
  }

  private void forget(Expires rule, long began) {
    Instant before = clock.instant().minus(rule.kept());
    int most = settings.batch();
    boolean more = true;
    while (more && mayGoOn(began)) {
      try {
        OptionalInt deleted = rows.delete(rule, before, most);
        more = deleted.isPresent() && deleted.getAsInt() == most;
      } catch (TooMany e) {
        if (most <= LEAST) {
          throw e;
        }
        most = Math.max(LEAST, most / 4);
      }
    }
  }

  private boolean mayGoOn(long began) {
    return System.nanoTime() - began < settings.longestRun().toNanos()
        && !Thread.currentThread().isInterrupted();
  }
}
