package cn.tongxing.idp.testing.identity;

import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.SessionId;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the trail says. */
public record AuditTrail(JdbcClient jdbc) {

  /** Codes of the events about a person, oldest first. */
  public List<String> of(PersonId person) {
    return jdbc.sql("SELECT type FROM audit_event WHERE person = ? ORDER BY id, xact")
        .param(person.value())
        .query(String.class)
        .list();
  }

  /** Codes of the events about a session, oldest first. */
  public List<String> of(SessionId session) {
    return jdbc.sql("SELECT type FROM audit_event WHERE session = ? ORDER BY id, xact")
        .param(session.value())
        .query(String.class)
        .list();
  }
}
