package cn.tongxing.idp.proofing.store;

import java.time.Duration;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Removes what no limit can ask for any more: windows that are over. Wrong passwords count until
 * they are forgotten. Harmless on several nodes at once.
 */
@Component
class TidyFloor {

  private static final Duration KEPT = Duration.ofDays(2);

  private final JdbcClient jdbc;
  private final InstantSource clock;

  TidyFloor(JdbcClient jdbc, InstantSource clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  @Scheduled(initialDelayString = "PT2M", fixedDelayString = "PT6H")
  void tidy() {
    OffsetDateTime before = clock.instant().minus(KEPT).atOffset(ZoneOffset.UTC);
    jdbc.sql("delete from login_code_sends where last_sent_at < :before")
        .param("before", before)
        .update();
    jdbc.sql("delete from login_failures where purpose <> 'password' and began_at < :before")
        .param("before", before)
        .update();
  }
}
