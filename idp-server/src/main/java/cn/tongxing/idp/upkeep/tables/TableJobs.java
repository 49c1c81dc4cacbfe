package cn.tongxing.idp.upkeep.tables;

import cn.tongxing.idp.upkeep.Job;
import cn.tongxing.idp.upkeep.TableRule;
import cn.tongxing.idp.upkeep.TableRule.Expires;
import cn.tongxing.idp.upkeep.TableRule.Monthly;
import cn.tongxing.idp.upkeep.TableRules;
import cn.tongxing.idp.upkeep.UpkeepSettings;
import cn.tongxing.idp.upkeep.store.ExpiredRows;
import cn.tongxing.idp.upkeep.store.Months;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The jobs that the rules of all rooms ask for: one of a kind for each table. */
public final class TableJobs {

  private final List<TableRule> rules;
  private final Months months;
  private final ExpiredRows rows;
  private final UpkeepSettings settings;
  private final InstantSource clock;

  TableJobs(
      List<TableRules> rooms,
      Months months,
      ExpiredRows rows,
      UpkeepSettings settings,
      InstantSource clock) {
    this.rules = rooms.stream().flatMap(room -> room.rules().stream()).toList();
    this.months = months;
    this.rows = rows;
    this.settings = settings;
    this.clock = clock;
  }

  /** The rules of all rooms. */
  public List<TableRule> rules() {
    return rules;
  }

  /** The jobs. */
  public List<Job> jobs() {
    List<Job> jobs = new ArrayList<>();
    Map<String, List<Expires>> expiring = new LinkedHashMap<>();
    for (TableRule rule : rules) {
      switch (rule) {
        case Monthly monthly -> jobs.addAll(jobs(monthly));
        case Expires expires ->
            expiring.computeIfAbsent(expires.table(), _ -> new ArrayList<>()).add(expires);
        case TableRule.Bounded _ -> {
          // nothing to do
        }
      }
    }
    expiring.forEach(
        (table, those) -> jobs.add(new ForgetRows(table, those, rows, settings, clock)));
    return jobs;
  }

  private List<Job> jobs(Monthly rule) {
    List<Job> jobs = new ArrayList<>();
    jobs.add(new MakeMonths(rule.table(), months, settings, clock));
    rule.retention()
        .map(retention -> new DropMonths(rule.table(), retention, months, settings, clock))
        .ifPresent(jobs::add);
    return jobs;
  }
}
