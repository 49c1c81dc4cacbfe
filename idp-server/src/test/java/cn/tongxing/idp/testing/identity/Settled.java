package cn.tongxing.idp.testing.identity;

import cn.tongxing.idp.kernel.PersonId;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Ways to sign in that are there for long enough to count as kinds of their own (72 hours). */
public final class Settled {

  private Settled() {}

  /** As if everything that the person has now were added four days ago. */
  public static void ways(JdbcClient jdbc, PersonId person) {
    List.of(
            "phone_credential set bound_at = bound_at",
            "password_credential set set_at = set_at",
            "passkey_credential set created_at = created_at",
            "upstream_link set linked_at = linked_at")
        .forEach(each ->
            jdbc.sql("update " + each + " - interval '4 days' where person = ?")
                .param(person.value())
                .update());
  }
}
