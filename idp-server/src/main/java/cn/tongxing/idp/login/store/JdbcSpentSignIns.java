package cn.tongxing.idp.login.store;

import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.login.flow.SpentSignIns;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Repository;

/** The mark of a sign-in that is used up; removed when its transaction is long gone. */
@Repository
public class JdbcSpentSignIns implements SpentSignIns {

  private static final Duration KEPT = Duration.ofDays(2);

  private final JdbcClient jdbc;
  private final InstantSource clock;

  JdbcSpentSignIns(JdbcClient jdbc, InstantSource clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  @Override
  public boolean spend(SignInId signIn, Instant now) {
    return jdbc.sql(
                """
                insert into login_spent (sign_in, spent_at) values (:id, :now)
                on conflict do nothing
                """)
            .param("id", signIn.value())
            .param("now", now.atOffset(ZoneOffset.UTC))
            .update()
        == 1;
  }

  /** Harmless on several nodes at once. */
  @Scheduled(initialDelayString = "PT2M", fixedDelayString = "PT6H")
  public void tidy() {
    jdbc.sql("delete from login_spent where spent_at < :before")
        .param("before", clock.instant().minus(KEPT).atOffset(ZoneOffset.UTC))
        .update();
  }
}
