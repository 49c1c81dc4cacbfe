package cn.tongxing.idp.login.store;

import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.login.flow.SpentSignIns;
import java.time.Instant;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The mark of a sign-in that is used up; forgotten by a rule of the table. */
@Repository
public class JdbcSpentSignIns implements SpentSignIns {

  private final JdbcClient jdbc;

  JdbcSpentSignIns(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public boolean spend(SignInId signIn, Instant now) {
    return jdbc.sql(
                """
                INSERT INTO login_spent (sign_in, spent_at) VALUES (:id, :now)
                ON CONFLICT DO NOTHING
                """)
            .param("id", signIn.value())
            .param("now", now.atOffset(ZoneOffset.UTC))
            .update()
        == 1;
  }
}
