package cn.tongxing.idp.upkeep.tables;

import cn.tongxing.idp.upkeep.TableRule.Bounded;
import cn.tongxing.idp.upkeep.TableRule.Monthly;
import cn.tongxing.idp.upkeep.TableRules;
import cn.tongxing.idp.upkeep.UpkeepSettings;
import cn.tongxing.idp.upkeep.store.ExpiredRows;
import cn.tongxing.idp.upkeep.store.Months;
import java.time.InstantSource;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class TablesConfiguration {

  @Bean
  TableJobs tableJobs(
      List<TableRules> rooms,
      Months months,
      ExpiredRows rows,
      UpkeepSettings settings,
      InstantSource clock) {
    return new TableJobs(rooms, months, rows, settings, clock);
  }

  /** Of the trail, which stands below this room, and of the migrations, which are nobody's. */
  @Bean
  TableRules trailTables() {
    String archived = "the events since the last `./idp audit archive`";
    return () ->
        List.of(
            Monthly.untilArchived("audit_event"),
            new Bounded("audit_chain", archived),
            new Bounded("audit_checkpoint", archived),
            new Bounded("audit_archive", "archives made: one a month or fewer"),
            new Bounded("flyway_schema_history", "migrations"));
  }
}
