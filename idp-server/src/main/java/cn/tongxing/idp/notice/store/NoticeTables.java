package cn.tongxing.idp.notice.store;

import cn.tongxing.idp.keys.SealedColumn;
import cn.tongxing.idp.keys.SealedColumns;
import cn.tongxing.idp.upkeep.TableRule.Expires;
import cn.tongxing.idp.upkeep.TableRules;
import java.time.Duration;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class NoticeTables {

  /** As long as a person may ask whether they were told. */
  private static final Duration KEPT = Duration.ofDays(92);

  @Bean
  SealedColumns sealedNoticeColumns() {
    return () -> List.of(SealedColumn.of("notice", "address"));
  }

  @Bean
  TableRules noticeTableRules() {
    // one that waits is given up within a day
    return () -> List.of(Expires.after("notice", "ended_at", KEPT));
  }
}
