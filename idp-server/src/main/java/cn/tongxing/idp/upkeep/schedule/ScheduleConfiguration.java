package cn.tongxing.idp.upkeep.schedule;

import cn.tongxing.idp.audit.Audit;
import cn.tongxing.idp.upkeep.Job;
import cn.tongxing.idp.upkeep.Upkeep;
import cn.tongxing.idp.upkeep.tables.TableJobs;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ScheduleConfiguration {

  /** One record of failures for each job, whoever starts its run. */
  record AllRuns(List<Runs> runs) {}

  @Bean
  AllRuns allRuns(ObjectProvider<Job> jobs, TableJobs tables, Audit audit, InstantSource clock) {
    return new AllRuns(
        Stream.concat(tables.jobs().stream(), jobs.orderedStream())
            .map(job -> new Runs(job, audit, clock))
            .toList());
  }

  @Bean
  Upkeep upkeep(AllRuns all) {
    return new Scheduler.Now(all.runs());
  }

  /** Not in a command, which does one thing and ends. */
  @Bean
  @ConditionalOnProperty(name = "idp.command", havingValue = "false", matchIfMissing = true)
  Scheduler upkeepScheduler(AllRuns all) {
    return new Scheduler(all.runs());
  }
}
