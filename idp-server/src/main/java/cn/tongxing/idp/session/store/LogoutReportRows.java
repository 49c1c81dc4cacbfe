package cn.tongxing.idp.session.store;

import cn.tongxing.idp.kernel.ClientId;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Table {@code logout_report}: when the operator was last told of a receiver. */
@Repository
public class LogoutReportRows {

  private final JdbcClient jdbc;

  LogoutReportRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Claims the next report of a client, in the caller's transaction; false if there was one within
   * the time.
   */
  public boolean claim(ClientId client, Instant now, Duration apart) {
    return jdbc.sql(
                """
                INSERT INTO logout_report AS r (client, reported_at) VALUES (:client, :now)
                ON CONFLICT (client) DO UPDATE SET reported_at = excluded.reported_at
                 WHERE r.reported_at <= :before
                """)
            .param("client", client.value())
            .param("now", now.atOffset(ZoneOffset.UTC))
            .param("before", now.minus(apart).atOffset(ZoneOffset.UTC))
            .update()
        == 1;
  }
}
