package cn.tongxing.idp.upkeep.tables;

import cn.tongxing.idp.upkeep.Job;
import cn.tongxing.idp.upkeep.TableRule.Retention;
import cn.tongxing.idp.upkeep.UpkeepSettings;
import cn.tongxing.idp.upkeep.store.Months;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Drops a table's old months, each by itself. */
final class DropMonths implements Job {

  private static final Logger LOG = LoggerFactory.getLogger(DropMonths.class);

  private final String table;
  private final Retention retention;
  private final Months months;
  private final UpkeepSettings settings;
  private final InstantSource clock;

  DropMonths(
      String table,
      Retention retention,
      Months months,
      UpkeepSettings settings,
      InstantSource clock) {
    this.table = table;
    this.retention = retention;
    this.months = months;
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "drop-months-" + table.replace('_', '-');
  }

  @Override
  public Duration every() {
    return settings.every();
  }

  @Override
  public void run() {
    Instant before = clock.instant().minus(retention.kept());
    EachByItself each = new EachByItself();
    for (String partition : months.endedBefore(table, before)) {
      each.attempt(() -> {
        if (months.drop(partition, retention, before)) {
          LOG.info("old month dropped: {}", partition);
        }
      });
    }
    each.throwFirst();
  }
}
